import type { PriceFilter } from './filter.js';
import type { CustomerReference, PlanVersionReference, Reference } from './reference.js';
import type { Optional } from './shape.js';
import type { Amount, DateTimeText } from './text.js';

/** Alerts on a customer's credit balance. */
export type BalanceAlertType = 'credit_balance_depleted' | 'credit_balance_dropped' | 'credit_balance_recovered';

/** Alerts on what a subscription uses or costs. */
export type SpendAlertType = 'usage_exceeded' | 'cost_exceeded' | 'spend_exceeded';

/** What an alert watches. */
export type AlertType = BalanceAlertType | SpendAlertType | 'license_balance_threshold_reached';

/** A value that raises the alert: a quantity, an amount of money or a balance, by the alert's type. */
export type Threshold<Count = number> = { readonly value: Count };

/** The thresholds that hold for one combination of grouping values instead of the alert's own. */
export type ThresholdOverride<Count = number> = {
  readonly group_values: readonly string[];
  readonly thresholds: readonly Threshold<Count>[];
};

/** Whether a balance is past one of the thresholds at the moment. */
export type BalanceAlertStatus = { readonly threshold_value: number; readonly in_alert: boolean };

/** An alert document: what it watches, for whom, and at which thresholds. */
export type Alert = {
  readonly id: string;
  readonly type: AlertType;
  readonly enabled: boolean;
  readonly thresholds: readonly Threshold[] | null;
  readonly threshold_overrides?: readonly ThresholdOverride[] | null;
  readonly balance_alert_status?: readonly BalanceAlertStatus[] | null;
  readonly customer: CustomerReference | null;
  readonly plan: PlanVersionReference | null;
  readonly subscription: Reference | null;
  readonly metric: Reference | null;
  readonly license_type?: Reference | null;
  readonly currency: string | null;
  readonly grouping_keys?: readonly string[] | null;
  readonly price_filters?: readonly PriceFilter[] | null;
  readonly created_at: DateTimeText;
};

/** The request that creates an alert on a customer's credit balance. */
export type NewBalanceAlert = { readonly type: BalanceAlertType; readonly currency: string } & Optional<{
  thresholds: readonly Threshold<Amount>[];
}>;

/** The request that creates an alert on a subscription or a plan. */
export type NewSpendAlert = {
  readonly type: SpendAlertType;
  readonly thresholds: readonly Threshold<Amount>[];
} & Optional<{
  metric_id: string;
  currency: string;
  grouping_keys: readonly string[];
  price_filters: readonly PriceFilter[];
  threshold_overrides: readonly ThresholdOverride<Amount>[];
  plan_version: number;
}>;

/** The request that changes an alert's thresholds. */
export type UpdateAlertRequest = { readonly thresholds: readonly Threshold<Amount>[] } & Optional<{
  price_filters: readonly PriceFilter[];
  threshold_overrides: readonly ThresholdOverride<Amount>[];
}>;
