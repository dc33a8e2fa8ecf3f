import type { Instant } from '../time/index.js';
import type { Consequence } from './consequence.js';
import { consequencesOf } from './consequences-of.js';
import { foreseeQuantities } from './foreseen-quantities.js';
import { fitTransitions } from './quantity.js';
import type { BilledSoFar } from './billed-so-far.js';
import type { Timeline } from './timeline.js';

/** A step in the life of a subscription: its timeline afterwards, and what that means for invoices and credits. */
export type Transition = {
  readonly timeline: Timeline;
  readonly consequences: readonly Consequence[];
  /** The redemptions that a coupon gains (1) or, released, gives back (−1), by coupon id. */
  readonly redemptions: ReadonlyMap<string, 1 | -1>;
};

/** The step from one timeline to another. */
export function step(before: Timeline, next: Timeline, now: Instant): Transition {
  // ≤: a period is billed in advance at its start.
  return stepAmong(before, next, { now, isBilled: (_, { start }) => start <= now });
}

/** The same where it is known which periods were billed in advance: an invoice may wait for its usage. */
export function stepAmong(before: Timeline, next: Timeline, { now, isBilled }: BilledSoFar): Transition {
  const known = new Map(before.prices.map((timed) => [timed.id, timed]));
  const foresee = { before: known, zone: next.zone, isBilled };
  const after = { ...next, prices: next.prices.map((timed) => foreseeQuantities(fitTransitions(timed), foresee)) };
  return { timeline: after, consequences: consequencesOf({ before, after, now, isBilled }), redemptions: new Map() };
}
