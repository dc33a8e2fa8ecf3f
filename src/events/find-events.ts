import type { Instant } from '../time/index.js';
import type { Event } from '../wire/index.js';
import { isSameCustomer, type CustomerNamed } from './customers.js';
import type { StoredEvent } from './event-table.js';
import { isDeprecated, isVisible, type LogState } from './log-state.js';

/** Which events are wanted; absent bounds do not bound. */
export type EventQuery = {
  readonly start: Instant | null;
  readonly end: Instant | null;
  readonly event_ids?: readonly string[] | null | undefined;
  readonly customer?: CustomerNamed | null | undefined;
};

/** The events that count, in the order of ingestion: the latest bodies, without what was deprecated or replaced. */
export function effectiveEvents(state: LogState, query: EventQuery): readonly Event[] {
  const found: Event[] = [];
  for (const event of state.events.all()) {
    if (isDeprecated(event) || !isWanted(state, event, query)) continue;
    found.push(encodeEvent(event));
  }
  return found;
}

/** The events that a search finds, deprecated ones included and marked; each id once, in the order of ingestion. */
export function searchEvents(state: LogState, query: EventQuery): readonly Event[] {
  const { event_ids } = query;
  const candidates = event_ids ? byIds(state, event_ids) : state.events.all();
  const found: Event[] = [];
  for (const event of candidates) if (isWanted(state, event, query)) found.push(encodeEvent(event));
  return found;
}

function byIds({ events }: LogState, ids: readonly string[]): readonly StoredEvent[] {
  const found = [...new Set(ids)].flatMap((id) => events.get(id) ?? []);
  return found.sort((a, b) => a.sequence - b.sequence);
}

/** Half-open, as every timeframe. */
export function isWanted(state: LogState, event: StoredEvent, { start, end, customer }: EventQuery): boolean {
  if (start !== null && event.at < start) return false;
  if (end !== null && event.at >= end) return false;
  return isVisible(state, event) && (!customer || isSameCustomer(customer, event.current));
}

function encodeEvent(stored: StoredEvent): Event {
  const { customer_id, external_customer_id, event_name, properties, timestamp } = stored.current;
  return {
    id: stored.first.idempotency_key,
    customer_id,
    external_customer_id,
    event_name,
    properties,
    timestamp,
    deprecated: isDeprecated(stored),
  };
}
