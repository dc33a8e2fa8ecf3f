import type { Interval } from '../cycles/index.js';
import { fail } from '../errors/index.js';
import { formatInstant, localDaysBetween, type Instant } from '../time/index.js';
import { stretchAt } from './cadence.js';
import { refuseEnded } from './cancel.js';
import { clip, earlierEnd, isVoid, later } from './interval.js';
import { distinct, timedAdjustment } from './lay-offer.js';
import { shiftLocalDays } from './local-days.js';
import { moveAll, moveBounds, type MoveBound } from './move-bounds.js';
import { statusAt } from './status.js';
import { spanOf } from './phases.js';
import { priceFrom } from './price-from.js';
import type { TrialDiscount } from './offer.js';
import type { Stretch, TimedPrice, Timeline } from './timeline.js';
import { step, type Transition } from './transition.js';
import { trialUsage } from './trial-usage.js';

/** Another end of the trial. */
export type TrialUpdate = {
  readonly end: Instant;
  /** Which of the other intervals move: those that touch the trial's end, or everything later. */
  readonly moves: 'touching' | 'later';
  readonly discount: TrialDiscount;
};

/**
 * Moves the end of the trial and the intervals that touch it, or everything later by the same local days (§9.2).
 *
 * A trial that ends where its plan begins is none; a plan without a trial gets one.
 */
export function moveTrialEnd(timeline: Timeline, update: TrialUpdate, now: Instant): Transition {
  if (statusAt(timeline, now) === 'ended') return refuseEnded(timeline);
  const stretch = stretchAt(timeline, now);
  refuseOutside(update.end, stretch);
  refuseFilled(update, stretch);
  const move = moveOf(stretch, update, timeline);
  const moved = keepInPhase(moveTimeline(timeline, move, update), stretch, update.end);
  const next = stretch.trial_end === null ? beginTrial(moved, stretch, update) : cutUsage(moved, timeline, update.end);
  const trial_end = update.end > stretch.interval.start ? update.end : null;
  // The stretch is found again by its start, which nothing here moves.
  const { start } = stretch.interval;
  const stretches = next.stretches.map((one) => (one.interval.start === start ? { ...one, trial_end } : one));
  return step(timeline, { ...next, stretches }, now);
}

function refuseOutside(trial_end: Instant, { interval: { start, end } }: Stretch): void {
  // ≤ on both sides: a trial may last as long as its plan, or no time at all.
  if (trial_end >= start && (end === null || trial_end <= end)) return;
  const until = end === null ? '' : `, up to ${formatInstant(end)}`;
  const message = `lies outside the plan; give an instant from ${formatInstant(start)} on${until}`;
  fail('request.trial_end_date', 'trial_out_of_range', message);
}

/** A trial that lasts as long as its plan has left no fee on it that could begin earlier. */
function refuseFilled({ end, moves }: TrialUpdate, { interval, trial_end }: Stretch): void {
  if (moves === 'later' || trial_end === null || trial_end !== interval.end || end === trial_end) return;
  const message = `cannot move alone: the plan itself ends with its trial, at ${formatInstant(trial_end)}; shift what follows too`;
  fail('request.trial_end_date', 'trial_out_of_range', message);
}

/** Where bounds go; without a trial so far nothing touches its end, and the plan's own start stays. */
function moveOf(stretch: Stretch, { end, moves }: TrialUpdate, { zone }: Timeline): MoveBound {
  const old = stretch.trial_end;
  const from = old ?? stretch.interval.start;
  const days = moves === 'later' ? localDaysBetween(zone, from, end) : 0;
  return (bound) => {
    if (bound === old) return end;
    return bound > from ? shiftLocalDays(zone, bound, days) : bound;
  };
}

/** The start and the end of the subscription, and the start of each plan that has begun, stay where they are. */
function moveTimeline(timeline: Timeline, move: MoveBound, { moves }: TrialUpdate): Timeline {
  const fixed = new Set([timeline.interval.start, timeline.interval.end]);
  const first = timeline.stretches[0]?.interval.start;
  const bounded: MoveBound = (bound) => (fixed.has(bound) || bound === first ? bound : move(bound));
  const clipped = <T extends { readonly interval: Timeline['interval'] }>(list: readonly T[]): readonly T[] =>
    list
      .map((entry) => ({ ...entry, interval: clip(entry.interval, timeline.interval) }))
      .filter(({ interval }) => !isVoid(interval));
  const moved = moveBounds(timeline, bounded);
  return {
    ...moved,
    prices: clipped(moved.prices),
    adjustments: clipped(moved.adjustments),
    stretches:
      moves === 'later' ? timeline.stretches.map((stretch) => moveStretch(stretch, bounded)) : timeline.stretches,
  };
}

/** Plans and phases move with what follows a trial; they keep their bounds when only its end moves (§9.1). */
function moveStretch(stretch: Stretch, move: MoveBound): Stretch {
  const { start, end } = stretch.interval;
  return {
    ...stretch,
    interval: { start: move(start), end: end === null ? null : move(end) },
    phases: moveAll(stretch.phases, move),
  };
}

/** What begins with the end of the trial begins no earlier than its phase. */
function keepInPhase(timeline: Timeline, { interval: { start } }: Stretch, end: Instant): Timeline {
  const phases = timeline.stretches.find(({ interval }) => interval.start === start)?.phases ?? [];
  const notBefore = (phase: number | null, interval: Interval): Interval => {
    const span = phase === null || interval.start !== end ? null : spanOf(phases, phase);
    return span === null ? interval : { start: later(interval.start, span.start), end: interval.end };
  };
  return {
    ...timeline,
    prices: timeline.prices.map((timed) => ({ ...timed, interval: notBefore(timed.price.phase, timed.interval) })),
    adjustments: timeline.adjustments.map((timed) => {
      return { ...timed, interval: notBefore(timed.adjustment.phase, timed.interval) };
    }),
  };
}

/** Usage that a trial waived until before its end, such as of a phase, is waived up to an end that now comes first. */
function cutUsage(moved: Timeline, { prices, ...before }: Timeline, end: Instant): Timeline {
  const waived = new Set(prices.filter((timed) => trialUsage(timed, { prices, ...before })).map(({ id }) => id));
  const cut = moved.prices.flatMap((timed) => {
    const straddles = waived.has(timed.id) && timed.interval.start < end;
    return straddles ? acrossTrial(beforeNext(timed, moved), end, moved.id) : [timed];
  });
  return { ...moved, prices: distinct(cut) };
}

/** A price up to where it begins once more, as it does after a trial: it is in force once (F4). */
function beforeNext(timed: TimedPrice, { prices }: Timeline): TimedPrice {
  const { start, end } = timed.interval;
  const next = prices
    .filter(({ price, interval }) => price.id === timed.price.id && interval.start > start)
    .reduce((first, { interval }) => earlierEnd(first, interval.start), end);
  return { ...timed, interval: { start, end: next } };
}

/** Lays a trial over the beginning of a plan that had none, as creating it with one would. */
function beginTrial(timeline: Timeline, stretch: Stretch, update: TrialUpdate): Timeline {
  const { start } = stretch.interval;
  const { end } = update;
  if (end <= start) return timeline;
  const isInTrial = ({ interval }: TimedPrice): boolean => interval.start >= start && interval.start < end;
  const prices = timeline.prices.flatMap((timed) =>
    isInTrial(timed) ? acrossTrial(timed, end, timeline.id) : [timed],
  );
  const adjustments = timeline.adjustments.map((timed) => {
    const waits = timed.interval.start === start && timed.adjustment.adjustment_type === 'minimum';
    return waits ? { ...timed, interval: { start: end, end: timed.interval.end } } : timed;
  });
  const waived = prices.filter(isInTrial);
  const discount = update
    .discount(waived.map(({ price }) => price))
    .map((one) => timedAdjustment(one, { start, end }, timeline.id));
  return {
    ...timeline,
    prices: distinct(prices),
    adjustments: distinct([...adjustments.filter(({ interval }) => !isVoid(interval)), ...discount]),
  };
}

/** A price that begins in a trial: usage up to its end and from it on, anything else from it on (§9.1). */
function acrossTrial(timed: TimedPrice, end: Instant, subscription_id: string): readonly TimedPrice[] {
  const after = { start: end, end: timed.interval.end };
  const rest = isVoid(after) ? [] : [priceFrom(timed, after, subscription_id)];
  if (timed.price.price_type !== 'usage_price') return rest;
  return [{ ...timed, interval: clip(timed.interval, { start: timed.interval.start, end }) }, ...rest];
}
