import { largestCoefficient, type Decimal } from './decimal.js';
import { coefficientOf } from './lanes.js';
import { largePowerOfTen } from './powers.js';

/** Numerator and denominator as integers without a common divisor. */
export function lowestTerms(numerator: Decimal, denominator: Decimal): { numerator: bigint; denominator: bigint } {
  const { dividend, divisor } = integersOf(numerator, denominator);
  const divisors = commonDivisor(dividend < 0n ? -dividend : dividend, divisor);
  return { numerator: dividend / divisors, denominator: divisor / divisors };
}

/** Two integers with the same quotient. */
export function integersOf(numerator: Decimal, denominator: Decimal): { dividend: bigint; divisor: bigint } {
  const gap = denominator.scale - numerator.scale;
  return {
    dividend: coefficientOf(numerator) * largePowerOfTen(Math.max(gap, 0)),
    divisor: coefficientOf(denominator) * largePowerOfTen(Math.max(-gap, 0)),
  };
}

/** Euclid's algorithm, in big integers only until both fit into doubles. */
function commonDivisor(a: bigint, b: bigint): bigint {
  let [greater, lesser] = [a, b];
  while (lesser > largestCoefficient) [greater, lesser] = [lesser, greater % lesser];
  if (lesser === 0n) return greater;
  let [left, right] = [Number(lesser), Number(greater % lesser)];
  while (right !== 0) [left, right] = [right, left % right];
  return BigInt(left);
}

/** How many fraction digits the quotient has, or undefined if they never end. */
export function terminatingPlaces(numerator: Decimal, denominator: Decimal): number | undefined {
  // In lowest terms a quotient ends exactly if its denominator has no prime factor but 2 and 5.
  const twos = dividedOut(lowestTerms(numerator, denominator).denominator, 2n);
  const fives = dividedOut(twos.rest, 5n);
  return fives.rest === 1n ? Math.max(twos.times, fives.times) : undefined;
}

function dividedOut(value: bigint, factor: bigint): { rest: bigint; times: number } {
  let rest = value;
  let times = 0;
  // Bounded by the number of binary digits of the value.
  while (rest % factor === 0n) {
    rest /= factor;
    times += 1;
  }
  return { rest, times };
}
