import { ConflictError } from '../conflict.js';
import type { EventQuery, StoredEvent } from '../port.js';
import { byCodePoint } from '../stored-text.js';
import { kept, type AccountState, type Timeline } from './account-state.js';
import type { Undo } from './undo.js';

/** Appends events; none if one of the keys is taken. */
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
  const timeline = state.timelines.get(event.customer_id) ?? { events: [], in_order: true };
  state.timelines.set(event.customer_id, timeline);
  const last = timeline.events.at(-1);
  timeline.in_order &&= last === undefined || inOrder(last, event) < 0;
  timeline.events.push(event);
  // It is looked for from the end, where it is unless the timeline was put in order since.
  undo.add(() => timeline.events.splice(timeline.events.lastIndexOf(event), 1));
}

/** A customer's events in order. They mostly arrive so; where they did not, whoever reads first sorts them. */
function inTime(timeline: Timeline | undefined): readonly StoredEvent[] {
  if (timeline === undefined) return [];
  if (!timeline.in_order) timeline.events.sort(inOrder);
  timeline.in_order = true;
  return timeline.events;
}

/** By timestamp, then by key. */
function inOrder(a: StoredEvent, b: StoredEvent): number {
  return a.timestamp - b.timestamp || byCodePoint(a.idempotency_key, b.idempotency_key);
}

/** The events of customers in a half-open window, in order, in batches. */
export function* eventBatches(state: AccountState, query: EventQuery): Iterable<readonly StoredEvent[]> {
  const { from, until, batch_size } = query;
  const events = [...new Set(query.customer_ids)]
    .flatMap((id) => inTime(state.timelines.get(id)))
    .filter(({ timestamp }) => timestamp >= from && timestamp < until)
    .sort(inOrder);
  for (let start = 0; start < events.length; start += batch_size) yield events.slice(start, start + batch_size);
}
