import {
  createUsageAggregator as openAggregator,
  restoreUsageAggregator,
  type EventCounts,
  type EventOutcome,
  type UsageAggregatorSpec,
  type UsageSnapshot,
} from '../../metrics/index.js';
import type { EventInput } from '../../wire/index.js';
import { encodeAggregate, type AggregatedUsage } from './aggregate-usage.js';

/**
 * Takes events one by one; memory grows with groups (and, with `dedupe`, with keys), not with events; of `unique`,
 * `time_weighted` and `percentile` it grows with the values that they have to keep.
 */
export type StreamingAggregator = {
  /** @throws `event_timestamp`, `event_property`, `missing_field`, `invalid_type`, `idempotency_conflict`; nothing is counted then */
  readonly add: (event: EventInput) => EventOutcome;
  /** Adds them in turn; a refusal names the event by its position and leaves the earlier ones counted. */
  readonly addAll: (events: Iterable<EventInput>) => EventCounts;
  /** Takes in what another shard with the same spec counted. @throws `invalid_type` for what gives no snapshot, for one of another spec, or for a kind that has no mergeable partials: `time_weighted`, `percentile` */
  readonly merge: (other: { readonly toJSON: () => UsageSnapshot }) => void;
  readonly result: () => AggregatedUsage;
  /** The state, to be stored and given back as `snapshot`, or merged elsewhere. */
  readonly toJSON: () => UsageSnapshot;
};

/**
 * Measures a stream of events by a metric: exact, and independent of order and sharding (L3, L22).
 *
 * @param spec - as for `aggregateUsage`, plus `dedupe`: whether repeated idempotency keys are told apart (default false)
 * @param snapshot - what `toJSON` gave for the same spec, to go on from
 * @throws `invalid_expression`, `invalid_timeframe`, `unknown_parameter`, `missing_field`, `invalid_type`
 * @example
 * ```ts
 * import { createUsageAggregator } from 'reckoner';
 *
 * const spec = { metric: { aggregation: { kind: 'sum' as const, expression: 'tokens' } } };
 * const monday = createUsageAggregator(spec);
 * monday.add({ event_name: 'request', timestamp: '2026-01-05T10:00:00Z', properties: { tokens: 0.1 } });
 * const tuesday = createUsageAggregator(spec, JSON.parse(JSON.stringify(monday)));
 * tuesday.add({ event_name: 'request', timestamp: '2026-01-06T10:00:00Z', properties: { tokens: '0.2' } });
 * tuesday.result().quantity; // → '0.3'
 * ```
 */
export function createUsageAggregator(spec: UsageAggregatorSpec, snapshot?: UsageSnapshot): StreamingAggregator {
  const aggregator = snapshot === undefined ? openAggregator(spec) : restoreUsageAggregator(spec, snapshot);
  return { ...aggregator, result: () => encodeAggregate(aggregator.result()) };
}
