import {
  compileMetric as compile,
  type CompiledMetric,
  type Metric,
  type WarehouseOptions,
} from '../../metrics/index.js';

/**
 * Compiles a metric to one SQL statement for the engine that holds the events (§3).
 *
 * The statement counts the events of a half-open timeframe by the rules that hold in memory, exactly, and returns one row
 * per group with partials that `mergePartials` finishes: a count and a sum, never their quotient. Every text of the caller
 * is a parameter, every name a quoted identifier. What the engine cannot hold exactly is refused here, or stops the query;
 * nothing is rounded.
 *
 * @param metric - the metric; its kind cannot be `time_weighted` or `percentile`, whose partials cannot be merged
 * @param options - the dialect, the table, and the same question as for `aggregateUsage`; see {@link WarehouseOptions}
 * @throws `unsupported_sql` for a metric that no statement answers, `limit_exceeded` for one whose numbers may outgrow the
 * engine, and what `aggregateUsage` throws for a faulty metric or timeframe
 * @example
 * ```ts
 * import { compileMetric } from 'reckoner';
 *
 * const { text, values } = compileMetric(
 *   { event_names: ['request'], aggregation: { kind: 'count' } },
 *   { dialect: 'postgresql', table: 'billing.events', timeframe_start: '2026-01-01T00:00:00Z' },
 * );
 * text.includes('FROM "billing"."events"'); // → true
 * values; // → ['2026-01-01T00:00:00+00:00', 'request']
 * ```
 */
export function compileMetric(metric: Metric, options: WarehouseOptions): CompiledMetric {
  return compile(metric, options);
}
