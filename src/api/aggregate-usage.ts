import { formatDecimal } from '../decimal/index.js';
import { aggregate, type Usage, type UsageSpec } from '../metrics/index.js';
import type { EventInput } from '../wire/index.js';
import type { GroupingValue } from './inputs.js';

/** What a metric measured; quantities are exact decimals as text. */
export type AggregatedUsage = {
  /** Of every event that counts, grouped or not. */
  readonly quantity: string;
  /** Whether quantities of consecutive windows may be added up. */
  readonly is_summable: boolean;
  /** Sorted by value: strings, numbers, booleans, null; empty without `group_by`. */
  readonly groups: readonly { readonly grouping_values: readonly GroupingValue[]; readonly quantity: string }[];
};

/**
 * Measures recorded events by a metric over a half-open timeframe, `start ≤ timestamp < end` (§3).
 *
 * One event per idempotency key counts. The order of events is irrelevant (L3).
 *
 * @param input - the metric, the events, the timeframe, and how to group and filter; see {@link UsageSpec}
 * @throws `invalid_expression`, `invalid_timeframe`, `event_timestamp`, `event_property`, `missing_field`,
 * `idempotency_conflict` (one key, two bodies), each with its path
 * @example
 * ```ts
 * import { aggregateUsage } from 'reckoner';
 *
 * const usage = aggregateUsage({
 *   metric: { event_names: ['request'], filter: 'status < 500', aggregation: { kind: 'sum', expression: 'tokens' } },
 *   group_by: ['model'],
 *   timeframe_start: '2026-01-01T00:00:00Z',
 *   timeframe_end: '2026-02-01T00:00:00Z',
 *   events: [
 *     { event_name: 'request', timestamp: '2026-01-05T10:00:00Z', properties: { model: 'small', tokens: 120, status: 200 } },
 *     { event_name: 'request', timestamp: '2026-01-31T23:59:59Z', properties: { model: 'large', tokens: '0.5', status: 200 } },
 *     { event_name: 'request', timestamp: '2026-02-01T00:00:00Z', properties: { model: 'large', tokens: 7, status: 200 } },
 *   ],
 * });
 * usage.quantity; // → '120.5'
 * usage.groups.map((group) => group.quantity); // → ['0.5', '120']
 * ```
 */
export function aggregateUsage(input: UsageSpec & { readonly events: Iterable<EventInput> }): AggregatedUsage {
  const { events, ...spec } = input;
  return encodeAggregate(aggregate(spec, events));
}

/** Writes usage with its decimals as text. */
export function encodeAggregate({ quantity, is_summable, groups }: Usage): AggregatedUsage {
  return {
    quantity: formatDecimal(quantity),
    is_summable,
    groups: groups.map((group) => ({
      grouping_values: group.grouping_values,
      quantity: formatDecimal(group.quantity),
    })),
  };
}
