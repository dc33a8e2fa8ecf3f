import type { DraftedInvoice } from '../../../invoices/index.js';
import type { CreditLedger, Effect, InvoiceDraft, InvoiceWorkings } from '../../../wire/index.js';
import type { InvoiceReading } from '../decode/invoice-request.js';
import type { BurntLedger } from '../../credits/prepaid/burn-ledger.js';
import type { UnmatchedUsage } from '../../reports/unmatched-usage.js';
import { encodeInvoice } from './invoice.js';
import { encodeWorkings } from './invoice-workings.js';
import { writeWhenRead } from '../../encode/when-read.js';

/** A drafted invoice: Orb's document, the record it was folded from, and what to store. */
export type InvoiceDraftResult<Number extends string | null = string | null> = {
  readonly invoice: InvoiceDraft<Number>;
  readonly workings: InvoiceWorkings;
  /** The invoice, then what became of the blocks and entries of each ledger. */
  readonly effects: readonly Effect[];
  /** The ledgers that were given, in their order, after what the lines charged. */
  readonly ledgers: readonly CreditLedger[];
  /** Usage of a dimensional price group that none of its prices rates: not charged; absent if there is none (§2). */
  readonly unmatched_usage?: readonly UnmatchedUsage[];
};

/** Writes a draft. The record is written when it is first read: who only stores the invoice need not pay for it. */
export function encodeDraft(
  draft: DraftedInvoice,
  { heading, customer, policies, unmatched }: Omit<InvoiceReading, 'ledgers'>,
  burnt: readonly BurntLedger[] = [],
): InvoiceDraftResult {
  const invoice = encodeInvoice(draft, heading);
  const created: Effect = { kind: 'invoice_created', invoice };
  const effects = [created, ...burnt.flatMap(({ transition }) => transition.effects)];
  const ledgers = burnt.map(({ transition }) => transition.ledger);
  const result = { invoice, effects, ledgers };
  return writeWhenRead(unmatched.length === 0 ? result : { ...result, unmatched_usage: unmatched }, {
    workings: () => encodeWorkings(draft, { customer_id: customer.id, timezone: customer.timezone, policies }),
  });
}
