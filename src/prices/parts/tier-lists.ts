import { add, compare, equals, isZero, one, zero } from '../../decimal/index.js';
import { report, type Fields } from '../../errors/index.js';
import { readAmount, readBound, readList, type Bound } from './config.js';
import type { Tier, TierBounds } from './tiers.js';

/**
 * Reads `tiers[{ first_unit, last_unit, unit_amount }]` in either notation, 0..10/10.. or 1..10/11.. (L16).
 *
 * Only upper bounds rate. The first `first_unit` is 0 or 1; each next one is the last `last_unit`, or that plus one.
 */
export function readUnitTiers(config: Fields): readonly Tier[] {
  return unitTiers(config, { first: 'first_unit', last: 'last_unit' });
}

/** Reads `tiers[{ maximum_units, unit_amount }]`: each upper bound inclusive, null or absent without end. */
export function readMaximumTiers(config: Fields): readonly Tier[] {
  return unitTiers(config, { first: null, last: 'maximum_units' });
}

/**
 * Reads `tiers[{ tier_lower_bound, <rate key> }]`: a tier ends where the next begins, the last has no end.
 *
 * The first bound is 0, 1, null or absent and counts as 0 (§2.1).
 */
export function readLowerBoundTiers(config: Fields, rate_key: string): readonly Tier[] {
  return lowerBoundTiers(readList(config, 'tiers'), rate_key);
}

/** Tiers from rows that state their lower bounds. */
export function lowerBoundTiers(rows: readonly Fields[], rate_key: string): readonly Tier[] {
  let before: Bound = null;
  const bounds = rows.map((row, position): Bound => {
    const bound = position === 0 ? readFirstBound(row) : readInnerBound(row);
    // Order is that of the bounds as written: after a first bound of 1, which counts as 0, another 1 is a repetition.
    checkRising(row, 'tier_lower_bound', { before, bound });
    before = bound;
    return bound;
  });
  return rows.map((row, position) => {
    const lower = position === 0 ? zero : (bounds[position] ?? zero);
    return { lower, upper: bounds[position + 1] ?? null, rate: readAmount(row, rate_key) };
  });
}

/** Under which keys a tier states its bounds; `first` null: only the upper bound is stated. */
type BoundKeys = { readonly first: string | null; readonly last: string };

/** Reads rows that state their upper bounds and more, each greater than the one before; only the last may be without end. */
export function readTierBounds<T>(
  rows: readonly Fields[],
  { first, last }: BoundKeys,
  read: (row: Fields, bounds: TierBounds) => T,
): readonly T[] {
  let before: Bound = zero;
  return rows.map((row, position) => {
    if (first !== null) checkFirst(row, first, { before, position });
    const upper = readBound(row, last);
    if (upper === null && position < rows.length - 1) reportOpenTier(row, last);
    checkRising(row, last, { before, bound: upper });
    const tier = read(row, { lower: before ?? zero, upper: upper ?? null });
    before = upper;
    return tier;
  });
}

/** Tiers that state their rate as `unit_amount`. */
function unitTiers(config: Fields, keys: BoundKeys): readonly Tier[] {
  return readTierBounds(readList(config, 'tiers'), keys, (row, { lower, upper }) => ({
    lower,
    upper,
    rate: readAmount(row, 'unit_amount'),
  }));
}

type FirstCheck = { readonly before: Bound; readonly position: number };

function checkFirst(row: Fields, key: string, { before, position }: FirstCheck): void {
  const first = readBound(row, key);
  if (first === null) report(row, key, { code: 'missing_field', message: 'is missing; say where it begins' });
  if (!first || !before) return;
  if (equals(first, before) || equals(first, add(before, one))) return;
  if (position === 0) return reportFirst(row, key);
  const message = 'neither equals the bound before it nor is one more; tiers may not overlap or leave a hole';
  report(row, key, { code: 'tiers_not_contiguous', message });
}

function readFirstBound(row: Fields): Bound {
  const bound = readBound(row, 'tier_lower_bound');
  if (bound === null) return zero;
  if (!bound || isZero(bound) || equals(bound, one)) return bound;
  reportFirst(row, 'tier_lower_bound');
  return undefined;
}

function readInnerBound(row: Fields): Bound {
  const bound = readBound(row, 'tier_lower_bound');
  if (bound !== null) return bound;
  const message = 'is missing; only the first tier may leave it out';
  report(row, 'tier_lower_bound', { code: 'invalid_tiers', message });
  return undefined;
}

/** Compares a bound with the one before it, unless one of them could not be read: one mistake is one issue. */
function checkRising(row: Fields, key: string, { before, bound }: { before: Bound; bound: Bound }): void {
  if (!before || !bound || compare(bound, before) > 0) return;
  const message = 'is not greater than the bound before it; list tiers in rising order, each once';
  report(row, key, { code: 'invalid_tiers', message });
}

function reportFirst(row: Fields, key: string): void {
  report(row, key, { code: 'invalid_tiers', message: 'is neither 0 nor 1; the first tier begins at 0 or 1' });
}

function reportOpenTier(row: Fields, key: string): void {
  report(row, key, {
    code: 'invalid_tiers',
    message: 'is missing; only the last tier may be without an upper bound',
  });
}
