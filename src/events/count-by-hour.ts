import { fail } from '../errors/index.js';
import { formatInstant, instantOfMillis, millisPerHour, type Instant } from '../time/index.js';
import type { EventVolume } from '../wire/index.js';
import { isWanted } from './find-events.js';
import type { LogState } from './log-state.js';

// More than eleven years of hours: a longer list serves nobody, and a mistyped year would fill the memory.
const mostHours = 100_000;

/**
 * How many events were ingested, by UTC hour of their timestamp, hours without any included (§3 "Day cuts").
 *
 * Deprecated and replaced events were ingested too and count; what a backfill holds counts while it is in effect.
 */
export function countByHour(state: LogState, start: Instant, end: Instant): readonly EventVolume[] {
  const first = Math.floor(start / millisPerHour);
  // A bound within an hour includes that hour; on the hour, the end is exclusive.
  const last = Math.ceil(end / millisPerHour);
  if (last - first > mostHours) {
    fail('timeframe_end', 'limit_exceeded', `is more than ${mostHours} hours after timeframe_start; ask in pieces`);
  }
  const counts = Array.from({ length: last - first }, () => 0);
  const hours = { start: instantOfMillis(first * millisPerHour), end: instantOfMillis(last * millisPerHour) };
  for (const event of state.events.all()) {
    if (!isWanted(state, event, hours)) continue;
    const hour = Math.floor(event.at / millisPerHour) - first;
    counts[hour] = (counts[hour] ?? 0) + 1;
  }
  return counts.map((count, hour) => ({
    timeframe_start: formatInstant(instantOfMillis((first + hour) * millisPerHour)),
    timeframe_end: formatInstant(instantOfMillis((first + hour + 1) * millisPerHour)),
    count,
  }));
}
