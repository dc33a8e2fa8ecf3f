import { eventIndex, type EventIndex } from '../../events/index.js';
import type { EventLog } from '../../wire/index.js';
import { openLog } from './decode/event-log.js';
import { openInput } from '../decode/input.js';

/**
 * Reads a log once, so that requests on it, and on every later state of it, need not read it again: pass the result as
 * `index`. It lives in memory only; make it anew once the entries after it have become many.
 *
 * @throws `invalid_type` and others for a log that is not as it was returned
 * @example
 * ```ts
 * import { indexEventLog, ingestEvents } from 'reckoner';
 *
 * const call = { customer_id: 'acme', event_name: 'call', timestamp: '2026-01-05T11:00:00Z', properties: {} };
 * const at = '2026-01-05T12:00:00Z';
 * const { log } = ingestEvents({ log: { entries: [] }, at, events: [{ ...call, idempotency_key: 'a' }] });
 * const index = indexEventLog(log);
 * const next = ingestEvents({ log, index, at, events: [{ ...call, idempotency_key: 'b' }] });
 * const last = ingestEvents({ log: next.log, index, at, events: [{ ...call, idempotency_key: 'a' }], debug: true });
 * last.response.debug; // → { ingested: [], duplicate: ['a'] }
 * ```
 */
export function indexEventLog(log: EventLog): EventIndex {
  const fields = openInput({ log });
  return eventIndex(openLog(fields, null).state);
}
