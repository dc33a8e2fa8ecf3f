import type { AdjustmentInterval } from './adjustment.js';
import type { CouponRedemption } from './coupon.js';
import type { BillingCycleAnchorConfiguration } from './cycle.js';
import type { Customer } from './customer.js';
import type { DiscountInterval, MaximumInterval, MinimumInterval } from './discount-interval.js';
import type { Plan } from './plan.js';
import type { FixedFeeQuantityScheduleEntry, PriceInterval } from './price-interval.js';
import type { PlanReference, Reference } from './reference.js';
import type { DateTimeText, DecimalText, Metadata } from './text.js';

/** Whether a subscription's term has begun and has ended. */
export type SubscriptionStatus = 'active' | 'ended' | 'upcoming';

/** A subscription document: a customer's plan with every price and adjustment on its timeline. */
export type Subscription = {
  readonly id: string;
  readonly name: string;
  readonly status: SubscriptionStatus;
  readonly customer: Customer;
  readonly plan: Plan | null;
  readonly start_date: DateTimeText;
  readonly end_date: DateTimeText | null;
  readonly current_billing_period_start_date: DateTimeText | null;
  readonly current_billing_period_end_date: DateTimeText | null;
  readonly billing_cycle_day: number;
  readonly billing_cycle_anchor_configuration: BillingCycleAnchorConfiguration;
  readonly active_plan_phase_order: number | null;
  readonly trial_info: { readonly end_date: DateTimeText | null };
  readonly price_intervals: readonly PriceInterval[];
  readonly adjustment_intervals: readonly AdjustmentInterval[];
  readonly discount_intervals: readonly DiscountInterval[];
  readonly minimum_intervals: readonly MinimumInterval[];
  readonly maximum_intervals: readonly MaximumInterval[];
  readonly fixed_fee_quantity_schedule: readonly FixedFeeQuantityScheduleEntry[];
  readonly redeemed_coupon: CouponRedemption | null;
  /** The spend at which a partial invoice is made before the period ends. */
  readonly invoicing_threshold: DecimalText | null;
  /** Days from the invoice date to the due date. */
  readonly net_terms: number;
  readonly auto_collection: boolean | null;
  readonly auto_issuance: boolean | null;
  readonly default_invoice_memo: string | null;
  readonly pending_subscription_change: Reference | null;
  readonly created_at: DateTimeText;
  readonly metadata: Metadata;
};

/** A stretch of a subscription's life on one plan, past, current or scheduled: `[start_date, end_date)`. */
export type SubscriptionScheduleItem = {
  readonly start_date: DateTimeText;
  readonly end_date: DateTimeText | null;
  readonly created_at: DateTimeText;
  readonly plan: PlanReference | null;
};
