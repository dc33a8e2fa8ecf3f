import type {
  CustomerInput,
  FixedFeeQuantityTransition,
  MetricParameterOverrides,
  PriceInput,
  ViewMode,
} from '../../wire/index.js';
import type { ApplyAdjustmentsInput } from '../adjustments/apply-adjustments.js';
import type { PeriodInput } from '../cycles/period-input.js';
import type { AggregatedUsage } from '../usage/aggregate-usage.js';
import type { DimensionalGroupInput } from '../usage/dimensional-group-input.js';

/** A price while it is in force, as a subscription carries it; dates without time are local midnights. */
export type ReportedPriceInterval<P = PriceInput> = {
  readonly id: string;
  readonly price: P;
  readonly start_date?: string | null | undefined;
  readonly end_date?: string | null | undefined;
  readonly filter?: string | null | undefined;
  readonly metric_parameter_overrides?: MetricParameterOverrides | null | undefined;
  /** Whose events it bills; the customer's own if absent (§3 "Membership"). */
  readonly usage_customer_ids?: readonly string[] | null | undefined;
  /** When a fixed price changes its quantity; dates without time are local midnights. */
  readonly fixed_fee_quantity_transitions?:
    | readonly (Omit<FixedFeeQuantityTransition, 'price_id'> & { readonly price_id?: string | undefined })[]
    | null
    | undefined;
};

/** A subscription as reports need it: Orb's document, or just its prices. What is not named here is not looked at. */
export type ReportedSubscription<P = PriceInput> = {
  readonly id?: string | undefined;
  /** Prices in force throughout. */
  readonly prices?: readonly P[] | undefined;
  readonly price_intervals?: readonly ReportedPriceInterval<P>[] | undefined;
  readonly adjustments?: ApplyAdjustmentsInput['adjustments'] | undefined;
  readonly adjustment_intervals?: ApplyAdjustmentsInput['adjustments'] | undefined;
  /** In their order, as `billingPeriods` lists them; without them the current one counts alone. */
  readonly billing_periods?: readonly (PeriodInput & { readonly full_period?: PeriodInput | undefined })[] | undefined;
  readonly current_billing_period_start_date?: string | null | undefined;
  readonly current_billing_period_end_date?: string | null | undefined;
};

/** What was counted where the events are, as `aggregateUsage` and `mergePartials` give it, by the ids of questions. */
export type MeasuredUsage = { readonly [question_id: string]: AggregatedUsage };

/** Whose report it is, and of when. */
export type ReportInput<P = PriceInput> = {
  /** Events of other customers are passed over; events that name nobody count as this one's. */
  readonly customer: CustomerInput;
  readonly subscription?: ReportedSubscription<P> | undefined;
  /** All of a customer's, in place of `subscription`. */
  readonly subscriptions?: readonly ReportedSubscription<P>[] | undefined;
  /** The caller's now; what stands in for a timeframe. */
  readonly at?: string | undefined;
  readonly timeframe_start?: string | null | undefined;
  /** Exclusive. */
  readonly timeframe_end?: string | null | undefined;
  readonly view_mode?: ViewMode | null | undefined;
  /** The groups that the prices' `dimensional_price_configuration` names. */
  readonly dimensional_price_groups?: readonly DimensionalGroupInput[] | undefined;
};
