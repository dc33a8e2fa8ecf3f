import type { CouponDiscount } from './discount.js';
import type { Optional } from './shape.js';
import type { Amount, DateTimeText } from './text.js';

/** A discount that can be redeemed by its code, for a number of months or for good. */
export type Coupon = {
  readonly id: string;
  readonly redemption_code: string;
  readonly discount: CouponDiscount;
  /** How long each redemption lasts; null never ends. */
  readonly duration_in_months: number | null;
  /** How often it may be redeemed; null is without limit. */
  readonly max_redemptions: number | null;
  readonly times_redeemed: number;
  readonly archived_at: DateTimeText | null;
};

/** The redemption of a coupon on a subscription, in force over `[start_date, end_date)`. */
export type CouponRedemption = {
  readonly coupon_id: string;
  readonly start_date: DateTimeText;
  readonly end_date: DateTimeText | null;
};

/** The discount of a coupon to create: a fraction between 0 and 1, or an amount. */
export type NewCouponDiscount =
  | { readonly discount_type: 'percentage'; readonly percentage_discount: Amount }
  | { readonly discount_type: 'amount'; readonly amount_discount: Amount };

/** The request that creates a coupon. */
export type NewCoupon = { readonly redemption_code: string; readonly discount: NewCouponDiscount } & Optional<{
  duration_in_months: number;
  max_redemptions: number;
}>;
