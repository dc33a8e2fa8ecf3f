import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createOffsetTable, offsetAtInstant, offsetAtLocalTime } from '../../src/time/offset-table.js';

type Change = { readonly at: number; readonly offset: number };

const second = 1000;
const hour = 3600 * second;
const day = 24 * hour;
const tableYear = 366 * day;

// Zones that no country has, because the real ones seldom change at the seams between two years of the table: some
// changes around a seam, as close to each other as real ones have been, by up to a whole day.
const gaps = (closest: number): fc.Arbitrary<readonly number[]> =>
  fc.array(fc.integer({ min: closest / second, max: (30 * day) / second }), { minLength: 0, maxLength: 4 });
const offsets = fc.array(fc.integer({ min: -14 * 3600, max: 14 * 3600 }), { minLength: 6, maxLength: 6 });

function zoneOf(start: number, distances: readonly number[], sizes: readonly number[]): readonly Change[] {
  let at = start;
  return [0, ...distances].map((distance, index) => {
    at += distance * second;
    return { at, offset: (sizes[index + 1] ?? 0) * second };
  });
}

/** What the zone is, by definition: the last change at or before the instant. */
function offsetOf(changes: readonly Change[], first: number, instant: number): number {
  let current = first;
  for (const { at, offset } of changes) if (at <= instant) current = offset;
  return current;
}

/** §4.3 by definition: the earliest instant that shows the local time, else the offset from before the gap. */
function resolve(changes: readonly Change[], first: number, local: number): number {
  const all = [first, ...changes.map(({ offset }) => offset)];
  const shown = all.filter((offset) => offsetOf(changes, first, local - offset) === offset);
  if (shown.length > 0) return Math.max(...shown);
  const next = changes.findIndex(({ at, offset }) => at + offset > local);
  return all[next] ?? Number.NaN;
}

describe.each([
  ['since 1970', 40 * tableYear, 6.9 * day],
  ['before 1970', -30 * tableYear, 3.9 * day],
])('a table of offsets, %s', (_era, seam, closest) => {
  const start = fc.integer({ min: (seam - 40 * day) / second, max: (seam + 10 * day) / second });
  const zones = fc.tuple(start, gaps(closest), offsets);
  const probes = fc.array(fc.integer({ min: seam - 50 * day, max: seam + 150 * day }), {
    minLength: 20,
    maxLength: 20,
  });

  it('finds every change, across the seams between its years', () => {
    const law = fc.property(zones, probes, ([from, distances, sizes], instants) => {
      const changes = zoneOf(from * second, distances, sizes);
      const first = (sizes[0] ?? 0) * second;
      const table = createOffsetTable((instant) => offsetOf(changes, first, instant));
      const around = changes.flatMap(({ at }) => [at - 1, at, at + 1]);
      for (const instant of [...instants, ...around])
        expect(offsetAtInstant(table, instant)).toBe(offsetOf(changes, first, instant));
    });
    fc.assert(law, { numRuns: 500 });
  });

  it('resolves every local time to the earlier of two and the later for none (§4.3)', () => {
    const law = fc.property(zones, probes, ([from, distances, sizes], locals) => {
      const changes = zoneOf(from * second, distances, sizes);
      const first = (sizes[0] ?? 0) * second;
      const table = createOffsetTable((instant) => offsetOf(changes, first, instant));
      const edges = changes.flatMap(({ at, offset }) => [at + offset, at + offsetOf(changes, first, at - 1)]);
      const around = edges.flatMap((edge) => [edge - hour, edge - 1, edge, edge + 1, edge + hour]);
      for (const local of [...locals, ...around])
        expect(offsetAtLocalTime(table, local)).toBe(resolve(changes, first, local));
    });
    fc.assert(law, { numRuns: 500 });
  });
});
