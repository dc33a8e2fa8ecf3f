import { compare, compareExact, equals, zero, type Decimal, type Exact } from '../decimal/index.js';
import type { Instant } from '../time/index.js';
import type { Policies } from '../wire/index.js';
import { isBalanceType, type BalanceStatus, type Fired, type Measures, type WatchedAlert } from './alert.js';
import { valuesFor, type PeriodValue } from './period-values.js';

/** An alert that fired: at which threshold, on which value, for what. */
export type Notification = {
  readonly alert: WatchedAlert;
  readonly threshold: Decimal;
  readonly value: Exact;
  readonly period: PeriodValue | null;
};

/** An alert after it has looked, and what it fired. */
export type Looked = { readonly alert: WatchedAlert; readonly notifications: readonly Notification[] };

type Looking = {
  readonly previous: Measures | null;
  readonly current: Measures;
  readonly boundary: Policies['balance_alert_boundary'];
};

/** Holds an alert against what was measured (§12). One that is switched off looks at nothing and remembers what it knew. */
export function lookAt(alert: WatchedAlert, looking: Looking): Looked {
  if (!alert.enabled) return { alert, notifications: [] };
  return isBalanceType(alert.type) ? lookAtBalance(alert, looking) : lookAtPeriods(alert, looking.current);
}

/**
 * A balance fires on its edges between the two states given (D23): a dip and recovery between them fires nothing. A new
 * alert learns where it stands without firing.
 */
function lookAtBalance(alert: WatchedAlert, { previous, current, boundary }: Looking): Looked {
  const balance = current.balances.get(alert.currency ?? '');
  if (balance === undefined) return { alert, notifications: [] };
  const before = previous?.balances.get(alert.currency ?? '');
  const inAlert = (value: Decimal, threshold: Decimal) => isLow(alert, boundary)(value, threshold);
  const thresholds = alert.type === 'credit_balance_dropped' ? alert.thresholds : [zero];
  const status = thresholds.map((threshold): BalanceStatus => ({ threshold, in_alert: inAlert(balance, threshold) }));
  const wanted = alert.type !== 'credit_balance_recovered';
  const crossed = status.filter(({ threshold, in_alert }) => {
    const known = alert.status?.find((old) => equals(old.threshold, threshold))?.in_alert;
    if (known === undefined) return false;
    const was = before === undefined ? known : inAlert(before, threshold);
    return in_alert === wanted && was !== wanted;
  });
  const lowest = crossed.map(({ threshold }) => threshold).sort(compare)[0];
  const notifications = lowest === undefined ? [] : [{ alert, threshold: lowest, value: balance, period: null }];
  return { alert: { ...alert, status }, notifications };
}

/** Depleted and recovered part at zero itself; dropped at its threshold, or below it by policy. */
function isLow({ type }: WatchedAlert, boundary: Policies['balance_alert_boundary']) {
  const isStrict = type === 'credit_balance_dropped' && boundary === 'below';
  return (value: Decimal, threshold: Decimal): boolean => compare(value, threshold) < (isStrict ? 0 : 1);
}

/** Usage, cost, spend and licences: each threshold once per billing period, several at once as the greatest of them (L48). */
function lookAtPeriods(alert: WatchedAlert, current: Measures): Looked {
  const notifications: Notification[] = [];
  const fired: Fired[] = [...alert.fired];
  for (const period of valuesFor(alert, current)) {
    // ≥: a threshold is reached by its own value.
    const reached = thresholdsFor(alert, period)
      .filter((threshold) => compareExact(period.value, threshold) >= 0 && !hasFired(fired, period, threshold))
      .sort(compare);
    const greatest = reached.at(-1);
    if (greatest === undefined) continue;
    notifications.push({ alert, threshold: greatest, value: period.value, period });
    const { subscription_id, period_start } = period.key;
    fired.push(
      ...reached.map((value) => ({ subscription_id, period_start, group_values: period.group_values, value })),
    );
  }
  return { alert: { ...alert, fired: remembered(fired) }, notifications };
}

function thresholdsFor({ thresholds, overrides }: WatchedAlert, { group_values }: PeriodValue): readonly Decimal[] {
  const override = overrides.find((own) => group_values !== null && sameValues(own.group_values, group_values));
  return override === undefined ? thresholds : override.thresholds;
}

function hasFired(fired: readonly Fired[], { key, group_values }: PeriodValue, threshold: Decimal): boolean {
  return fired.some(
    (own) =>
      own.subscription_id === key.subscription_id &&
      own.period_start === key.period_start &&
      sameValues(own.group_values, group_values) &&
      equals(own.value, threshold),
  );
}

function sameValues(a: readonly string[] | null, b: readonly string[] | null): boolean {
  if (a === null || b === null) return a === b;
  return a.length === b.length && a.every((value, position) => value === b[position]);
}

/** A period can be measured until its grace is over, when at most one has begun after it: two per subscription are kept. */
function remembered(fired: readonly Fired[]): readonly Fired[] {
  const starts = new Map<string, readonly Instant[]>();
  for (const { subscription_id, period_start } of fired) {
    const known = new Set([...(starts.get(subscription_id) ?? []), period_start]);
    starts.set(subscription_id, [...known].sort((a, b) => b - a).slice(0, 2));
  }
  return fired.filter(({ subscription_id, period_start }) => starts.get(subscription_id)?.includes(period_start));
}
