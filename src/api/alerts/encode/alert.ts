import { isBalanceType, type Notification, type WatchedAlert } from '../../../alerts/index.js';
import { formatDecimal, formatExact, toNumber } from '../../../decimal/index.js';
import { placeOf } from '../../../errors/index.js';
import { formatInstant } from '../../../time/index.js';
import type { AlertNotification, AlertState, Writable } from '../../../wire/index.js';
import { copyJson } from '../../encode/copy.js';

/** Writes an alert's next state into a copy of its document: only what it remembers has changed. */
export function encodeAlertState(alert: WatchedAlert, document: AlertState): Writable<AlertState> {
  const copy = copyJson(document, placeOf('alerts')) as Writable<AlertState>;
  if (isBalanceType(alert.type)) {
    const status = alert.status?.map(({ threshold, in_alert }) => ({ threshold_value: toNumber(threshold), in_alert }));
    return { ...copy, balance_alert_status: status ?? null };
  }
  const fired_thresholds = alert.fired.map(({ period_start, value, group_values, subscription_id }) => ({
    subscription_id,
    period_start: formatInstant(period_start),
    group_values: group_values && [...group_values],
    value: formatDecimal(value),
  }));
  return { ...copy, fired_thresholds };
}

/** Writes what fired. */
export function encodeNotification({ alert, threshold, value, period }: Notification): AlertNotification {
  return {
    alert_id: alert.id,
    type: alert.type,
    threshold: formatDecimal(threshold),
    value: formatExact(value),
    subscription_id: period && period.key.subscription_id,
    period_start: period && formatInstant(period.key.period_start),
    group_values: period && period.group_values,
  };
}
