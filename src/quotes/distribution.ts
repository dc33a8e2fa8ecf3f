import { compare, formatDecimal, parseDecimal, type Decimal } from '../decimal/index.js';

/**
 * How often which value came up, in bounded memory: exact while there are few different values, then cut toward zero to
 * ever fewer significant digits.
 */
export type Distribution = {
  readonly counts: Map<string, number>;
  total: number;
  /** Null: exact. */
  digits: number | null;
};

const mostDistinct = 20_000;
const coarsest = 2;
const firstCut = 6;

/** A distribution of nothing. */
export function emptyDistribution(): Distribution {
  return { counts: new Map(), total: 0, digits: null };
}

/** Counts a value. Which digits are left in the end depends on all values and not on their order. */
export function countValue(distribution: Distribution, value: Decimal): void {
  distribution.total += 1;
  increase(distribution.counts, cutTo(formatDecimal(value), distribution.digits), 1);
  while (distribution.counts.size > mostDistinct && (distribution.digits ?? firstCut + 1) > coarsest)
    coarsen(distribution);
}

function increase(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

function coarsen(distribution: Distribution): void {
  distribution.digits = (distribution.digits ?? firstCut + 1) - 1;
  const before = [...distribution.counts];
  distribution.counts.clear();
  for (const [text, count] of before) increase(distribution.counts, cutTo(text, distribution.digits), count);
}

/** Cut, not rounded, so that cutting twice is cutting once. */
function cutTo(text: string, digits: number | null): string {
  if (digits === null) return text;
  let seen = 0;
  const cut = Array.from(text, (character) => {
    if (character < '0' || character > '9') return character;
    if (seen > 0 || character !== '0') seen += 1;
    return seen > digits ? '0' : character;
  });
  return formatDecimal(parseDecimal(cut.join('')));
}

/** The values at some percentiles, by nearest rank: the least value that at least so many percent do not exceed. */
export function percentilesOf({ counts, total }: Distribution, percentiles: readonly number[]): readonly Decimal[] {
  const values = [...counts]
    .map(([text, count]) => ({ value: parseDecimal(text), count }))
    .sort((a, b) => compare(a.value, b.value));
  let [position, reached] = [-1, 0];
  return percentiles.flatMap((percentile) => {
    // Rank ⌈p·n/100⌉, and at least the first.
    const rank = Math.max(1, Math.ceil((percentile * total) / 100));
    while (reached < rank && position < values.length - 1) {
      position += 1;
      reached += values[position]?.count ?? 0;
    }
    const found = values[position];
    return found === undefined ? [] : [found.value];
  });
}
