import { deleteBlock } from '../credits/index.js';
import { isZero, zero } from '../decimal/index.js';
import { refuse, requiredText } from '../errors/index.js';
import type { Effect } from '../wire/index.js';
import { openLedgerCall } from './decode/ledger/ledger-call.js';
import { encodeLedgerStep, type LedgerTransition } from './encode/ledger/transition.js';
import type { CreditBlockCall } from './pay-credit-block.js';

/**
 * Takes a granted block out of a ledger as if it had never been, with the entries made by hand on it; usage since is paid
 * from other blocks or becomes overage, but for issued invoices, which keep what credits paid of them (§8.5).
 *
 * Of a block with a cost basis the invoice has to be undone: the effect `credit_purchase_undone`.
 *
 * @throws `block_not_found`, also for a block that an entry made by hand led to; `inconsistent_history`, `missing_field`,
 * `invalid_type`, `invalid_decimal`, `invalid_instant`, `invalid_date`
 * @example
 * ```ts
 * import { applyLedgerEntry, createLedger, deleteCreditBlock } from 'reckoner';
 *
 * const empty = createLedger({ customer_id: 'acme', currency: 'credits' });
 * const entry = { entry_type: 'increment', amount: 100, block_id: 'welcome' } as const;
 * const { ledger } = applyLedgerEntry({ ledger: empty, entry, at: '2026-01-01' });
 * deleteCreditBlock({ ledger, block_id: 'welcome', at: '2026-01-02' }).ledger.entries; // → []
 * ```
 */
export function deleteCreditBlock(input: CreditBlockCall): LedgerTransition {
  const { fields, reading, at, policies } = openLedgerCall(input, 'block_id');
  const block_id = requiredText(fields, 'block_id');
  refuse(fields.issues);
  const { customer_id, blocks } = reading.ledger;
  const basis = blocks.find(({ id }) => id === block_id)?.cost_basis ?? zero;
  const next = deleteBlock(reading.ledger, block_id, at);
  const effects: readonly Effect[] = isZero(basis) ? [] : [{ kind: 'credit_purchase_undone', customer_id, block_id }];
  return encodeLedgerStep(reading, { next, effects, grace_hours: policies.grace_period_hours }).transition;
}
