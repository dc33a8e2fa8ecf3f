import { isBalanceType, type WatchedAlert } from '../../../alerts/index.js';
import { compare, decimalAt, formatDecimal, isZero, zero } from '../../../decimal/index.js';
import { isGiven, isTextList, report, valueAt, wanting, type Fields } from '../../../errors/index.js';
import type { AlertType } from '../../../wire/index.js';
import { objectsAt } from '../../decode/document-fields.js';

/** The parts of an alert on which it depends what its thresholds and filters may be. */
export type AlertSubject = Pick<WatchedAlert, 'type' | 'grouping_keys'>;

/** Whether an alert looks at groups of lines, each with its own sum. */
function isGrouped({ type, grouping_keys }: AlertSubject): boolean {
  return type === 'cost_exceeded' && grouping_keys.length > 0;
}

/**
 * Checks the thresholds of a request: every type needs some but the two that part at zero itself, which take zero alone,
 * because no other value would ever be looked at (§12).
 */
export function checkThresholds(request: Fields, type: AlertType): void {
  const given = objectsAt(request, 'thresholds');
  const partsAtZero = isBalanceType(type) && type !== 'credit_balance_dropped';
  if (!partsAtZero && given.length === 0) {
    report(request, 'thresholds', wanting(null, 'a list of at least one threshold'));
  }
  if (!isBalanceType(type)) given.forEach(refuseBelowZero);
  if (partsAtZero) given.forEach((threshold) => refuseOtherThanZero(threshold, type));
}

function refuseOtherThanZero(threshold: Fields, type: AlertType): void {
  if (isZero(decimalAt(threshold, 'value') ?? zero)) return;
  report(threshold, 'value', { code: 'invalid_type', message: `is not 0; ${type} fires at zero alone` });
}

/** A period begins at nothing, so that what is below it would fire as each begins; only a balance may be below zero (§8.4). */
function refuseBelowZero(threshold: Fields): void {
  const value = decimalAt(threshold, 'value') ?? zero;
  if (compare(value, zero) >= 0) return;
  const message = `is ${formatDecimal(value)}, which every billing period is above as it begins; give 0 or more`;
  report(threshold, 'value', { code: 'invalid_type', message });
}

/** Checks filters: they choose among prices, for spend and for grouped cost alone, by what a price is and not what it is in. */
export function checkPriceFilters(request: Fields, subject: AlertSubject): void {
  const given = objectsAt(request, 'price_filters');
  if (given.length > 0 && subject.type !== 'spend_exceeded' && !isGrouped(subject)) {
    refuseSetting(request, 'price_filters', 'spend_exceeded, or to cost_exceeded with grouping_keys');
  }
  for (const filter of given) {
    const field = valueAt(filter, 'field');
    if (field !== 'currency' && field !== 'pricing_unit_id') continue;
    report(filter, 'field', wanting(field, "price_id, item_id or price_type; the alert's currency says the rest"));
  }
}

/** Checks overrides: each names one group, by as many values as there are keys, and each group once. */
export function checkOverrides(request: Fields, subject: AlertSubject): void {
  const given = objectsAt(request, 'threshold_overrides');
  if (given.length > 0 && !isGrouped(subject)) {
    refuseSetting(request, 'threshold_overrides', 'cost_exceeded with grouping_keys');
    return;
  }
  const seen = new Set<string>();
  for (const override of given) {
    reportGroup(override, subject.grouping_keys.length, seen);
    if (!isGiven(valueAt(override, 'thresholds'))) {
      report(override, 'thresholds', wanting(null, 'a list of thresholds; an empty one silences the group'));
    }
    objectsAt(override, 'thresholds').forEach(refuseBelowZero);
  }
}

function reportGroup(override: Fields, count: number, seen: Set<string>): void {
  const values = valueAt(override, 'group_values');
  // What is no list of texts is refused by whoever reads the override.
  if (!isTextList(values)) return;
  const group = JSON.stringify(values);
  if (values.length !== count) {
    report(override, 'group_values', wanting(values, `${count} values, one for each of the grouping keys`));
  } else if (seen.has(group)) {
    report(override, 'group_values', wanting(values, 'each group once'));
  }
  seen.add(group);
}

/** A setting that nothing would look at is refused, or it would seem to hold. */
export function refuseSetting(request: Fields, key: string, where: string): void {
  report(request, key, { code: 'invalid_type', message: `means nothing here; it belongs to ${where}` });
}
