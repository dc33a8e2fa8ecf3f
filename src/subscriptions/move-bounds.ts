import type { Interval } from '../cycles/index.js';
import { localDate, type Instant } from '../time/index.js';
import { isVoid } from './interval.js';
import type { TimedPrice, Timeline } from './timeline.js';

/** Where a bound of an interval goes; what does not move is returned as it is. */
export type MoveBound = (bound: Instant) => Instant;

/** Moves bounds of prices and adjustments; an interval that becomes empty is gone. */
export function moveBounds(timeline: Timeline, move: MoveBound): Timeline {
  const prices = timeline.prices.map((timed) => moveOrigin(timed, move, timeline));
  return {
    ...timeline,
    prices: moveAll(prices, move).map((timed) => ({
      ...timed,
      transitions: timed.transitions.map((transition) => ({ ...transition, at: move(transition.at) })),
    })),
    adjustments: moveAll(timeline.adjustments, move),
  };
}

/** A price whose boundaries are counted from the date on which it starts takes that date along. */
function moveOrigin(timed: TimedPrice, move: MoveBound, { zone, stretches }: Timeline): TimedPrice {
  const { start } = timed.interval;
  const began = localDate(zone, start);
  const isPhaseStart = stretches.some(({ phases }) => phases.slice(1).some(({ interval }) => interval.start === start));
  const { origin } = timed;
  if (!isPhaseStart || origin.year !== began.year || origin.month !== began.month || origin.day !== began.day) {
    return timed;
  }
  const next = localDate(zone, move(start));
  return { ...timed, origin: next, billing_cycle_day: next.day };
}

/** Moves the bounds of a list. */
export function moveAll<T extends { readonly interval: Interval }>(list: readonly T[], move: MoveBound): readonly T[] {
  return list
    .map((entry) => ({ ...entry, interval: moved(entry.interval, move) }))
    .filter(({ interval }) => !isVoid(interval));
}

function moved({ start, end }: Interval, move: MoveBound): Interval {
  return { start: move(start), end: end === null ? null : move(end) };
}
