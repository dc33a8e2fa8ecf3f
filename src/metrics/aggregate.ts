import type { EventInput } from '../wire/index.js';
import { createUsageAggregator } from './usage-aggregator.js';
import type { Usage, UsageSpec } from './usage.js';

/**
 * Measures a list of events, of which identical repeats (one `idempotency_key`, one body) count once (§3 "Dedupe").
 *
 * @throws what `createUsageAggregator` throws, and for the whole list what its `add` throws for one event
 * @example
 * ```ts
 * import { formatDecimal } from 'reckoner/decimal';
 * import { aggregate } from 'reckoner/metrics';
 * const event = { event_name: 'call', timestamp: '2026-01-31T23:59:59.999Z', properties: {}, idempotency_key: 'a' };
 * const usage = aggregate(
 *   { metric: { aggregation: { kind: 'count' } }, timeframe_start: '2026-01-01T00:00:00Z', timeframe_end: '2026-02-01T00:00:00Z' },
 *   [event, event, { ...event, timestamp: '2026-02-01T00:00:00Z', idempotency_key: 'b' }],
 * );
 * formatDecimal(usage.quantity); // → '1'
 * ```
 */
export function aggregate(spec: UsageSpec, events: Iterable<EventInput>): Usage {
  const aggregator = createUsageAggregator({ ...spec, dedupe: true });
  aggregator.addAll(events);
  return aggregator.result();
}
