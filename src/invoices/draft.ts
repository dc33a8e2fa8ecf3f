import { adjustLines, type AdjustingTerms, type Adjustment } from '../adjustments/index.js';
import type { RealCurrency } from '../currency/index.js';
import { isZeroExact, type Decimal } from '../decimal/index.js';
import { fail, invariant, pathOf, shown, type Issue } from '../errors/index.js';
import type { Instant, Period, TimeZone } from '../time/index.js';
import type { InvoiceSource, Policies } from '../wire/index.js';
import { payLines, type PayableLine, type PayWithCredits } from './credits-port.js';
import { earlierAmounts, type EarlierLine } from './earlier-lines.js';
import { idPart, identity, stamp } from './identity.js';
import { foldLine, type InvoiceLine } from './line.js';
import type { LineRequest } from './line-request.js';
import { adjustableLine, rateLines, type LineTerms } from './rate-lines.js';
import { taxLines, type TaxLines } from './tax-lines.js';
import { sumInvoice, type InvoiceTotals } from './totals.js';

/** The policies on which a draft depends (§14). */
export type DraftPolicies = Pick<
  Policies,
  | 'negative_quantity'
  | 'proration_basis'
  | 'virtual_currency_adjustments'
  | 'mixed_adjustment_scope'
  | 'prorate_adjustments'
  | 'zero_lines'
>;

/** What an invoice is drafted from: lines in the order in which they are to be shown, and all that acts on them. */
export type DraftRequest = {
  /** The subscription's id, or the customer's where there is none. */
  readonly billed_to: string;
  readonly source: InvoiceSource;
  /** Tells invoices of one source and date apart; the first of them is `0`, which need not be said. */
  readonly ordinal?: string;
  readonly currency: RealCurrency;
  readonly period: Period;
  readonly invoice_date: Instant;
  /** Of a partial invoice, the dates of the invoices that will close its periods (§10); none said: it closes them itself. */
  readonly closing_dates?: readonly Instant[] | null;
  readonly zone: TimeZone;
  readonly lines: readonly LineRequest[];
  /** In the order of their creation. */
  readonly adjustments: readonly Adjustment[];
  readonly payWithCredits: PayWithCredits;
  readonly earlier_lines: readonly EarlierLine[];
  readonly taxLines: TaxLines;
  readonly customer_balance: Decimal;
  readonly policies: DraftPolicies;
  /** How the intervals of lines are written inside ids, where many invoices bill the same ones; none said: each anew. */
  readonly idPartOf?: (price_interval_id: string) => string;
  /** Whether lines say what their subtotals are made of; they do unless told not to. */
  readonly detail?: LineTerms['detail'];
};

/** A drafted invoice: its lines and what they add up to. */
export type DraftedInvoice = {
  readonly id: string;
  readonly source: InvoiceSource;
  readonly currency: RealCurrency;
  readonly period: Period;
  readonly invoice_date: Instant;
  readonly lines: readonly InvoiceLine[];
  /** The adjustments of the whole invoice that are in force on any of its lines, in their order. */
  readonly invoice_adjustments: readonly Adjustment[];
  readonly totals: InvoiceTotals;
  /** What deserves a look: warnings only. */
  readonly issues: readonly Issue[];
};

/**
 * Drafts the invoice of one billing period, the seven steps of §1.2 one after the other: rated → adjusted → paid by
 * credits → converted, less earlier invoices → taxed → totals.
 *
 * @throws `mixed_currencies` for a price in another real currency; `missing_conversion` for a virtual one without a rate;
 * what rating and adjusting refuse, for all lines at once.
 */
export function draftInvoiceFrom(request: DraftRequest): DraftedInvoice {
  const { currency, period, invoice_date, policies, zone, detail = 'charges' } = request;
  for (const line of request.lines) refuseOtherCurrency(line, currency);
  const { negative_quantity, proration_basis } = policies;
  const rated = rateLines(request.lines, { negative_quantity, proration_basis, zone, detail });
  const {
    lines: adjusted,
    acting,
    issues,
  } = adjustLines({ lines: rated.map(adjustableLine), adjustments: request.adjustments }, adjustingTerms(request));
  const id = invoiceIdOf(request);
  const ids = lineIds(id, request);
  const earlierOf = earlierAmounts(request.earlier_lines);
  const parts = rated.map((line, position): PayableLine => {
    const own = adjusted[position];
    invariant(own !== undefined, 'every line of a drafted invoice is adjusted');
    const { invoiced, credits_applied: applied_before } = earlierOf(line.request);
    return { line_id: ids[position] ?? '', line, adjusted: own, applied_before, invoiced };
  });
  const credits = payLines(parts, request.payWithCredits);
  const folded = parts.map((part, position) => {
    const paid = credits[position];
    invariant(paid !== undefined, 'every line of a drafted invoice was offered to credits');
    return foldLine(part, paid, currency);
  });
  const kept = policies.zero_lines === 'omit' ? folded.filter((line) => !isZeroLine(line)) : folded;
  const lines = taxLines(kept, request.taxLines, currency);
  return {
    id,
    source: request.source,
    currency,
    period,
    invoice_date,
    lines,
    invoice_adjustments: acting.filter(({ is_invoice_level }) => is_invoice_level),
    totals: sumInvoice(lines, request.customer_balance, currency),
    issues,
  };
}

/** Named one by one: to copy all policies for every invoice costs the engine more than the rest of the terms. */
function adjustingTerms({ policies }: DraftRequest): AdjustingTerms {
  const { virtual_currency_adjustments, mixed_adjustment_scope, prorate_adjustments } = policies;
  return { virtual_currency_adjustments, mixed_adjustment_scope, prorate_adjustments };
}

/** The id of an invoice: to whom, from what source, of which date, and which of these (§1.3). */
export function invoiceIdOf(request: Pick<DraftRequest, 'billed_to' | 'source' | 'invoice_date' | 'ordinal'>): string {
  const { billed_to, source, invoice_date, ordinal = '0' } = request;
  return identity('invoice', billed_to, source, stamp(invoice_date), ordinal);
}

/** The lines' ids are nearly alike, so what they share is written once. */
function lineIds(invoice_id: string, { lines, period, idPartOf = idPart }: DraftRequest): readonly string[] {
  const line_of = `${identity('line', invoice_id)}:`;
  // A stamp has nothing to encode.
  const period_start = `:${stamp(period.start)}`;
  return lines.map((line) => {
    const start = line.period.start === period.start ? period_start : `:${stamp(line.period.start)}`;
    return line_of + idPartOf(line.price_interval_id) + start;
  });
}

function refuseOtherCurrency(line: LineRequest, currency: RealCurrency): void {
  if (!line.currency.real || line.currency.code === currency.code) return;
  const message = `is in ${shown(line.currency.code)} but the invoice is in ${currency.code}; an invoice has one real currency`;
  fail(pathOf(line.place), 'mixed_currencies', message);
}

/** A line that neither bills anything now nor did so before. */
function isZeroLine(line: InvoiceLine): boolean {
  return [line.subtotal, line.adjusted_subtotal, line.partially_invoiced_amount, line.amount].every(isZeroExact);
}
