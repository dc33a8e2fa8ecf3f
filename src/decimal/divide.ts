import { invariant } from '../errors/index.js';
import { multiply, subtract } from './arithmetic.js';
import { Decimal, isSafe, one } from './decimal.js';
import { coefficientOf, fromCoefficient } from './lanes.js';
import { largePowerOfTen, powerOfTen } from './powers.js';
import { movesAway, type RoundingMode } from './rounding-mode.js';

/**
 * Rounds to `places` fraction digits; a value that has no more of them is returned as it is.
 *
 * @param places an integer ≥ 0
 * @param mode where a value between two neighbours goes; there is no default (§1.1)
 * @example
 * ```ts
 * import { formatDecimal, parseDecimal, round } from 'reckoner/decimal';
 * formatDecimal(round(parseDecimal('-2.345'), 2, 'half_up')); // → '-2.35'
 * formatDecimal(round(parseDecimal('-2.345'), 2, 'half_even')); // → '-2.34'
 * ```
 */
export function round(value: Decimal, places: number, mode: RoundingMode): Decimal {
  if (value.scale <= places) return value;
  const excess = value.scale - places;
  const rounded = divideSafely(value.coefficient, powerOfTen(excess), mode);
  if (isSafe(rounded)) return new Decimal(rounded, places, null);
  return mulDiv(value, one, one, places, mode);
}

/**
 * The quotient `a / b`, rounded once to `places` fraction digits.
 *
 * @throws InvariantError when `b` is zero: the caller rules that out and names it in its own words
 * @example
 * ```ts
 * import { divide, formatDecimal, integer } from 'reckoner/decimal';
 * formatDecimal(divide(integer(20), integer(3), 4, 'half_up')); // → '6.6667'
 * ```
 */
export function divide(a: Decimal, b: Decimal, places: number, mode: RoundingMode): Decimal {
  return mulDiv(a, one, b, places, mode);
}

/**
 * `value × numerator / denominator`, multiplied first and divided once, so that only the last step rounds.
 *
 * @throws InvariantError when `denominator` is zero
 * @example
 * ```ts
 * import { formatDecimal, integer, mulDiv, parseDecimal } from 'reckoner/decimal';
 * formatDecimal(mulDiv(parseDecimal('155'), integer(10), integer(31), 2, 'half_up')); // → '50'
 * ```
 */
export function mulDiv(
  value: Decimal,
  numerator: Decimal,
  denominator: Decimal,
  places: number,
  mode: RoundingMode,
): Decimal {
  invariant(denominator.coefficient !== 0, 'a divisor is not zero');
  // The power of ten that is left once every scale has been moved into the coefficients.
  const shift = places + denominator.scale - value.scale - numerator.scale;
  const product = value.coefficient * numerator.coefficient;
  const dividend = shift > 0 ? product * powerOfTen(shift) : product;
  const divisor = shift < 0 ? denominator.coefficient * powerOfTen(-shift) : denominator.coefficient;
  const quotient = divideSafely(dividend, divisor, mode);
  if (isSafe(quotient)) return new Decimal(quotient, places, null);
  const largeDividend = coefficientOf(value) * coefficientOf(numerator) * largePowerOfTen(Math.max(shift, 0));
  const largeDivisor = coefficientOf(denominator) * largePowerOfTen(Math.max(-shift, 0));
  return fromCoefficient(divideLarge(largeDividend, largeDivisor, mode), places);
}

/**
 * What is left of `a` after taking out `b` a whole number of times; it has the sign of `a`.
 *
 * @throws InvariantError when `b` is zero
 * @example
 * ```ts
 * import { formatDecimal, parseDecimal, remainder } from 'reckoner/decimal';
 * formatDecimal(remainder(parseDecimal('-7.5'), parseDecimal('2'))); // → '-1.5'
 * ```
 */
export function remainder(a: Decimal, b: Decimal): Decimal {
  return subtract(a, multiply(b, divide(a, b, 0, 'down')));
}

/** The rounded quotient of two integers held in doubles; unsafe or NaN if one of the three is beyond the safe range. */
function divideSafely(dividend: number, divisor: number, mode: RoundingMode): number {
  const size = Math.abs(dividend);
  const by = Math.abs(divisor);
  if (!isSafe(size) || !isSafe(by)) return Number.NaN;
  // Exact floor: for safe integers the double nearest to a quotient never reaches the next integer from below.
  const quotient = Math.floor(size / by);
  const rest = size - quotient * by;
  const isNegative = dividend < 0 !== divisor < 0;
  const away =
    rest !== 0 &&
    movesAway(mode, { isNegative, isOdd: Math.floor(quotient / 2) * 2 !== quotient, againstHalf: 2 * rest - by });
  const rounded = away ? quotient + 1 : quotient;
  // `0 - 0` is 0, where `-0` would be a second zero.
  return isNegative ? 0 - rounded : rounded;
}

/** The rounded quotient of two integers of any size. */
export function divideLarge(dividend: bigint, divisor: bigint, mode: RoundingMode): bigint {
  const isNegative = dividend < 0n !== divisor < 0n;
  const size = dividend < 0n ? -dividend : dividend;
  const by = divisor < 0n ? -divisor : divisor;
  const quotient = size / by;
  const rest = size - quotient * by;
  const againstHalf = Number(2n * rest > by) - Number(2n * rest < by);
  const away = rest !== 0n && movesAway(mode, { isNegative, isOdd: quotient % 2n === 1n, againstHalf });
  const rounded = away ? quotient + 1n : quotient;
  return isNegative ? -rounded : rounded;
}
