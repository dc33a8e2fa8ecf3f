import {
  isGiven,
  openFields,
  pathAt,
  pathOf,
  placeOf,
  problem,
  report,
  requiredText,
  shown,
  valueAt,
  wanting,
  type Fields,
  type Issues,
} from '../../../errors/index.js';
import { quoteProperty, type Meter, type Metric } from '../../../metrics/index.js';
import type { Period } from '../../../time/index.js';
import { dimensionsOf, placeInGroup, type DimensionalGroups } from './dimensional-prices.js';
import { readMetric } from './metric.js';
import type { ListedPrice } from '../../prices/decode/price-list.js';

/** The metrics of an input by id; without a list there are none. */
export function readMetrics(input: Fields): ReadonlyMap<string, Metric> {
  const metrics = new Map<string, Metric>();
  const list = valueAt(input, 'metrics');
  if (!isGiven(list)) return metrics;
  if (!Array.isArray(list)) report(input, 'metrics', wanting(list, 'a list of metrics'));
  const place = placeOf('metrics', input.place);
  const entries = Array.isArray(list) ? Array.from(list as readonly unknown[]) : [];
  entries.forEach((entry, position) => {
    const metric = openFields(entry, placeOf(position, place), input);
    if (metric !== null) addMetric(metrics, metric);
  });
  return metrics;
}

function addMetric(metrics: Map<string, Metric>, metric: Fields): void {
  const id = requiredText(metric, 'id');
  if (metrics.has(id)) {
    report(metric, 'id', {
      code: 'invalid_reference',
      message: `repeats the metric ${shown(id)}; give each its own id`,
    });
  }
  const read = readMetric(metric);
  if (read !== null) metrics.set(id, read);
}

/** The prices to measure, the metrics they name, and the half-open window. */
export type Measured = {
  readonly prices: readonly ListedPrice[];
  /** The groups that prices of dimensions may be of. */
  readonly groups: DimensionalGroups;
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly period: Period;
  /** The zone at whose midnights usage is cut as well; none said: it is measured whole. */
  readonly by_day_in?: string | null | undefined;
};

/**
 * What has to be measured to bill a list of prices: one meter per usage price, grouped by the keys its model needs.
 *
 * Events without a key form the null group (§3), so that no usage is lost.
 */
export function metersOf({ prices, ...measured }: Measured, issues: Issues): readonly Meter[] {
  return prices.filter(isMetered).flatMap((price) => meterOf({ price, ...measured }, issues) ?? []);
}

/** What one price is measured by. */
export type PriceToMeter = Omit<Measured, 'prices'> & { readonly price: ListedPrice };

/** The meter of one price; null, with a fault appended, where its metric is not known. */
export function meterOf({ price: listed, groups, metrics, ...measured }: PriceToMeter, issues: Issues): Meter | null {
  const faults = issues.length;
  const dimensions = dimensionsOf(listed, groups, issues);
  if (issues.length > faults) return null;
  const price = placeInGroup(listed, dimensions);
  const metric = metrics.get(price.metric_id ?? '');
  if (metric === undefined) {
    issues.push(problem(pathOf(price.place), 'invalid_reference', faultOfMetric(price.metric_id)));
    return null;
  }
  reportUncountable(price, metric, issues);
  reportUnsummable(price, metric, issues);
  // A price of dimensions rates the events of its values alone (§2).
  return { ...meterBy(metric, price, measured), filter: dimensions?.filter ?? null };
}

function meterBy(
  metric: Metric,
  { id, prepared: { plan } }: ListedPrice,
  { period, by_day_in = null }: Pick<Measured, 'period' | 'by_day_in'>,
): Meter {
  return {
    id,
    metric,
    timeframe_start: period.start,
    timeframe_end: period.end,
    group_by: plan.shape === 'groups' ? plan.grouping_keys.map(quoteProperty) : [],
    null_groups: 'keep',
    ...(by_day_in !== null &&
      isDivisible(metric) && { granularity: 'day', view_mode: 'cumulative', timezone: by_day_in }),
  };
}

/** Whether events decide what a price bills: not for fixed prices, which have their own quantity. */
export function isMetered(price: ListedPrice): boolean {
  const { price_type, fixed_price_quantity } = price.prepared;
  return (
    price_type === 'usage_price' || (price_type === null && fixed_price_quantity === null && price.metric_id !== null)
  );
}

function faultOfMetric(metric_id: string | null): string {
  if (metric_id === null)
    return 'is billed by usage but names no metric; give billable_metric_id, or usage for this price';
  return `refers to the metric ${shown(metric_id)}, which metrics does not hold; add it, or give usage for this price`;
}

/** Whether a metric divides into what single events, or the days of a period, add to it. */
function isDivisible({ aggregation: { kind } }: Metric): boolean {
  return kind === 'count' || kind === 'sum';
}

/** A model that rates single events needs to know how much of the whole each of them is. */
export function reportUncountable(
  price: Pick<ListedPrice, 'prepared' | 'place'>,
  metric: Metric,
  issues: Issues,
): void {
  const { kind } = metric.aggregation;
  if (price.prepared.plan.shape !== 'events' || isDivisible(metric)) return;
  const message = `rates single events, which a metric of kind ${kind} does not divide into; use count or sum`;
  issues.push(problem(pathOf(price.place), 'usage_shape_mismatch', message));
}

/** Values of a metric that does not add up are no shares of the whole, so that rows by value would not add up (F10). */
export function reportUnsummable(
  { document, place }: Pick<ListedPrice, 'document' | 'place'>,
  { aggregation: { kind } }: Metric,
  issues: Issues,
): void {
  if (!isGiven(document.invoice_grouping_key) || kind === 'count' || kind === 'sum') return;
  const message = `splits a line of a metric of kind ${kind}, whose values do not add up; use count or sum, or remove it`;
  issues.push(problem(pathAt(pathOf(place), 'invoice_grouping_key'), 'invoice_grouping_unsupported', message));
}
