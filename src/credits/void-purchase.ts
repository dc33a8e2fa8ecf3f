import { sign } from '../decimal/index.js';
import type { Instant } from '../time/index.js';
import { addAct } from './acts/add-act.js';
import { deleteBlock } from './blocks.js';
import type { Ledger } from './ledger.js';
import { isUsable } from './run/block-state.js';
import { runLedger } from './run/run-ledger.js';

/** When a purchase is undone, and how the blocks are called that its entries lead to. */
export type VoidTerms = {
  readonly at: Instant;
  readonly grace_hours: number;
  readonly idOf: (ledger: Ledger) => string;
};

/**
 * Takes back credits that were never paid for, because their invoice was voided (§11.3): a block that does not count yet
 * is gone as if it had never been, one that does is voided whole, with the blocks that entries by hand moved its credits
 * to. What they had paid of usage is found elsewhere by replay (F20); issued invoices keep what they were paid.
 */
export function voidPurchase(ledger: Ledger, block_id: string, terms: VoidTerms): Ledger {
  const usable_from = ledger.blocks.find(({ id }) => id === block_id)?.usable_from ?? null;
  // ≤: a block counts from the very instant on.
  const counts = usable_from !== null && usable_from <= terms.at;
  if (!counts) return deleteBlock(ledger, block_id, terms.at);
  return descendants(ledger, block_id).reduce((next, id) => voidWhole(next, id, terms), ledger);
}

/** A block and those that its credits were moved to, in the order in which that was asked for. */
function descendants({ acts }: Ledger, block_id: string): readonly string[] {
  const ids = new Set([block_id]);
  for (const act of acts) if ('new_block_id' in act && ids.has(act.block_id)) ids.add(act.new_block_id);
  return [...ids];
}

/** Voids all that a block was granted; one that ended has nothing left to void. */
function voidWhole(ledger: Ledger, block_id: string, { at, grace_hours, idOf }: VoidTerms): Ledger {
  const { states } = runLedger(ledger, { until: at, grace_hours });
  const state = states.find(({ block }) => block.id === block_id);
  if (state === undefined || !isUsable(state, at) || sign(state.initial) <= 0) return ledger;
  const act = { type: 'void', at, block_id, amount: state.initial, reason: null, new_block_id: idOf(ledger) } as const;
  return addAct(ledger, { ...act, description: null, metadata: {} }, { grace_hours });
}
