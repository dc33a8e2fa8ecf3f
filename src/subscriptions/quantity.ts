import { equals, one, type Decimal } from '../decimal/index.js';
import type { Instant } from '../time/index.js';
import { holds } from './interval.js';
import type { QuantityTransition, TimedPrice, Timeline } from './timeline.js';

/** The quantity of a fixed price at an instant: that of the last transition up to it, else its own (§2.1). */
export function quantityAt({ price, transitions }: TimedPrice, instant: Instant): Decimal {
  // ≤: the day of a change belongs to the new state (§5).
  const passed = transitions.filter(({ at }) => at <= instant);
  return passed.at(-1)?.quantity ?? price.quantity ?? one;
}

/** The stretches of one quantity each, in order. */
export function quantitiesOf(timed: TimedPrice): readonly { start: Instant; end: Instant | null; quantity: Decimal }[] {
  const { start, end } = timed.interval;
  const inside = timed.transitions.filter(({ at }) => at > start && holds(timed.interval, at));
  const starts = [start, ...inside.map(({ at }) => at)];
  return starts.map((from, position) => ({
    start: from,
    end: starts[position + 1] ?? end,
    quantity: quantityAt(timed, from),
  }));
}

/** Sets a quantity from an instant on; one at the same instant is replaced, later ones stay. */
export function setQuantity(timed: TimedPrice, transition: QuantityTransition): TimedPrice {
  const others = timed.transitions.filter(({ at }) => at !== transition.at);
  return { ...timed, transitions: [...others, transition].sort((a, b) => a.at - b.at) };
}

/**
 * Changes the quantity of a price from an instant on: in the interval that holds it, and from the start of each later
 * interval of the same price, which goes on with the quantity that was asked for last.
 */
export function changeQuantity(timeline: Timeline, price_id: string, transition: QuantityTransition): Timeline {
  const prices = timeline.prices.map((timed) => {
    if (timed.price.id !== price_id) return timed;
    if (holds(timed.interval, transition.at)) return setQuantity(timed, transition);
    if (timed.interval.start < transition.at) return timed;
    return setQuantity(timed, { at: timed.interval.start, quantity: transition.quantity });
  });
  return { ...timeline, prices };
}

/** Drops the changes of a price's quantity that lie after an instant. */
export function unscheduleQuantities(timeline: Timeline, price_id: string, after: Instant): Timeline {
  const prices = timeline.prices.map((timed) =>
    timed.price.id === price_id ? { ...timed, transitions: timed.transitions.filter(({ at }) => at <= after) } : timed,
  );
  return { ...timeline, prices };
}

/** Whether two timed prices change their quantity alike. */
export function sameTransition(a: QuantityTransition, b: QuantityTransition): boolean {
  return a.at === b.at && equals(a.quantity, b.quantity);
}

/** Holds the changes of a quantity to their interval: what was asked for before it is what it starts with. */
export function fitTransitions(timed: TimedPrice): TimedPrice {
  const { interval, transitions } = timed;
  if (transitions.every(({ at }) => holds(interval, at))) return timed;
  const before = transitions.filter(({ at }) => at <= interval.start);
  const last = before.at(-1);
  const first = last === undefined ? [] : [{ at: interval.start, quantity: last.quantity }];
  const inside = transitions.filter(({ at }) => at > interval.start && holds(interval, at));
  return { ...timed, transitions: [...first, ...inside] };
}
