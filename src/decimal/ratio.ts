import { invariant } from '../errors/index.js';
import { negate } from './arithmetic.js';
import { isNegative } from './compare.js';
import { Decimal, isSafe, one, zero } from './decimal.js';
import { type Exact, isLarge } from './exact-value.js';
import { fromCoefficient } from './lanes.js';
import { largeRatio } from './large-ratio.js';
import { powerOfTen } from './powers.js';

/**
 * The exact quotient: a decimal where that is a whole number, else a ratio, which keeps the denominator as given so that
 * shares of one whole keep sharing it.
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
  if (numerator.coefficient === 0) return zero;
  if (numerator.big !== null || denominator.big !== null) return largeRatio(numerator, denominator);
  return wholeQuotient(numerator, denominator) ?? { numerator, denominator };
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

/** The numerator of an exact value; a decimal is its own. */
export function numeratorOf(value: Exact): Decimal {
  if (value instanceof Decimal) return value;
  return isLarge(value) ? fromCoefficient(value.dividend, 0) : value.numerator;
}

/** The denominator of an exact value, positive; of a decimal, one. */
export function denominatorOf(value: Exact): Decimal {
  if (value instanceof Decimal) return one;
  return isLarge(value) ? fromCoefficient(value.divisor, 0) : value.denominator;
}
