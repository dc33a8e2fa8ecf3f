import { add, multiply } from './arithmetic.js';
import { compare } from './compare.js';
import { Decimal, isSafe } from './decimal.js';
import { DeferredRatio, deferred, nearnessOf } from './deferred.js';
import { addExact, compareExact, divideExact, multiplyExact, negateExact, signExact, sumExact } from './exact.js';
import { isLarge, type Exact } from './exact-value.js';

// The arithmetic of amounts shared over lines: exact as all arithmetic here, but worked out on big integers only where
// somebody asks for digits. Most of them are rounded, which a double nearly always decides.

/** The exact sum. */
export function addLater(a: Exact, b: Exact): Exact {
  if (a instanceof Decimal && b instanceof Decimal) return add(a, b);
  const [x, y] = [nearnessOf(a), nearnessOf(b)];
  return deferred({
    nearest: x.nearest + y.nearest,
    slack: x.slack + y.slack,
    from: [a, b],
    work: () => addExact(a, b),
  });
}

/** The exact sum of all values; zero for none. */
export function sumLater(values: readonly Exact[]): Exact {
  if (values.length < 2 || values.every((value) => value instanceof Decimal)) return sumExact(values);
  let [nearest, slack] = [0, 0];
  for (const value of values) {
    const own = nearnessOf(value);
    nearest += own.nearest;
    // Each partial sum was rounded.
    slack += own.slack + Math.abs(nearest) * Number.EPSILON;
  }
  return deferred({ nearest, slack, from: values, work: () => sumExact(values) });
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
  const [x, y] = [nearnessOf(a), nearnessOf(b)];
  return deferred({
    nearest: x.nearest * y.nearest,
    slack: Math.abs(x.nearest) * y.slack + Math.abs(y.nearest) * x.slack + x.slack * y.slack,
    from: [a, b],
    work: () => multiplyExact(a, b),
  });
}

/**
 * The exact quotient `a / b`.
 *
 * @throws InvariantError when `b` is zero
 */
export function divideLater(a: Exact, b: Exact): Exact {
  if (a instanceof Decimal && b instanceof Decimal) return divideExact(a, b);
  const [x, y] = [nearnessOf(a), nearnessOf(b)];
  const nearest = x.nearest / y.nearest;
  // The divisor is at least so far from zero; where that is nothing the bound is no number, or below zero.
  const least = Math.abs(y.nearest) - y.slack;
  const slack = least > 0 ? (x.slack + Math.abs(nearest) * y.slack) / least : Number.NaN;
  return deferred({ nearest, slack, from: [a, b], work: () => divideExact(a, b) });
}

/** The value with the other sign. */
export function negateLater(value: Exact): Exact {
  if (!(value instanceof DeferredRatio)) return negateExact(value);
  const { nearest, slack } = value;
  return deferred({ nearest: -nearest, slack, from: [value], work: () => negateExact(value) });
}

/** −1, 0 or 1, as `a` is less than, equal to or greater than `b`. */
export function compareLater(a: Exact, b: Exact): -1 | 0 | 1 {
  if (a instanceof Decimal && b instanceof Decimal) return compare(a, b);
  const [x, y] = [nearnessOf(a), nearnessOf(b)];
  const gap = x.nearest - y.nearest;
  // The bounds, widened by more than what rounding the gap and their sum can have lost.
  if (Math.abs(gap) > 2 * (x.slack + y.slack)) return gap < 0 ? -1 : 1;
  return compareExact(a, b);
}

/** −1, 0 or 1, as the value is negative, zero or positive. */
export function signLater(value: Exact): -1 | 0 | 1 {
  if (!(value instanceof DeferredRatio)) return signExact(value);
  return value.nearest < 0 ? -1 : 1;
}
