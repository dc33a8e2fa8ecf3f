import {
  compareLater,
  divideLater,
  integer,
  isZeroExact,
  multiplyLater,
  negateLater,
  signLater,
  subtractLater,
  sumLater,
  zero,
  type Exact,
} from '../decimal/index.js';

/** The running amount of a line as far as an adjustment over several lines counts it: what is owed, never less than zero. */
function counted(amount: Exact): Exact {
  return signLater(amount) > 0 ? amount : zero;
}

/** R: what the covered lines come to together (§6); a line below zero counts as zero. */
export function sumCovered(amounts: readonly Exact[]): Exact {
  return sumLater(amounts.map(counted));
}

/** Shares an exact amount in proportion to what each line counts for, equally if none counts for anything (D4). */
export function distribute(total: Exact, amounts: readonly Exact[]): readonly Exact[] {
  if (isZeroExact(total)) return amounts.map(() => zero);
  if (amounts.length === 1) return [total];
  const sum = sumCovered(amounts);
  if (isZeroExact(sum)) return amounts.map(() => divideLater(total, integer(amounts.length)));
  // All of it: the lines' own amounts, so that nothing is left over to the last digit.
  if (compareLater(total, sum) === 0) return amounts.map(counted);
  const share = divideLater(total, sum);
  return amounts.map((amount) => multiplyLater(share, counted(amount)));
}

/** Shares a discount: what it takes off each line. */
export function takeOff(total: Exact, amounts: readonly Exact[]): readonly Exact[] {
  return distribute(total, amounts).map(negateLater);
}

/** What one amount is above another; nothing where it is not. */
export function excessOf(amount: Exact, other: Exact): Exact {
  return counted(subtractLater(amount, other));
}

/** The lesser of two; the first of two equal ones. */
export function lesserOf(a: Exact, b: Exact): Exact {
  return compareLater(b, a) < 0 ? b : a;
}
