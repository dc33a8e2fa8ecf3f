import { redeem } from '../../coupons/index.js';
import { identity, stamp } from '../../identity/index.js';
import {
  invariant,
  openChild,
  pathAtKey,
  refuse,
  refuseUnknown,
  report,
  valueAt,
  wanting,
} from '../../errors/index.js';
import { formatInstant, readTimeZone, timeZone } from '../../time/index.js';
import type { Adjustment, Coupon, CouponRedemption, DateOrDateTimeText, Effect, Writable } from '../../wire/index.js';
import { boundaryAt } from '../decode/period.js';
import { openInput } from '../decode/input.js';
import { readCoupon, reportRefused } from './decode/coupons.js';
import { copyOf, dateOf } from './encode/intervals.js';
import { overPrices } from './transitions/redemption.js';

/** What `redeemCoupon` takes. */
export type RedeemCouponInput = {
  readonly coupon: Coupon;
  /** The prices that are there then, which alone are covered. */
  readonly price_ids: readonly string[];
  /** When it is redeemed: an instant, or a date meaning its local midnight. */
  readonly at: DateOrDateTimeText;
  /** An IANA name: whose months count. */
  readonly timezone: string;
  /** Whether the same coupon is still running where it is redeemed. */
  readonly is_running?: boolean | undefined;
};

/** A redeemed coupon: until when it runs, its discount as an adjustment, and what to store. */
export type CouponRedemptionResult = {
  readonly redemption: CouponRedemption;
  readonly adjustment: Writable<Adjustment>;
  readonly effects: readonly Effect[];
};

/**
 * Redeems a coupon where there is no subscription to put it on: checks that it may be, and for how long it runs (§7).
 *
 * It runs for its months in local time, the day held to a shorter month, or for good. Which invoices that comes to is
 * decided by their dates (§6).
 *
 * @throws `coupon_archived`, `coupon_exhausted`, `coupon_already_redeemed`, `unknown_timezone`, and every fault of the input
 * @example
 * ```ts
 * import { redeemCoupon } from 'reckoner';
 *
 * const coupon = {
 *   id: 'c', redemption_code: 'SPRING', discount: { discount_type: 'amount', amount_discount: '5.00' },
 *   duration_in_months: 1, max_redemptions: null, times_redeemed: 0, archived_at: null,
 * } as const;
 * const { redemption } = redeemCoupon({ coupon, price_ids: ['fee'], at: '2026-01-31', timezone: 'UTC' });
 * redemption.end_date; // → '2026-02-28T00:00:00+00:00'
 * ```
 */
export function redeemCoupon(given: RedeemCouponInput): CouponRedemptionResult {
  const input = openInput(given);
  refuseUnknown(input, ['coupon', 'price_ids', 'at', 'timezone', 'is_running']);
  const fields = openChild(input, 'coupon');
  const read = fields && readCoupon(fields);
  const zone = readTimeZone(valueAt(input, 'timezone'), pathAtKey(input, 'timezone'), input.issues) ?? timeZone('UTC');
  const at = boundaryAt(input, 'at', zone);
  const price_ids = valueAt(input, 'price_ids');
  if (!Array.isArray(price_ids)) report(input, 'price_ids', wanting(price_ids, 'a list of price ids'));
  if (read !== null)
    reportRefused(input, 'coupon', { coupon: read.coupon, running: valueAt(input, 'is_running') === true });
  refuse(input.issues);
  invariant(read !== null && at !== undefined, 'an input without errors is read');
  const { coupon, discount, document } = read;
  const { start, end } = redeem(coupon, at, zone);
  const id = identity('coupon_adjustment', coupon.id, stamp(start));
  const covered = (price_ids as readonly unknown[]).map(String);
  const adjustment = overPrices(discount, { id, reason: coupon.redemption_code, price_ids: covered });
  return {
    redemption: { coupon_id: coupon.id, start_date: formatInstant(start), end_date: dateOf(end) },
    adjustment: copyOf(adjustment.document),
    effects: [{ kind: 'coupon', coupon: { ...copyOf(document), times_redeemed: coupon.times_redeemed + 1 } }],
  };
}
