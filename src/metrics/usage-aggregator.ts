import { placeOf } from '../errors/index.js';
import type { EventInput } from '../wire/index.js';
import { openUsageSpec } from './decode/decode-usage-spec.js';
import { addEach, createEventGate } from './events/event-gate.js';
import type { EventCounts, EventOutcome } from './events/outcome.js';
import { readUsage } from './read-usage.js';
import { createRoute } from './route.js';
import { absorbSnapshot, askSnapshot, takeSnapshot, type UsageSnapshot } from './snapshots/usage-snapshot.js';
import type { Usage, UsageSpec } from './usage.js';

/** A usage spec, and whether repeated events come in and are to be told apart by their key. */
export type UsageAggregatorSpec = UsageSpec & { readonly dedupe?: boolean | undefined };

/** Takes events one by one, in any order; its memory grows with groups (and, with `dedupe`, keys), not with events. */
export type UsageAggregator = {
  /** @throws `event_timestamp`, `event_property`, `missing_field`, `invalid_type`, `idempotency_conflict`; nothing is counted then */
  readonly add: (event: EventInput) => EventOutcome;
  /** Adds them in turn; a refusal names the event by its position and leaves the earlier ones counted. */
  readonly addAll: (events: Iterable<EventInput>) => EventCounts;
  /** Takes in what another shard counted: an aggregator of the same spec, or any object whose `toJSON` gives its snapshot. */
  readonly merge: (other: { readonly toJSON: () => UsageSnapshot }) => void;
  readonly result: () => Usage;
  readonly toJSON: () => UsageSnapshot;
};

/**
 * Measures a stream of events.
 *
 * Exact, and independent of the order of events and of how they are sharded (L3, L22). Without `dedupe` the events are
 * taken as free of repeats.
 *
 * @throws `invalid_expression`, `unknown_parameter`, `invalid_type`, `missing_field`, `invalid_timeframe`, `limit_exceeded`
 * @example
 * ```ts
 * import { formatDecimal } from 'reckoner/decimal';
 * import { createUsageAggregator } from 'reckoner/metrics';
 * const aggregator = createUsageAggregator({
 *   metric: { event_names: ['request'], aggregation: { kind: 'sum', expression: 'tokens' } },
 *   group_by: ['region'],
 * });
 * aggregator.add({ event_name: 'request', timestamp: '2026-01-05T10:00:00Z', properties: { region: 'eu', tokens: '0.1' } });
 * aggregator.add({ event_name: 'request', timestamp: '2026-01-05T11:00:00Z', properties: { region: 'eu', tokens: 0.2 } });
 * formatDecimal(aggregator.result().quantity); // → '0.3'
 * ```
 */
export function createUsageAggregator(spec: UsageAggregatorSpec): UsageAggregator {
  const decoded = openUsageSpec(spec, placeOf(''));
  const gate = createEventGate(spec);
  const listensTo = listenerTo(decoded.metric.event_names);
  const route = createRoute(decoded);
  const column = route.measure(decoded);
  const take = (event: EventInput, position: number | null): EventOutcome => {
    const at = gate.instantOf(event, position);
    const passedOver = gate.passOver(event, at);
    if (passedOver !== null) return passedOver;
    return listensTo(event.event_name) ? route.take(event, at) : 'unmetered';
  };
  const storage = {
    identity: decoded.identity,
    keys: decoded.group_by.length,
    groups: route.groups,
    column,
    seen: gate.seen,
  };
  return {
    add: (event) => take(event, null),
    addAll: (events) => addEach(events, take),
    merge: (other) => absorbSnapshot(storage, askSnapshot(other)),
    result: () => readUsage(route, column, decoded),
    toJSON: () => takeSnapshot(storage),
  };
}

/** Most metrics listen to one name, and comparing costs less than looking up. */
function listenerTo(names: readonly string[] | null): (name: string) => boolean {
  if (names === null) return () => true;
  const [first] = names;
  if (names.length === 1) return (name) => name === first;
  const all = new Set(names);
  return (name) => all.has(name);
}

/**
 * An aggregator that goes on where a stored one stopped.
 *
 * @param snapshot what `toJSON` wrote, for an equal spec
 * @throws `invalid_type` if it is no snapshot, or one of another spec; and what `createUsageAggregator` throws
 * @example
 * ```ts
 * import { formatDecimal } from 'reckoner/decimal';
 * import { createUsageAggregator, restoreUsageAggregator } from 'reckoner/metrics';
 * const spec = { metric: { aggregation: { kind: 'count' as const } } };
 * const first = createUsageAggregator(spec);
 * first.add({ event_name: 'request', timestamp: '2026-01-05T10:00:00Z', properties: {} });
 * const second = restoreUsageAggregator(spec, JSON.parse(JSON.stringify(first)));
 * second.add({ event_name: 'request', timestamp: '2026-01-05T11:00:00Z', properties: {} });
 * formatDecimal(second.result().quantity); // → '2'
 * ```
 */
export function restoreUsageAggregator(spec: UsageAggregatorSpec, snapshot: UsageSnapshot): UsageAggregator {
  const aggregator = createUsageAggregator(spec);
  aggregator.merge({ toJSON: () => snapshot });
  return aggregator;
}
