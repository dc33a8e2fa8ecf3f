import { invariant } from '../errors/index.js';
import { Decimal, isSafe, zero } from './decimal.js';
import { fromBig, toBig } from './lanes.js';
import { powerOfTen } from './powers.js';

/**
 * The decimal of an integer.
 *
 * @param value a safe integer (|value| ≤ 2^53 − 1)
 * @throws InvariantError for any other number: texts and fractions come in through `toDecimal`
 * @example
 * ```ts
 * import { formatDecimal, integer } from 'reckoner/decimal';
 * formatDecimal(integer(-42)); // → '-42'
 * ```
 */
export function integer(value: number): Decimal {
  invariant(Number.isSafeInteger(value), 'integer() takes a safe integer');
  // Adding 0 turns -0 into 0.
  return new Decimal(value + 0, 0, null);
}

/**
 * The exact sum.
 *
 * @example
 * ```ts
 * import { add, formatDecimal, parseDecimal } from 'reckoner/decimal';
 * formatDecimal(add(parseDecimal('0.1'), parseDecimal('0.2'))); // → '0.3'
 * ```
 */
export function add(a: Decimal, b: Decimal): Decimal {
  const { scale } = a;
  const sum = a.coefficient + b.coefficient;
  // A sum of integers that is at most 2^53 − 1 as a double is that integer: rounding never crosses 2^53 downwards.
  if (scale === b.scale && isSafe(sum)) return new Decimal(sum, scale, null);
  return addAligned(a, b);
}

/**
 * The exact difference `a − b`.
 *
 * @example
 * ```ts
 * import { formatDecimal, parseDecimal, subtract } from 'reckoner/decimal';
 * formatDecimal(subtract(parseDecimal('1'), parseDecimal('0.9'))); // → '0.1'
 * ```
 */
export function subtract(a: Decimal, b: Decimal): Decimal {
  const { scale } = a;
  const difference = a.coefficient - b.coefficient;
  if (scale === b.scale && isSafe(difference)) return new Decimal(difference, scale, null);
  return addAligned(a, negate(b));
}

/**
 * The exact product.
 *
 * @example
 * ```ts
 * import { formatDecimal, multiply, parseDecimal } from 'reckoner/decimal';
 * formatDecimal(multiply(parseDecimal('1234.5'), parseDecimal('0.0375'))); // → '46.29375'
 * ```
 */
export function multiply(a: Decimal, b: Decimal): Decimal {
  const product = a.coefficient * b.coefficient;
  // Zero has one form: no sign, and no scale that would grow with each factor.
  if (product === 0) return zero;
  if (isSafe(product)) return new Decimal(product, a.scale + b.scale, null);
  return fromBig(toBig(a).times(toBig(b)));
}

/** The value with the other sign; zero stays zero. */
export function negate(value: Decimal): Decimal {
  if (value.big !== null) return new Decimal(value.coefficient, value.scale, value.big.times(-1));
  // `0 - 0` is 0, where `-0` would be a second zero.
  return new Decimal(0 - value.coefficient, value.scale, null);
}

/** The distance from zero. */
export function absolute(value: Decimal): Decimal {
  return value.coefficient >= 0 || (value.big !== null && value.big.s > 0) ? value : negate(value);
}

/** The sum of two values of different scales, or of values that leave the fast lane. */
function addAligned(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  const left = a.coefficient * powerOfTen(scale - a.scale);
  const right = b.coefficient * powerOfTen(scale - b.scale);
  const sum = left + right;
  // The operands must be safe too, not the sum alone: two products beyond the safe range may cancel out.
  if (isSafe(left) && isSafe(right) && isSafe(sum)) return new Decimal(sum, scale, null);
  return fromBig(toBig(a).plus(toBig(b)));
}
