import type { AdjustmentInput } from './adjustment.js';
import type { AllocationPriceInput } from './allocation.js';
import type { BillingCycleRelativeDate } from './cycle.js';
import type { DiscountInput } from './discount.js';
import type { MetricParameterOverrides } from './metric.js';
import type { PriceInput } from './price-input.js';
import type { Price } from './price.js';
import type { Optional } from './shape.js';
import type { Amount, DateTimeText, TextOr } from './text.js';

/** A change of a fixed price's quantity at an instant. */
export type FixedFeeQuantityTransition = {
  readonly price_id: string;
  readonly effective_date: DateTimeText;
  readonly quantity: number;
};

/** The quantity a fixed price has over `[start_date, end_date)`. */
export type FixedFeeQuantityScheduleEntry = {
  readonly price_id: string;
  readonly start_date: DateTimeText;
  readonly end_date: DateTimeText | null;
  readonly quantity: number;
};

/** A price in force on a subscription over `[start_date, end_date)`. */
export type PriceInterval = {
  readonly id: string;
  readonly price: Price;
  readonly start_date: DateTimeText;
  readonly end_date: DateTimeText | null;
  /** Day of the month, 1 to 31, that its billing periods start on. */
  readonly billing_cycle_day: number;
  readonly current_billing_period_start_date: DateTimeText | null;
  readonly current_billing_period_end_date: DateTimeText | null;
  /** Whether usage up to an end inside a cycle may wait for the next scheduled invoice. */
  readonly can_defer_billing: boolean;
  readonly fixed_fee_quantity_transitions: readonly FixedFeeQuantityTransition[] | null;
  readonly filter: string | null;
  readonly usage_customer_ids: readonly string[] | null;
  readonly metric_parameter_overrides?: MetricParameterOverrides | null;
};

/** A change of quantity asked for on one price interval. */
export type FixedFeeQuantityTransitionInput = { readonly effective_date: DateTimeText; readonly quantity: Amount };

/** Where an interval is asked to start or end: an instant or a boundary of the term. */
export type IntervalBound = TextOr<BillingCycleRelativeDate>;

/** What a request to add or edit a price interval may state of it. */
type PriceIntervalSettings = {
  filter: string;
  usage_customer_ids: readonly string[];
  can_defer_billing: boolean;
  fixed_fee_quantity_transitions: readonly FixedFeeQuantityTransitionInput[];
  metric_parameter_overrides: MetricParameterOverrides;
  end_date: IntervalBound;
};

/** An interval to add: a stored price by either id, or a new price or credit grant written out. */
export type NewPriceInterval = { readonly start_date: IntervalBound } & Optional<
  PriceIntervalSettings & {
    price_id: string;
    external_price_id: string;
    price: PriceInput;
    allocation_price: AllocationPriceInput;
    discounts: readonly DiscountInput[];
    minimum_amount: Amount;
    maximum_amount: Amount;
  }
>;

/** A change to an existing interval; an `end_date` of null opens it. */
export type PriceIntervalEdit = { readonly price_interval_id: string } & Optional<
  PriceIntervalSettings & { start_date: IntervalBound; billing_cycle_day: number }
>;

/** An adjustment interval to add: a stored adjustment by id or a new one written out. */
export type NewAdjustmentInterval = { readonly start_date: IntervalBound } & Optional<{
  adjustment_id: string;
  adjustment: AdjustmentInput;
  end_date: IntervalBound;
}>;

/** A change to an existing adjustment interval; an `end_date` of null opens it. */
export type AdjustmentIntervalEdit = { readonly adjustment_interval_id: string } & Optional<{
  start_date: IntervalBound;
  end_date: IntervalBound;
}>;

/** The request that adds and edits the intervals of a subscription in one step. */
export type PriceIntervalsRequest = Optional<{
  add: readonly NewPriceInterval[];
  edit: readonly PriceIntervalEdit[];
  add_adjustments: readonly NewAdjustmentInterval[];
  edit_adjustments: readonly AdjustmentIntervalEdit[];
  can_defer_billing: boolean;
  allow_invoice_credit_or_void: boolean;
}>;
