import { redeem } from '../../../coupons/index.js';
import {
  applyRedemption,
  couponAdjustmentId,
  isCouponRunning,
  pricesThen,
  type SubscribedAdjustment,
  type Timeline,
} from '../../../subscriptions/index.js';
import type { Fields } from '../../../errors/index.js';
import type { Instant } from '../../../time/index.js';
import type { PriceFilter } from '../../../wire/index.js';
import { findCoupon, reportRefused, type ReadCoupon } from '../decode/coupons.js';

/** A timeline with a coupon's discount on it, and the id of the coupon; the timeline as it was if it was refused. */
export type Redeemed = { readonly timeline: Timeline; readonly coupon_id: string | null };

/** Redeems the coupon that a request names by a key, from an instant on, over the prices that are there then (§7). */
export function redeemOn(
  timeline: Timeline,
  start: Instant,
  {
    request,
    key,
    coupons,
  }: { readonly request: Fields; readonly key: string; readonly coupons: readonly ReadCoupon[] },
): Redeemed {
  const named = findCoupon(request, key, coupons);
  if (named === null) return { timeline, coupon_id: null };
  const { coupon } = named;
  reportRefused(request, key, { coupon, running: isCouponRunning(timeline, coupon.id, start) });
  const redemption = redeem(coupon, start, timeline.zone);
  const id = couponAdjustmentId(timeline.id, redemption);
  const adjustment = overPrices(named.discount, {
    id,
    reason: coupon.redemption_code,
    price_ids: pricesThen(timeline, start),
  });
  return { timeline: applyRedemption(timeline, redemption, adjustment), coupon_id: coupon.id };
}

const noPrice: PriceFilter = { field: 'price_id', operator: 'includes', values: [] };

/** A coupon's discount over the prices it covers, whatever its document says of prices (§7). */
export function overPrices(
  discount: SubscribedAdjustment,
  { id, reason, price_ids }: { readonly id: string; readonly reason: string; readonly price_ids: readonly string[] },
): SubscribedAdjustment {
  // No scope would mean all prices, those to come among them.
  const filters = price_ids.length > 0 ? [] : [noPrice];
  const document = { ...discount.document, id, reason, filters, applies_to_price_ids: [...price_ids] };
  return { ...discount, id, price_ids, document };
}
