import { fail } from '../errors/index.js';
import { formatInstant, type Instant } from '../time/index.js';
import { endTimeline, refuseEnded, reopenTimeline } from './cancel.js';
import { isOwnedByCoupon, couponOf } from './coupon-adjustment.js';
import { distinct, layOffer } from './lay-offer.js';
import type { Offer } from './offer.js';
import { statusAt } from './status.js';
import type { Anchoring, Stretch, Timeline } from './timeline.js';
import { step, type Transition } from './transition.js';

/** A move to another plan at an instant. */
export type PlanChange = { readonly at: Instant; readonly offer: Offer; readonly anchoring: Anchoring };

/**
 * Moves a subscription to another plan: what is in force ends at the change, the new plan is laid from it on (§9.2).
 *
 * Plan changes at or after that date are dropped, so that of two on one date the latest wins; so is a cancellation on or
 * after it. After the end of the subscription there is nothing to change.
 */
export function changePlan(timeline: Timeline, { at, offer, anchoring }: PlanChange, now: Instant): Transition {
  const { start, end } = timeline.interval;
  if (statusAt(timeline, now) === 'ended' || (end !== null && end < at)) return refuseEnded(timeline);
  if (at < start) {
    const message = `is before the subscription's start, ${formatInstant(start)}; give a later date`;
    return fail('request.change_date', 'invalid_interval', message);
  }
  const kept = endTimeline(withoutChangesFrom(timeline, at), at);
  const ground = { subscription_id: timeline.id, zone: timeline.zone, created_at: now };
  const laid = layOffer(offer, { ...ground, interval: { start: at, end: null }, anchoring });
  const stretches = kept.stretches.filter(({ interval }) => interval.end === null || interval.end > interval.start);
  const after: Timeline = {
    ...kept,
    interval: { start, end: null },
    stretches: [...stretches, laid.stretch],
    prices: distinct([...kept.prices, ...laid.prices]),
    adjustments: distinct([...kept.adjustments, ...laid.adjustments]),
    redemption: kept.redemption && kept.redemption.start >= at ? null : kept.redemption,
  };
  const released = releasedCoupons(timeline, after);
  return { ...step(timeline, after, now), redemptions: released };
}

/** A timeline without the plan changes that lie at or after an instant; what they cut runs on to the end. */
function withoutChangesFrom(timeline: Timeline, at: Instant): Timeline {
  const [first, ...others] = timeline.stretches as readonly [Stretch, ...Stretch[]];
  const dropped = others.find(({ interval }) => interval.start >= at);
  if (dropped === undefined) return timeline;
  const cut = dropped.interval.start;
  const kept = [first, ...others.filter(({ interval }) => interval.start < cut)];
  const { end } = timeline.interval;
  const before = {
    ...timeline,
    stretches: kept,
    prices: timeline.prices.filter(({ interval }) => interval.start < cut),
    adjustments: timeline.adjustments.filter(({ interval }) => interval.start < cut),
  };
  const reopened = reopenTimeline(before, cut, end);
  return end === null ? reopened : { ...reopened, interval: timeline.interval };
}

/** Drops every plan change that lies ahead; a cancellation stays (§9.2). */
export function unschedulePlans(timeline: Timeline, now: Instant): Transition {
  if (statusAt(timeline, now) === 'ended') return refuseEnded(timeline);
  const ahead = timeline.stretches.slice(1).find(({ interval }) => interval.start > now);
  if (ahead === undefined) {
    return fail('subscription', 'nothing_scheduled', 'has no plan change ahead, so there is nothing to take back');
  }
  const after = withoutChangesFrom(timeline, ahead.interval.start);
  const redemption = after.redemption && after.redemption.start >= ahead.interval.start ? null : after.redemption;
  const next = { ...after, redemption };
  return { ...step(timeline, next, now), redemptions: releasedCoupons(timeline, next) };
}

/** The coupons whose redemption is gone, each giving back one (§9.2). */
function releasedCoupons(before: Timeline, after: Timeline): ReadonlyMap<string, -1> {
  const kept = new Set(after.adjustments.map(({ id }) => id));
  const gone = before.adjustments.filter(({ id, adjustment }) => isOwnedByCoupon(adjustment.id) && !kept.has(id));
  return new Map(gone.map(({ adjustment }) => [couponOf(adjustment.id), -1]));
}
