import type { Alert, AlertType } from './alert.js';
import type { PriceType } from './price.js';
import type { Optional } from './shape.js';
import type { Amount, DateOrDateTimeText, DateTimeText, DecimalText } from './text.js';

/** A threshold that was reached: for which subscription, in which billing period, in which group. */
export type FiredThreshold = {
  readonly subscription_id: string;
  readonly period_start: DateTimeText;
  readonly group_values: readonly string[] | null;
  readonly value: DecimalText;
};

/** An alert with what it has to remember: Orb's document, and beside it what fired and for whom it is switched off. */
export type AlertState = Alert & {
  readonly fired_thresholds?: readonly FiredThreshold[] | undefined;
  /** Subscriptions that have switched off an alert of their plan. */
  readonly disabled_for?: readonly string[] | undefined;
};

/** Credits held in a currency. */
export type BalanceMeasure = { readonly currency: string; readonly balance: Amount };

type PeriodMeasure = {
  readonly subscription_id: string;
  /** The start of the billing period that is measured. */
  readonly period_start: DateOrDateTimeText;
} & Optional<{ plan_id: string; plan_version: string }>;

/** The quantity of a metric in a billing period. */
export type UsageMeasure = PeriodMeasure & { readonly metric_id: string; readonly quantity: Amount };

/** One line of a draft: amounts as the line item has them. */
export type CostMeasureLine = {
  readonly price_id: string;
  /** The price's currency, which `subtotal` is in. */
  readonly currency: string;
  readonly subtotal: Amount;
  readonly amount: Amount;
} & Optional<{
  item_id: string;
  price_type: PriceType;
  partially_invoiced_amount: Amount;
  /** Values of grouping keys, where the line stands for one group of usage. */
  group_values: { readonly [key: string]: string };
}>;

/** The lines of a draft. In grace both drafts are measured: that of the last period and that of the current one. */
export type CostMeasure = PeriodMeasure & { readonly currency: string; readonly lines: readonly CostMeasureLine[] };

/** Credits of the licences of a type in a billing period. */
export type LicenseMeasure = PeriodMeasure & {
  readonly license_type_id: string;
  /** Not said: alerts of every currency look at it. */
  readonly currency?: string | null | undefined;
  readonly allocated: Amount;
  readonly consumed: Amount;
};

/** What alerts are held against, at one moment. */
export type AlertMeasures = Optional<{
  balances: readonly BalanceMeasure[];
  usage: readonly UsageMeasure[];
  costs: readonly CostMeasure[];
  licenses: readonly LicenseMeasure[];
}>;

/** An alert that fired. */
export type AlertNotification = {
  readonly alert_id: string;
  readonly type: AlertType;
  /** The greatest threshold reached; for balances the lowest. */
  readonly threshold: DecimalText;
  /** What was measured. */
  readonly value: DecimalText;
  readonly subscription_id: string | null;
  readonly period_start: DateTimeText | null;
  readonly group_values: readonly string[] | null;
};
