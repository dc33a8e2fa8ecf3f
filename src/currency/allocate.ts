import { fail } from '../errors/index.js';
import {
  compare,
  divideExact,
  equals,
  integer,
  isNegative,
  isZero,
  multiplyExact,
  negate,
  round,
  sumExact,
  type Decimal,
  type Exact,
} from '../decimal/index.js';
import type { RealCurrency } from './currency.js';
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
  return settle(total, shares(total, weights), currency);
}

function shares(total: Decimal, weights: readonly Decimal[]): readonly Exact[] {
  const sum = sumExact(weights);
  if (compare(sum as Decimal, integer(0)) !== 0)
    return weights.map((weight) => divideExact(multiplyExact(total, weight), sum));
  const equal = divideExact(total, integer(Math.max(weights.length, 1)));
  return weights.map(() => equal);
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
