import { readFilters } from '../../../adjustments/index.js';
import { isBalanceType } from '../../../alerts/index.js';
import { toNumber, type Decimal } from '../../../decimal/index.js';
import {
  isGiven,
  optionalText,
  refuse,
  refuseUnknown,
  report,
  valueAt,
  wanting,
  type Fields,
} from '../../../errors/index.js';
import type {
  AlertState,
  AlertType,
  PriceFilter,
  Threshold,
  ThresholdOverride,
  Writable,
} from '../../../wire/index.js';
import { choiceAt, objectsAt } from '../../decode/document-fields.js';
import { checkOverrides, checkPriceFilters, checkThresholds, refuseSetting } from './alert-request.js';
import type { AlertScope } from './alert-scope.js';
import { readWatchedMetric } from './watched-metric.js';
import { readOverride, textsAt, thresholdsAt } from './read-alert.js';

/** What a request says of an alert, as its document will. */
export type NewAlertTerms = Pick<
  Writable<AlertState>,
  'type' | 'thresholds' | 'threshold_overrides' | 'metric' | 'currency' | 'grouping_keys' | 'price_filters'
>;

const spendTypes = ['usage_exceeded', 'cost_exceeded', 'spend_exceeded'] as const;
const balanceTypes = ['credit_balance_depleted', 'credit_balance_dropped', 'credit_balance_recovered'] as const;
const spendKeys = ['type', 'thresholds', 'metric_id', 'currency', 'grouping_keys', 'price_filters'];

/** What each scope may be asked for; plan versions belong to plans, overrides to subscriptions. */
const keys: { readonly [K in AlertScope['kind']]: readonly string[] } = {
  customer: ['type', 'thresholds', 'currency'],
  subscription: [...spendKeys, 'threshold_overrides'],
  plan: [...spendKeys, 'plan_version'],
};

/** Reads the request for an alert within its scope (§12). */
export function readNewAlert(request: Fields, scope: AlertScope): NewAlertTerms {
  refuseUnknown(request, keys[scope.kind]);
  const type: AlertType = choiceAt(request, 'type', scope.kind === 'customer' ? balanceTypes : spendTypes);
  // What the rest may be depends on the type.
  refuse(request.issues);
  const grouping_keys = textsAt(request, 'grouping_keys');
  const subject = { type, grouping_keys };
  const price_filters = readFilters(request, 'price_filters');
  const overrides = readOverrides(request);
  if (grouping_keys.length > 0 && type !== 'cost_exceeded') refuseSetting(request, 'grouping_keys', 'cost_exceeded');
  checkThresholds(request, type);
  checkPriceFilters(request, subject);
  checkOverrides(request, subject);
  return {
    type,
    thresholds: isGiven(valueAt(request, 'thresholds'))
      ? thresholdDocuments(thresholdsAt(request, 'thresholds'))
      : null,
    threshold_overrides: overrides.length === 0 ? null : overrides,
    metric: readWatchedMetric(request, type, scope),
    currency: readCurrency(request, subject),
    grouping_keys: grouping_keys.length === 0 ? null : [...grouping_keys],
    price_filters: price_filters.length === 0 ? null : (price_filters as Writable<PriceFilter>[]),
  };
}

/** Thresholds as documents write them: JSON numbers. */
export function thresholdDocuments(thresholds: readonly Decimal[]): Writable<Threshold>[] {
  return thresholds.map((value) => ({ value: toNumber(value) }));
}

/** Overrides as documents write them. */
export function readOverrides(request: Fields): Writable<ThresholdOverride>[] {
  return objectsAt(request, 'threshold_overrides')
    .map(readOverride)
    .map(({ group_values, thresholds }) => ({
      group_values: [...group_values],
      thresholds: thresholdDocuments(thresholds),
    }));
}

/** The currency of a balance, of spend and of grouped cost has to be said; a usage has none. */
function readCurrency(request: Fields, { type, grouping_keys }: { type: AlertType; grouping_keys: readonly string[] }) {
  const currency = optionalText(request, 'currency');
  const isNeeded = isBalanceType(type) || type === 'spend_exceeded' || grouping_keys.length > 0;
  if (currency === null && isNeeded) {
    report(request, 'currency', wanting(null, 'the currency or pricing unit that the thresholds are in'));
  }
  if (currency !== null && type === 'usage_exceeded')
    refuseSetting(request, 'currency', 'alerts on what something costs');
  return currency;
}
