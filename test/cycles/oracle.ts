import { DateTime } from 'luxon';
import type { Grid } from '../../src/cycles/index.js';
import { resolveByTrying, wallClock } from '../time/oracle.js';

/**
 * Boundary k by luxon's calendar and `Intl`'s clocks: the date from a luxon date of UTC, where no clock changes, and its
 * midnight found by trying. The day is held down by hand, because luxon cannot hold 31 February.
 */
export function boundaryByTrying({ origin, length, zone }: Grid, k: number): number {
  const first = DateTime.utc(origin.year, origin.month, 1);
  if (length.unit === 'day') {
    const date = first.plus({ days: origin.day - 1 + k * length.count });
    return resolveByTrying(wallClock(zone.name), date.toMillis());
  }
  const month = first.plus({ months: k * length.count });
  const date = month.set({ day: Math.min(origin.day, month.daysInMonth ?? 0) });
  return resolveByTrying(wallClock(zone.name), date.toMillis());
}
