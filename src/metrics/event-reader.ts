import type { Decimal } from '../decimal/index.js';
import { placeOf } from '../errors/index.js';
import type { Instant } from '../time/index.js';
import type { EventInput } from '../wire/index.js';
import { openUsageSpec, type DecodedSpec } from './decode/decode-usage-spec.js';
import { createEventGate } from './events/event-gate.js';
import type { GroupValue } from './groups.js';
import { readUsage } from './read-usage.js';
import { createRoute } from './route.js';
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
  return (event) => {
    const at = gate.instantOf(event, null);
    if (gate.passOver(event, at) !== null || !only(event) || !isNamed(event)) return null;
    return shareOf(decoded, event, at);
  };
}

/** An event alone on a route of its own. */
function shareOf(spec: DecodedSpec, event: EventInput, at: Instant): EventShare | null {
  const route = createRoute(spec);
  const column = route.measure(spec);
  if (route.take(event, at) !== 'counted') return null;
  const { quantity, groups } = readUsage(route, column, spec);
  return { at, grouping_values: groups[0]?.grouping_values ?? [], quantity };
}
