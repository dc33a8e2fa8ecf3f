import { fail } from '../errors/index.js';
import {
  divideExact,
  equals,
  isNegative,
  isZero,
  multiplyExact,
  negate,
  one,
  round,
  sumExact,
  type Decimal,
} from '../decimal/index.js';
import type { RealCurrency } from './currency.js';
import { safeParts } from './safe-parts.js';
import { settle } from './settle.js';

/**
 * Splits a rounded amount in proportion to weights so that the parts add up to it exactly (§1.1 `allocate`, L6).
 *
 * All weights zero: equal shares. A negative total is the mirror of the positive one. Rounding as `settle`.
 *
 * @throws `unrounded_amount` for a total finer than the minor unit; `invalid_weights` for a negative weight, or for no
 * weights at all while there is something to split.
 */
export function allocateMoney(total: Decimal, weights: readonly Decimal[], currency: RealCurrency): readonly Decimal[] {
  checkTotal(total, currency);
  checkWeights(total, weights);
  if (isNegative(total)) return allocateMoney(negate(total), weights, currency).map(negate);
  // All weights zero: equal shares, as if each weighed one.
  const weighing = weights.every(isZero) ? weights.map(() => one) : weights;
  const parts = safeParts(total, weighing, currency.places);
  if (parts !== null) return parts;
  const sum = sumExact(weighing);
  const exact = weighing.map((weight) => divideExact(multiplyExact(total, weight), sum));
  return settle(total, exact, currency);
}

function checkTotal(total: Decimal, currency: RealCurrency): void {
  if (equals(round(total, currency.places, 'down'), total)) return;
  const digits = currency.places === 0 ? 'whole units' : `${currency.places} decimal places`;
  fail('amount', 'unrounded_amount', `is finer than the minor unit of ${currency.code}; round it to ${digits} first`);
}

function checkWeights(total: Decimal, weights: readonly Decimal[]): void {
  const negative = weights.findIndex(isNegative);
  if (negative >= 0) fail(`weights[${negative}]`, 'invalid_weights', 'is negative; weights are zero or more');
  if (weights.length === 0 && !isZero(total)) fail('weights', 'invalid_weights', 'is empty; give at least one weight');
}
