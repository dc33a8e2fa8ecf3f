import { add, multiply, negate, subtract } from './arithmetic.js';
import { compare, isZero, sign } from './compare.js';
import { Decimal, zero } from './decimal.js';
import { divide, round } from './divide.js';
import { formatDecimal } from './format.js';
import { commonDenominator, crossed, numeratorOf, ratio, sharesDenominator, type Exact } from './ratio.js';
import { terminatingPlaces } from './lowest-terms.js';
import type { RoundingMode } from './rounding-mode.js';

/** The exact sum. */
export function addExact(a: Exact, b: Exact): Exact {
  if (a instanceof Decimal && b instanceof Decimal) return add(a, b);
  if (!(a instanceof Decimal) && !(b instanceof Decimal) && sharesDenominator(a, b)) {
    return ratio(add(a.numerator, b.numerator), a.denominator);
  }
  return ratio(add(crossed(a, b), crossed(b, a)), commonDenominator(a, b));
}

/** The exact difference `a − b`. */
export function subtractExact(a: Exact, b: Exact): Exact {
  if (a instanceof Decimal && b instanceof Decimal) return subtract(a, b);
  return addExact(a, negateExact(b));
}

/** The exact product. */
export function multiplyExact(a: Exact, b: Exact): Exact {
  if (a instanceof Decimal && b instanceof Decimal) return multiply(a, b);
  return ratio(multiply(numeratorOf(a), numeratorOf(b)), commonDenominator(a, b));
}

/**
 * The exact quotient `a / b`.
 *
 * @throws InvariantError when `b` is zero
 */
export function divideExact(a: Exact, b: Exact): Exact {
  // Shares of one whole are to each other as their numerators.
  if (!(a instanceof Decimal) && !(b instanceof Decimal) && sharesDenominator(a, b)) {
    return ratio(a.numerator, b.numerator);
  }
  return ratio(crossed(a, b), crossed(b, a));
}

/** The value with the other sign. */
export function negateExact(value: Exact): Exact {
  if (value instanceof Decimal) return negate(value);
  return { numerator: negate(value.numerator), denominator: value.denominator };
}

/** −1, 0 or 1, as `a` is less than, equal to or greater than `b`. */
export function compareExact(a: Exact, b: Exact): -1 | 0 | 1 {
  if (a instanceof Decimal && b instanceof Decimal) return compare(a, b);
  if (!(a instanceof Decimal) && !(b instanceof Decimal) && sharesDenominator(a, b)) {
    return compare(a.numerator, b.numerator);
  }
  // Denominators are positive, so that crossing them keeps the order.
  return compare(crossed(a, b), crossed(b, a));
}

/** −1, 0 or 1, as the value is negative, zero or positive. */
export function signExact(value: Exact): -1 | 0 | 1 {
  return sign(numeratorOf(value));
}

/** Whether the value is zero. */
export function isZeroExact(value: Exact): boolean {
  return isZero(numeratorOf(value));
}

/** The exact sum of all values; zero for none. */
export function sumExact(values: readonly Exact[]): Exact {
  return values.reduce(addExact, zero);
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
  const places = terminatingPlaces(value.numerator, value.denominator);
  // No digit is lost: the quotient has so many places.
  return places === undefined ? null : divide(value.numerator, value.denominator, places, 'down');
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
  return formatDecimal(
    divide(value.numerator, value.denominator, terminatingPlaces(value.numerator, value.denominator) ?? scale, 'down'),
  );
}
