import type { Ledger } from '../../../credits/index.js';
import { identity, stamp } from '../../../invoices/index.js';
import type { Instant } from '../../../time/index.js';

/** Why a block came about: a kind, and what it concerned. */
export type BlockCause = readonly [kind: string, ...concerned: readonly string[]];

/** The id of a new block: its cause and its date (D25), with a number where that was used before. */
export function newBlockId(ledger: Ledger, cause: BlockCause, date: Instant): string {
  const base = identity('block', ledger.customer_id, ledger.currency.code, ...cause, stamp(date));
  const taken = new Set([
    ...ledger.blocks.map(({ id }) => id),
    ...ledger.acts.flatMap((act) => ('new_block_id' in act ? [act.new_block_id] : [])),
  ]);
  let id = base;
  for (let number = 1; taken.has(id); number += 1) id = identity(base, String(number));
  return id;
}
