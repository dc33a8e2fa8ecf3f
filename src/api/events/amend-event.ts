import { amend } from '../../events/index.js';
import { valueAt } from '../../errors/index.js';
import type { AmendEventResult, EventLog } from '../../wire/index.js';
import { readCorrection } from './decode/correction.js';
import type { AmendEventInput } from './event-inputs.js';

/**
 * Replaces what an ingested event says (§3 "Amend"): id, timestamp and customer stay, the latest amendment counts, and the
 * original is kept in the log.
 *
 * Amending an event to what it says already changes nothing, so a request may be sent again.
 *
 * @throws `event_not_found`, `event_deprecated`; `amend_mismatch` for another timestamp or customer; `amend_window_closed`
 * unless the event lies in the billing period that holds `at`, or in the one before while its grace lasts; `amend_limit`
 * beyond 100 per customer and 100 days (`policies.amend_limit`); and what `ingestEvents` finds wrong with an event
 * @example
 * ```ts
 * import { amendEvent, effectiveEvents, ingestEvents } from 'reckoner';
 *
 * const call = { customer_id: 'acme', event_name: 'call', timestamp: '2026-01-05T11:00:00Z', properties: { tokens: 7 } };
 * const { log } = ingestEvents({
 *   log: { entries: [] },
 *   at: '2026-01-05T12:00:00Z',
 *   events: [{ ...call, idempotency_key: 'a' }],
 * });
 * const amended = amendEvent({
 *   log,
 *   at: '2026-01-20T09:00:00Z',
 *   event_id: 'a',
 *   event: { ...call, properties: { tokens: 5 } },
 *   billing_periods: [{ start_date: '2026-01-01T00:00:00Z', end_date: '2026-02-01T00:00:00Z' }],
 * });
 * amended.response; // → { amended: 'a' }
 * effectiveEvents({ log: amended.log }).map((event) => event.properties); // → [{ tokens: 5 }]
 * ```
 */
export function amendEvent(input: AmendEventInput): { readonly log: EventLog; readonly response: AmendEventResult } {
  const { input: fields, state, request } = readCorrection(input, ['event']);
  return amend(state, { ...request, event: valueAt(fields, 'event') });
}
