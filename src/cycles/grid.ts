import { fail } from '../errors/index.js';
import {
  addDays,
  addMonths,
  dayNumber,
  localDate,
  localMidnight,
  type CivilDate,
  type Instant,
  type Period,
  type TimeZone,
} from '../time/index.js';
import type { CycleLength } from './cycle-length.js';

/**
 * The boundaries of a cycle: one every `length`, before and after the origin, each at local midnight.
 *
 * The origin's day is the anchor's own (1 to 31), also where its month is shorter: boundary k is held to the length of
 * its own month alone (D20).
 */
export type Grid = { readonly origin: CivilDate; readonly length: CycleLength; readonly zone: TimeZone };

const lastYear = 9999;

/**
 * Boundary k: k steps from the origin, at local midnight (§4.1, L26).
 *
 * @param k - any integer; 0 is the origin
 * @throws BillingError `invalid_instant` outside the years 0001 to 9999
 * @example
 * ```ts
 * import { boundary } from 'reckoner/cycles';
 * import { formatInstant, parseDate, timeZone } from 'reckoner/time';
 * const origin = parseDate('2025-01-31');
 * const grid = { origin, length: { unit: 'month', count: 1 }, zone: timeZone('UTC') } as const;
 * formatInstant(boundary(grid, 1)); // → '2025-02-28T00:00:00+00:00'
 * formatInstant(boundary(grid, 2)); // → '2025-03-31T00:00:00+00:00'
 * ```
 */
export function boundary(grid: Grid, k: number): Instant {
  const date = dateOfBoundary(grid, k);
  if (isOnCalendar(date)) return localMidnight(grid.zone, date);
  return fail('', 'invalid_instant', 'a billing period reaches outside the years 0001 to 9999; shorten the cycle');
}

/**
 * The k for which boundary(k) ≤ t < boundary(k + 1), found by arithmetic and never by walking (§4.1).
 *
 * @example
 * ```ts
 * import { indexAt } from 'reckoner/cycles';
 * import { parseDate, parseInstant, timeZone } from 'reckoner/time';
 * const origin = parseDate('2025-01-31');
 * const grid = { origin, length: { unit: 'month', count: 1 }, zone: timeZone('UTC') } as const;
 * indexAt(grid, parseInstant('2025-02-28T00:00:00Z')); // → 1
 * ```
 */
export function indexAt(grid: Grid, instant: Instant): number {
  let k = roughIndexAt(grid, instant);
  // At most one step down and two up: the day of the month may lie before the anchor's, and around clocks that change at
  // midnight, or a date that was skipped whole, the calendar and the midnights disagree by one cell (§4.3).
  while (isAfter(grid, k, instant)) k -= 1;
  while (!isAfter(grid, k + 1, instant)) k += 1;
  return k;
}

/** The cell of a grid that holds an instant. */
export function cellAt(grid: Grid, instant: Instant): Period {
  const k = indexAt(grid, instant);
  return { start: boundary(grid, k), end: boundary(grid, k + 1) };
}

/** `indexAt` give or take two, for any instant, without resolving a local time. */
export function roughIndexAt({ origin, length, zone }: Grid, instant: Instant): number {
  const date = localDate(zone, instant);
  // Floor, so that cells before the origin are found as those after it are.
  if (length.unit === 'day') return Math.floor((dayNumber(date) - dayNumber(origin)) / length.count);
  return Math.floor((monthNumber(date) - monthNumber(origin)) / length.count);
}

function dateOfBoundary({ origin, length }: Grid, k: number): CivilDate {
  return length.unit === 'month' ? addMonths(origin, k * length.count) : addDays(origin, k * length.count);
}

/** Whether boundary k lies after an instant; one beyond the calendar's end does, one before its beginning does not. */
function isAfter(grid: Grid, k: number, instant: Instant): boolean {
  const date = dateOfBoundary(grid, k);
  return isOnCalendar(date) ? localMidnight(grid.zone, date) > instant : date.year > lastYear;
}

function isOnCalendar({ year }: CivilDate): boolean {
  return year >= 1 && year <= lastYear;
}

function monthNumber({ year, month }: CivilDate): number {
  return year * 12 + month;
}
