import { add, compare, equals, isZero, one, zero } from '../../decimal/index.js';
import { report, type Fields } from '../../errors/index.js';
import { readAmount, readBound, readList, type Bound } from './config.js';
import type { Tier } from './tiers.js';

/**
 * Reads `tiers[{ first_unit, last_unit, unit_amount }]` in either notation, 0..10/10.. or 1..10/11.. (L16).
 *
 * Only upper bounds rate. The first `first_unit` is 0 or 1; each next one is the last `last_unit`, or that plus one.
 */
export function readUnitTiers(config: Fields): readonly Tier[] {
  return contiguous(readList(config, 'tiers'), 'last_unit', checkFirstUnit);
}

/** Reads `tiers[{ maximum_units, unit_amount }]`: each upper bound inclusive, null or absent without end. */
export function readMaximumTiers(config: Fields): readonly Tier[] {
  return contiguous(readList(config, 'tiers'), 'maximum_units', () => {});
}

/**
 * Reads `tiers[{ tier_lower_bound, <rate key> }]`: a tier ends where the next begins, the last has no end.
 *
 * The first bound is 0, 1, null or absent and counts as 0 (§2.1).
 */
export function readLowerBoundTiers(config: Fields, rate_key: string): readonly Tier[] {
  const rows = readList(config, 'tiers');
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

/** A check of a row against the upper bound before it, which is 0 before the first row. */
type RowCheck = (row: Fields, before: Bound, position: number) => void;

/** Reads rows that state their upper bounds, each greater than the one before; only the last may be without end. */
function contiguous(rows: readonly Fields[], upper_key: string, check: RowCheck): readonly Tier[] {
  let before: Bound = zero;
  return rows.map((row, position) => {
    check(row, before, position);
    const upper = readBound(row, upper_key);
    if (upper === null && position < rows.length - 1) reportOpenTier(row, upper_key);
    checkRising(row, upper_key, { before, bound: upper });
    const tier = { lower: before ?? zero, upper: upper ?? null, rate: readAmount(row, 'unit_amount') };
    before = upper;
    return tier;
  });
}

function checkFirstUnit(row: Fields, before: Bound, position: number): void {
  const first = readBound(row, 'first_unit');
  if (first === null) report(row, 'first_unit', { code: 'missing_field', message: 'is missing; say where it begins' });
  if (!first || !before) return;
  if (equals(first, before) || equals(first, add(before, one))) return;
  if (position === 0) return reportFirst(row, 'first_unit');
  const message = 'neither equals the last_unit before it nor is one more; tiers may not overlap or leave a hole';
  report(row, 'first_unit', { code: 'tiers_not_contiguous', message });
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
