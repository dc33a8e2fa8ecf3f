import { localDayNumber, millisPerDay, offsetAt, resolveLocal, type Instant, type TimeZone } from '../time/index.js';

/** The instant a number of local dates later at the same local time. */
export function shiftLocalDays(zone: TimeZone, instant: Instant, days: number): Instant {
  const clock = instant + offsetAt(zone, instant) - localDayNumber(zone, instant) * millisPerDay;
  return resolveLocal(zone, (localDayNumber(zone, instant) + days) * millisPerDay + clock);
}
