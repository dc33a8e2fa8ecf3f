import { fail, pathAt, pathOf, placeOf, shown } from '../errors/index.js';
import type { Instant } from '../time/index.js';
import type { EventInput } from '../wire/index.js';
import { openUsageSpec } from './decode/decode-usage-spec.js';
import { addEach, createEventGate } from './events/event-gate.js';
import type { EventCounts, EventOutcome } from './events/outcome.js';
import type { Route } from './route.js';
import { createSwitchboard } from './switchboard.js';
import type { Usage, UsageSpec } from './usage.js';

/** One thing to measure, under an id of the caller's, such as a price interval's. */
export type Meter = UsageSpec & { readonly id: string };

export type UsageMeterOptions = {
  /** Whether repeated events are told apart by their key, over all meters at once. */
  readonly dedupe?: boolean | undefined;
  /** Which events count at all, such as one customer's; the others are checked and passed over. */
  readonly only?: ((event: EventInput) => boolean) | undefined;
};

/** Many meters over one stream of events; see `UsageAggregator` for what each method refuses. */
export type UsageMeter = {
  /** Takes one event and says what became of it. */
  readonly add: (event: EventInput) => EventOutcome;
  readonly addAll: (events: Iterable<EventInput>) => EventCounts;
  /** The usage of each meter by its id, in the order of the meters. */
  readonly result: () => ReadonlyMap<string, Usage>;
};

/**
 * Measures many metrics in one pass: an event is checked once, touches only the meters that listen to its name, and is
 * filtered and grouped once for all meters that filter and group alike.
 *
 * @throws what `createUsageAggregator` throws, and `invalid_type` for an id that two meters share
 * @example
 * ```ts
 * import { formatDecimal } from 'reckoner/decimal';
 * import { createUsageMeter } from 'reckoner/metrics';
 * const meter = createUsageMeter([
 *   { id: 'calls', metric: { event_names: ['call'], aggregation: { kind: 'count' } } },
 *   { id: 'peak', metric: { event_names: ['call'], aggregation: { kind: 'max', expression: 'seats' } } },
 * ]);
 * meter.add({ event_name: 'call', timestamp: '2026-01-05T10:00:00Z', properties: { seats: 7 } }); // → 'counted'
 * meter.add({ event_name: 'cal', timestamp: '2026-01-05T10:00:00Z', properties: { seats: 8 } }); // → 'unmetered'
 * [...meter.result()].map(([id, usage]) => [id, formatDecimal(usage.quantity)]); // → [['calls', '1'], ['peak', '7']]
 * ```
 */
export function createUsageMeter(meters: readonly Meter[], options: UsageMeterOptions = {}): UsageMeter {
  const only = options.only ?? everyEvent;
  const gate = createEventGate(options);
  const switchboard = createSwitchboard();
  const readings = new Map<string, () => Usage>();
  for (const [index, meter] of meters.entries()) {
    const place = placeOf(index, placeOf('meters'));
    const spec = openUsageSpec(meter, place);
    if (readings.has(meter.id)) {
      fail(pathAt(pathOf(place), 'id'), 'invalid_type', `repeats the meter ${shown(meter.id)}; give each its own id`);
    }
    readings.set(meter.id, switchboard.connect(spec));
  }
  const take = (event: EventInput, position: number | null): EventOutcome => {
    const at = gate.instantOf(event, position);
    const passedOver = gate.passOver(event, at);
    if (passedOver !== null) return passedOver;
    return only(event) ? takeRoutes(switchboard.routesFor(event.event_name), event, at) : 'foreign';
  };
  return {
    add: (event) => take(event, null),
    addAll: (events) => addEach(events, take),
    result: () => new Map([...readings].map(([id, read]) => [id, read()])),
  };
}

function takeRoutes(routes: readonly Route[], event: EventInput, at: Instant): EventOutcome {
  let best: EventOutcome = routes.length === 0 ? 'unmetered' : 'outside';
  for (let index = 0; index < routes.length; index += 1) {
    const outcome = routes[index]?.take(event, at) ?? 'outside';
    // Counted once is counted, and one timeframe that holds it is enough not to be outside.
    if (outcome !== 'outside' && best !== 'counted') best = outcome;
  }
  return best;
}

function everyEvent(): boolean {
  return true;
}
