import { isLarge, type LargeRatio, type Exact } from './exact-value.js';
import { Decimal } from './decimal.js';
import { divideLarge } from './divide.js';
import { coefficientOf, fromCoefficient } from './lanes.js';
import { lowestTerms } from './lowest-terms.js';
import { largePowerOfTen } from './powers.js';
import type { RoundingMode } from './rounding-mode.js';

// A fold over unlike divisors multiplies them; beyond this a quotient is brought to lowest terms, so that it stays small.
const greatestDivisor = 2n ** 128n;

/** The quotient of two decimals of any size, the second of them positive. */
export function largeRatio(numerator: Decimal, denominator: Decimal): Exact {
  const { dividend, divisor } = integersOf({ numerator, denominator });
  return finished(dividend, divisor);
}

/** The exact sum. */
export function addLarge(a: Exact, b: Exact): Exact {
  const { left, right, divisor } = largeShares(a, b);
  return finished(left + right, divisor);
}

/** The exact product. */
export function multiplyLarge(a: Exact, b: Exact): Exact {
  const [left, right] = [integersOf(a), integersOf(b)];
  return finished(left.dividend * right.dividend, left.divisor * right.divisor);
}

/** The exact quotient; `b` is not zero. */
export function divideExactLarge(a: Exact, b: Exact): Exact {
  // Shares of one whole are to each other as their dividends.
  const { left, right } = largeShares(a, b);
  return right < 0n ? finished(-left, -right) : finished(left, right);
}

/** The value rounded once to `places` fraction digits. */
export function roundLarge({ dividend, divisor }: LargeRatio, places: number, mode: RoundingMode): Decimal {
  return fromCoefficient(divideLarge(dividend * largePowerOfTen(places), divisor, mode), places);
}

/** Two integers with the same quotient. */
export function integersOf(value: Exact): LargeRatio {
  if (value instanceof Decimal) return { dividend: coefficientOf(value), divisor: largePowerOfTen(value.scale) };
  if (isLarge(value)) return value;
  const { numerator, denominator } = value;
  const gap = denominator.scale - numerator.scale;
  return {
    dividend: coefficientOf(numerator) * largePowerOfTen(Math.max(gap, 0)),
    divisor: coefficientOf(denominator) * largePowerOfTen(Math.max(-gap, 0)),
  };
}

/** The dividends of both over one divisor: the greater of the two where it is a multiple, as that of a share's share is. */
function largeShares(a: Exact, b: Exact) {
  const [{ dividend: left, divisor: x }, { dividend: right, divisor: y }] = [integersOf(a), integersOf(b)];
  if (x === y) return { left, right, divisor: x };
  if (y % x === 0n) return { left: left * (y / x), right, divisor: y };
  if (x % y === 0n) return { left, right: right * (x / y), divisor: x };
  return { left: left * y, right: right * x, divisor: x * y };
}

/** A decimal where the division comes out even, else the ratio. */
function finished(dividend: bigint, divisor: bigint): Exact {
  if (dividend % divisor === 0n) return fromCoefficient(dividend / divisor, 0);
  return divisor > greatestDivisor ? lowestTerms({ dividend, divisor }) : { dividend, divisor };
}
