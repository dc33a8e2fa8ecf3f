import type { Decimal } from '../decimal/index.js';
import { placeOf } from '../errors/index.js';
import type { Instant } from '../time/index.js';
import type { EventInput } from '../wire/index.js';
import { openUsageSpec, type DecodedSpec } from './decode/decode-usage-spec.js';
import { createEventGate } from './events/event-gate.js';
import { readGroupValue, type GroupValue } from './groups.js';
import { scaledQuantity } from './read-usage.js';
import { filtersOf, measureOf, openColumnOf } from './route.js';
import type { UsageSpec } from './usage.js';
import type { UsageMeterOptions } from './usage-meter.js';

/** What a metric makes of one event by itself. */
export type EventShare = {
  readonly at: Instant;
  /** In the order of `group_by`; null where the event lacks the property. */
  readonly grouping_values: readonly GroupValue[];
  /** 1 for a count, its value for a sum. */
  readonly quantity: Decimal;
};

/** Takes one event; null if the metric does not count it, or has counted it before. */
export type EventReader = (event: EventInput) => EventShare | null;

/**
 * Reads events one by one, each as if there were no other, so that what one comes to does not hang on the order in which
 * they come (L3). The spec's windows play no part.
 *
 * @throws what `createUsageAggregator` throws, and for an event what its `add` throws
 * @example
 * ```ts
 * import { formatDecimal } from 'reckoner/decimal';
 * import { createEventReader } from 'reckoner/metrics';
 * const read = createEventReader({ metric: { aggregation: { kind: 'sum', expression: 'tokens' } }, group_by: ['region'] });
 * const share = read({ event_name: 'call', timestamp: '2026-01-05T10:00:00Z', properties: { region: 'eu', tokens: 7 } });
 * share && [share.grouping_values, formatDecimal(share.quantity)]; // → [['eu'], '7']
 * ```
 */
export function createEventReader(spec: UsageSpec, options: UsageMeterOptions = {}): EventReader {
  const decoded = openUsageSpec({ ...spec, granularity: null, null_groups: 'keep' }, placeOf(''));
  const gate = createEventGate(options);
  const { only = () => true } = options;
  const names = decoded.metric.event_names;
  const isNamed = ({ event_name }: EventInput): boolean => names === null || names.includes(event_name);
  const shareOf = createShare(decoded);
  return (event) => {
    const at = gate.instantOf(event, null);
    if (gate.passOver(event, at) !== null || !only(event) || !isNamed(event)) return null;
    return shareOf(event, at);
  };
}

/** The way of an event that is alone: as on a route, but past no columns, which would keep what it came to. */
function createShare(spec: DecodedSpec): (event: EventInput, at: Instant) => EventShare | null {
  const start = spec.start ?? -Infinity;
  const end = spec.end ?? Infinity;
  const filters = filtersOf(spec);
  const keys = spec.group_by.map(({ evaluate }) => evaluate);
  const measure = measureOf(spec);
  const column = openColumnOf(spec);
  return (event, at) => {
    // Half-open (§3 "Membership"); and a filter keeps only TRUE: NULL is not enough (§3).
    if (at < start || at >= end || !filters.every((filter) => filter(event, at) === true)) return null;
    const measured = column.alone(measure(event, at), { event, at });
    const grouping_values = keys.map((key) => readGroupValue(key, event, at));
    return { at, grouping_values, quantity: scaledQuantity(spec.metric, measured) };
  };
}
