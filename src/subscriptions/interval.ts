import type { Interval } from '../cycles/index.js';
import type { Instant } from '../time/index.js';

/** Something in force over an interval. */
type Timed = { readonly interval: Interval };

/** Whether an interval holds an instant; half-open, so its end is outside. */
export function holds({ start, end }: Interval, instant: Instant): boolean {
  return start <= instant && (end === null || instant < end);
}

/** Whether an interval holds no instant. */
export function isVoid({ start, end }: Interval): boolean {
  return end !== null && end <= start;
}

/** Whether two intervals share an instant. */
export function meet(a: Interval, b: Interval): boolean {
  return (a.end === null || b.start < a.end) && (b.end === null || a.start < b.end);
}

/** The part of an interval inside another. */
export function clip(interval: Interval, inside: Interval): Interval {
  return { start: later(interval.start, inside.start), end: earlierEnd(interval.end, inside.end) };
}

/** The later of two instants. */
export function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}

/** The earlier of two ends, where null is never. */
export function earlierEnd(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null) return b;
  return b === null || a < b ? a : b;
}

/** What is left of a list when it ends at an instant: later ones are gone, those across it are cut. */
export function endAll<T extends Timed>(list: readonly T[], end: Instant): readonly T[] {
  return list
    .filter(({ interval }) => interval.start < end)
    .map((entry) => ({
      ...entry,
      interval: { start: entry.interval.start, end: earlierEnd(entry.interval.end, end) },
    }));
}

/** Gives what ended at an instant another end, as a cut that is undone does; own ends are lost (§9.2). */
export function reopenAll<T extends Timed>(list: readonly T[], cut: Instant, end: Instant | null): readonly T[] {
  return list.map((entry) =>
    entry.interval.end === cut ? { ...entry, interval: { start: entry.interval.start, end } } : entry,
  );
}
