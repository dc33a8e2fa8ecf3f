import { readFilters } from '../../../adjustments/index.js';
import type { Fired, Override, WatchedAlert } from '../../../alerts/index.js';
import { decimalAt, numberFigureAt, zero, type Decimal } from '../../../decimal/index.js';
import {
  isGiven,
  isObject,
  isTextList,
  openChild,
  optionalText,
  pathAtKey,
  report,
  requiredText,
  valueAt,
  wanting,
  type Fields,
} from '../../../errors/index.js';
import { instantOfMillis, readInstant } from '../../../time/index.js';
import type { AlertType } from '../../../wire/index.js';
import { choiceAt, objectsAt } from '../../decode/document-fields.js';

/** What an alert may watch. */
const alertTypes: readonly [AlertType, ...AlertType[]] = [
  'usage_exceeded',
  'cost_exceeded',
  'spend_exceeded',
  'credit_balance_depleted',
  'credit_balance_dropped',
  'credit_balance_recovered',
  'license_balance_threshold_reached',
];

/** Reads an alert with what it remembers. */
export function readAlert(fields: Fields): WatchedAlert {
  const type = choiceAt(fields, 'type', alertTypes);
  return {
    id: requiredText(fields, 'id'),
    type,
    // Only false switches an alert off, so that a document without the key is on.
    enabled: readEnabled(fields),
    thresholds: thresholdsAt(fields, 'thresholds'),
    overrides: objectsAt(fields, 'threshold_overrides').map(readOverride),
    grouping_keys: textsAt(fields, 'grouping_keys'),
    filters: readFilters(fields, 'price_filters'),
    customer_id: referenceAt(fields, 'customer'),
    plan_id: referenceAt(fields, 'plan'),
    plan_version: referenceAt(fields, 'plan', 'plan_version'),
    subscription_id: referenceAt(fields, 'subscription'),
    currency: optionalText(fields, 'currency'),
    metric_id: referenceAt(fields, 'metric'),
    license_type_id: referenceAt(fields, 'license_type'),
    disabled_for: textsAt(fields, 'disabled_for'),
    fired: objectsAt(fields, 'fired_thresholds').map(readFired),
    status: isGiven(valueAt(fields, 'balance_alert_status'))
      ? objectsAt(fields, 'balance_alert_status').map(readStatus)
      : null,
  };
}

function readEnabled(fields: Fields): boolean {
  const enabled = valueAt(fields, 'enabled');
  if (isGiven(enabled) && typeof enabled !== 'boolean') report(fields, 'enabled', wanting(enabled, 'true or false'));
  return enabled !== false;
}

/** Reads thresholds at a key; absent and null are none. */
export function thresholdsAt(fields: Fields, key: string): readonly Decimal[] {
  return objectsAt(fields, key).map((threshold) => numberFigureAt(threshold, 'value') ?? zero);
}

/** Reads the thresholds of one group. */
export function readOverride(fields: Fields): Override {
  return { group_values: textsAt(fields, 'group_values'), thresholds: thresholdsAt(fields, 'thresholds') };
}

function readStatus(fields: Fields) {
  return { threshold: decimalAt(fields, 'threshold_value') ?? zero, in_alert: valueAt(fields, 'in_alert') === true };
}

function readFired(fields: Fields): Fired {
  const start = readInstant(valueAt(fields, 'period_start'), pathAtKey(fields, 'period_start'), fields.issues);
  return {
    subscription_id: requiredText(fields, 'subscription_id'),
    period_start: start ?? instantOfMillis(0),
    group_values: isGiven(valueAt(fields, 'group_values')) ? textsAt(fields, 'group_values') : null,
    value: decimalAt(fields, 'value') ?? zero,
  };
}

/** The id, or something else, of what a document mentions at a key; null where it mentions nothing. */
function referenceAt(fields: Fields, key: string, said = 'id'): string | null {
  if (!isObject(valueAt(fields, key))) {
    if (isGiven(valueAt(fields, key))) report(fields, key, wanting(valueAt(fields, key), 'an object with an id'));
    return null;
  }
  const reference = openChild(fields, key);
  return reference === null ? null : optionalText(reference, said);
}

/** A list of texts; absent and null are none. */
export function textsAt(fields: Fields, key: string): readonly string[] {
  const list = valueAt(fields, key);
  if (!isGiven(list)) return [];
  if (isTextList(list)) return [...list];
  report(fields, key, wanting(list, 'a list of texts'));
  return [];
}
