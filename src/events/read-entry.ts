import { fail, isObject, pathAt, refuse, shown, type Issues } from '../errors/index.js';
import { readInstant, type Instant } from '../time/index.js';
import type { EventLogEntry, IngestedEntry, LoggedEvent } from '../wire/index.js';

/** An entry of a kind that there is; a log comes back from wherever it was stored, and may have come to harm there. */
export function readEntry(entry: unknown, path: string, kinds: { readonly [kind: string]: unknown }): EventLogEntry {
  if (isObject(entry) && Object.hasOwn(kinds, String(entry['kind']))) return entry as EventLogEntry;
  const known = Object.keys(kinds).join(', ');
  return fail(path, 'invalid_type', `is ${shown(entry)} of no known kind; the kinds of entries are ${known}`);
}

/** The events of a batch, which still have to be read one by one. */
export function readBatch({ events, kept, backfill_id }: IngestedEntry, path: string): readonly LoggedEvent[] {
  const isWhole = Array.isArray(events) && Array.isArray(kept);
  if (isWhole && (backfill_id === null || typeof backfill_id === 'string')) return events;
  return fail(path, 'invalid_type', 'lacks `events`, `kept` or `backfill_id`; give the log as it was returned');
}

/** An event as it was logged, found whole enough to be counted. */
export function readLogged(event: unknown, path: string): LoggedEvent {
  return isLogged(event) ? event : fail(path, 'invalid_type', `is ${shown(event)}; give an event as it was logged`);
}

function isLogged(event: unknown): event is LoggedEvent {
  return isObject(event) && typeof event['idempotency_key'] === 'string' && isObject(event['properties']);
}

/** The instant of a logged event. The path is written only for a fault: a text per event is what a million would pay for. */
export function readTimestamp(event: unknown, path: string, position: number): Instant {
  if (isLogged(event)) {
    const at = readInstant(event.timestamp, '', []);
    if (at !== undefined) return at;
  }
  return refuseEvent(event, pathAt(pathAt(path, 'events'), position));
}

function refuseEvent(event: unknown, path: string): never {
  readLogged(event, path);
  return fail(pathAt(path, 'timestamp'), 'invalid_instant', notAnInstant);
}

const notAnInstant = 'is no instant; give the log as it was returned';

/** An instant that an entry tells. */
export function readTime(value: unknown, path: string): Instant {
  const issues: Issues = [];
  const at = readInstant(value, path, issues);
  refuse(issues);
  return at ?? fail(path, 'invalid_instant', notAnInstant);
}
