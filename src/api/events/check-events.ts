import type { Issue } from '../../errors/index.js';
import { checkIngestion } from '../../events/index.js';
import { readIngestion } from './decode/ingestion.js';
import type { IngestEventsInput } from './event-inputs.js';

/**
 * Lists everything for which `ingestEvents` would refuse a batch, event by event (§3 "Ingest checks").
 *
 * @param input - the same input as for `ingestEvents`
 * @returns the issues in the order of the events, each with its path; none means that the batch is taken in
 * @throws `BillingError` for an input that is not about the events: a log, a time or a policy that cannot be read,
 * `backfill_closed`
 * @example
 * ```ts
 * import { checkEvents } from 'reckoner';
 *
 * const event = { idempotency_key: 'a', customer_id: 'acme', event_name: 'call', properties: { tokens: 7 } };
 * const issues = checkEvents({
 *   log: { entries: [] },
 *   at: '2026-01-05T12:00:00Z',
 *   events: [
 *     { ...event, timestamp: '2026-01-05T00:00:00Z' },
 *     { ...event, idempotency_key: 'b', timestamp: '2026-01-04T23:59:59Z' },
 *     { ...event, idempotency_key: 'c', timestamp: '2026-01-05T12:05:01Z', external_customer_id: 'acme-eu' },
 *   ],
 * });
 * issues.map((issue) => issue.code); // → ['event_too_old', 'event_customer', 'event_in_future']
 * issues[0]?.path; // → 'events[1].timestamp'
 * ```
 */
export function checkEvents(input: IngestEventsInput): readonly Issue[] {
  const { state, ingestion } = readIngestion(input);
  return checkIngestion(state, ingestion);
}
