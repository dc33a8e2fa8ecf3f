import { revertBackfill as revert } from '../../events/index.js';
import type { Backfill, EventLog } from '../../wire/index.js';
import { readBackfillEnd } from './decode/backfill-end.js';
import type { EndBackfillInput } from './event-inputs.js';

/**
 * Takes a backfill back, open or closed (§3 "Backfill"): what it replaced counts again, what was ingested with it does not, and
 * its keys are free. The events in force are what they would be without it (L24).
 *
 * @throws `invalid_reference` for a backfill that the log does not hold; `invalid_transition` for one that was reverted
 * @example
 * ```ts
 * import { revertBackfill, createBackfill } from 'reckoner';
 *
 * const { log, response } = createBackfill({
 *   log: { entries: [] },
 *   at: '2026-02-10T00:00:00Z',
 *   timeframe_start: '2026-01-01T00:00:00Z',
 *   timeframe_end: '2026-02-01T00:00:00Z',
 * });
 * const reverted = revertBackfill({ log, at: '2026-02-10T06:00:00Z', backfill_id: response.id });
 * reverted.response.status; // → 'reverted'
 * reverted.response.reverted_at; // → '2026-02-10T06:00:00+00:00'
 * ```
 */
export function revertBackfill(input: EndBackfillInput): { readonly log: EventLog; readonly response: Backfill } {
  const { state, request } = readBackfillEnd(input);
  return revert(state, request);
}
