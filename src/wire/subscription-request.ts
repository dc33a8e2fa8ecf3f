import type { AdjustmentInput } from './adjustment.js';
import type { AllocationPriceInput } from './allocation.js';
import type { BillingCycleAnchorConfiguration } from './cycle.js';
import type { DiscountInput } from './discount.js';
import type { MetricParameterOverrides } from './metric.js';
import type { PriceInput } from './price-input.js';
import type { Optional } from './shape.js';
import type { Amount, DateText, DateTimeText, MetadataInput, TextOr } from './text.js';

/** A price named by id or written out, and what it is overridden with, in a subscription's request. */
type SubscriptionPriceFields = {
  price_id: string;
  external_price_id: string;
  price: PriceInput;
  allocation_price: AllocationPriceInput;
  /** A name by which adjustments of the same request refer to this price. */
  reference_id: string;
  minimum_amount: Amount;
  maximum_amount: Amount;
  discounts: readonly DiscountInput[];
  metric_parameter_overrides: MetricParameterOverrides;
};

/** A price to add to a subscription beside its plan's. */
export type AddSubscriptionPrice = Optional<
  SubscriptionPriceFields & { start_date: DateTimeText; end_date: DateTimeText; plan_phase_order: number }
>;

/** A price of the plan to leave out of a subscription. */
export type RemoveSubscriptionPrice = Optional<{ price_id: string; external_price_id: string }>;

/** A price that stands in for one of the plan's, or only its fixed quantity. */
export type ReplaceSubscriptionPrice = { readonly replaces_price_id: string } & Optional<
  SubscriptionPriceFields & { fixed_price_quantity: Amount }
>;

/** An adjustment to add to a subscription beside its plan's. */
export type AddSubscriptionAdjustment = { readonly adjustment: AdjustmentInput } & Optional<{
  start_date: DateTimeText;
  end_date: DateTimeText;
  plan_phase_order: number;
}>;

/** An adjustment that stands in for one of the plan's. */
export type ReplaceSubscriptionAdjustment = {
  readonly adjustment: AdjustmentInput;
  readonly replaces_adjustment_id: string;
};

/** What creating a subscription and changing its plan have in common: a plan and how to depart from it. */
type PlanDepartures = {
  plan_id: string;
  external_plan_id: string;
  plan_version_number: number;
  initial_phase_order: number;
  add_prices: readonly AddSubscriptionPrice[];
  remove_prices: readonly RemoveSubscriptionPrice[];
  replace_prices: readonly ReplaceSubscriptionPrice[];
  add_adjustments: readonly AddSubscriptionAdjustment[];
  remove_adjustments: readonly { readonly adjustment_id: string }[];
  replace_adjustments: readonly ReplaceSubscriptionAdjustment[];
  /** The superseded form of `replace_prices`; the API leaves its shape open. */
  price_overrides: readonly unknown[];
  discount: DiscountInput;
  per_credit_overage_amount: Amount;
  credits_overage_rate: Amount;
  trial_duration_days: number;
  coupon_redemption_code: string;
  invoicing_threshold: Amount;
  net_terms: number;
  auto_collection: boolean;
  auto_issuance: boolean;
  default_invoice_memo: string;
  filter: string;
  usage_customer_ids: readonly string[];
  billing_cycle_anchor_configuration: BillingCycleAnchorConfiguration;
};

/** The request that creates a subscription. */
export type NewSubscription = Optional<
  PlanDepartures & {
    customer_id: string;
    external_customer_id: string;
    name: string;
    currency: string;
    start_date: DateTimeText;
    end_date: DateTimeText;
    align_billing_with_subscription_start_date: boolean;
    external_marketplace: 'google' | 'aws' | 'azure';
    external_marketplace_reporting_id: string;
    aws_region: string;
    metadata: MetadataInput;
  }
>;

/** When a change takes effect: now, on a stated date, or when the longest cycle ends. */
export type ChangeOption = 'requested_date' | 'end_of_subscription_term' | 'immediate';

/** The request that moves a subscription to another plan. */
export type PlanChangeRequest = { readonly change_option: ChangeOption } & Optional<
  PlanDepartures & {
    change_date: DateTimeText;
    billing_cycle_alignment: 'unchanged' | 'plan_change_date' | 'start_of_month';
    align_billing_with_plan_change_date: boolean;
  }
>;

/** The request that cancels a subscription. */
export type CancelSubscriptionRequest = { readonly cancel_option: ChangeOption } & Optional<{
  cancellation_date: DateTimeText;
  allow_invoice_credit_or_void: boolean;
}>;

/** The request that changes the quantity of a fixed price. */
export type FixedFeeQuantityRequest = { readonly price_id: string; readonly quantity: Amount } & Optional<{
  change_option: 'immediate' | 'upcoming_invoice' | 'effective_date';
  effective_date: DateText;
  allow_invoice_credit_or_void: boolean;
}>;

/** The request that drops the scheduled quantities of a fixed price. */
export type UnscheduleFixedFeeQuantityRequest = { readonly price_id: string };

/** The request that moves the end of a trial; `shift` moves everything later by the same days. */
export type UpdateTrialRequest = { readonly trial_end_date: TextOr<'immediate'> } & Optional<{
  shift: boolean;
}>;

/** The request that enters the next phase of a plan ahead of its time. */
export type TriggerPhaseRequest = Optional<{ effective_date: DateText; allow_invoice_credit_or_void: boolean }>;

/** The request that redeems a coupon on a running subscription. */
export type RedeemCouponRequest = { readonly change_option: ChangeOption } & Optional<{
  coupon_id: string;
  coupon_redemption_code: string;
  change_date: DateTimeText;
  allow_invoice_credit_or_void: boolean;
}>;

/** The request that changes a subscription's settings. */
export type UpdateSubscriptionRequest = Optional<{
  net_terms: number;
  auto_collection: boolean;
  auto_issuance: boolean;
  default_invoice_memo: string;
  invoicing_threshold: Amount;
  metadata: MetadataInput;
}>;

/** The request that moves a subscription to another version of its plan. */
export type MigratePlanVersionRequest = { readonly plan_version_number: number } & Optional<{
  /** A date, an instant, or a boundary of the subscription's own; absent: now. */
  effective_time: TextOr<'end_of_term' | 'end_of_invoice'>;
  allow_invoice_credit_or_void: boolean;
}>;
