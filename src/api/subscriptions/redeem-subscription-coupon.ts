import type { RedeemCouponRequest } from '../../wire/index.js';
import type { SubscriptionTransition, SubscriptionTransitionInput } from './subscription-inputs.js';
import { decideRedemption } from './transitions/coupon.js';
import { completeTransition } from './transitions/decision.js';

/**
 * Redeems a coupon on a subscription, now, at the end of the term, or on a date (§7).
 *
 * Its discount covers the prices that are on the subscription then, and none that come later.
 *
 * @throws `coupon_not_found`, `coupon_archived`, `coupon_exhausted`, `coupon_already_redeemed`, `subscription_ended`,
 * `invoice_change_not_allowed`; `customer_reference` for another customer, and every fault of a document or a request
 * @example
 * ```ts
 * import { createSubscription, redeemSubscriptionCoupon } from 'reckoner';
 *
 * const customer = { id: 'acme', currency: 'USD', timezone: 'UTC' };
 * const plans = [
 *   { id: 'basic', prices: [{ id: 'fee', name: 'Fee', model_type: 'unit', unit_config: { unit_amount: '60.00' } }] },
 *   { id: 'plus', prices: [{ id: 'plus-fee', name: 'Fee', model_type: 'unit', unit_config: { unit_amount: '210.00' } }] },
 * ] as const;
 * const start = createSubscription({ customer, plans, request: { customer_id: 'acme', plan_id: 'basic', start_date: '2025-03-01' }, at: '2025-03-01' });
 * const coupon = {
 *   id: 'c', redemption_code: 'SPRING', discount: { discount_type: 'percentage', percentage_discount: 0.2 },
 *   duration_in_months: 3, max_redemptions: 10, times_redeemed: 9, archived_at: null,
 * } as const;
 * const request = { coupon_redemption_code: 'SPRING', change_option: 'immediate' } as const;
 * const { subscription, effects } = redeemSubscriptionCoupon({ ...start, customer, coupons: [coupon], at: '2025-03-15', request });
 * subscription.redeemed_coupon?.end_date; // → '2025-06-15T00:00:00+00:00'
 * effects.map(({ kind }) => kind); // → ['coupon']
 * ```
 */
export function redeemSubscriptionCoupon(
  input: SubscriptionTransitionInput<RedeemCouponRequest>,
): SubscriptionTransition {
  return completeTransition(decideRedemption(input));
}
