import type { TimeZone } from '../time/index.js';
import type { BilledSoFar } from './billed-so-far.js';
import { periodAt } from './cadence.js';
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
  const foresee = (transition: QuantityTransition): QuantityTransition => {
    const known = earlier?.transitions.find((one) => sameTransition(one, transition));
    if (known !== undefined) return known;
    // Of an interval that is new every period is still to be billed.
    const period = periodAt(timed, zone, transition.at);
    return earlier === null || (period !== null && !isBilled(timed, period))
      ? { ...transition, is_foreseen: true }
      : transition;
  };
  return { ...timed, transitions: timed.transitions.map(foresee) };
}
