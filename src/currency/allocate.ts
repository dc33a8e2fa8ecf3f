import { fail } from '../errors/index.js';
import {
  divideExact,
  equals,
  isNegative,
  isZero,
  isZeroExact,
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
  if (isNegative(total)) return allocateMoney(negate(total), weights, currency).map(negate);
  return safeParts(total, weights, currency.places) ?? anyParts(total, weights, currency);
}

/** The parts of a total that is not negative, for weights of any kind. */
function anyParts(total: Decimal, weights: readonly Decimal[], currency: RealCurrency): readonly Decimal[] {
  checkWeights(total, weights);
  if (weights.length === 0) return [];
  const sum = sumExact(weights);
  if (isZeroExact(sum)) return equalParts(total, weights, currency);
  const exact = weights.map((weight) => divideExact(multiplyExact(total, weight), sum));
  return settle(total, exact, currency);
}

/** All weights zero: equal shares, as if each weighed one. */
function equalParts(total: Decimal, weights: readonly Decimal[], currency: RealCurrency): readonly Decimal[] {
  const ones = weights.map(() => one);
  return allocateMoney(total, ones, currency);
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
