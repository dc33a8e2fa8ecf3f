import { isSafe, type Decimal } from './decimal.js';
import { toBig } from './lanes.js';
import { powerOfTen } from './powers.js';

/** −1, 0 or 1, as the value is negative, zero or positive. */
export function sign(value: Decimal): -1 | 0 | 1 {
  return order(value.big?.s ?? value.coefficient, 0);
}

/**
 * −1, 0 or 1, as `a` is less than, equal to or greater than `b`: fit for `Array.prototype.sort`.
 *
 * @example
 * ```ts
 * import { compare, parseDecimal } from 'reckoner/decimal';
 * compare(parseDecimal('1.10'), parseDecimal('1.1')); // → 0
 * ```
 */
export function compare(a: Decimal, b: Decimal): -1 | 0 | 1 {
  if (a.scale === b.scale && a.big === null && b.big === null) return order(a.coefficient, b.coefficient);
  const scale = Math.max(a.scale, b.scale);
  const left = a.coefficient * powerOfTen(scale - a.scale);
  const right = b.coefficient * powerOfTen(scale - b.scale);
  // A double that left the safe range may have been rounded onto its neighbour.
  if (isSafe(left) && isSafe(right)) return order(left, right);
  return toBig(a).cmp(toBig(b));
}

/** Whether both are the same number, however many zeros they were written with. */
export function equals(a: Decimal, b: Decimal): boolean {
  return compare(a, b) === 0;
}

/** Whether the value is zero. */
export function isZero(value: Decimal): boolean {
  return value.coefficient === 0;
}

/** Whether the value is below zero. */
export function isNegative(value: Decimal): boolean {
  return (value.big?.s ?? value.coefficient) < 0;
}

/** The lesser of two; the first of two equal ones. */
export function minimum(a: Decimal, b: Decimal): Decimal {
  return compare(b, a) < 0 ? b : a;
}

/** The greater of two; the first of two equal ones. */
export function maximum(a: Decimal, b: Decimal): Decimal {
  return compare(b, a) > 0 ? b : a;
}

function order(left: number, right: number): -1 | 0 | 1 {
  if (left < right) return -1;
  return left > right ? 1 : 0;
}
