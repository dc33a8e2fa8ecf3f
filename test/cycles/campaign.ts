import { alignCycle, billingPeriods, boundary, indexAt, type CycleLength, type Grid } from '../../src/cycles/index.js';
import { formatInstant, instantOfMillis, timeZone } from '../../src/time/index.js';
import { asProgram } from '../campaign-program.js';
import { allZones } from '../time/oracle.js';
import { boundaryByTrying } from './oracle.js';

export type Campaign = {
  readonly zones: readonly string[];
  /** First and last year, inclusive. */
  readonly from: number;
  readonly to: number;
  /** How many anchor days of each zone are tried; 31 are all of them. */
  readonly runs: number;
  readonly seed: number;
};

// prettier-ignore
const lengths: readonly CycleLength[] = [
  { unit: 'month', count: 1 }, { unit: 'month', count: 3 }, { unit: 'month', count: 6 }, { unit: 'month', count: 12 },
  { unit: 'month', count: 5 }, { unit: 'day', count: 7 }, { unit: 'day', count: 30 }, { unit: 'day', count: 1 },
];

/**
 * Holds the boundaries of every zone against luxon's calendar and `Intl`'s clocks, and the numbers and periods that are
 * found from them, over all years asked for; answers the first faults. Monthly and one other length per anchor day.
 *
 * As a program: `npm run campaign:cycles -- --runs 31`, with `--from`, `--to` and `--seed` as wished.
 */
export function campaign({ zones, from, to, runs, seed }: Campaign): readonly string[] {
  const faults: string[] = [];
  for (const [index, zone] of zones.entries()) {
    for (let run = 0; run < Math.min(runs, 31); run += 1) {
      // 7 is coprime to 31, so that few runs over many zones meet all anchor days.
      const day = ((seed + index * 7 + run) % 31) + 1;
      const other = lengths[(seed + index + run) % lengths.length] ?? { unit: 'month', count: 1 };
      for (const length of new Set([lengths[0] ?? other, other]))
        faults.push(...faultsOf(gridOf(zone, day, { length, from }), from, to));
      if (faults.length > 20) return faults;
    }
  }
  return faults;
}

function gridOf(zone: string, day: number, { length, from }: { length: CycleLength; from: number }): Grid {
  const anchor = { day, month: (day % 12) + 1, year: from + (day % 3) };
  return alignCycle({ length, anchor, start: { year: from, month: 1, day: 1 }, zone: timeZone(zone) });
}

function faultsOf(grid: Grid, from: number, to: number): readonly string[] {
  const span = { start: instantOfMillis(Date.UTC(from)), end: instantOfMillis(Date.UTC(to + 1)) };
  const { zone, length, origin } = grid;
  const name = `${zone.name}, ${length.count} ${length.unit}, from ${origin.year}-${origin.month}-${origin.day}`;
  const faults: string[] = [];
  const [first, last] = [indexAt(grid, span.start), indexAt(grid, span.end)];
  const bounds = new Set<number>();
  for (let k = first; k <= last + 1; k += 1) {
    const [found, expected] = [boundary(grid, k), boundaryByTrying(grid, k)];
    if (found !== expected) faults.push(`${name}: boundary ${k} is ${formatInstant(found)}`);
    if (boundary(grid, indexAt(grid, found)) !== found) faults.push(`${name}: ${k} is not at its own boundary`);
    if (boundary(grid, indexAt(grid, instantOfMillis(found - 1)) + 1) !== found)
      faults.push(`${name}: the instant before boundary ${k} is not in the cell before it`);
    bounds.add(expected);
  }
  const periods = billingPeriods({ grid, interval: { start: span.start, end: null } }, span, 1_000_000);
  const listed = new Set([boundary(grid, first), ...periods.map(({ end }) => end)]);
  const beyond = boundary(grid, last + 1);
  const missing = [...bounds].filter((bound) => !listed.has(instantOfMillis(bound)) && bound !== beyond);
  if (missing.length > 0) faults.push(`${name}: ${missing.length} boundaries begin no period`);
  return faults;
}

await asProgram(import.meta.url, { runs: 31, from: 1990, to: 2045, seed: 0 }, (numbers) =>
  campaign({ zones: allZones, ...numbers }),
);
