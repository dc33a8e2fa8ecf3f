import { compare, createStock, minimum, subtract, zero, type Decimal, type DecimalStock } from '../../decimal/index.js';
import type { Instant } from '../../time/index.js';
import type { CreditBlock } from '../block.js';

/** Whether a block counts yet, counts, or does so no more. */
type BlockPhase = 'pending' | 'usable' | 'ended';

/**
 * A block as a run leaves it.
 *
 * `initial` is what it may hold at most: what was granted less what moved to other blocks, so that `initial − balance` is
 * what was used or expired (L37).
 */
export type BlockState = {
  readonly block: CreditBlock;
  readonly balance: Decimal;
  readonly initial: Decimal;
  readonly phase: BlockPhase;
};

/** A block while the ledger runs. Mutable, and known to one run alone. */
export type RunningBlock = {
  readonly block: CreditBlock;
  /** What is left of it: taken from in place, because there is a charge for every day. */
  stock: DecimalStock;
  initial: Decimal;
  /** Promised to entries made by hand later on, which automatic usage gives way to (F20). */
  reserved: Decimal;
  /** Promised to issued invoices that charge later days, which usage that is not issued gives way to (§8.5). */
  promised: Decimal;
  phase: BlockPhase;
};

/** A block before it counts, and what others are promised of it. */
export function pendingBlock(
  block: CreditBlock,
  { reserved, promised }: Pick<RunningBlock, 'reserved' | 'promised'>,
): RunningBlock {
  return { block, stock: createStock(block.amount), initial: block.amount, reserved, promised, phase: 'pending' };
}

/** What a block has come to. */
export function stateOf(running: RunningBlock): BlockState {
  const { block, initial, phase } = running;
  return { block, balance: balanceOf(running), initial, phase };
}

/** What is left of a block. */
export function balanceOf({ stock }: RunningBlock): Decimal {
  return stock.left();
}

/** Leaves so much in a block. */
export function leave(running: RunningBlock, balance: Decimal): void {
  running.stock = createStock(balance);
}

/** Takes from a block what it has of what is wanted, less what it keeps for others. */
export function takeAvailable({ stock }: RunningBlock, wanted: Decimal, kept: Decimal): Decimal {
  if (kept === zero) return stock.take(wanted);
  const balance = stock.left();
  const available = compare(balance, kept) > 0 ? subtract(balance, kept) : zero;
  return stock.take(minimum(available, wanted));
}

/** Whether a block counts at an instant: [usable, expiry). One that was used up expires without an entry. */
export function isUsable({ block, phase }: Pick<BlockState, 'block' | 'phase'>, at: Instant): boolean {
  return phase === 'usable' && (block.expiry === null || block.expiry > at);
}
