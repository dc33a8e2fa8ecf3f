/**
 * Events to quantities: which events a metric counts, how it groups them, and what it makes of them.
 *
 * Owns the metric document, the expression language of its texts, the aggregations, the checks of a recorded event, the
 * dedupe by idempotency key, and the SQL that asks an engine for the same. Does not own prices (what a quantity costs),
 * periods (which window is asked for) or the wire (decimals leave here as decimals). Invariants: a quantity is exact and is
 * cut at most once; it depends neither on the order of events nor on how they were sharded (L3, L22), nor on who counted
 * them; windows are half-open, so that they partition the events (L20); memory grows with groups (and windows that hold
 * events), and with keys or values only where asked for: `dedupe`, `unique`, `time_weighted`, `percentile`.
 *
 * @module metrics
 */
export type { Metric, MetricAggregation, MetricScale, ParameterValue, ParameterValues } from './metric.js';
export { aggregationKinds, type AggregationKind } from './aggregations/aggregations.js';
export { checkMetric } from './check-metric.js';
export { checkUsageSpec } from './check-usage-spec.js';
export { compileFilter, type EventFilter } from './compile-filter.js';
export { parseMetricSql } from './sql/parse-metric-sql.js';
export { formatMetricSql } from './sql/format-metric-sql.js';
export { quoteProperty } from './quote-property.js';
export { matchProperty } from './match-property.js';
export { checkEvent } from './events/check-event.js';
export type { EventCounts, EventOutcome } from './events/outcome.js';
export type { ViewMode } from './aggregations/windows.js';
export type { Usage, UsageGroup, UsageSpec, UsageWindow } from './usage.js';
export { outlineUsage, type UsageOutline } from './outline-usage.js';
export { compareGroupValues, type GroupValue } from './groups.js';
export { aggregate } from './aggregate.js';
export {
  createUsageAggregator,
  restoreUsageAggregator,
  type UsageAggregator,
  type UsageAggregatorSpec,
} from './usage-aggregator.js';
export type { UsageSnapshot } from './snapshots/usage-snapshot.js';
export { createEventReader, type EventReader, type EventShare } from './event-reader.js';
export { createUsageMeter, type Meter, type UsageMeter, type UsageMeterOptions } from './usage-meter.js';
export { compileMetric } from './warehouse/compile-metric.js';
export type { CompiledMetric } from './warehouse/statement.js';
export { gatherPartials, type ReturnedRow } from './warehouse/gather-partials.js';
export type { WarehouseOptions, WarehouseQuestion } from './warehouse/warehouse-options.js';
