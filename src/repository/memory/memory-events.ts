import { ConflictError } from '../conflict.js';
import type { EventQuery, StoredEvent } from '../port.js';
import { byCodePoint } from '../stored-text.js';
import { kept, type AccountState } from './account-state.js';
import type { Undo } from './undo.js';

/** Appends events, each into its place in its customer's time; none if one of the keys is taken. */
export function appendEvents(state: AccountState, events: readonly StoredEvent[], undo: Undo): void {
  const keys = new Set<string>();
  for (const { idempotency_key } of events) {
    if (state.events.has(idempotency_key) || keys.has(idempotency_key)) {
      throw new ConflictError('duplicate_key', `an event is stored under the key ${idempotency_key} already`);
    }
    keys.add(idempotency_key);
  }
  for (const event of events) {
    const row = kept(event);
    undo.set(state.events, row.idempotency_key, row);
    insert(state, row, undo);
  }
}

function insert(state: AccountState, event: StoredEvent, undo: Undo): void {
  const timeline = state.timelines.get(event.customer_id) ?? [];
  state.timelines.set(event.customer_id, timeline);
  const place = placeFor(timeline, event);
  timeline.splice(place, 0, event);
  undo.add(() => timeline.splice(place, 1));
}

/** The first place that holds nothing earlier, by bisection: events mostly arrive in order. */
function placeFor(timeline: readonly StoredEvent[], event: StoredEvent): number {
  let [low, high] = [0, timeline.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (inOrder(timeline[middle] as StoredEvent, event) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** By timestamp, then by key. */
function inOrder(a: StoredEvent, b: StoredEvent): number {
  return a.timestamp - b.timestamp || byCodePoint(a.idempotency_key, b.idempotency_key);
}

/** The events of customers in a half-open window, in order, in batches. */
export function* eventBatches(state: AccountState, query: EventQuery): Iterable<readonly StoredEvent[]> {
  const { from, until, batch_size } = query;
  const events = [...new Set(query.customer_ids)]
    .flatMap((id) => state.timelines.get(id) ?? [])
    .filter(({ timestamp }) => timestamp >= from && timestamp < until)
    .sort(inOrder);
  for (let start = 0; start < events.length; start += batch_size) yield events.slice(start, start + batch_size);
}
