import type { Decimal } from '../decimal/index.js';
import type { Instant } from '../time/index.js';
import type { AlertType, BalanceAlertType, PriceFilter, PriceType } from '../wire/index.js';

/** A threshold that was reached in a billing period; it does not fire again there (L48). */
export type Fired = {
  readonly subscription_id: string;
  readonly period_start: Instant;
  readonly group_values: readonly string[] | null;
  readonly value: Decimal;
};

/** Whether a balance was at or below a threshold when it was last looked at. */
export type BalanceStatus = { readonly threshold: Decimal; readonly in_alert: boolean };

/** Thresholds that hold for one group instead of the alert's own; none silence it. */
export type Override = { readonly group_values: readonly string[]; readonly thresholds: readonly Decimal[] };

/** An alert: what it watches, for whom, and what it remembers. */
export type WatchedAlert = {
  readonly id: string;
  readonly type: AlertType;
  readonly enabled: boolean;
  readonly thresholds: readonly Decimal[];
  readonly overrides: readonly Override[];
  readonly grouping_keys: readonly string[];
  readonly filters: readonly PriceFilter[];
  readonly customer_id: string | null;
  readonly plan_id: string | null;
  /** Null: every version. */
  readonly plan_version: string | null;
  readonly subscription_id: string | null;
  readonly currency: string | null;
  readonly metric_id: string | null;
  readonly license_type_id: string | null;
  readonly disabled_for: readonly string[];
  readonly fired: readonly Fired[];
  /** Null: a new alert on a balance, which has not looked yet. */
  readonly status: readonly BalanceStatus[] | null;
};

/** What was measured for one subscription and billing period. */
export type PeriodKey = {
  readonly subscription_id: string;
  readonly plan_id: string | null;
  readonly plan_version: string | null;
  readonly period_start: Instant;
};

/** A line of a draft as alerts see it. */
export type CostLine = {
  readonly price_id: string;
  readonly item_id: string | null;
  readonly price_type: PriceType;
  readonly currency: string;
  readonly subtotal: Decimal;
  /** What is billed, threshold invoices included (§12: not deducted). */
  readonly cost: Decimal;
  readonly group_values: ReadonlyMap<string, string>;
};

/** What alerts are held against. */
export type Measures = {
  readonly balances: ReadonlyMap<string, Decimal>;
  readonly usage: readonly (PeriodKey & { readonly metric_id: string; readonly quantity: Decimal })[];
  readonly costs: readonly (PeriodKey & { readonly currency: string; readonly lines: readonly CostLine[] })[];
  readonly licenses: readonly (PeriodKey & {
    readonly license_type_id: string;
    readonly currency: string | null;
    readonly allocated: Decimal;
    readonly consumed: Decimal;
  })[];
};

/** Whether an alert watches a balance. */
export function isBalanceType(type: AlertType): type is BalanceAlertType {
  return type.startsWith('credit_balance_');
}
