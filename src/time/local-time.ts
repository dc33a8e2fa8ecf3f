import { dateOfDayNumber, dayNumber, type CivilDate } from './civil-date.js';
import { fail } from '../errors/index.js';
import { isWithinYears, type Instant } from './instant.js';
import { offsetAtInstant, offsetAtLocalTime } from './offset-table.js';
import { offsetTableOf, type TimeZone } from './time-zone.js';
import { millisPerDay, millisPerHour, millisPerMinute, millisPerSecond } from './units.js';

/** What a clock and a calendar on the wall show: a date with its time of day. */
export type LocalDateTime = CivilDate & {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
};

/**
 * The offset of a zone's clocks from UTC at an instant, in milliseconds, positive to the east.
 *
 * @example
 * ```ts
 * import { offsetAt, parseInstant, timeZone } from 'reckoner/time';
 * offsetAt(timeZone('America/New_York'), parseInstant('2026-07-01T00:00:00Z')); // → -14400000
 * ```
 */
export function offsetAt(zone: TimeZone, instant: Instant): number {
  return offsetAtInstant(offsetTableOf(zone), instant);
}

/** The local date's day number (days since 1970-01-01) at an instant. */
export function localDayNumber(zone: TimeZone, instant: Instant): number {
  // Floor: a moment belongs to the day it is in, also before 1970.
  return Math.floor((instant + offsetAt(zone, instant)) / millisPerDay);
}

/**
 * The date that calendars of a zone show at an instant.
 *
 * @example
 * ```ts
 * import { localDate, parseInstant, timeZone } from 'reckoner/time';
 * localDate(timeZone('America/New_York'), parseInstant('2026-01-01T04:59:59Z')); // → { year: 2025, month: 12, day: 31 }
 * ```
 */
export function localDate(zone: TimeZone, instant: Instant): CivilDate {
  return dateOfDayNumber(localDayNumber(zone, instant));
}

/**
 * The date and time that clocks of a zone show at an instant.
 *
 * @example
 * ```ts
 * import { localDateTime, parseInstant, timeZone } from 'reckoner/time';
 * localDateTime(timeZone('Africa/Cairo'), parseInstant('2024-04-25T22:00:00Z')).hour; // → 1
 * ```
 */
export function localDateTime(zone: TimeZone, instant: Instant): LocalDateTime {
  const local = instant + offsetAt(zone, instant);
  const days = Math.floor(local / millisPerDay);
  const clock = local - days * millisPerDay;
  return {
    ...dateOfDayNumber(days),
    hour: Math.floor(clock / millisPerHour),
    minute: Math.floor(clock / millisPerMinute) % 60,
    second: Math.floor(clock / millisPerSecond) % 60,
    millisecond: clock % millisPerSecond,
  };
}

/**
 * The instant at which clocks of a zone show a local time, given as the epoch milliseconds it would have in UTC
 * (`parseLocalDateTime`).
 *
 * A local time that occurs twice is its first occurrence; one that is skipped is as long after the gap's start as it
 * says, that is, it takes the offset from before the gap and shows as a later local time (§4.3, D19). The process's
 * zone and clock play no part.
 *
 * @throws BillingError `invalid_instant` when the time lies outside the years 0001 to 9999
 * @example
 * ```ts
 * import { formatInstant, parseLocalDateTime, resolveLocal, timeZone } from 'reckoner/time';
 * const havana = timeZone('America/Havana');
 * formatInstant(resolveLocal(havana, parseLocalDateTime('2024-11-03T00:30:00'))); // → '2024-11-03T04:30:00+00:00'
 * ```
 */
export function resolveLocal(zone: TimeZone, localEpochMillis: number): Instant {
  const millis = localEpochMillis - offsetAtLocalTime(offsetTableOf(zone), localEpochMillis);
  return isWithinYears(millis) ? millis : fail('', 'invalid_instant', 'a computed time leaves the years 0001 to 9999');
}

/**
 * The instant at which a local date begins.
 *
 * A midnight that occurs twice is its first occurrence, one that is skipped is the later local time (§4.3). Midnights
 * of successive dates never decrease; they coincide only where a zone skipped a whole date.
 *
 * @throws BillingError `invalid_instant` when the date lies outside the years 0001 to 9999
 * @example
 * ```ts
 * import { formatInstant, localMidnight, parseDate, timeZone } from 'reckoner/time';
 * formatInstant(localMidnight(timeZone('Africa/Cairo'), parseDate('2024-04-26'))); // → '2024-04-25T22:00:00+00:00'
 * ```
 */
export function localMidnight(zone: TimeZone, date: CivilDate): Instant {
  return resolveLocal(zone, dayNumber(date) * millisPerDay);
}

/**
 * How many local dates lie from one instant to another: both are floored to their local date, so it is the difference
 * of two dates and daylight saving cannot change it (§5, L28). Negative when `to` is on an earlier date.
 *
 * @example
 * ```ts
 * import { localDaysBetween, parseInstant, timeZone } from 'reckoner/time';
 * const from = parseInstant('2026-03-01T05:00:00Z');
 * localDaysBetween(timeZone('America/New_York'), from, parseInstant('2026-04-01T04:00:00Z')); // → 31
 * ```
 */
export function localDaysBetween(zone: TimeZone, from: Instant, to: Instant): number {
  return localDayNumber(zone, to) - localDayNumber(zone, from);
}
