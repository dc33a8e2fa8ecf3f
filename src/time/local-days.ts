import { addMonths } from './civil-date.js';
import type { Instant } from './instant.js';
import { localDate, localDayNumber, localMidnight, resolveLocal } from './local-time.js';
import { isEmpty, type Period } from './period.js';
import type { TimeZone } from './time-zone.js';
import { millisPerDay } from './units.js';

/**
 * Cuts a period at every local midnight inside it (§3, Day cuts): the slices tile the period, none is empty (L25).
 *
 * A date that the zone skipped gives no slice. One slice per day: the caller bounds the period.
 *
 * @example
 * ```ts
 * import { formatInstant, localDays, parseInstant, period, timeZone } from 'reckoner/time';
 * const days = localDays(
 *   timeZone('America/New_York'),
 *   period(parseInstant('2025-03-08T12:00:00Z'), parseInstant('2025-03-10T12:00:00Z')),
 * );
 * days.slice(1).map((day) => formatInstant(day.start)); // → ['2025-03-09T05:00:00+00:00', '2025-03-10T04:00:00+00:00']
 * ```
 */
export function localDays(zone: TimeZone, span: Period): readonly Period[] {
  const days: Period[] = [];
  if (isEmpty(span)) return days;
  let start = span.start;
  let day = localDayNumber(zone, start);
  let midnight = midnightOfDay(zone, day);
  // Each turn advances one date, so there are at most two turns more than local dates in the period.
  while (midnight < span.end) {
    // A midnight at the start, or one that coincides with the last (a skipped date), cuts nothing off.
    if (midnight > start) {
      days.push({ start, end: midnight });
      start = midnight;
    }
    day += 1;
    midnight = midnightOfDay(zone, day);
  }
  days.push({ start, end: span.end });
  return days;
}

/** The local day that holds an instant: from the last local midnight at or before it to the first one after it. */
export function localDay(zone: TimeZone, instant: Instant): Period {
  return cellHolding(instant, localDayNumber(zone, instant), (day) => midnightOfDay(zone, day));
}

/** The start of the local day that holds an instant; most often it is asked of one that begins its day. */
export function startOfLocalDay(zone: TimeZone, instant: Instant): Instant {
  const midnight = midnightOfDay(zone, localDayNumber(zone, instant));
  // Of dates that the zone skipped all midnights are one, so that a midnight at the instant itself is the last one.
  return midnight === instant ? instant : localDay(zone, instant).start;
}

/**
 * The local calendar month that holds an instant, from midnight of its first day to midnight of the next month's.
 *
 * @example
 * ```ts
 * import { calendarMonth, formatInstant, parseInstant, timeZone } from 'reckoner/time';
 * const month = calendarMonth(timeZone('America/New_York'), parseInstant('2025-03-15T00:00:00Z'));
 * formatInstant(month.start); // → '2025-03-01T05:00:00+00:00'
 * formatInstant(month.end); // → '2025-04-01T04:00:00+00:00'
 * ```
 */
export function calendarMonth(zone: TimeZone, instant: Instant): Period {
  const first = { ...localDate(zone, instant), day: 1 };
  return cellHolding(instant, 0, (months) => localMidnight(zone, addMonths(first, months)));
}

// Midnights decide, not the date on the calendar. Where clocks go back from 00:01 to 23:01 (St John's until 2011) the
// date shows once more after its successor's first midnight; where they skip from 23:30 to 00:30 the new date shows
// before its midnight. So the guess may be one cell off, and the loop runs at most three times.
function cellHolding(instant: Instant, guess: number, boundary: (index: number) => Instant): Period {
  let index = guess;
  let start = boundary(index);
  if (start > instant) start = boundary((index -= 1));
  let end = boundary(index + 1);
  while (end <= instant) {
    index += 1;
    start = end;
    end = boundary(index + 1);
  }
  return { start, end };
}

function midnightOfDay(zone: TimeZone, day: number): Instant {
  return resolveLocal(zone, day * millisPerDay);
}
