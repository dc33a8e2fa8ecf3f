import { closeBackfill as close } from '../../events/index.js';
import type { Backfill, EventLog } from '../../wire/index.js';
import { readBackfillEnd } from './decode/backfill-end.js';
import type { EndBackfillInput } from './event-inputs.js';

/**
 * Closes a backfill ahead of its close time (§3 "Backfill"): it takes no more events, and its effect is in the log returned,
 * so its status is `reflected` at once. Drafts computed from now on see it; invoices that were issued stay as they are.
 *
 * @throws `invalid_reference` for a backfill that the log does not hold; `backfill_closed` for one that is closed or reverted
 * @example
 * ```ts
 * import { closeBackfill, createBackfill } from 'reckoner';
 *
 * const { log, response } = createBackfill({
 *   log: { entries: [] },
 *   at: '2026-02-10T00:00:00Z',
 *   timeframe_start: '2026-01-01T00:00:00Z',
 *   timeframe_end: '2026-02-01T00:00:00Z',
 * });
 * const closed = closeBackfill({ log, at: '2026-02-10T06:00:00Z', backfill_id: response.id });
 * closed.response.status; // → 'reflected'
 * closed.response.close_time; // → '2026-02-10T06:00:00+00:00'
 * ```
 */
export function closeBackfill(input: EndBackfillInput): { readonly log: EventLog; readonly response: Backfill } {
  const { state, request } = readBackfillEnd(input);
  return close(state, request);
}
