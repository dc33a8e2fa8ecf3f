import { compareDates, daysInMonth, type CivilDate, type TimeZone } from '../time/index.js';
import type { CycleLength } from './cycle-length.js';
import type { Grid } from './grid.js';

/**
 * What a grid is counted from (§4.2): a day of the month from 1 to 31, held to the length of shorter months; with a month
 * the phase within the year is fixed too, and with a year that of cycles longer than a year.
 */
export type Anchor = { readonly day: number; readonly month: number | null; readonly year: number | null };

/** An anchor as it is asked for: stated, or the start of the subscription, whichever date that is. */
export type Anchoring = Anchor | 'subscription_start';

/** What decides where the boundaries of a price lie. */
export type Alignment = {
  readonly length: CycleLength;
  readonly anchor: Anchor;
  /** The subscription's local start date, or the date from which it is anchored anew; never a later-added interval's. */
  readonly start: CivilDate;
  readonly zone: TimeZone;
};

/** The first of the month: the anchor of a subscription for which none is configured (§4.2). */
export const firstOfMonth: Anchor = { day: 1, month: null, year: null };

/** The anchor for a start date; aligned with the start, it is that whole date (§4.2). */
export function anchorOf(anchoring: Anchoring, { day, month, year }: CivilDate): Anchor {
  return anchoring === 'subscription_start' ? { day, month, year } : anchoring;
}

/**
 * Lays the grid of boundaries for a cycle length and an anchor (§4.2).
 *
 * @example
 * ```ts
 * import { alignCycle, boundary, firstOfMonth } from 'reckoner/cycles';
 * import { formatInstant, parseDate, timeZone } from 'reckoner/time';
 * const grid = alignCycle({
 *   length: { unit: 'month', count: 12 },
 *   anchor: firstOfMonth,
 *   start: parseDate('2025-01-15'),
 *   zone: timeZone('UTC'),
 * });
 * formatInstant(boundary(grid, 0)); // → '2025-02-01T00:00:00+00:00'
 * ```
 */
export function alignCycle({ length, anchor, start, zone }: Alignment): Grid {
  return { origin: length.unit === 'day' ? dayOrigin(anchor, start) : monthOrigin(anchor, start), length, zone };
}

/** Steps of days start at the start date, unless a whole date is given (F13). */
function dayOrigin({ day, month, year }: Anchor, start: CivilDate): CivilDate {
  return month === null || year === null ? start : held({ year, month, day });
}

/** The first date that fits the anchor on or after the start; the grid extends backwards from it as well (F13). */
function monthOrigin({ day, month, year }: Anchor, start: CivilDate): CivilDate {
  if (month === null) return firstFrom(start, { year: start.year, month: start.month, day }, 1);
  if (year === null) return firstFrom(start, { year: start.year, month, day }, 12);
  return { year, month, day };
}

/** The candidate itself if it is on or after the start, else the one a month or a year later. */
function firstFrom(start: CivilDate, candidate: CivilDate, months: 1 | 12): CivilDate {
  // ≥: a start on the anchor day is itself the first boundary and makes no stub.
  if (compareDates(held(candidate), start) >= 0) return candidate;
  const index = candidate.year * 12 + candidate.month - 1 + months;
  // The anchor's own day is kept, not the day held to a short month, or every later boundary would lose it (D20).
  return { year: Math.floor(index / 12), month: (index % 12) + 1, day: candidate.day };
}

function held({ year, month, day }: CivilDate): CivilDate {
  return { year, month, day: Math.min(day, daysInMonth(year, month)) };
}
