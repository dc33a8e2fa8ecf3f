import { integer, multiply, parseDecimal, scaleOf, toNumber, type Decimal } from '../decimal/index.js';
import { minorUnit, type Floored } from './hand-units.js';

/**
 * The shares of a total that is not negative, computed on whole numbers that doubles hold exactly; null where one of
 * them, or one of their products, does not fit.
 *
 * The same quotients as exact rationals give, floored by the same rule, at a fraction of the cost: amounts and weights
 * of everyday invoices always fit. The remainders are whole numbers over one denominator, and so compare as they are.
 */
export function safeShares(
  total: Decimal,
  weights: readonly Decimal[],
  places: number,
): readonly Floored<number>[] | null {
  const units = toNumber(multiply(total, powerOfTen(places)));
  const scale = weights.reduce((widest, weight) => Math.max(widest, scaleOf(weight)), 0);
  const factor = powerOfTen(scale);
  const parts = weights.map((weight) => toNumber(multiply(weight, factor)));
  const whole = parts.reduce((sum, part) => sum + part, 0);
  // The products grow with the parts, so that the greatest stands for all. A rounded one is beyond the range as well.
  const greatest = units * parts.reduce((most, part) => Math.max(most, part), 0);
  if (!Number.isSafeInteger(units) || !Number.isSafeInteger(whole) || !Number.isSafeInteger(greatest)) return null;
  const unit = minorUnit(places);
  return parts.map((part, position) => {
    const product = units * part;
    const floor = Math.floor(product / whole); // exact: the quotient of safe integers never rounds up to a whole number
    return { position, floor: multiply(integer(floor), unit), rest: product - floor * whole };
  });
}

function powerOfTen(exponent: number): Decimal {
  return parseDecimal(`1${'0'.repeat(exponent)}`);
}
