import { add, compare, isZero, zero, type Decimal } from '../decimal/index.js';
import { subjectOf } from '../adjustments/index.js';
import { priceTypeOf } from '../prices/index.js';
import type { Policies } from '../wire/index.js';
import { draftInvoiceFrom, type DraftedInvoice, type DraftRequest } from './draft.js';
import { earlierAmounts } from './earlier-lines.js';
import type { LineRequest } from './line-request.js';

/** A draft up to now, the threshold it is measured against, and whether minimums count before the period ends. */
export type PartialRequest = {
  readonly draft: DraftRequest;
  /** Above zero, in the invoice's currency. */
  readonly threshold: Decimal;
  readonly minimums_on_partial: Policies['minimums_on_partial'];
};

/** What usage has come to since it was last invoiced, and the invoice for all of it once that reaches the threshold. */
export type PartialInvoice = { readonly measure: Decimal; readonly draft: DraftedInvoice | null };

/**
 * Drafts the invoice that a spending threshold gives rise to, if it is reached (§10).
 *
 * Nothing is priced by increments: the cumulative quantity is rated from the period's start, and what was billed before
 * is subtracted. However many thresholds were crossed since, there is one invoice for the whole increment.
 */
export function draftPartialFrom({ draft, threshold, minimums_on_partial }: PartialRequest): PartialInvoice {
  const earlierOf = earlierAmounts(draft.earlier_lines);
  const lines = draft.lines.flatMap((line) => linesInArrears(line, earlierOf));
  const prefix = { ...draft, lines };
  const deferred = withoutMinimums(prefix);
  // Thresholds are asked about far more often than they are reached: what explains the lines is left to the invoice.
  const measure = measureOf(draftInvoiceFrom({ ...deferred, detail: 'subtotals' }));
  // ≥: a measure that just reaches the threshold is billed.
  if (compare(measure, threshold) < 0) return { measure, draft: null };
  return { measure, draft: draftInvoiceFrom(minimums_on_partial === 'defer' ? deferred : prefix) };
}

/** Σ `amount` of the usage lines: after credits and earlier invoices, before tax; fixed fees never count (F25). */
function measureOf({ lines }: DraftedInvoice): Decimal {
  return lines
    .filter(({ subject }) => subject.price_type === 'usage_price')
    .reduce((sum, { amount }) => add(sum, amount), zero);
}

type EarlierOf = ReturnType<typeof earlierAmounts>;

/** Fees in advance are billed elsewhere; a fixed fee in arrears is shown, and nothing of it falls due before its time. */
function linesInArrears(request: LineRequest, earlierOf: EarlierOf): readonly LineRequest[] {
  const { price_id, prepared, usage, subject, currency } = request;
  const price_type = priceTypeOf(prepared, usage);
  const { billing_mode } = subjectOf({ price_id, reading: subject, price_type, currency });
  if (billing_mode === 'in_advance') return [];
  return [price_type === 'fixed_price' ? feeUntilNow(request, earlierOf) : request];
}

/**
 * A fixed fee falls due at the end of its period, so that it is shown at none; one in instalments at the end of each, so
 * that until then it comes to what the last of them did, which was billed (§4.5, §10).
 */
function feeUntilNow(request: LineRequest, earlierOf: EarlierOf): LineRequest {
  const { portion = null } = request;
  if (portion === null || portion.index === 1 || isZero(earlierOf(request).invoiced)) {
    return { ...request, usage: { shape: 'quantity', quantity: zero }, quantities: null };
  }
  return { ...request, portion: { ...portion, index: portion.index - 1, end: portion.start } };
}

/** The same without what is only known to be short at the end of the period (D11). */
function withoutMinimums(draft: DraftRequest): DraftRequest {
  return {
    ...draft,
    lines: draft.lines.filter(({ prepared }) => !isMinimumModel(prepared.model_type)),
    adjustments: draft.adjustments.filter(({ adjustment_type }) => adjustment_type !== 'minimum'),
  };
}

function isMinimumModel(model_type: string): boolean {
  return model_type === 'minimum_composite';
}
