import type { Period, TimeZone } from '../time/index.js';
import type { BilledSoFar } from './billed-so-far.js';
import { periodAt } from './cadence.js';
import { holds } from './interval.js';
import { sameTransition } from './quantity.js';
import type { QuantityTransition, TimedPrice } from './timeline.js';

/** What was known before a step, and when it is taken. */
type Knowledge = {
  readonly before: ReadonlyMap<string, TimedPrice>;
  readonly zone: TimeZone;
  readonly isBilled: BilledSoFar['isBilled'];
};

/**
 * Tells apart the changes of a fee's quantity that are known before the period they lie in is billed in advance: the
 * period's invoice bills these, and no other settles them (§9.2).
 */
export function foreseeQuantities(timed: TimedPrice, { before, zone, isBilled }: Knowledge): TimedPrice {
  if (timed.price.billing_mode !== 'in_advance' || timed.transitions.length === 0) return timed;
  const earlier = before.get(timed.id) ?? null;
  // Of an interval that is new every period is still to be billed, but those that another of its price has billed.
  const isContinued = ({ start }: Period): boolean =>
    start > timed.interval.start &&
    [...before.values()].some(({ price, interval }) => price.id === timed.price.id && holds(interval, start));
  // Where an interval begins otherwise than it did, its first period is billed anew, and others are settled.
  const begins = earlier?.interval.start === timed.interval.start;
  const isAnew = ({ start }: Period): boolean => earlier !== null && !begins && start === timed.interval.start;
  const isForeseen = (period: Period | null): boolean =>
    period === null
      ? earlier === null
      : isAnew(period) || !isBilled(timed, period) || !(earlier !== null || isContinued(period));
  const foresee = (transition: QuantityTransition): QuantityTransition => {
    const { at, quantity } = transition;
    const period = periodAt(timed, zone, at);
    const known = earlier?.transitions.find((one) => sameTransition(one, transition));
    if (known !== undefined && begins) return known;
    // What was foreseen and moves need not be any more.
    return { at, quantity, ...(isForeseen(period) && { is_foreseen: true }) };
  };
  return { ...timed, transitions: timed.transitions.map(foresee) };
}
