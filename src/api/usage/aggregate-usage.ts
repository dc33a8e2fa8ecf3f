import { formatDecimal } from '../../decimal/index.js';
import { aggregate, type Usage, type UsageSpec, type UsageWindow } from '../../metrics/index.js';
import { formatInstant } from '../../time/index.js';
import type { EventInput } from '../../wire/index.js';
import { openInput } from '../decode/input.js';
import type { GroupingValue } from '../prices/usage-input.js';

/** What a metric measured; quantities are exact decimals as text. */
export type AggregatedUsage = {
  /** Of every event that counts, grouped or not. */
  readonly quantity: string;
  /** Whether quantities of consecutive windows may be added up. */
  readonly is_summable: boolean;
  /** With `granularity`: all windows of the timeframe in order, those without events too. */
  readonly windows?: readonly AggregatedWindow[];
  /** Sorted by value: strings, numbers, booleans, null; empty without `group_by`. */
  readonly groups: readonly AggregatedGroup[];
};

/** What the events of one group came to. */
export type AggregatedGroup = {
  /** In the order of `group_by`. */
  readonly grouping_values: readonly GroupingValue[];
  readonly quantity: string;
  readonly windows?: readonly AggregatedWindow[];
};

/** What a window `[timeframe_start, timeframe_end)` came to; a cumulative one starts where the whole timeframe does. */
export type AggregatedWindow = {
  readonly timeframe_start: string;
  readonly timeframe_end: string;
  readonly quantity: string;
};

/**
 * Measures recorded events by a metric over a half-open timeframe, `start ≤ timestamp < end` (§3).
 *
 * One event per idempotency key counts. The order of events is irrelevant (L3). With `granularity` the timeframe is also
 * cut into windows: days at the midnights of `timezone`, or hours of UTC. Each is measured alone (`periodic`, the default
 * of what can be added up) or from the start of the timeframe (`cumulative`, the default of what cannot).
 *
 * @param input - the metric, the events, the timeframe, and how to group, filter and cut; see {@link UsageSpec}
 * @throws `invalid_expression`, `invalid_timeframe`, `event_timestamp`, `event_property`, `missing_field`,
 * `idempotency_conflict` (one key, two bodies), `unknown_timezone`, `limit_exceeded` (more than 10,000 windows, or more
 * than 2,000,000 over all groups), each with its path
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
 *
 * const seats = (timestamp: string, held: number) => ({ event_name: 'seats', timestamp, properties: { held } });
 * const peak = aggregateUsage({
 *   metric: { event_names: ['seats'], aggregation: { kind: 'max', expression: 'held' } },
 *   timeframe_start: '2026-01-01T05:00:00Z',
 *   timeframe_end: '2026-01-04T05:00:00Z',
 *   granularity: 'day',
 *   timezone: 'America/New_York',
 *   events: [seats('2026-01-02T04:59:59Z', 5), seats('2026-01-03T05:00:00Z', 8)],
 * });
 * peak.windows?.map((window) => window.quantity); // → ['5', '5', '8']
 * ```
 */
export function aggregateUsage(input: UsageSpec & { readonly events: Iterable<EventInput> }): AggregatedUsage {
  openInput(input);
  const { events, ...spec } = input;
  return encodeAggregate(aggregate(spec, events));
}

/** Writes usage with its decimals as text. */
export function encodeAggregate({ quantity, is_summable, windows, groups }: Usage): AggregatedUsage {
  return {
    quantity: formatDecimal(quantity),
    is_summable,
    ...encodeWindows(windows),
    groups: groups.map((group) => ({
      grouping_values: group.grouping_values,
      quantity: formatDecimal(group.quantity),
      ...encodeWindows(group.windows),
    })),
  };
}

function encodeWindows(windows: readonly UsageWindow[] | undefined): Pick<AggregatedUsage, 'windows'> {
  if (windows === undefined) return {};
  return {
    windows: windows.map((window) => ({
      timeframe_start: formatInstant(window.timeframe_start),
      timeframe_end: formatInstant(window.timeframe_end),
      quantity: formatDecimal(window.quantity),
    })),
  };
}
