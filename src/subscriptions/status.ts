import type { SubscriptionStatus } from '../wire/index.js';
import type { Instant } from '../time/index.js';
import { isVoid } from './interval.js';
import type { PhaseSpan, Timeline } from './timeline.js';
import { stretchAt } from './cadence.js';
import { holds } from './interval.js';

/** Where a subscription stands, from its dates alone (§4.4); one cancelled before it began has ended. */
export function statusAt({ interval }: Timeline, instant: Instant): SubscriptionStatus {
  if (isVoid(interval) || (interval.end !== null && interval.end <= instant)) return 'ended';
  return instant < interval.start ? 'upcoming' : 'active';
}

/** The phase in force; null without phases, and before and after the subscription. */
export function phaseAt(timeline: Timeline, instant: Instant): PhaseSpan | null {
  return stretchAt(timeline, instant).phases.find(({ interval }) => holds(interval, instant)) ?? null;
}
