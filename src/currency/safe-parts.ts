import { ofUnits, scaleOf, unitsOf, type Decimal } from '../decimal/index.js';

/**
 * The parts of a total that is not negative, computed on whole numbers that doubles hold exactly; null where one of
 * them, or one of their products, does not fit.
 *
 * The same floors and largest remainders as `settle` finds, at a fraction of the cost: amounts and weights of everyday
 * invoices always fit. Not all weights may be zero.
 */
export function safeParts(total: Decimal, weights: readonly Decimal[], places: number): readonly Decimal[] | null {
  const units = unitsOf(total, places);
  const whole = wholeNumbers(weights);
  let [sum, greatest] = [0, 0];
  for (const weight of whole) {
    sum += weight;
    // Products grow with the weights, so that the greatest stands for all.
    greatest = Math.max(greatest, weight);
  }
  // A product or a sum that was rounded has left the safe range.
  if (!Number.isSafeInteger(sum) || !Number.isSafeInteger(units * greatest)) return null;
  // Exact: a quotient of safe integers never rounds up to the next whole number.
  const floors = whole.map((weight) => Math.floor((units * weight) / sum));
  const rests = whole.map((weight, position) => units * weight - (floors[position] ?? 0) * sum);
  // Every share loses less than one unit, so that fewer units are missing than there are parts: one round.
  giveLargest(floors, rests, units - floors.reduce((a, b) => a + b, 0));
  return floors.map((floor) => ofUnits(floor, places));
}

/** The weights as whole numbers in the same proportion; NaN for one beyond the safe range. */
function wholeNumbers(weights: readonly Decimal[]): readonly number[] {
  let widest = 0;
  for (const weight of weights) widest = Math.max(widest, scaleOf(weight));
  return weights.map((weight) => unitsOf(weight, widest));
}

/** Gives one unit each to the `count` largest remainders, ties in the order of the list (§1.1). */
function giveLargest(floors: number[], rests: readonly number[], count: number): void {
  if (count === 0) return;
  // The least remainder that still gets a unit; of several equal to it, the first ones do.
  const sorted = Float64Array.from(rests).sort();
  const least = sorted[sorted.length - count] ?? 0;
  let equal = count - rests.filter((rest) => rest > least).length;
  rests.forEach((rest, position) => {
    if (rest < least || (rest === least && equal <= 0)) return;
    if (rest === least) equal -= 1;
    floors[position] = (floors[position] ?? 0) + 1;
  });
}
