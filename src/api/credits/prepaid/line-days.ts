import type { Instant, Period, TimeZone } from '../../../time/index.js';
import { instantOfMillis, localDays } from '../../../time/index.js';

/**
 * The local days over which a line charges, from its period's first up to its last, or while the period is open to that of
 * the instant (§8.2). Never empty: what has no length charges on the day on which it begins.
 */
export function daysOfLine({ start, end }: Period, zone: TimeZone, at: Instant): readonly Period[] {
  const until = at < end ? at : end;
  // Half-open: what was used before midnight is of the day that ends then.
  const span = until > start ? { start, end: until } : { start, end: instantOfMillis(start + 1) };
  return localDays(zone, span);
}
