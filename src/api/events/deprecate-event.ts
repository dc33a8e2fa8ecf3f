import { deprecate } from '../../events/index.js';
import type { DeprecatedEventResult, EventLog } from '../../wire/index.js';
import { readCorrection } from './decode/correction.js';
import type { CorrectEventInput } from './event-inputs.js';

/**
 * Takes an ingested event out of what counts (§3 "Deprecate"). It stays in the log, and its key cannot be ingested again.
 *
 * Deprecating it once more changes nothing, so a request may be sent again. The window is that of `amendEvent`; the limit
 * is as high, and counts deprecations alone.
 *
 * @throws `event_not_found`, `customer_not_found`, `amend_window_closed`, `amend_limit`
 * @example
 * ```ts
 * import { deprecateEvent, effectiveEvents, ingestEvents } from 'reckoner';
 *
 * const call = { customer_id: 'acme', event_name: 'call', timestamp: '2026-01-05T11:00:00Z', properties: { tokens: 7 } };
 * const { log } = ingestEvents({
 *   log: { entries: [] },
 *   at: '2026-01-05T12:00:00Z',
 *   events: [{ ...call, idempotency_key: 'a' }],
 * });
 * const deprecated = deprecateEvent({
 *   log,
 *   at: '2026-01-20T09:00:00Z',
 *   event_id: 'a',
 *   billing_periods: [{ start_date: '2026-01-01T00:00:00Z', end_date: '2026-02-01T00:00:00Z' }],
 * });
 * effectiveEvents({ log: deprecated.log }); // → []
 * ```
 */
export function deprecateEvent(input: CorrectEventInput): {
  readonly log: EventLog;
  readonly response: DeprecatedEventResult;
} {
  const { state, request } = readCorrection(input, []);
  return deprecate(state, request);
}
