import { payBlock } from '../../credits/index.js';
import { refuse, requiredText } from '../../errors/index.js';
import type { CreditLedger, DateOrDateTimeText, PoliciesInput } from '../../wire/index.js';
import { openLedgerCall } from './decode/ledger-call.js';
import { encodeLedgerStep, type LedgerTransition } from './encode/transition.js';

/** What `payCreditBlock` and `deleteCreditBlock` take. */
export type CreditBlockCall = {
  readonly ledger: CreditLedger;
  readonly block_id: string;
  /** Now: an instant, or a date meaning its local midnight. */
  readonly at: DateOrDateTimeText;
  readonly policies?: PoliciesInput | undefined;
};

/**
 * Makes credits usable that awaited their payment: from the local day of payment on, or from their effective date if that
 * is later (§8.5).
 *
 * @throws `block_not_found`; `invalid_transition` for a block that awaits no payment; `inconsistent_history`,
 * `missing_field`, `invalid_type`, `invalid_decimal`, `invalid_instant`, `invalid_date`
 * @example
 * ```ts
 * import { applyLedgerEntry, createLedger, payCreditBlock } from 'reckoner';
 *
 * const invoice_settings = { auto_collection: true, net_terms: 0, require_successful_payment: true };
 * const entry = { entry_type: 'increment', amount: 100, block_id: 'pack', per_unit_cost_basis: '1.00', invoice_settings } as const;
 * const empty = createLedger({ customer_id: 'acme', currency: 'credits' });
 * const { ledger } = applyLedgerEntry({ ledger: empty, entry, at: '2026-01-01' });
 * ledger.balance; // → '0'
 * payCreditBlock({ ledger, block_id: 'pack', at: '2026-01-04T15:00:00Z' }).ledger.balance; // → '100'
 * ```
 */
export function payCreditBlock(input: CreditBlockCall): LedgerTransition {
  const { fields, reading, at, policies } = openLedgerCall(input, 'block_id');
  const block_id = requiredText(fields, 'block_id');
  refuse(fields.issues);
  const next = payBlock(reading.ledger, block_id, at);
  return encodeLedgerStep(reading, { next, grace_hours: policies.grace_period_hours }).transition;
}
