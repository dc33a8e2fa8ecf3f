import { advanced } from '../../credits/index.js';
import type { CreditLedger, DateOrDateTimeText, PoliciesInput } from '../../wire/index.js';
import { openLedgerCall } from './decode/ledger-call.js';
import { encodeLedgerStep, type LedgerTransition } from './encode/transition.js';

/** What `expireCredits` takes. */
export type ExpireCreditsInput = {
  readonly ledger: CreditLedger;
  /** Now: an instant, or a date meaning its local midnight. */
  readonly at: DateOrDateTimeText;
  readonly policies?: PoliciesInput | undefined;
};

/**
 * Runs a ledger on to an instant at which nothing else happens: blocks whose day of expiry has come lose what is left of
 * them at its local midnight, blocks that take effect are counted, usage whose grace has passed is committed (§8.5).
 *
 * Every function on a ledger does this first, so that it changes no result to call it more or less often (L39).
 *
 * @throws `inconsistent_history` for a ledger whose entries do not chain; `missing_field`, `invalid_type`,
 * `invalid_decimal`, `invalid_instant`, `invalid_date`
 * @example
 * ```ts
 * import { applyLedgerEntry, createLedger, expireCredits } from 'reckoner';
 *
 * const empty = createLedger({ customer_id: 'acme', currency: 'USD' });
 * const entry = { entry_type: 'increment', amount: '100.00', expiry_date: '2026-07-01' } as const;
 * const { ledger } = applyLedgerEntry({ ledger: empty, entry, at: '2026-01-01' });
 * expireCredits({ ledger, at: '2026-07-01' }).entries.map(({ entry_type, amount }) => [entry_type, amount]); // → [['credit_block_expiry', 100]]
 * ```
 */
export function expireCredits(input: ExpireCreditsInput): LedgerTransition {
  const { reading, at, policies } = openLedgerCall(input);
  const next = advanced(reading.ledger, at);
  return encodeLedgerStep(reading, { next, grace_hours: policies.grace_period_hours }).transition;
}
