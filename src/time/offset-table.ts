import { fail } from '../errors/index.js';
import { earliestMillis, latestMillis } from './instant.js';
import { millisPerDay, millisPerSecond } from './units.js';

/**
 * A stretch of time during which a zone keeps one offset.
 *
 * `until` is the instant at which it ends, exclusive. `localUntil` is the first local time that no longer resolves by
 * this offset: at a change from offset a to offset b at instant T it is T + max(a, b). That one formula is the rule of
 * §4.3. Clocks going back (a > b): local times up to T + a are still the earlier of the two. Clocks going forward
 * (a < b): the skipped local times, up to T + b, still take the offset from before the gap and so become later ones.
 */
type Stretch = { readonly until: number; readonly localUntil: number; readonly offset: number };

/** Where offsets come from: milliseconds east of UTC, in whole seconds, for an instant in whole seconds. Slow. */
export type OffsetSource = (instant: number) => number;

/** The offsets of one zone, filled in year by year as they are asked for. A pure memo: time zone data do not change. */
export type OffsetTable = {
  readonly offsetOf: OffsetSource;
  readonly years: Map<number, readonly Stretch[]>;
  /** The year that was asked for last, and its stretches: what follows in time is mostly of the same one. */
  lastYear: number;
  lastStretches: readonly Stretch[];
};

// A table year has 366 days, counted from 1970. It only has to be about a year: it is the unit of laziness.
const tableYear = 366 * millisPerDay;
// No offset and no change of offset is longer than 24 hours, so with two days to either side a year's stretches answer
// for every instant and for every local time that fall into it.
const margin = 2 * millisPerDay;
// A probe must fall between any two changes. The closest pairs in the tz database are 6.96 days apart since 1970
// (Brazil in 2000, Gaza around its Ramadans) and 3.99 days before (Freetown in 1939).
const probeStep = 6 * millisPerDay;
const probeStepBefore1970 = 3 * millisPerDay;

export function createOffsetTable(offsetOf: OffsetSource): OffsetTable {
  return { offsetOf, years: new Map(), lastYear: Number.NaN, lastStretches: [] };
}

/** The offset in force at an instant, in milliseconds east of UTC. */
export function offsetAtInstant(table: OffsetTable, instant: number): number {
  const stretches = yearAt(table, instant);
  // Strict: at the very instant of a change the new offset is in force.
  for (const stretch of stretches) if (instant < stretch.until) return stretch.offset;
  // Not reached: the last stretch of a table year has no end.
  return Number.NaN;
}

/** The offset by which a local time resolves (§4.3), in milliseconds east of UTC. */
export function offsetAtLocalTime(table: OffsetTable, local: number): number {
  const stretches = yearAt(table, local);
  for (const stretch of stretches) if (local < stretch.localUntil) return stretch.offset;
  // Not reached: the last stretch of a table year has no end.
  return Number.NaN;
}

function yearAt(table: OffsetTable, millis: number): readonly Stretch[] {
  const year = Math.floor(millis / tableYear);
  if (year === table.lastYear) return table.lastStretches;
  const stretches = table.years.get(year) ?? enterYear(table, year, millis);
  table.lastYear = year;
  table.lastStretches = stretches;
  return stretches;
}

function enterYear(table: OffsetTable, year: number, millis: number): readonly Stretch[] {
  if (!(millis >= earliestMillis - margin && millis <= latestMillis + margin))
    fail('', 'invalid_instant', 'a computed time lies outside the years 0001 to 9999');
  const stretches = surveyYear(table.offsetOf, year);
  table.years.set(year, stretches);
  return stretches;
}

function surveyYear(offsetOf: OffsetSource, year: number): readonly Stretch[] {
  const stretches: Stretch[] = [];
  const end = (year + 1) * tableYear + margin;
  const step = year < 0 ? probeStepBefore1970 : probeStep;
  let from = year * tableYear - margin;
  let offset = offsetOf(from);
  while (from < end) {
    const to = from + step;
    const next = offsetOf(to);
    if (next !== offset) {
      const until = changeBetween(offsetOf, { from, to, offset });
      stretches.push({ until, localUntil: until + Math.max(offset, next), offset });
      offset = next;
    }
    from = to;
  }
  stretches.push({ until: Number.POSITIVE_INFINITY, localUntil: Number.POSITIVE_INFINITY, offset });
  return stretches;
}

/** The first instant of `(from, to]` with another offset than the one at `from`, by bisection to the second. */
function changeBetween(offsetOf: OffsetSource, search: { from: number; to: number; offset: number }): number {
  let { from, to } = search;
  // Changes fall on whole seconds, and so do both ends; a span of six days is halved at most twenty times.
  while (to - from > millisPerSecond) {
    const middle = from + Math.floor((to - from) / (2 * millisPerSecond)) * millisPerSecond;
    if (offsetOf(middle) === search.offset) from = middle;
    else to = middle;
  }
  return to;
}
