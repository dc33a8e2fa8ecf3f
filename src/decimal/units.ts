import { Decimal } from './decimal.js';
import { powerOfTen } from './powers.js';

/**
 * The value counted in units of 10^−places, exactly; NaN where that is no safe integer.
 *
 * @example
 * ```ts
 * import { parseDecimal, unitsOf } from 'reckoner/decimal';
 * unitsOf(parseDecimal('12.5'), 2); // → 1250
 * ```
 */
export function unitsOf(value: Decimal, places: number): number {
  const gap = places - value.scale;
  // A quotient that rounds to a whole number is exact: both operands are safe, so that a fraction would show.
  const units = gap < 0 ? value.coefficient / powerOfTen(-gap) : value.coefficient * powerOfTen(gap);
  return Number.isSafeInteger(units) ? units : Number.NaN;
}

/** The decimal of a safe integer of such units. */
export function ofUnits(units: number, places: number): Decimal {
  // Adding 0 turns -0 into 0.
  return new Decimal(units + 0, places, null);
}
