import type { Decimal } from './decimal.js';

/**
 * A quotient that was computed with: two integers of any size, the divisor positive. Amounts shared over lines multiply
 * two of everyday size, which no double holds, so that there is no fast lane to try first.
 *
 * Nothing is brought to lowest terms on the way: the divisors of shares of one whole stay multiples of each other, so that
 * they add up and compare without growing.
 */
export type LargeRatio = { readonly dividend: bigint; readonly divisor: bigint };

/** Whether a ratio is one of integers of any size. */
export function isLarge(value: Ratio): value is LargeRatio {
  return 'divisor' in value;
}

/** A quotient whose two numbers are in the fast lane. */
type SmallRatio = { readonly numerator: Decimal; readonly denominator: Decimal };

/** An exact quotient that is not a whole number; the denominator is positive. Opaque: made by `ratio`. */
export type Ratio = SmallRatio | LargeRatio;

/** An exact rational number: a decimal, or a quotient of two where the quotient need not terminate. */
export type Exact = Decimal | Ratio;
