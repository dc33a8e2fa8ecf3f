/** From events to quantities: in one call, streamed, sharded, or by a statement for a warehouse. */
export {
  aggregateUsage,
  type AggregatedGroup,
  type AggregatedUsage,
  type AggregatedWindow,
} from './aggregate-usage.js';
export { createUsageAggregator, type StreamingAggregator } from './create-usage-aggregator.js';
export {
  createUsageMeter,
  type CustomUsageMeterInput,
  type InvoiceMeter,
  type UsageMeterInput,
} from './create-usage-meter.js';
export type { UsageMeter } from './open-meter.js';
export { compileMetric } from './compile-metric.js';
export { mergePartials, type MergePartialsInput } from './merge-partials.js';
export type { MetricInput, SqlMetricInput } from './metric-input.js';
