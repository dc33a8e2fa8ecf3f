import { createUsageAggregator, type AggregatedUsage } from '../api/index.js';
import { isGiven } from '../errors/index.js';
import { parseInstant } from '../time/index.js';
import type { EventInput } from '../wire/index.js';
import type { StoredEvent, Transaction } from './port.js';
import type { UsageQuestion } from './usage-question.js';

const earliest = -62_135_596_800_000;
const batchSize = 1000;

/**
 * Measures stored events by a metric (§3): in the database where that can count them, else here, batch by batch; the
 * quantity is the same.
 *
 * PostgreSQL counts what `compileMetric` has a statement for. `time_weighted` and `percentile`, and windows with events that
 * a column cannot hold exactly, are counted here.
 *
 * @throws what `createUsageAggregator` throws
 * @example
 * ```ts
 * import { createMemoryRepository, measureUsage } from 'reckoner/repository';
 *
 * const store = createMemoryRepository().account('demo');
 * const body = { event_name: 'call', timestamp: '2026-01-05T00:00:00Z', properties: { tokens: 120 } };
 * const usage = await store.transaction(async (transaction) => {
 *   await transaction.appendEvents([
 *     { idempotency_key: 'a', customer_id: 'acme', timestamp: Date.parse(body.timestamp), event: body },
 *   ]);
 *   return measureUsage(transaction, {
 *     metric: { event_names: ['call'], aggregation: { kind: 'sum', expression: 'tokens' } },
 *     customer_ids: ['acme'],
 *     timeframe_start: '2026-01-01T00:00:00Z',
 *     timeframe_end: '2026-02-01T00:00:00Z',
 *   });
 * });
 * usage.quantity; // → '120'
 * ```
 */
export async function measureUsage(transaction: Transaction, question: UsageQuestion): Promise<AggregatedUsage> {
  const measured = await transaction.measureUsage?.(question);
  return measured ?? streamUsage(transaction, question);
}

async function streamUsage(transaction: Transaction, question: UsageQuestion): Promise<AggregatedUsage> {
  const { customer_ids, without_keys = [], with_events = [], ...spec } = question;
  const aggregator = createUsageAggregator(spec);
  const without = new Set(without_keys);
  const window = { from: firstMoment(question), until: parseInstant(spec.timeframe_end, 'timeframe_end') };
  for await (const batch of transaction.readEvents({ customer_ids, ...window, batch_size: batchSize })) {
    aggregator.addAll(batch.filter(({ idempotency_key }) => !without.has(idempotency_key)).map(eventOf));
  }
  aggregator.addAll(with_events);
  return aggregator.result();
}

// What a weighted value is at the start, an earlier event says (§3).
function firstMoment({ metric, timeframe_start }: UsageQuestion): number {
  const start = parseInstant(timeframe_start, 'timeframe_start');
  const isSimple = isGiven(metric.aggregation) && metric.aggregation.kind !== 'time_weighted';
  return isSimple ? start : earliest;
}

/** The event as it is counted; its key is the one under which it is stored. */
function eventOf({ idempotency_key, event }: StoredEvent): EventInput {
  return { ...(event as EventInput), idempotency_key };
}
