import type { Interval } from '../../../cycles/index.js';
import { isGiven, valueAt, type Fields } from '../../../errors/index.js';
import { instantOfMillis, type TimeZone } from '../../../time/index.js';
import { boundaryAt } from '../../decode/period.js';

/** Reads `start_date` and `end_date`; an unreadable start is a fault and reads as the first instant there is. */
export function readInterval(fields: Fields, zone: TimeZone): Interval {
  const start = boundaryAt(fields, 'start_date', zone) ?? instantOfMillis(0);
  const end = isGiven(valueAt(fields, 'end_date')) ? (boundaryAt(fields, 'end_date', zone) ?? null) : null;
  return { start, end };
}
