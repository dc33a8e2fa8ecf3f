import { invariant } from '../errors/index.js';
import { multiply, negate } from './arithmetic.js';
import { compare, isNegative } from './compare.js';
import { Decimal, isSafe, one } from './decimal.js';
import { fromCoefficient } from './lanes.js';
import { integersOf, lowestTerms } from './lowest-terms.js';
import { powerOfTen } from './powers.js';

/** An exact quotient that is not a whole number; the denominator is positive. Opaque: made by `ratio`. */
export type Ratio = {
  readonly numerator: Decimal;
  readonly denominator: Decimal;
};

/** An exact rational number: a decimal, or a quotient of two where the quotient need not terminate. */
export type Exact = Decimal | Ratio;

/**
 * The exact quotient: a decimal where that is found without effort, else a ratio, which keeps the denominator as given
 * so that shares of one whole keep sharing it.
 *
 * @throws InvariantError when `denominator` is zero
 * @example
 * ```ts
 * import { formatExact, integer, ratio } from 'reckoner/decimal';
 * formatExact(ratio(integer(2), integer(3)), 4); // → '0.6666'
 * formatExact(ratio(integer(6), integer(3))); // → '2'
 * ```
 */
export function ratio(numerator: Decimal, denominator: Decimal): Exact {
  invariant(denominator.coefficient !== 0, 'a denominator is not zero');
  if (isNegative(denominator)) return ratio(negate(numerator), negate(denominator));
  if (denominator.big !== null) return reduced(numerator, denominator);
  const whole = numerator.big === null ? wholeQuotient : largeWholeQuotient;
  return whole(numerator, denominator) ?? { numerator, denominator };
}

/** Whether two ratios are over one denominator; mostly it is the very same object. */
export function sharesDenominator(a: Ratio, b: Ratio): boolean {
  return a.denominator === b.denominator || compare(a.denominator, b.denominator) === 0;
}

/** The quotient of two fast-lane decimals if it is a whole number. */
function wholeQuotient(numerator: Decimal, denominator: Decimal): Decimal | undefined {
  const gap = denominator.scale - numerator.scale;
  const dividend = gap > 0 ? numerator.coefficient * powerOfTen(gap) : numerator.coefficient;
  const divisor = gap < 0 ? denominator.coefficient * powerOfTen(-gap) : denominator.coefficient;
  if (!isSafe(dividend) || !isSafe(divisor)) return undefined;
  const quotient = Math.floor(dividend / divisor);
  return quotient * divisor === dividend ? new Decimal(quotient, 0, null) : undefined;
}

/** The same beyond the fast lane. The denominator stays: in lowest terms each share would have one of its own. */
function largeWholeQuotient(numerator: Decimal, denominator: Decimal): Decimal | undefined {
  const { dividend, divisor } = integersOf(numerator, denominator);
  return dividend % divisor === 0n ? fromCoefficient(dividend / divisor, 0) : undefined;
}

/** The quotient in lowest terms: a denominator that leaves the fast lane is brought back if it can be, so that folds stay small. */
function reduced(numerator: Decimal, denominator: Decimal): Exact {
  const terms = lowestTerms(numerator, denominator);
  if (terms.denominator === 1n) return fromCoefficient(terms.numerator, 0);
  return { numerator: fromCoefficient(terms.numerator, 0), denominator: fromCoefficient(terms.denominator, 0) };
}

/** The numerator of an exact value; a decimal is its own. */
export function numeratorOf(value: Exact): Decimal {
  return value instanceof Decimal ? value : value.numerator;
}

/** The denominator of an exact value, positive; of a decimal, one. */
export function denominatorOf(value: Exact): Decimal {
  return value instanceof Decimal ? one : value.denominator;
}

/** The product of both denominators; the very same object where only one value has any, so that shares go on sharing it. */
export function commonDenominator(a: Exact, b: Exact): Decimal {
  if (a instanceof Decimal) return denominatorOf(b);
  return b instanceof Decimal ? a.denominator : multiply(a.denominator, b.denominator);
}

/** The numerator over the product of both denominators: one step of bringing two values to one denominator. */
export function crossed(value: Exact, other: Exact): Decimal {
  return other instanceof Decimal ? numeratorOf(value) : multiply(numeratorOf(value), other.denominator);
}
