import { addDays, formatDate, localDate, localMidnight, parseInstant, timeZone } from '../time/index.js';

type Dated = { readonly start_date: string; readonly end_date: string; readonly timezone: string };

/**
 * A half-open period in words that people use: its first and last local day.
 *
 * An end that is not a local midnight falls inside its day, which is then the last one.
 */
export function describePeriod({ start_date, end_date, timezone }: Dated): string {
  const zone = timeZone(timezone);
  const end = parseInstant(end_date);
  const first = localDate(zone, parseInstant(start_date));
  const after = localDate(zone, end);
  // An end at the very start of a day excludes that day, because periods are half-open.
  const last = localMidnight(zone, after) === end ? addDays(after, -1) : after;
  const days = [...new Set([formatDate(first), formatDate(last)])];
  return `${days.join(' to ')} (${timezone})`;
}
