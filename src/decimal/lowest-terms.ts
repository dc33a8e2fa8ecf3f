import type { LargeRatio } from './large-ratio.js';

/** The same quotient without a common divisor. */
export function lowestTerms({ dividend, divisor }: LargeRatio): LargeRatio {
  const common = commonDivisor(dividend < 0n ? -dividend : dividend, divisor);
  return { dividend: dividend / common, divisor: divisor / common };
}

/** Euclid's algorithm. */
function commonDivisor(a: bigint, b: bigint): bigint {
  let [greater, lesser] = [a, b];
  while (lesser !== 0n) [greater, lesser] = [lesser, greater % lesser];
  return greater;
}

/** How many fraction digits a quotient has, or undefined if they never end. */
export function terminatingPlaces(quotient: LargeRatio): number | undefined {
  let rest = lowestTerms(quotient).divisor;
  let places = 0;
  // In lowest terms a quotient ends exactly if its divisor has no prime factor but 2 and 5; a digit takes one of each, or
  // either. Bounded by the number of binary digits.
  for (const factor of [10n, 2n, 5n]) {
    while (rest % factor === 0n) {
      rest /= factor;
      places += 1;
    }
  }
  return rest === 1n ? places : undefined;
}
