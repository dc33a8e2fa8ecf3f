import { compare, decimalAt, isNegative, one, zero } from '../../../decimal/index.js';
import { pathOf, problem, type Fields } from '../../../errors/index.js';
import type { Fraction } from '../../../prices/index.js';

/** Reads a share of a period; anything outside 0..1 is a fault (L30). */
export function readFraction(fraction: Fields): Fraction | null {
  const faults = fraction.issues.length;
  const numerator = decimalAt(fraction, 'numerator') ?? zero;
  const denominator = decimalAt(fraction, 'denominator') ?? one;
  if (fraction.issues.length > faults) return null;
  if (!isNegative(numerator) && compare(denominator, zero) > 0 && compare(numerator, denominator) <= 0) {
    return { numerator, denominator };
  }
  const message = 'is not between 0 and 1; a period has no other shares';
  fraction.issues.push(problem(pathOf(fraction.place), 'invalid_service_period', message));
  return null;
}
