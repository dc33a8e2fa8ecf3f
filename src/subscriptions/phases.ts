import { addDays, addMonths, localDate, localMidnight, type Instant, type TimeZone } from '../time/index.js';
import { earlierEnd, isVoid } from './interval.js';
import type { Interval } from '../cycles/index.js';
import type { PhaseSpan } from './timeline.js';

/** A phase of a plan before it lies on a timeline. */
export type PlannedPhase = {
  readonly order: number;
  /** Null: it never ends, and is the last. */
  readonly lasts: { readonly months: number; readonly days: number } | null;
  /** Whether billing is anchored anew where it begins. */
  readonly realigns: boolean;
};

/**
 * Lays phases end to end from a start: each ends at the sum of all durations so far, the months added first and held to
 * a short month once, then the days, so that nothing drifts (§9.1).
 *
 * @param phases - in order, from the one to begin with
 */
export function layPhases(phases: readonly PlannedPhase[], within: Interval, zone: TimeZone): readonly PhaseSpan[] {
  const first = localDate(zone, within.start);
  const spans: PhaseSpan[] = [];
  let start: Instant | null = within.start;
  let sum = { months: 0, days: 0 };
  for (const { order, lasts } of phases) {
    // What begins at or after the end is never entered, and nothing follows a phase that never ends.
    if (start === null || isVoid({ start, end: within.end })) break;
    sum = lasts === null ? sum : { months: sum.months + lasts.months, days: sum.days + lasts.days };
    const planned = lasts && localMidnight(zone, addDays(addMonths(first, sum.months), sum.days));
    const end: Instant | null = earlierEnd(planned, within.end);
    spans.push({ order, interval: { start, end } });
    start = end;
  }
  return spans;
}

/** The interval of a phase, or null if the timeline never enters it. */
export function spanOf(phases: readonly PhaseSpan[], order: number): Interval | null {
  return phases.find((phase) => phase.order === order)?.interval ?? null;
}
