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
import type { RunningLine } from './types/adjustment-kind.js';

/** The running amount of a line as far as an adjustment over several lines counts it: what is owed, never less than zero. */
function counted(amount: Exact): Exact {
  return signLater(amount) > 0 ? amount : zero;
}

/** What each covered line counts for, and R: what they come to together (§6). */
export type CountedLines = { readonly amounts: readonly Exact[]; readonly sum: Exact };

/** Counts the covered lines; one below zero counts as zero. */
export function countLines(lines: readonly RunningLine[]): CountedLines {
  const amounts = lines.map(({ amount }) => counted(amount));
  return { amounts, sum: sumLater(amounts) };
}

/** Shares an exact amount in proportion to what each line counts for, equally if none counts for anything (D4). */
export function distribute(total: Exact, { amounts, sum }: CountedLines): readonly Exact[] {
  if (isZeroExact(total)) return amounts.map(() => zero);
  if (amounts.length === 1) return [total];
  if (isZeroExact(sum)) return amounts.map(() => divideLater(total, integer(amounts.length)));
  // All of it: the lines' own amounts, so that nothing is left over to the last digit.
  if (compareLater(total, sum) === 0) return amounts;
  const share = divideLater(total, sum);
  return amounts.map((amount) => multiplyLater(share, amount));
}

/** Shares a discount: what it takes off each line. */
export function takeOff(total: Exact, lines: CountedLines): readonly Exact[] {
  // All of it, as above; else the sign is turned once, before the amount is shared.
  if (compareLater(total, lines.sum) === 0) return lines.amounts.map(negateLater);
  return distribute(negateLater(total), lines);
}

/** What one amount is above another; nothing where it is not. */
export function excessOf(amount: Exact, other: Exact): Exact {
  return counted(subtractLater(amount, other));
}

/** The lesser of two; the first of two equal ones. */
export function lesserOf(a: Exact, b: Exact): Exact {
  return compareLater(b, a) < 0 ? b : a;
}
