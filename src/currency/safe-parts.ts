import { ofUnits, scaleOf, unitsOf, type Decimal } from '../decimal/index.js';
import { barBelow } from './bar.js';

/**
 * The parts of a total that is not negative, computed on whole numbers that doubles hold exactly; null where one of
 * them, or one of their products, does not fit.
 *
 * The same floors and largest remainders as `settle` finds, at a fraction of the cost: amounts and weights of everyday
 * invoices always fit. Not all weights may be zero.
 */
export function safeParts(total: Decimal, weights: readonly Decimal[], places: number): readonly Decimal[] | null {
  const units = unitsOf(total, places);
  // As they are written first: zeros at their ends matter only to what would not fit with them.
  return (
    splitUnits(units, wholeNumbers(weights, writtenScale), places) ??
    splitUnits(units, wholeNumbers(weights, scaleOf), places)
  );
}

function writtenScale({ scale }: Decimal): number {
  return scale;
}

/** The weights as whole numbers in the same proportion; NaN for one beyond the safe range. */
function wholeNumbers(weights: readonly Decimal[], scaleIn: (weight: Decimal) => number): readonly number[] {
  let widest = 0;
  for (const weight of weights) widest = Math.max(widest, scaleIn(weight));
  const whole: number[] = [];
  for (const weight of weights) whole.push(unitsOf(weight, widest));
  return whole;
}

function splitUnits(units: number, weights: readonly number[], places: number): readonly Decimal[] | null {
  const { length } = weights;
  let [sum, least, greatest] = [0, 0, 0];
  for (const weight of weights) {
    sum += weight;
    least = Math.min(least, weight);
    // Products grow with the weights, so that the greatest stands for all.
    greatest = Math.max(greatest, weight);
  }
  // A product or a sum that was rounded has left the safe range.
  const fits = Number.isSafeInteger(sum * length) && Number.isSafeInteger(units * greatest);
  if (!fits || sum === 0 || least < 0) return null;
  // A copy, because it is as long as it will be: what grows is twice as long in the end.
  const ranks = weights.slice();
  let left = units;
  for (let position = 0; position < length; position += 1) {
    const product = units * (weights[position] as number);
    // Exact: a quotient of safe integers never rounds up to the next whole number.
    const floor = Math.floor(product / sum);
    // By remainder, and of equal ones the first of the list before the others (§1.1): no two are the same.
    ranks[position] = (product - floor * sum + 1) * length - position - 1;
    left -= floor;
  }
  // Every share loses less than one unit, so that fewer units are missing than there are parts: one round.
  const bar = left > 0 ? barBelow(ranks, left, sum * length) : Infinity;
  return weights.map((weight, position) =>
    ofUnits(Math.floor((units * weight) / sum) + Number((ranks[position] as number) > bar), places),
  );
}
