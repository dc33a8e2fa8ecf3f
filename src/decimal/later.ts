import { add, multiply } from './arithmetic.js';
import { compare } from './compare.js';
import { Decimal, isSafe } from './decimal.js';
import { DeferredRatio, deferred, nearestOf, slackOf, type Work } from './deferred.js';
import { addExact, compareExact, divideExact, multiplyExact, negateExact, signExact, sumExact } from './exact.js';
import { isLarge, type Exact } from './exact-value.js';

// The arithmetic of amounts shared over lines: exact as all arithmetic here, but worked out on big integers only where
// somebody asks for digits. Most of them are rounded, which a double nearly always decides.

/** The exact sum. */
export function addLater(a: Exact, b: Exact): Exact {
  if (a instanceof Decimal && b instanceof Decimal) return add(a, b);
  const [x, y] = [nearestOf(a), nearestOf(b)];
  return deferred({ nearest: x + y, slack: slackOf(a, x) + slackOf(b, y), from: [a, b], work: added });
}

/** The exact sum of all values; zero for none. */
export function sumLater(values: readonly Exact[]): Exact {
  if (values.length < 2 || values.every((value) => value instanceof Decimal)) return sumExact(values);
  let [nearest, slack] = [0, 0];
  for (const value of values) {
    const own = nearestOf(value);
    nearest += own;
    // Each partial sum was rounded.
    slack += slackOf(value, own) + Math.abs(nearest) * Number.EPSILON;
  }
  return deferred({ nearest, slack, from: values, work: sumExact });
}

/** The exact difference `a − b`. */
export function subtractLater(a: Exact, b: Exact): Exact {
  return addLater(a, negateLater(b));
}

/** The exact product. */
export function multiplyLater(a: Exact, b: Exact): Exact {
  if (a instanceof Decimal) return b instanceof Decimal ? multiply(a, b) : multiplyLater(b, a);
  // What stays in the fast lane is as quick, and may come out even.
  if (!isLarge(a) && b instanceof Decimal && isSafe(a.numerator.coefficient * b.coefficient))
    return multiplyExact(a, b);
  const [x, y] = [nearestOf(a), nearestOf(b)];
  const [around_x, around_y] = [slackOf(a, x), slackOf(b, y)];
  const slack = Math.abs(x) * around_y + Math.abs(y) * around_x + around_x * around_y;
  return deferred({ nearest: x * y, slack, from: [a, b], work: multiplied });
}

/**
 * The exact quotient `a / b`.
 *
 * @throws InvariantError when `b` is zero
 */
export function divideLater(a: Exact, b: Exact): Exact {
  if (a instanceof Decimal && b instanceof Decimal) return divideExact(a, b);
  const [x, y] = [nearestOf(a), nearestOf(b)];
  const nearest = x / y;
  const around_y = slackOf(b, y);
  // The divisor is at least so far from zero; where that is nothing the bound is no number, or below zero.
  const least = Math.abs(y) - around_y;
  const slack = least > 0 ? (slackOf(a, x) + Math.abs(nearest) * around_y) / least : Number.NaN;
  return deferred({ nearest, slack, from: [a, b], work: divided });
}

/** The value with the other sign. */
export function negateLater(value: Exact): Exact {
  if (!(value instanceof DeferredRatio)) return negateExact(value);
  const { nearest, slack } = value;
  return deferred({ nearest: -nearest, slack, from: [value], work: negated });
}

/** −1, 0 or 1, as `a` is less than, equal to or greater than `b`. */
export function compareLater(a: Exact, b: Exact): -1 | 0 | 1 {
  if (a instanceof Decimal && b instanceof Decimal) return compare(a, b);
  const [x, y] = [nearestOf(a), nearestOf(b)];
  const gap = x - y;
  // The bounds, widened by more than what rounding the gap and their sum can have lost.
  if (Math.abs(gap) > 2 * (slackOf(a, x) + slackOf(b, y))) return gap < 0 ? -1 : 1;
  return compareExact(a, b);
}

/** −1, 0 or 1, as the value is negative, zero or positive. */
export function signLater(value: Exact): -1 | 0 | 1 {
  if (!(value instanceof DeferredRatio)) return signExact(value);
  return value.nearest < 0 ? -1 : 1;
}

// Each gets what it was deferred from: two values, or one.
const added: Work = ([a, b]) => addExact(a as Exact, b as Exact);
const multiplied: Work = ([a, b]) => multiplyExact(a as Exact, b as Exact);
const divided: Work = ([a, b]) => divideExact(a as Exact, b as Exact);
const negated: Work = ([value]) => negateExact(value as Exact);
