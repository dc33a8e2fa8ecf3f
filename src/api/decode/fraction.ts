import { compare, isNegative, one, readDecimal, zero, type Decimal } from '../../decimal/index.js';
import { pathAt, problem, type Issues } from '../../errors/index.js';
import type { Fraction } from '../../prices/index.js';
import { readFields } from './fields.js';

/** Reads a share of a period; anything outside 0..1 is a fault (L30). */
export function readFraction(input: unknown, path: string, issues: Issues): Fraction | null {
  if (input === undefined || input === null) return null;
  const faults = issues.length;
  const { value } = readFields(input, path, issues);
  if (issues.length > faults) return null;
  const numerator = readDecimal(value['numerator'], pathAt(path, 'numerator'), issues) ?? zero;
  const denominator = readDecimal(value['denominator'], pathAt(path, 'denominator'), issues) ?? one;
  if (issues.length > faults || isShare(numerator, denominator)) return { numerator, denominator };
  issues.push(problem(path, 'invalid_service_period', 'is not between 0 and 1; a period has no other shares'));
  return null;
}

function isShare(numerator: Decimal, denominator: Decimal): boolean {
  return !isNegative(numerator) && compare(denominator, zero) > 0 && compare(numerator, denominator) <= 0;
}
