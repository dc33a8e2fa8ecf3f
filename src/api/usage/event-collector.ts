import { formatDecimal, subtract, zero } from '../../decimal/index.js';
import { createUsageMeter, type Meter, type UsageMeterOptions } from '../../metrics/index.js';
import type { EventInput } from '../../wire/index.js';
import type { UsageEventInput, UsageInput } from '../prices/usage-input.js';

/** Gathers the events that a price rates one by one, each with what the metric measures of it. */
export type EventCollector = {
  /** Takes an event that the meters have accepted. */
  readonly add: (event: EventInput) => void;
  readonly usage: () => UsageInput;
};

/**
 * A collector of the events that a meter counts. What one of them adds to the whole is its own quantity: 1 for a count,
 * its value for a sum (§2.2), which is why the metric has to be one of these two.
 */
export function createEventCollector(meter: Meter, options: UsageMeterOptions): EventCollector {
  const aggregate = createUsageMeter([meter], options);
  const events: UsageEventInput[] = [];
  let before = zero;
  return {
    add: (event) => {
      if (aggregate.add(event) !== 'counted') return;
      const whole = aggregate.result().get(meter.id)?.quantity ?? zero;
      events.push({
        quantity: formatDecimal(subtract(whole, before)),
        properties: event.properties,
        timestamp: event.timestamp,
        idempotency_key: event.idempotency_key ?? undefined,
      });
      before = whole;
    },
    usage: () => ({ events }),
  };
}
