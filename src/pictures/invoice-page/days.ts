import { describePeriod } from '../../explain/index.js';
import { formatDate, localDate, localDateTime, parseInstant, timeZone } from '../../time/index.js';

/** The local date of an instant, `2026-03-04`. */
export function dayOf(instant: string, timezone: string): string {
  return formatDate(localDate(timeZone(timezone), parseInstant(instant)));
}

/** The days of a service period, the last one included; one day stands alone. */
export function daysOf(line: { readonly start_date: string; readonly end_date: string }, timezone: string): string {
  // A one-time fee is billed at an instant, which has a day but no length.
  if (line.start_date === line.end_date) return dayOf(line.start_date, timezone);
  return describePeriod({ ...line, timezone }).replace(` (${timezone})`, '');
}

/** The local time of an instant, `2026-03-04 09:30`. */
export function minuteOf(instant: string, timezone: string): string {
  const { hour, minute } = localDateTime(timeZone(timezone), parseInstant(instant));
  return `${dayOf(instant, timezone)} ${twoDigits(hour)}:${twoDigits(minute)}`;
}

function twoDigits(count: number): string {
  return String(count).padStart(2, '0');
}
