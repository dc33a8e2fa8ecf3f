import { ingest } from '../../events/index.js';
import type { EventLog, IngestionReport } from '../../wire/index.js';
import { readIngestion } from './decode/ingestion.js';
import type { IngestEventsInput } from './event-inputs.js';

/**
 * Takes a batch of events into a log, once per idempotency key (§3 "Ingest checks", "Dedupe").
 *
 * A failing event refuses the batch, naming every failing one; with `policies.ingest_failures: 'report'` the answer lists
 * them under `validation_failed` and the rest is stored. Events may be 12 hours old (`policies.grace_period_hours`), which
 * does not apply to a backfill's, and 5 minutes ahead. The batch becomes one entry, so no earlier event is copied.
 *
 * @returns the next log, and Orb's answer; `debug` (if asked for) tells newly stored keys from repeated ones
 * @throws `event_customer`, `customer_not_found`, `event_timestamp`, `event_in_future`, `event_too_old`, `event_property`,
 * `event_deprecated`, `missing_field`, `invalid_type`, each with the event's path; `idempotency_conflict` whatever the
 * policy; `backfill_closed`
 * @example
 * ```ts
 * import { ingestEvents } from 'reckoner';
 *
 * const call = {
 *   idempotency_key: 'a',
 *   customer_id: 'acme',
 *   event_name: 'call',
 *   timestamp: '2026-01-05T11:00:00Z',
 *   properties: { tokens: 7 },
 * };
 * const first = ingestEvents({ log: { entries: [] }, at: '2026-01-05T12:00:00Z', events: [call], debug: true });
 * first.response; // → { validation_failed: [], debug: { ingested: ['a'], duplicate: [] } }
 * const again = ingestEvents({ log: first.log, at: '2026-01-05T12:01:00Z', events: [call], debug: true });
 * again.response.debug; // → { ingested: [], duplicate: ['a'] }
 * ```
 */
export function ingestEvents(input: IngestEventsInput): { readonly log: EventLog; readonly response: IngestionReport } {
  const { state, ingestion } = readIngestion(input);
  return ingest(state, ingestion);
}
