import { matchesFilters } from '../adjustments/index.js';
import { add, divideExact, integer, isZero, multiply, zero, type Exact } from '../decimal/index.js';
import { fail, shown } from '../errors/index.js';
import { isBalanceType, type CostLine, type Measures, type PeriodKey, type WatchedAlert } from './alert.js';

/** What an alert of a billing period compares with its thresholds. */
export type PeriodValue = {
  readonly key: PeriodKey;
  readonly group_values: readonly string[] | null;
  readonly value: Exact;
};

/** Everything an alert has to look at, in the order in which it was measured (§12). */
export function valuesFor(alert: WatchedAlert, measures: Measures): readonly PeriodValue[] {
  if (alert.type === 'usage_exceeded') return usageOf(alert, measures);
  if (alert.type === 'license_balance_threshold_reached') return licensesOf(alert, measures);
  if (isBalanceType(alert.type)) return [];
  return measures.costs.filter((cost) => watches(alert, cost)).flatMap((cost) => costOf(alert, cost));
}

/** An alert of a subscription watches that one; of a plan, all on it that have not switched it off; else every one. */
function watches({ subscription_id, disabled_for, ...alert }: WatchedAlert, key: PeriodKey): boolean {
  if (disabled_for.includes(key.subscription_id)) return false;
  if (subscription_id !== null) return key.subscription_id === subscription_id;
  return alert.plan_id === null || (key.plan_id === alert.plan_id && isOfVersion(alert, key));
}

/** A plan's alert holds for the version that it was made for; where no version is said, for all. */
function isOfVersion({ plan_version }: Pick<WatchedAlert, 'plan_version'>, key: PeriodKey): boolean {
  return plan_version === null || key.plan_version === null || plan_version === key.plan_version;
}

function usageOf(alert: WatchedAlert, { usage }: Measures): readonly PeriodValue[] {
  const own = usage.filter((measure) => watches(alert, measure));
  if (alert.metric_id === null) {
    needOne(own, ({ metric_id }) => metric_id, `name the metric that ${shown(alert.id)} watches`);
  }
  return own
    .filter(({ metric_id }) => alert.metric_id === null || metric_id === alert.metric_id)
    .map(({ quantity, ...key }) => ({ key, group_values: null, value: quantity }));
}

/** Of what was allocated, how much was consumed, in percent; nothing allocated has no percentage. */
function licensesOf(alert: WatchedAlert, { licenses }: Measures): readonly PeriodValue[] {
  const own = licenses.filter(
    (measure) =>
      watches(alert, measure) && (alert.currency ?? measure.currency) === (measure.currency ?? alert.currency),
  );
  if (alert.license_type_id === null) {
    needOne(own, ({ license_type_id }) => license_type_id, `name the license type that ${shown(alert.id)} watches`);
  }
  return own
    .filter(({ license_type_id }) => license_type_id === (alert.license_type_id ?? license_type_id))
    .filter(({ allocated }) => !isZero(allocated))
    .map(({ allocated, consumed, ...key }) => ({
      key,
      group_values: null,
      value: divideExact(multiply(consumed, integer(100)), allocated),
    }));
}

/** An alert that does not say what it watches takes the only one that a subscription has (§12); others have others. */
function needOne<M extends PeriodKey>(measures: readonly M[], nameOf: (measure: M) => string, wanted: string): void {
  const names = new Map<string, Set<string>>();
  for (const measure of measures) {
    const { subscription_id } = measure;
    names.set(subscription_id, (names.get(subscription_id) ?? new Set<string>()).add(nameOf(measure)));
  }
  const most = Math.max(0, ...[...names.values()].map(({ size }) => size));
  if (most > 1) fail('alerts', 'missing_field', `${wanted}: its subscription has ${most}`);
}

function costOf(alert: WatchedAlert, { lines, currency, ...key }: Measures['costs'][number]): readonly PeriodValue[] {
  const isSpend = alert.type === 'spend_exceeded';
  // Cost is in the invoice's currency, spend in the alert's, which may be a pricing unit.
  if (!isSpend && alert.currency !== null && alert.currency !== currency) return [];
  const spent_in = alert.currency ?? currency;
  const own = lines.filter((line) => passes(alert, line) && (!isSpend || line.currency === spent_in));
  const sumOf = (members: readonly CostLine[]) =>
    members.map((line) => (isSpend ? line.subtotal : line.cost)).reduce(add, zero);
  if (alert.grouping_keys.length === 0) return [{ key, group_values: null, value: sumOf(own) }];
  return groupsOf(alert, own).map(({ group_values, members }) => ({ key, group_values, value: sumOf(members) }));
}

type LineGroup = { readonly group_values: readonly string[]; readonly members: readonly CostLine[] };

/** Lines by the values of the grouping keys; a line that lacks one belongs to no group. */
function groupsOf({ grouping_keys }: WatchedAlert, lines: readonly CostLine[]): readonly LineGroup[] {
  const groups = new Map<string, { group_values: readonly string[]; members: CostLine[] }>();
  for (const line of lines) {
    const group_values = grouping_keys.flatMap((key) => line.group_values.get(key) ?? []);
    if (group_values.length < grouping_keys.length) continue;
    // JSON keeps apart what joining would not.
    const id = JSON.stringify(group_values);
    const group = groups.get(id) ?? { group_values, members: [] };
    group.members.push(line);
    groups.set(id, group);
  }
  return [...groups.values()];
}

function passes({ filters }: WatchedAlert, { price_id, item_id, price_type, currency: code }: CostLine): boolean {
  // Of a fixed fee its line does not say when it is billed.
  const billing_mode = price_type === 'fixed_price' ? null : 'in_arrear';
  return matchesFilters(filters, { price_id, item_id, price_type, billing_mode, currency: { code } });
}
