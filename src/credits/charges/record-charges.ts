import { fail, shown } from '../../errors/index.js';
import type { Instant } from '../../time/index.js';
import { add, zero, type Decimal } from '../../decimal/index.js';
import { advanced, type Ledger } from '../ledger.js';
import { runLedger, type LedgerRun } from '../run/run-ledger.js';
import { inOrder, type CreditCharge } from './charge.js';

/**
 * Records the charges of invoices in place of those recorded before: each run computes an invoice's charges anew, from
 * the first day of its period (§8.2).
 *
 * @throws `invalid_transition` for an invoice that was issued, whose credits no longer change
 */
export function recordCharges(ledger: Ledger, charges: readonly CreditCharge[], at: Instant): Ledger {
  return replaceCharges(ledger, { charges, replaced: invoicesOf(charges) }, at);
}

/** The invoices that charges are of: a few, each of which has many days in a row. */
export function invoicesOf(charges: readonly CreditCharge[]): ReadonlySet<string> {
  const invoices = new Set<string>();
  let last: string | null = null;
  for (const { invoice_id } of charges) {
    if (invoice_id !== last) invoices.add(invoice_id);
    last = invoice_id;
  }
  return invoices;
}

/** Charges, and the invoices whose earlier ones they replace, even where nothing is left to charge. */
export type Replacement = { readonly charges: readonly CreditCharge[]; readonly replaced: ReadonlySet<string> };

/** Records charges in place of all that invoices had charged; refuses as `recordCharges` does. */
export function replaceCharges(ledger: Ledger, { charges, replaced }: Replacement, at: Instant): Ledger {
  const issued = ledger.charges.find((charge) => charge.issued !== null && replaced.has(charge.invoice_id));
  if (issued !== undefined) {
    const message = `names ${shown(issued.invoice_id)}, which was issued; its credits no longer change`;
    fail('charges', 'invalid_transition', message);
  }
  const kept = ledger.charges.filter(({ invoice_id }) => !replaced.has(invoice_id));
  return advanced(ledger, at, { charges: inOrder(kept.length === 0 ? charges : [...kept, ...charges]) });
}

/** An invoice was issued: it keeps what credits paid of it, in every replay to come (§8.5). */
export function issueCharges(ledger: Ledger, invoice_id: string, at: Instant): Ledger {
  const paid = paidOf(invoice_id, runLedger(ledger, { until: at, grace_hours: 0 }));
  const charges = ledger.charges.map((charge) => {
    // ≤: what lies ahead has been paid nothing that could be kept.
    const isIssued = charge.invoice_id === invoice_id && charge.issued === null && charge.day <= at;
    return isIssued ? { ...charge, issued: paid.get(charge) ?? zero } : charge;
  });
  return advanced(ledger, at, { charges });
}

/** What the entries of an invoice came to, by charge: taken from blocks or beyond them, or given back. */
function paidOf(invoice_id: string, { entries }: LedgerRun): ReadonlyMap<CreditCharge, Decimal> {
  const paid = new Map<CreditCharge, Decimal>();
  for (const { charge, amount } of entries) {
    if (charge !== null && charge.invoice_id === invoice_id) paid.set(charge, add(paid.get(charge) ?? zero, amount));
  }
  return paid;
}

/** An invoice was voided or deleted: the credits that paid for it come back, by replay (§11.3, L46). */
export function releaseCharges(ledger: Ledger, invoice_id: string, at: Instant): Ledger {
  return advanced(ledger, at, { charges: ledger.charges.filter((charge) => charge.invoice_id !== invoice_id) });
}
