import type { Instant } from '../time/index.js';
import type { Interval } from '../cycles/index.js';
import { sameTransition } from './quantity.js';
import type { QuantityTransition, TimedPrice, Timeline } from './timeline.js';

/** An interval before and after a change; null where there is none. */
export type Pair<T> = { readonly before: T | null; readonly after: T | null };

type Timed = { readonly id: string; readonly interval: Interval };

/** Pairs the intervals of two lists by their ids: those of the first in its order, then what the second adds. */
export function pairUp<T extends Timed>(before: readonly T[], after: readonly T[]): readonly Pair<T>[] {
  const next = new Map(after.map((entry) => [entry.id, entry]));
  const known = new Set(before.map(({ id }) => id));
  return [
    ...before.map((entry) => ({ before: entry, after: next.get(entry.id) ?? null })),
    ...after.filter(({ id }) => !known.has(id)).map((entry) => ({ before: null, after: entry })),
  ];
}

/** The first instant at which two timelines differ in what is in force, or null if they do not. */
export function firstDifference(before: Timeline, after: Timeline): Instant | null {
  const dates = [
    ...pairUp(before.prices, after.prices).map(differenceOfPrices),
    ...pairUp(before.adjustments, after.adjustments).map(differenceOfIntervals),
  ];
  return dates.reduce(earliest, null);
}

function earliest(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

/** What is only on one side differs from its start on. */
function differenceOfIntervals({ before, after }: Pair<Timed>): Instant | null {
  if (before === null) return after === null ? null : after.interval.start;
  if (after === null) return before.interval.start;
  const [a, b] = [before.interval, after.interval];
  if (a.start !== b.start) return earliest(a.start, b.start);
  return a.end === b.end ? null : earliest(a.end, b.end);
}

function differenceOfPrices(pair: Pair<TimedPrice>): Instant | null {
  const { before, after } = pair;
  if (before === null || after === null) return differenceOfIntervals(pair);
  if (isOtherwiseBilled(before, after)) return before.interval.start;
  return earliest(differenceOfIntervals(pair), differenceOfTransitions(before.transitions, after.transitions));
}

/** A changed filter, customer or billing day concerns the interval from its start. */
function isOtherwiseBilled(before: TimedPrice, after: TimedPrice): boolean {
  return (
    before.billing_cycle_day !== after.billing_cycle_day ||
    JSON.stringify([before.settings, before.origin]) !== JSON.stringify([after.settings, after.origin])
  );
}

function differenceOfTransitions(
  before: readonly QuantityTransition[],
  after: readonly QuantityTransition[],
): Instant | null {
  const changed = [
    ...before.filter((transition) => !isAmong(after, transition)),
    ...after.filter((transition) => !isAmong(before, transition)),
  ];
  return changed.map(({ at }) => at).reduce<Instant | null>(earliest, null);
}

function isAmong(list: readonly QuantityTransition[], transition: QuantityTransition): boolean {
  return list.some((known) => sameTransition(known, transition));
}
