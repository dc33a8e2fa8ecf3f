import { formatDecimal } from '../../decimal/index.js';
import { createEventReader, type GroupValue, type UsageMeterOptions, type UsageSpec } from '../../metrics/index.js';
import type { UsageEvent } from '../../prices/index.js';
import { formatInstant } from '../../time/index.js';
import type { EventInput } from '../../wire/index.js';
import type { UsageInput } from '../prices/usage-input.js';

/** An event that a price rates by itself, under the values that the meter groups by. */
export type CollectedEvent = UsageEvent & { readonly grouping_values: readonly GroupValue[] };

/** Gathers the events that a price rates one by one, each with what the metric measures of it. */
export type EventCollector = {
  /** Takes an event that the meters have accepted. */
  readonly add: (event: EventInput) => void;
  readonly events: () => readonly CollectedEvent[];
};

/**
 * A collector of the events that a meter counts, each with its own quantity: 1 for a count, its value for a sum (§2.2),
 * which is why the metric has to be one of these two.
 */
export function createEventCollector(meter: UsageSpec, options: UsageMeterOptions): EventCollector {
  const read = createEventReader(meter, options);
  const events: CollectedEvent[] = [];
  return {
    add: (event) => {
      const share = read(event);
      if (share === null) return;
      const { at, grouping_values, quantity } = share;
      const { properties, idempotency_key = null } = event;
      events.push({ grouping_values, properties, quantity, timestamp: at, idempotency_key });
    },
    events: () => events,
  };
}

/** Collected events in the form in which usage is given. */
export function encodeEvents(events: readonly CollectedEvent[]): UsageInput {
  return {
    events: events.map(({ properties, quantity, timestamp, idempotency_key }) => ({
      quantity: formatDecimal(quantity),
      properties,
      timestamp: timestamp === null ? undefined : formatInstant(timestamp),
      idempotency_key: idempotency_key ?? undefined,
    })),
  };
}

/** Events on their way to the meters, each handed on once they have accepted it. */
export function* tapped(events: Iterable<EventInput>, collect: (event: EventInput) => void): Iterable<EventInput> {
  for (const event of events) {
    yield event;
    collect(event);
  }
}
