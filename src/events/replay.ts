import { fail, pathAt, shown } from '../errors/index.js';
import type { Instant } from '../time/index.js';
import type {
  AmendedEntry,
  DeprecatedEntry,
  EventLog,
  EventLogEntry,
  IngestedEntry,
  LoggedEvent,
} from '../wire/index.js';
import { reflect, undo } from './backfill-effects.js';
import { openBackfill } from './backfill-terms.js';
import type { StoredEvent } from './event-table.js';
import { openState, type EventIndex, type LogState } from './log-state.js';
import { readBatch, readEntry, readLogged, readTime, readTimestamp } from './read-entry.js';

type Kind = EventLogEntry['kind'];
type EntryOf<K extends Kind> = Extract<EventLogEntry, { kind: K }>;
/** What an entry does to the state; `path` is where it stands in the caller's log. */
type Apply<K extends Kind> = (state: LogState, entry: EntryOf<K>, path: string) => void;

const effects: { readonly [K in Kind]: Apply<K> } = {
  ingested: store,
  amended: replaceBody,
  deprecated: withdraw,
  backfill_created: (state, { backfill }, path) => {
    const opened = openBackfill(backfill, state.now, pathAt(path, 'backfill'));
    state.backfills.set(opened.terms.id, opened);
    state.open.add(opened.terms.id);
  },
  backfill_closed: (state, { backfill_id }, path) => reflect(state, known(state, backfill_id, path), state.now),
  backfill_reverted: (state, { backfill_id }, path) => undo(state, known(state, backfill_id, path), state.now),
};

/**
 * What the entries of a log come to, in one pass over those that the index does not cover.
 *
 * A backfill whose `close_time` comes closes by itself, before whatever happens at that time or later (§3 "Backfill").
 */
export function replay(log: EventLog, index: EventIndex | null = null): LogState {
  const state = openState(log, index);
  for (let position = index?.length ?? 0; position < log.entries.length; position += 1) {
    const path = pathAt('log.entries', position);
    const entry = readEntry(log.entries[position], path, effects);
    advance(state, readTime(entry.at, pathAt(path, 'at')));
    const apply = effects[entry.kind] as Apply<Kind>;
    apply(state, entry, path);
  }
  return state;
}

/** Lets time pass: backfills that are due close. */
export function advance(state: LogState, at: Instant): void {
  // Servers' clocks differ a little; a log keeps its order all the same.
  if (at > state.now) state.now = at;
  for (const id of state.open) {
    const backfill = state.backfills.get(id);
    // At its close time a backfill accepts no more (≤, because timeframes are half-open).
    if (backfill && backfill.close_time <= state.now) reflect(state, id, backfill.close_time);
  }
}

function store(state: LogState, entry: IngestedEntry, path: string): void {
  const { backfill_id } = entry;
  const events = readBatch(entry, path);
  if (backfill_id !== null) addBatch(state, known(state, backfill_id, path), entry);
  // By position and as one literal: a million events pay for each object that is made on the way.
  for (let position = 0; position < events.length; position += 1) {
    const event = events[position] as LoggedEvent;
    const at = readTimestamp(event, path, position);
    state.sequence += 1;
    state.events.set(event.idempotency_key, {
      sequence: state.sequence,
      at,
      first: event,
      current: event,
      deprecated: false,
      backfill_id,
      replaced_by: noOne,
    });
  }
}

const noOne: readonly string[] = [];

function addBatch(state: LogState, id: string, entry: IngestedEntry): void {
  const backfill = state.backfills.get(id);
  if (backfill === undefined) return;
  const events_ingested = backfill.events_ingested + entry.events.length;
  state.backfills.set(id, { ...backfill, events_ingested, batches: { entry, earlier: backfill.batches } });
}

function replaceBody(state: LogState, { event_id, event }: AmendedEntry, path: string): void {
  const stored = storedAt(state, event_id, path);
  state.events.set(event_id, { ...stored, current: readLogged(event, pathAt(path, 'event')) });
  state.corrections.push({ kind: 'amended', at: state.now, customer: stored.first });
}

function withdraw(state: LogState, { event_id }: DeprecatedEntry, path: string): void {
  const stored = storedAt(state, event_id, path);
  state.events.set(event_id, { ...stored, deprecated: true });
  state.corrections.push({ kind: 'deprecated', at: state.now, customer: stored.first });
}

function storedAt(state: LogState, event_id: string, path: string): StoredEvent {
  const stored = state.events.get(event_id);
  return stored ?? fail(pathAt(path, 'event_id'), 'event_not_found', `${shown(event_id)} was not ingested before`);
}

function known(state: LogState, backfill_id: string, path: string): string {
  if (state.backfills.has(backfill_id)) return backfill_id;
  const message = `${shown(backfill_id)} was not created before; give the log whole, in its order`;
  return fail(pathAt(path, 'backfill_id'), 'invalid_reference', message);
}
