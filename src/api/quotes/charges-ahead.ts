import { begunServices, type BilledService } from '../../invoices/index.js';
import type { Instant } from '../../time/index.js';
import type { CreditLedger, InvoiceDraft } from '../../wire/index.js';
import { issueCreditCharges } from '../credits/issue-credit-charges.js';
import { releaseCreditCharges } from '../credits/release-credit-charges.js';
import { openInput } from '../decode/input.js';
import type { BilledSubscription } from '../invoices/decode/subscription/billed-subscription.js';
import { readInvoiceOf } from '../invoices/decode/subscription/read-subscription-invoice.js';
import { draftReading } from '../invoices/draft-reading.js';
import type { HorizonDrafting } from './horizon-drafting.js';

/** Ledgers as an invoice of a date finds them, and the invoices to come that have charged them by then. */
export type ChargedAhead = { readonly ledgers: readonly CreditLedger[]; readonly invoice_ids: readonly string[] };

/** When, as whom, and what was billed of the same service periods before. */
type Looking = {
  readonly date: Instant;
  readonly own: BilledSubscription;
  readonly ledgers: readonly CreditLedger[];
  readonly earlierOf: (services: readonly BilledService[]) => readonly InvoiceDraft[];
};

/**
 * Charges ledgers with recorded usage that is under way at a date and billed later, because days ascend over all invoices
 * of a ledger (§8.3): a quarter's usage of January comes before what the month used in February. Usage that is stated is
 * charged at the end of its period, and so behind the date.
 */
export function chargeAhead(
  { billed, uses, licensing, surroundings }: HorizonDrafting,
  { date, own, ledgers, earlierOf }: Looking,
): ChargedAhead {
  if (ledgers.length === 0 || surroundings.events === undefined) return { ledgers, invoice_ids: [] };
  const invoice_ids: string[] = [];
  let charged = ledgers;
  for (const begun of begunServices(billed.timeline, date)) {
    const only = new Set(begun.services.flatMap(({ timed }) => (uses.has(timed.id) ? [] : [timed.id])));
    if (only.size === 0) continue;
    const earlier_invoices = earlierOf(begun.services);
    const input = openInput({ ...surroundings, ...licensing, ledgers: charged, earlier_invoices });
    const asked = { invoice_date: begun.date, at: date, only, ordinal: 0 };
    const draft = draftReading(readInvoiceOf(input, own, asked));
    charged = draft.ledgers;
    invoice_ids.push(draft.invoice.id);
  }
  return { ledgers: charged, invoice_ids };
}

/** Fixes what an invoice was paid, and takes out again what those to come have charged, which they are to find anew. */
export function settleAhead(
  { ledgers, invoice_ids }: ChargedAhead,
  { id, invoice_date }: InvoiceDraft,
  { policies }: HorizonDrafting['surroundings'],
): readonly CreditLedger[] {
  if (invoice_ids.length === 0) return ledgers;
  return ledgers.map((given) => {
    let { ledger } = issueCreditCharges({ ledger: given, invoice_id: id, at: invoice_date, policies });
    for (const invoice_id of invoice_ids) {
      ({ ledger } = releaseCreditCharges({ ledger, invoice_id, at: invoice_date, policies }));
    }
    return ledger;
  });
}
