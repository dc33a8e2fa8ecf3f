import { identity, stamp } from '../identity/index.js';
import type { Redemption } from '../coupons/index.js';
import type { Instant } from '../time/index.js';
import { clip, holds } from './interval.js';
import { timedAdjustment } from './lay-offer.js';
import { isInMoney, type SubscribedAdjustment } from './subscribed-price.js';
import type { Timeline } from './timeline.js';

const kind = 'coupon_adjustment';

/** The id of the adjustment that a redemption makes; it tells the coupon, which no key of the document does. */
export function couponAdjustmentId(subscription_id: string, { coupon_id, start }: Redemption): string {
  return identity(kind, coupon_id, subscription_id, stamp(start));
}

/** Whether an adjustment belongs to a coupon, so that it may not be used again by its id (§7). */
export function isOwnedByCoupon(adjustment_id: string): boolean {
  return adjustment_id.startsWith(`${kind}:`);
}

/** The id of the coupon that made an adjustment. */
export function couponOf(adjustment_id: string): string {
  const [, coupon_id = ''] = adjustment_id.split(':');
  return coupon_id.replaceAll('%3A', ':').replaceAll('%25', '%');
}

/** Whether a coupon is running on a subscription at an instant. */
export function isCouponRunning(timeline: Timeline, coupon_id: string, at: Instant): boolean {
  return timeline.adjustments.some(
    ({ adjustment, interval }) =>
      isOwnedByCoupon(adjustment.id) && couponOf(adjustment.id) === coupon_id && holds(interval, at),
  );
}

/**
 * The prices on a subscription at an instant, or from it on if it has none yet: those a coupon covers (§7). Its discount is
 * in money, and passes over what is priced in a unit as every blanket scope does (§6, D14).
 */
export function pricesThen({ prices }: Timeline, at: Instant): readonly string[] {
  // Usage and fees that a trial or a phase holds back until later are on the subscription all the same.
  const held = prices.filter(({ price, interval }) => isInMoney(price) && (interval.end === null || interval.end > at));
  return [...new Set(held.map(({ price }) => price.id))];
}

/** Puts a redeemed coupon's discount on the timeline. */
export function applyRedemption(
  timeline: Timeline,
  redemption: Redemption,
  adjustment: SubscribedAdjustment,
): Timeline {
  const { start, end } = redemption;
  // The coupon may outlast the subscription; its discount cannot.
  const timed = timedAdjustment(adjustment, clip({ start, end }, timeline.interval), timeline.id);
  return { ...timeline, adjustments: [...timeline.adjustments, timed], redemption };
}
