import { releaseCharges } from '../../credits/index.js';
import type { LedgerTransition } from './encode/transition.js';
import { changeInvoiceCharges, type CreditChargesCall } from './issue-credit-charges.js';

/**
 * Gives back what credits paid of an invoice that was voided or deleted, by replay without it (§11.3, L46).
 *
 * @throws `inconsistent_history`, `missing_field`, `invalid_type`, `invalid_decimal`, `invalid_instant`, `invalid_date`
 * @example
 * ```ts
 * import { applyLedgerEntry, burnCredits, createLedger, releaseCreditCharges } from 'reckoner';
 *
 * const charges = [{ date: '2026-01-05', price_id: 'cpu', invoice_id: 'january', amount: '25' }];
 * const empty = createLedger({ customer_id: 'acme', currency: 'credits' });
 * const { ledger } = applyLedgerEntry({ ledger: empty, entry: { entry_type: 'increment', amount: 40 }, at: '2026-01-01' });
 * const burnt = burnCredits({ ledger, charges, at: '2026-02-01' });
 * burnt.ledger.balance; // → '15'
 * releaseCreditCharges({ ledger: burnt.ledger, invoice_id: 'january', at: '2026-02-02' }).ledger.balance; // → '40'
 * ```
 */
export function releaseCreditCharges(input: CreditChargesCall): LedgerTransition {
  return changeInvoiceCharges(input, releaseCharges);
}
