import type { LargeRatio } from './exact-value.js';

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
export function terminatingPlaces({ dividend, divisor }: LargeRatio): number | undefined {
  // A quotient ends exactly if all prime factors of its divisor but 2 and 5 are also factors of its dividend.
  if (dividend % withoutTens(divisor).rest !== 0n) return undefined;
  return withoutTens(lowestTerms({ dividend, divisor }).divisor).places;
}

const eightDigits = 100_000_000n;

/** A divisor without its factors 2 and 5, and how many digits those take. */
function withoutTens(divisor: bigint): { readonly rest: bigint; readonly places: number } {
  let rest = divisor;
  let places = 0;
  // A digit takes one of each, or either; the scales of amounts leave many of both. Bounded by the number of binary digits.
  for (const factor of [eightDigits, 10n, 2n, 5n]) {
    while (rest % factor === 0n) {
      rest /= factor;
      places += factor === eightDigits ? 8 : 1;
    }
  }
  return { rest, places };
}
