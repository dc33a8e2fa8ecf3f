/**
 * Instants, dates, zones and periods.
 *
 * Owns strict parsing and printing of times, integer calendar arithmetic, the offsets of IANA zones (the only place that
 * imports luxon, and of it only `IANAZone`) and half-open periods. Does not own cadences, anchors or billing periods
 * (cycles), nor what share of a period is billed (proration). Invariants: the process's zone, clock and locale are never
 * read; a local time resolves by one rule, overlap → earlier and gap → later (§4.3); an instant is an integer of
 * milliseconds within the years 0001 to 9999 of UTC.
 *
 * @module time
 */
export { millisPerDay, millisPerHour, millisPerMinute, millisPerSecond } from './units.js';
export {
  formatInstant,
  instantOfMillis,
  interpretInstant,
  isWithinYears,
  parseInstant,
  readInstant,
  shiftInstant,
  type Instant,
} from './instant.js';
export { scanInstant } from './scan.js';
export { scanRestOfHour, usualLength } from './usual-form.js';
export {
  addDays,
  addMonths,
  compareDates,
  dateOfDayNumber,
  dayNumber,
  daysInMonth,
  isLeapYear,
  type CivilDate,
} from './civil-date.js';
export { formatDate, parseDate, readDate } from './date-text.js';
export { isTimeZone, readTimeZone, timeZone, type TimeZone } from './time-zone.js';
export {
  localDate,
  localDateTime,
  localDayNumber,
  localDaysBetween,
  localMidnight,
  offsetAt,
  resolveLocal,
  type LocalDateTime,
} from './local-time.js';
export { parseBoundary, readBoundary } from './boundary.js';
export { parseLocalDateTime } from './local-date-time.js';
export { contains, duration, encloses, intersect, isEmpty, join, overlaps, period, type Period } from './period.js';
export { calendarMonth, localDay, localDays, startOfLocalDay } from './local-days.js';
