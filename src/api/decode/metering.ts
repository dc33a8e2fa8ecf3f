import { pathAt, problem, shown, type Issues } from '../../errors/index.js';
import { checkMetric, quoteProperty, type Meter, type Metric } from '../../metrics/index.js';
import type { Period } from '../../time/index.js';
import type { ListedPrice } from './price-list.js';
import { isSaid } from './fields.js';

/** The metrics of an input by id; without a list there are none. */
export function readMetrics(list: unknown, path: string, issues: Issues): ReadonlyMap<string, Metric> {
  const metrics = new Map<string, Metric>();
  if (!isSaid(list)) return metrics;
  if (!Array.isArray(list)) issues.push(problem(path, 'invalid_type', `is ${shown(list)}; give a list of metrics`));
  const entries: readonly unknown[] = Array.isArray(list) ? list : [];
  entries.forEach((entry, position) => {
    const at = pathAt(pathAt(path, position), 'id');
    const id = typeof entry === 'object' && entry !== null ? Reflect.get(entry, 'id') : undefined;
    if (typeof id !== 'string')
      issues.push(problem(at, 'missing_field', 'is missing; prices refer to a metric by its id'));
    else if (metrics.has(id))
      issues.push(problem(at, 'invalid_reference', `repeats the metric ${shown(id)}; give each its own id`));
    else metrics.set(id, entry as Metric);
    issues.push(...checkMetric(entry).map((issue) => ({ ...issue, path: joined(pathAt(path, position), issue.path) })));
  });
  return metrics;
}

/** The prices to measure, the metrics they name, and the half-open window. */
export type Measured = {
  readonly prices: readonly ListedPrice[];
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly period: Period;
};

/**
 * What has to be measured to bill a list of prices: one meter per usage price, grouped by the keys its model needs.
 *
 * Events without a key form the null group (§3), so that no usage is lost.
 */
export function metersOf({ prices, metrics, period }: Measured, issues: Issues): readonly Meter[] {
  return prices.filter(isMetered).flatMap((price) => {
    const metric = metrics.get(price.metric_id ?? '');
    if (metric === undefined) {
      issues.push(problem(price.path, 'invalid_reference', faultOfMetric(price.metric_id)));
      return [];
    }
    reportDimensional(price, issues);
    const { plan } = price.prepared;
    const group_by = plan.shape === 'groups' ? plan.grouping_keys.map(quoteProperty) : [];
    return [
      {
        id: price.id,
        metric,
        timeframe_start: period.start,
        timeframe_end: period.end,
        group_by,
        null_groups: 'keep' as const,
      },
    ];
  });
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

/** A dimensional price rates only the events of its dimension values; rating all of them would bill too much. */
function reportDimensional(price: ListedPrice, issues: Issues): void {
  if (!isSaid(price.document.dimensional_price_configuration)) return;
  const message = 'selects events by dimension values, which is not supported here; give usage for this price';
  issues.push(problem(pathAt(price.path, 'dimensional_price_configuration'), 'invalid_price_config', message));
}

function joined(path: string, inner: string): string {
  return inner === '' || inner.startsWith('[') ? `${path}${inner}` : `${path}.${inner}`;
}
