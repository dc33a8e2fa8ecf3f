import { invariant } from '../errors/index.js';
import { isSafe, type Decimal } from './decimal.js';
import { powerOfTen } from './powers.js';
import { scaleOf } from './scale.js';
import { printPlain, withFraction } from './print.js';

/**
 * The value as a plain decimal without trailing zeros: never an exponent, never `-0`.
 *
 * @example
 * ```ts
 * import { formatDecimal, parseDecimal } from 'reckoner/decimal';
 * formatDecimal(parseDecimal('-012.3400')); // → '-12.34'
 * ```
 */
export function formatDecimal(value: Decimal): string {
  return value.toString();
}

/**
 * The value with exactly `places` fraction digits, as amounts in a real currency are printed (§1.1, F1).
 *
 * @param places an integer ≥ 0
 * @throws InvariantError when digits would be lost: rounding is a separate, named step
 * @example
 * ```ts
 * import { formatFixed, integer } from 'reckoner/decimal';
 * formatFixed(integer(5), 2); // → '5.00'
 * ```
 */
export function formatFixed(value: Decimal, places: number): string {
  invariant(value.scale <= places || scaleOf(value) <= places, 'a value is rounded before it is printed');
  return value.big === null
    ? printPlain(value.coefficient, value.scale, places)
    : printBig(value.big.toFixed(), places);
}

/**
 * The double nearest to the value, for the places where a document demands a JSON number.
 *
 * @example
 * ```ts
 * import { parseDecimal, toNumber } from 'reckoner/decimal';
 * toNumber(parseDecimal('0.10')); // → 0.1
 * ```
 */
export function toNumber(value: Decimal): number {
  // Both operands are exact doubles, so that the one division rounds the true value; NaN marks all other cases.
  const nearest = value.coefficient / powerOfTen(value.scale);
  return isSafe(nearest) ? nearest : Number(value.toString());
}

function printBig(plain: string, places: number): string {
  const [whole = '', fraction = ''] = plain.split('.');
  return withFraction(whole, fraction, places);
}
