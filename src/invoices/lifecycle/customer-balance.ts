import { add, absolute, isNegative, isZero, maximum, subtract, zero, type Decimal } from '../../decimal/index.js';
import type { CustomerBalanceAction } from '../../wire/index.js';

/** One movement of a customer's balance: positive raises what is owed to the customer (§11.3). */
export type BalanceMove = {
  readonly action: CustomerBalanceAction;
  readonly change: Decimal;
  readonly starting_balance: Decimal;
  readonly ending_balance: Decimal;
};

/** The movement by a change, or none: a change of nothing leaves no trace. */
export function moveBalance(balance: Decimal, change: Decimal, action: CustomerBalanceAction): readonly BalanceMove[] {
  if (isZero(change)) return [];
  return [{ action, change, starting_balance: balance, ending_balance: add(balance, change) }];
}

/** The balance after all movements. */
export function balanceAfter(balance: Decimal, moves: readonly BalanceMove[]): Decimal {
  return moves.at(-1)?.ending_balance ?? balance;
}

/** The direction that a document gives a movement; its amount is a magnitude (F2). */
export function directionOf({ change }: BalanceMove): { type: 'increment' | 'decrement'; amount: Decimal } {
  return { type: isNegative(change) ? 'decrement' : 'increment', amount: absolute(change) };
}

/**
 * What the balance pays of a total: `amount_due` = max(0, total − balance), the new balance = max(0, balance − total).
 *
 * A positive balance pays what it can and rolls over; a negative one is added to the amount due and resets to 0; a
 * negative total raises the balance (§1.3, §11.3, L9).
 */
export function applyBalance(total: Decimal, balance: Decimal): { amount_due: Decimal; moves: readonly BalanceMove[] } {
  const rest = maximum(zero, subtract(balance, total));
  return {
    amount_due: maximum(zero, subtract(total, balance)),
    moves: moveBalance(balance, subtract(rest, balance), 'applied_to_invoice'),
  };
}
