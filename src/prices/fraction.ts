import { compare, divideExact, multiplyExact, type Decimal, type Exact } from '../decimal/index.js';

/** The share of a period that a line covers, as proration found it (§5); unreduced, 0 ≤ numerator ≤ denominator. */
export type Fraction = { readonly numerator: Decimal; readonly denominator: Decimal };

/** An exact amount scaled by the fraction, null for the whole: multiplied first, divided once. */
export function prorated(amount: Exact, fraction: Fraction | null): Exact {
  if (fraction === null) return amount;
  return divideExact(multiplyExact(amount, fraction.numerator), fraction.denominator);
}

/** An amount and, where the period is cut, the share by which it is multiplied. */
export function factorsOf(amount: Exact, fraction: Fraction | null): readonly Exact[] {
  return fraction === null ? [amount] : [amount, divideExact(fraction.numerator, fraction.denominator)];
}

/** The fraction, or null for the whole period. */
export function cutting(fraction: Fraction | null): Fraction | null {
  if (fraction === null || compare(fraction.numerator, fraction.denominator) === 0) return null;
  return fraction;
}
