import { integer, multiply, parseDecimal, scaleOf, toNumber, type Decimal } from '../decimal/index.js';

/**
 * The parts of a total that is not negative, computed on whole numbers that doubles hold exactly; null where one of
 * them, or one of their products, does not fit.
 *
 * The same floors and largest remainders as `settle` finds, at a fraction of the cost: amounts and weights of everyday
 * invoices always fit. Not all weights may be zero.
 */
export function safeParts(total: Decimal, weights: readonly Decimal[], places: number): readonly Decimal[] | null {
  const units = toNumber(multiply(total, powerOfTen(places)));
  const whole = wholeNumbers(weights);
  if (!areSafe(units, whole)) return null;
  const sum = whole.reduce((a, b) => a + b, 0);
  // Exact: a quotient of safe integers never rounds up to the next whole number.
  const floors = whole.map((weight) => Math.floor((units * weight) / sum));
  const rests = whole.map((weight, position) => units * weight - (floors[position] ?? 0) * sum);
  // Every share loses less than one unit, so that fewer units are missing than there are parts: one round.
  const missing = units - floors.reduce((a, b) => a + b, 0);
  for (const position of largestFirst(rests, missing)) floors[position] = (floors[position] ?? 0) + 1;
  const unit = parseDecimal(places === 0 ? '1' : `0.${'0'.repeat(places - 1)}1`);
  return floors.map((floor) => multiply(integer(floor), unit));
}

/** The weights as whole numbers in the same proportion. */
function wholeNumbers(weights: readonly Decimal[]): readonly number[] {
  const factor = powerOfTen(weights.reduce((widest, weight) => Math.max(widest, scaleOf(weight)), 0));
  return weights.map((weight) => toNumber(multiply(weight, factor)));
}

/** Whether no product or sum leaves the safe range; one that was rounded has left it. */
function areSafe(units: number, weights: readonly number[]): boolean {
  const sum = weights.reduce((a, b) => a + b, 0);
  // Products grow with the weights, so that the greatest stands for all.
  const greatest = weights.reduce((most, weight) => Math.max(most, weight), 0);
  return Number.isSafeInteger(units) && Number.isSafeInteger(sum) && Number.isSafeInteger(units * greatest);
}

/** The positions of the largest remainders, ties in the order of the list (§1.1). */
function largestFirst(rests: readonly number[], count: number): readonly number[] {
  if (count === 0) return [];
  const positions = rests.map((_, position) => position);
  return positions.sort((a, b) => (rests[b] ?? 0) - (rests[a] ?? 0) || a - b).slice(0, count);
}

function powerOfTen(exponent: number): Decimal {
  return parseDecimal(`1${'0'.repeat(exponent)}`);
}
