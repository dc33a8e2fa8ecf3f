import { issueCharges, type Ledger } from '../../credits/index.js';
import { refuse, requiredText } from '../../errors/index.js';
import type { Instant } from '../../time/index.js';
import type { CreditLedger, DateOrDateTimeText, PoliciesInput } from '../../wire/index.js';
import { openLedgerCall } from './decode/ledger-call.js';
import { encodeLedgerStep, type LedgerTransition } from './encode/transition.js';

/** What `issueCreditCharges` and `releaseCreditCharges` take. */
export type CreditChargesCall = {
  readonly ledger: CreditLedger;
  readonly invoice_id: string;
  /** Now: an instant, or a date meaning its local midnight. */
  readonly at: DateOrDateTimeText;
  readonly policies?: PoliciesInput | undefined;
};

/**
 * Fixes what credits paid of an invoice, when it is issued: no replay changes it any more (§8.5).
 *
 * @throws `inconsistent_history`, `missing_field`, `invalid_type`, `invalid_decimal`, `invalid_instant`, `invalid_date`
 * @example
 * ```ts
 * import { applyLedgerEntry, burnCredits, createLedger, issueCreditCharges } from 'reckoner';
 *
 * const charges = [{ date: '2026-01-05', price_id: 'cpu', invoice_id: 'january', amount: '70' }];
 * const empty = createLedger({ customer_id: 'acme', currency: 'credits' });
 * const { ledger } = applyLedgerEntry({ ledger: empty, entry: { entry_type: 'increment', amount: 40 }, at: '2026-01-01' });
 * const burnt = burnCredits({ ledger, charges, at: '2026-02-01' });
 * const issued = issueCreditCharges({ ledger: burnt.ledger, invoice_id: 'january', at: '2026-02-01' });
 * const entry = { entry_type: 'increment', amount: 100, effective_date: '2026-01-01' } as const;
 * applyLedgerEntry({ ledger: issued.ledger, entry, at: '2026-02-02' }).ledger.balance; // → '100'
 * ```
 */
export function issueCreditCharges(input: CreditChargesCall): LedgerTransition {
  return changeInvoiceCharges(input, issueCharges);
}

/** Changes the charges of one invoice. */
export function changeInvoiceCharges(
  input: CreditChargesCall,
  change: (ledger: Ledger, invoice_id: string, at: Instant) => Ledger,
): LedgerTransition {
  const { fields, reading, at, policies } = openLedgerCall(input, 'invoice_id');
  const invoice_id = requiredText(fields, 'invoice_id');
  refuse(fields.issues);
  const next = change(reading.ledger, invoice_id, at);
  return encodeLedgerStep(reading, { next, grace_hours: policies.grace_period_hours }).transition;
}
