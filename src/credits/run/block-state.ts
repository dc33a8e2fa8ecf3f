import { compare, subtract, zero, type Decimal } from '../../decimal/index.js';
import type { Instant } from '../../time/index.js';
import type { CreditBlock } from '../block.js';

/**
 * A block while the ledger runs. Mutable, and known to one run alone.
 *
 * `initial` is what it may hold at most: what was granted less what moved to other blocks, so that `initial − balance` is
 * what was used or expired (L37).
 */
export type BlockState = {
  readonly block: CreditBlock;
  balance: Decimal;
  initial: Decimal;
  /** Promised to entries made by hand later on, which automatic usage gives way to (F20). */
  reserved: Decimal;
  phase: 'pending' | 'usable' | 'ended';
};

/** A block before it counts. */
export function pendingState(block: CreditBlock, reserved: Decimal): BlockState {
  return { block, balance: block.amount, initial: block.amount, reserved, phase: 'pending' };
}

/** What usage may take from a block. */
export function availableIn({ balance, reserved }: BlockState): Decimal {
  if (reserved === zero) return balance;
  return compare(balance, reserved) > 0 ? subtract(balance, reserved) : zero;
}

/** Whether a block counts at an instant: [usable, expiry). One that was used up expires without an entry. */
export function isUsable({ block, phase }: BlockState, at: Instant): boolean {
  return phase === 'usable' && (block.expiry === null || block.expiry > at);
}
