import { fail } from '../errors/index.js';
import { formatInstant, type Instant } from '../time/index.js';
import { clip, earlierEnd, endAll, reopenAll } from './interval.js';
import { fitTransitions } from './quantity.js';
import { statusAt } from './status.js';
import type { Stretch, Timeline } from './timeline.js';
import { step, type Transition } from './transition.js';

/** Ends a timeline at an instant: later intervals are gone, those across it are cut (§9.2). */
export function endTimeline(timeline: Timeline, end: Instant): Timeline {
  const { start } = timeline.interval;
  const [first, ...others] = timeline.stretches;
  // The first stretch stays even where it becomes empty, because it says which plan it was.
  const kept = [first, ...others.filter(({ interval }) => interval.start < end)] as readonly Stretch[];
  return {
    ...timeline,
    interval: { start, end },
    stretches: kept.map((stretch) => endStretch(stretch, end)),
    prices: endAll(timeline.prices, end).map(fitTransitions),
    adjustments: endAll(timeline.adjustments, end),
  };
}

function endStretch(stretch: Stretch, end: Instant): Stretch {
  return {
    ...stretch,
    interval: clip(stretch.interval, { start: stretch.interval.start, end }),
    // A version that was to come goes with its prices; the first stays, because it says which it was.
    versions: stretch.versions.filter(({ at }, position) => position === 0 || at < end),
    phases: endAll(stretch.phases, end),
    trial_end: earlierEnd(stretch.trial_end, stretch.trial_end && end),
  };
}

/** Lets what was cut at an instant run on to another end, or for good: own ends are not known any more (§9.2). */
export function reopenTimeline(timeline: Timeline, cut: Instant, end: Instant | null): Timeline {
  return {
    ...timeline,
    interval: { start: timeline.interval.start, end },
    stretches: reopenAll(timeline.stretches, cut, end).map((stretch) => ({
      ...stretch,
      phases: reopenAll(stretch.phases, cut, end),
    })),
    prices: reopenAll(timeline.prices, cut, end),
    adjustments: reopenAll(timeline.adjustments, cut, end),
  };
}

/**
 * Cancels a subscription at an instant; one that has not begun ends where it would have started, and nothing is billed.
 *
 * A later end than one already set first takes that one back.
 */
export function cancelTimeline(timeline: Timeline, end: Instant, now: Instant): Transition {
  const { interval } = timeline;
  const isUpcoming = statusAt(timeline, now) === 'upcoming';
  if (isUpcoming) return step(timeline, endTimeline(timeline, interval.start), now);
  const isLater = interval.end !== null && end > interval.end;
  const open = isLater && interval.end !== null ? reopenTimeline(timeline, interval.end, null) : timeline;
  return step(timeline, endTimeline(open, end), now);
}

/** Takes back an end that lies ahead of now (§9.2). */
export function unscheduleEnd(timeline: Timeline, now: Instant): Transition {
  refuseUnlessActive(timeline, now);
  const { end } = timeline.interval;
  if (end === null) return fail('subscription', 'nothing_scheduled', 'has no end, so there is nothing to take back');
  return step(timeline, reopenTimeline(timeline, end, null), now);
}

/** Refuses what only an active subscription allows. */
export function refuseUnlessActive(timeline: Timeline, now: Instant): void {
  const status = statusAt(timeline, now);
  if (status === 'active') return;
  if (status === 'ended') refuseEnded(timeline);
  const message = `starts at ${formatInstant(timeline.interval.start)}; this needs a subscription that has begun`;
  fail('subscription', 'subscription_not_active', message);
}

/** Refuses what a subscription that has ended does not allow. */
export function refuseEnded({ interval }: Timeline): never {
  const message = `ended at ${formatInstant(interval.end ?? interval.start)}; create a new one`;
  return fail('subscription', 'subscription_ended', message);
}
