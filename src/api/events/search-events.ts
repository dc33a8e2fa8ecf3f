import { isGiven, refuseUnknown, report, valueAt, type Fields } from '../../errors/index.js';
import { searchEvents as search } from '../../events/index.js';
import { instantOfMillis, millisPerDay, shiftInstant } from '../../time/index.js';
import type { Event } from '../../wire/index.js';
import { openLog, optionalInstant, optionalTexts, requiredInstant } from './decode/event-log.js';
import { openInput } from '../decode/input.js';
import type { SearchEventsInput } from './event-inputs.js';

const mostIds = 500;
const weekMillis = 7 * millisPerDay;

/**
 * Finds events by id, by timeframe, or by both (§3), in Orb's shape: `deprecated` is true for what was deprecated or
 * replaced, and an amended event says what it says now.
 *
 * Of a timeframe with one bound, the start defaults to a week before `at` and the end to `at`; ids alone are searched for
 * at all times. What an open backfill holds is not found.
 *
 * @throws `missing_field` without any criterion; `limit_exceeded` for more than 500 ids; `invalid_timeframe`
 * @example
 * ```ts
 * import { ingestEvents, searchEvents } from 'reckoner';
 *
 * const call = { customer_id: 'acme', event_name: 'call', timestamp: '2026-01-05T11:00:00Z', properties: { tokens: 7 } };
 * const { log } = ingestEvents({
 *   log: { entries: [] },
 *   at: '2026-01-05T12:00:00Z',
 *   events: [{ ...call, idempotency_key: 'a' }],
 * });
 * const { data } = searchEvents({ log, at: '2026-01-06T00:00:00Z', event_ids: ['a', 'b'] });
 * data.map((event) => event.id); // → ['a']
 * data[0]?.timestamp; // → '2026-01-05T11:00:00+00:00'
 * ```
 */
export function searchEvents(input: SearchEventsInput): { readonly data: readonly Event[] } {
  const fields = openInput(input);
  refuseUnknown(fields, ['log', 'index', 'at', 'event_ids', 'timeframe_start', 'timeframe_end']);
  const now = requiredInstant(fields, 'at') ?? instantOfMillis(0);
  const event_ids = readIds(fields);
  const query = { event_ids, ...readTimeframe(fields, now) };
  const { state } = openLog(fields, now);
  return { data: search(state, query) };
}

function readIds(fields: Fields): readonly string[] | null {
  const ids = optionalTexts(fields, 'event_ids');
  if (ids !== null && ids.length > mostIds) {
    const message = `holds ${ids.length} ids; search for at most ${mostIds} at a time`;
    report(fields, 'event_ids', { code: 'limit_exceeded', message });
  }
  return ids;
}

function readTimeframe(fields: Fields, now: ReturnType<typeof instantOfMillis>) {
  const start = optionalInstant(fields, 'timeframe_start');
  const end = optionalInstant(fields, 'timeframe_end');
  if (start === null && end === null) {
    if (!isGiven(valueAt(fields, 'event_ids'))) {
      const message = 'is missing, and so is a timeframe; give at least one of the two';
      report(fields, 'event_ids', { code: 'missing_field', message });
    }
    return { start, end };
  }
  const bounds = { start: start ?? shiftInstant(now, -weekMillis), end: end ?? now };
  if (bounds.end < bounds.start) {
    const message = 'is before timeframe_start; exchange the two, or mend one';
    report(fields, 'timeframe_end', { code: 'invalid_timeframe', message });
  }
  return bounds;
}
