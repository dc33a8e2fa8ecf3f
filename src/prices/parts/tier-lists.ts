import { add, compare, equals, isZero, one, zero, type Decimal } from '../../decimal/index.js';
import { readAmount, readBound, readList, reportAt, type ConfigSource } from './config.js';
import type { Tier } from './tiers.js';

/**
 * Reads `tiers[{ first_unit, last_unit, unit_amount }]` in either notation, 0..10/10.. or 1..10/11.. (L16).
 *
 * Only upper bounds rate. The first `first_unit` is 0 or 1; each next one is the last `last_unit`, or that plus one.
 */
export function readUnitTiers(source: ConfigSource): readonly Tier[] {
  const rows = readList(source, 'tiers');
  return contiguous(rows, 'last_unit', (row, upper, position) => {
    const first = readBound(row, 'first_unit');
    checkFirstUnit(row, first, position === 0 ? null : upper);
  });
}

/** Reads `tiers[{ maximum_units, unit_amount }]`: each upper bound inclusive, null or absent without end. */
export function readMaximumTiers(source: ConfigSource): readonly Tier[] {
  return contiguous(readList(source, 'tiers'), 'maximum_units');
}

/**
 * Reads `tiers[{ tier_lower_bound, <rate key> }]`: a tier ends where the next begins, the last has no end.
 *
 * The first bound is 0, 1, null or absent and counts as 0 (§2.1).
 */
export function readLowerBoundTiers(source: ConfigSource, rate_key: string): readonly Tier[] {
  const rows = readList(source, 'tiers');
  const bounds = rows.map((row, position) => (position === 0 ? readFirstBound(row) : readInnerBound(row)));
  return rows.map((row, position) => {
    // Order is that of the bounds as written: after a first bound of 1, which counts as 0, another 1 is a repetition.
    const lower = bounds[position] ?? zero;
    const upper = bounds[position + 1] ?? null;
    if (upper !== null && compare(upper, lower) <= 0) reportOrder(rows[position + 1] ?? row, 'tier_lower_bound');
    return { lower: position === 0 ? zero : lower, upper, rate: readAmount(row, rate_key) };
  });
}

type RowCheck = (row: ConfigSource, lower: Decimal, position: number) => void;

/** Reads rows that state their upper bounds, each greater than the one before; only the last may be without end. */
function contiguous(rows: readonly ConfigSource[], upper_key: string, check?: RowCheck): readonly Tier[] {
  let lower = zero;
  return rows.map((row, position) => {
    check?.(row, lower, position);
    const upper = readBound(row, upper_key);
    const tier = { lower, upper, rate: readAmount(row, 'unit_amount') };
    if (upper === null && position < rows.length - 1) reportOpenTier(row, upper_key);
    if (upper !== null && compare(upper, lower) <= 0) reportOrder(row, upper_key);
    lower = upper ?? lower;
    return tier;
  });
}

function checkFirstUnit(row: ConfigSource, first: Decimal | null, previous: Decimal | null): void {
  if (first === null)
    return reportAt(row, 'first_unit', { code: 'missing_field', message: 'is missing; give where the tier begins' });
  if (previous === null) {
    if (isZero(first) || equals(first, one)) return;
    return reportAt(row, 'first_unit', {
      code: 'invalid_tiers',
      message: 'is neither 0 nor 1; the first tier begins at 0 or 1',
    });
  }
  if (equals(first, previous) || equals(first, add(previous, one))) return;
  const message = 'neither equals the last_unit before it nor is one more; tiers may not overlap or leave a hole';
  reportAt(row, 'first_unit', { code: 'tiers_not_contiguous', message });
}

function readFirstBound(row: ConfigSource): Decimal {
  const bound = readBound(row, 'tier_lower_bound') ?? zero;
  if (isZero(bound) || equals(bound, one)) return bound;
  reportAt(row, 'tier_lower_bound', {
    code: 'invalid_tiers',
    message: 'is neither 0 nor 1; the first tier begins at 0 or 1',
  });
  return zero;
}

function readInnerBound(row: ConfigSource): Decimal {
  const bound = readBound(row, 'tier_lower_bound');
  if (bound !== null) return bound;
  reportAt(row, 'tier_lower_bound', {
    code: 'invalid_tiers',
    message: 'is missing; only the first tier may leave it out',
  });
  return zero;
}

function reportOpenTier(row: ConfigSource, key: string): void {
  reportAt(row, key, {
    code: 'invalid_tiers',
    message: 'is missing; only the last tier may be without an upper bound',
  });
}

function reportOrder(row: ConfigSource, key: string): void {
  reportAt(row, key, {
    code: 'invalid_tiers',
    message: 'is not greater than the bound before it; list tiers in rising order, each once',
  });
}
