import type { Decimal } from './decimal.js';
import { powerOfTen } from './powers.js';

/**
 * How many fraction digits the value has when it is printed without trailing zeros.
 *
 * @example
 * ```ts
 * import { parseDecimal, scaleOf } from 'reckoner/decimal';
 * scaleOf(parseDecimal('12.50')); // → 1
 * ```
 */
export function scaleOf(value: Decimal): number {
  let { coefficient, scale } = value;
  // The big lane holds no trailing zeros, and its coefficient, NaN, ends this loop before it begins.
  while (scale > 0 && coefficient % 10 === 0) {
    coefficient /= 10;
    scale -= 1;
  }
  return scale;
}

/** Whether the value is a whole number. */
export function isInteger(value: Decimal): boolean {
  return value.scale === 0 || value.coefficient % powerOfTen(value.scale) === 0 || value.coefficient === 0;
}
