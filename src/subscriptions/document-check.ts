import { compare } from '../decimal/index.js';
import { problem, type Issues } from '../errors/index.js';
import { formatInstant, type Instant } from '../time/index.js';
import type { Policies } from '../wire/index.js';
import type { Consequence } from './consequence.js';

/** What a check needs to know of an invoice. */
export type InvoicedDocument = {
  readonly id: string;
  readonly status: 'draft' | 'issued' | 'paid' | 'synced' | 'void';
  readonly invoice_date: Instant;
  readonly lines: readonly { readonly price_id: string; readonly start: Instant; readonly end: Instant }[];
};

/** What the caller allows, and which prices the consequences' intervals stand for. */
export type DocumentCheck = {
  readonly invoices: readonly InvoicedDocument[];
  readonly allowsChange: boolean;
  /** Whether refunds can be put on the customer's balance. */
  readonly hasUsableBalance: boolean;
  /** Whether fewer units of a fee in advance give anything back (§14). */
  readonly quantity_decrease: Policies['quantity_decrease'];
  readonly price_of: (price_interval_id: string) => string | undefined;
};

/**
 * Refuses what would change documents against the request: any void or credit note where `allow_invoice_credit_or_void`
 * is false, and a refund for a customer whose balance cannot take it (§9.2).
 */
export function checkDocuments(consequences: readonly Consequence[], check: DocumentCheck, issues: Issues): void {
  const refunded = consequences.flatMap((consequence) => refundedBy(consequence, check));
  const raised = refunded.find(({ status }) => status === 'paid' || status === 'synced');
  if (raised && !check.hasUsableBalance) {
    const message = `cannot take the refund of invoice ${raised.id}: the customer's currency is not the invoice's; end at a period's end instead`;
    issues.push(problem('customer.currency', 'balance_not_usable', message));
  }
  if (check.allowsChange) return;
  const voided = consequences.flatMap((consequence) => voidedBy(consequence, check.invoices));
  const [changed] = [...voided, ...refunded];
  if (changed === undefined) return;
  const message = `is false, but invoice ${changed.id} would be voided or credited; allow it, or choose a date after what it bills`;
  issues.push(problem('request.allow_invoice_credit_or_void', 'invoice_change_not_allowed', message));
}

/** Refuses an end before a paid invoice: what was paid for cannot be taken back by backdating (Orb:API, SUBS). */
export function checkPaidInvoices(
  invoices: readonly InvoicedDocument[],
  { from, now }: { readonly from: Instant; readonly now: Instant },
  issues: Issues,
): void {
  if (from >= now) return;
  const paid = invoices.find(
    ({ status, invoice_date }) => status === 'paid' && invoice_date >= from && invoice_date <= now,
  );
  if (paid === undefined) return;
  const message = `lies before the paid invoice ${paid.id} of ${formatInstant(paid.invoice_date)}; choose a later date`;
  issues.push(problem('request.cancellation_date', 'paid_invoice_in_range', message));
}

/** The invoices whose advance lines a consequence gives back a part of. */
function refundedBy(consequence: Consequence, check: DocumentCheck): readonly InvoicedDocument[] {
  const { invoices, price_of } = check;
  const refund = refundOf(consequence, check);
  if (refund === null) return [];
  const prices = new Set(refund.price_interval_ids.map((id) => price_of(id)));
  return invoices.filter(
    ({ status, lines }) =>
      (status === 'issued' || status === 'paid' || status === 'synced') &&
      lines.some(({ price_id, end }) => prices.has(price_id) && end > refund.from),
  );
}

type Refund = { readonly from: Instant; readonly price_interval_ids: readonly string[] };

function refundOf(consequence: Consequence, { quantity_decrease }: DocumentCheck): Refund | null {
  if (consequence.kind === 'refund_unused') return consequence;
  if (consequence.kind !== 'change_quantity' || quantity_decrease === 'none') return null;
  // What was more is on drafts, which are taken back without a note.
  const fewer = consequence.stretches.find(({ to, least }) => compare(to, least) < 0);
  return fewer === undefined ? null : { from: fewer.start, price_interval_ids: [consequence.price_interval_id] };
}

/** Issued invoices dated in the range are voided and made anew; paid and synced ones stay (§9.2). */
function voidedBy(consequence: Consequence, invoices: readonly InvoicedDocument[]): readonly InvoicedDocument[] {
  if (consequence.kind !== 'correct_invoices') return [];
  const { from, until } = consequence;
  return invoices.filter(
    ({ status, invoice_date }) => status === 'issued' && invoice_date >= from && invoice_date <= until,
  );
}
