import { millisPerDay, instantOfMillis, type Instant, type Period } from '../../../../time/index.js';
import type { Interval } from '../../../../cycles/index.js';

/** 9999-12-31T23:59:59.999Z, the last instant there is. */
const last = 253_402_300_799_999;
const leastMillis = 30 * millisPerDay;

/** The stretch of time a picture shows: what is asked for, else from the start to a while after all that is known. */
export function spanOf(
  lifetime: Interval,
  known: readonly Interval[],
  asked: { readonly from: Instant | null; readonly until: Instant | null },
): Period {
  const { from, until } = asked;
  const intervals = [lifetime, ...known];
  const start = from ?? least(intervals.map((interval) => interval.start));
  if (until !== null) return { start, end: until };
  const latest = Math.max(start, ...intervals.map(({ end, start: begun }) => end ?? begun));
  // Room for the arrow heads of what has no end, and for a border after what has one.
  const share = intervals.some(({ end }) => end === null) ? 0.2 : 0.03;
  const room = Math.max((latest - start) * share, leastMillis * share * 5);
  return { start, end: instantOfMillis(Math.min(last, Math.ceil(latest + room))) };
}

function least(instants: readonly Instant[]): Instant {
  return instants.reduce((first, instant) => (instant < first ? instant : first));
}
