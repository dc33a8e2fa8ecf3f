import { ConflictError } from '../conflict.js';
import type { EventQuery, StoredEvent } from '../port.js';
import { byCodePoint } from '../stored-text.js';
import { frozenJson, type AccountState, type EventRow, type Timeline } from './account-state.js';
import type { Undo } from './undo.js';

/** Appends events; none if one of the keys is taken. */
export function appendEvents(state: AccountState, events: readonly StoredEvent[], undo: Undo): void {
  const rows: EventRow[] = [];
  try {
    for (const event of events) rows.push(append(state, event));
  } catch (error) {
    withdrawAll(state, rows);
    throw error;
  }
  undo.add(() => withdrawAll(state, rows));
}

/** What is no JSON is refused before anything of it is stored. */
function append(state: AccountState, event: StoredEvent): EventRow {
  const { idempotency_key } = event;
  if (state.events.has(idempotency_key)) {
    throw new ConflictError('duplicate_key', `an event is stored under the key ${idempotency_key} already`);
  }
  const row = rowOf(event);
  state.events.set(idempotency_key, row);
  insert(state, row);
  return row;
}

/** The events under keys, each once; unknown keys are passed over. */
export function eventsUnder(state: AccountState, keys: readonly string[]): readonly StoredEvent[] {
  const found = new Map<string, StoredEvent>();
  for (const key of keys) {
    const row = state.events.get(key);
    if (row !== undefined) found.set(key, eventOf(row));
  }
  return [...found.values()];
}

/** The events of customers in a half-open window, in order, in batches. */
export function* eventBatches(state: AccountState, query: EventQuery): Iterable<readonly StoredEvent[]> {
  const { from, until, batch_size } = query;
  const rows = [...new Set(query.customer_ids)]
    .flatMap((id) => inTime(state.timelines.get(id)))
    .filter(({ timestamp }) => timestamp >= from && timestamp < until)
    .sort(inOrder);
  for (let start = 0; start < rows.length; start += batch_size) {
    yield rows.slice(start, start + batch_size).map(eventOf);
  }
}

// Many events are never looked at again, so that none is read before somebody does.
function rowOf({ idempotency_key, customer_id, timestamp, event }: StoredEvent): EventRow {
  return { idempotency_key, customer_id, timestamp, stored: JSON.stringify(event) };
}

function eventOf(row: EventRow): StoredEvent {
  if (typeof row.stored !== 'string') return row.stored;
  const { idempotency_key, customer_id, timestamp } = row;
  const event = frozenJson(row.stored) as StoredEvent['event'];
  row.stored = Object.freeze({ idempotency_key, customer_id, timestamp, event });
  return row.stored;
}

function insert(state: AccountState, row: EventRow): void {
  const timeline = state.timelines.get(row.customer_id) ?? { events: [], in_order: true };
  state.timelines.set(row.customer_id, timeline);
  const last = timeline.events.at(-1);
  timeline.in_order &&= last === undefined || inOrder(last, row) < 0;
  timeline.events.push(row);
}

function withdrawAll(state: AccountState, rows: readonly EventRow[]): void {
  for (const row of rows) withdraw(state, row);
}

function withdraw(state: AccountState, row: EventRow): void {
  state.events.delete(row.idempotency_key);
  const events = state.timelines.get(row.customer_id)?.events ?? [];
  // It is looked for from the end, where it is unless the timeline was put in order since.
  const place = events.lastIndexOf(row);
  if (place >= 0) events.splice(place, 1);
}

/** A customer's events in order. They mostly arrive so; where they did not, whoever reads first sorts them. */
function inTime(timeline: Timeline | undefined): readonly EventRow[] {
  if (timeline === undefined) return [];
  if (!timeline.in_order) timeline.events.sort(inOrder);
  timeline.in_order = true;
  return timeline.events;
}

/** By timestamp, then by key. */
function inOrder(a: EventRow, b: EventRow): number {
  return a.timestamp - b.timestamp || byCodePoint(a.idempotency_key, b.idempotency_key);
}
