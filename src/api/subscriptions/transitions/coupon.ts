import { refuse, report, type Fields } from '../../../errors/index.js';
import { holds, refuseEnded, statusAt, step } from '../../../subscriptions/index.js';
import { readChangeDate, says } from '../decode/change-date.js';
import { readStep } from '../decode/reading.js';
import { continueWith } from './continuation.js';
import type { Decision } from './decision.js';
import { redeemOn } from './redemption.js';

const asked = ['coupon_id', 'coupon_redemption_code', 'change_option', 'change_date', 'allow_invoice_credit_or_void'];

/** Decides what redeeming a coupon on a subscription leads to (§7). */
export function decideRedemption(given: unknown): Decision {
  const reading = readStep(given, asked);
  const { request, timeline, at, coupons, input } = reading;
  if (statusAt(timeline, at) === 'ended') return refuseEnded(timeline);
  const { at: date } = readChangeDate(reading, { option: 'change_option', date: 'change_date' });
  const key = keyOfCoupon(request);
  refuse(input.issues);
  if (!holds(timeline.interval, date)) {
    report(request, 'change_date', { code: 'invalid_interval', message: 'lies outside the subscription' });
  }
  const redeemed = redeemOn(timeline, date, { request, key, coupons });
  refuse(input.issues);
  const redemptions = new Map(redeemed.coupon_id === null ? [] : [[redeemed.coupon_id, 1 as const]]);
  return continueWith(reading, { ...step(timeline, redeemed.timeline, at), redemptions });
}

/** By which of its two names the request asks for the coupon. */
function keyOfCoupon(request: Fields): string {
  const [key, other] = ['coupon_id', 'coupon_redemption_code'].filter((name) => says(request, name));
  if (key !== undefined && other === undefined) return key;
  const message = 'is needed, or coupon_redemption_code, and not both';
  report(request, 'coupon_id', { code: 'missing_field', message });
  return 'coupon_id';
}
