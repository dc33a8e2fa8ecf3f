import type { Metric, WarehouseQuestion } from '../metrics/index.js';
import type { EventInput } from '../wire/index.js';

/** What is asked of stored events: a metric over the events of customers in a half-open timeframe. */
export type UsageQuestion = Omit<WarehouseQuestion, 'timeframe_start' | 'timeframe_end'> & {
  readonly metric: Metric;
  readonly customer_ids: readonly string[];
  readonly timeframe_start: string;
  readonly timeframe_end: string;
  /** Keys of stored events that do not count: deprecated ones, and those that were amended. */
  readonly without_keys?: readonly string[] | undefined;
  /** Events that count and are not stored as such: amended ones. */
  readonly with_events?: readonly EventInput[] | undefined;
};
