import { invariant } from '../errors/index.js';
import { add, multiply, negate, subtract } from './arithmetic.js';
import { compare, sign } from './compare.js';
import { Decimal, isSafe, zero } from './decimal.js';
import { divide, round } from './divide.js';
import { isLarge, type Exact } from './exact-value.js';
import { formatDecimal } from './format.js';
import { addLarge, divideExactLarge, integersOf, multiplyLarge, roundLarge } from './large-ratio.js';
import { terminatingPlaces } from './lowest-terms.js';
import { largePowerOfTen } from './powers.js';
import { printLarge } from './print.js';
import { ratio } from './ratio.js';
import type { RoundingMode } from './rounding-mode.js';

/** The exact sum. */
export function addExact(a: Exact, b: Exact): Exact {
  if (a instanceof Decimal && b instanceof Decimal) return add(a, b);
  return addLarge(a, b);
}

/** The exact difference `a − b`. */
export function subtractExact(a: Exact, b: Exact): Exact {
  if (a instanceof Decimal && b instanceof Decimal) return subtract(a, b);
  return addExact(a, negateExact(b));
}

/** The exact product. */
export function multiplyExact(a: Exact, b: Exact): Exact {
  if (a instanceof Decimal) return b instanceof Decimal ? multiply(a, b) : multiplyExact(b, a);
  if (isLarge(a) || !(b instanceof Decimal) || !isSafe(a.numerator.coefficient * b.coefficient))
    return multiplyLarge(a, b);
  // A multiple of a share is over the same whole; what a period's share of an amount is stays in the fast lane.
  return ratio(multiply(a.numerator, b), a.denominator);
}

/**
 * The exact quotient `a / b`.
 *
 * @throws InvariantError when `b` is zero
 */
export function divideExact(a: Exact, b: Exact): Exact {
  if (a instanceof Decimal && b instanceof Decimal) return ratio(a, b);
  invariant(!isZeroExact(b), 'a divisor is not zero');
  return divideExactLarge(a, b);
}

/** The value with the other sign. */
export function negateExact(value: Exact): Exact {
  if (value instanceof Decimal) return negate(value);
  if (isLarge(value)) return { dividend: -value.dividend, divisor: value.divisor };
  return { numerator: negate(value.numerator), denominator: value.denominator };
}

/** −1, 0 or 1, as `a` is less than, equal to or greater than `b`. */
export function compareExact(a: Exact, b: Exact): -1 | 0 | 1 {
  if (a instanceof Decimal && b instanceof Decimal) return compare(a, b);
  return signExact(subtractExact(a, b));
}

/** −1, 0 or 1, as the value is negative, zero or positive. */
export function signExact(value: Exact): -1 | 0 | 1 {
  if (value instanceof Decimal) return sign(value);
  if (!isLarge(value)) return sign(value.numerator);
  return value.dividend < 0n ? -1 : 1; // zero is a decimal
}

/** Whether the value is zero. */
export function isZeroExact(value: Exact): boolean {
  // A ratio is no whole number.
  return value instanceof Decimal && value.coefficient === 0;
}

/** The exact sum of all values; zero for none. */
export function sumExact(values: readonly Exact[]): Exact {
  // From the first value rather than from zero, because many sums have one only.
  return values.length === 0 ? zero : values.reduce(addExact);
}

/** The lesser of two; the first of two equal ones. */
export function minimumExact(a: Exact, b: Exact): Exact {
  return compareExact(b, a) < 0 ? b : a;
}

/** The greater of two; the first of two equal ones. */
export function maximumExact(a: Exact, b: Exact): Exact {
  return compareExact(b, a) > 0 ? b : a;
}

/** The value rounded once to `places` fraction digits. */
export function roundExact(value: Exact, places: number, mode: RoundingMode): Decimal {
  if (value instanceof Decimal) return round(value, places, mode);
  if (isLarge(value)) return roundLarge(value, places, mode);
  return divide(value.numerator, value.denominator, places, mode);
}

/**
 * The value as a decimal if its digits end, else null.
 *
 * @example
 * ```ts
 * import { asDecimal, formatDecimal, integer, ratio } from 'reckoner/decimal';
 * formatDecimal(asDecimal(ratio(integer(1), integer(8))) ?? integer(0)); // → '0.125'
 * asDecimal(ratio(integer(1), integer(7))); // → null
 * ```
 */
export function asDecimal(value: Exact): Decimal | null {
  if (value instanceof Decimal) return value;
  const places = terminatingPlaces(integersOf(value));
  // No digit is lost: the quotient has so many places.
  return places === undefined ? null : roundExact(value, places, 'down');
}

const unroundedScale = 20;

/**
 * The value as a plain decimal without trailing zeros: all of its digits if they end, else cut toward zero at `scale`
 * places (§1.1, F1).
 *
 * @param scale where a non-terminating value is cut, 20 unless told otherwise
 * @example
 * ```ts
 * import { formatExact, integer, ratio } from 'reckoner/decimal';
 * formatExact(ratio(integer(1), integer(8)), 2); // → '0.125'
 * formatExact(ratio(integer(1), integer(7)), 2); // → '0.14'
 * ```
 */
export function formatExact(value: Exact, scale: number = unroundedScale): string {
  if (value instanceof Decimal) return formatDecimal(value);
  const { dividend, divisor } = integersOf(value);
  const places = terminatingPlaces({ dividend, divisor }) ?? scale;
  // Integers divide toward zero.
  return printLarge((dividend * largePowerOfTen(places)) / divisor, places);
}
