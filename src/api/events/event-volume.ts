import { refuseUnknown, report } from '../../errors/index.js';
import { countByHour } from '../../events/index.js';
import { instantOfMillis } from '../../time/index.js';
import type { EventVolumes } from '../../wire/index.js';
import { openLog, optionalInstant, requiredInstant } from './decode/event-log.js';
import { openInput } from '../decode/input.js';
import type { EventVolumeInput } from './event-inputs.js';

/**
 * How many events were ingested, by UTC hour of their timestamp, hours without any included (§3 "Day cuts").
 *
 * A bound within an hour includes that hour. Amendments do not count anew; deprecated events were ingested and count.
 *
 * @throws `invalid_timeframe`; `limit_exceeded` for more than 100,000 hours
 * @example
 * ```ts
 * import { eventVolume, ingestEvents } from 'reckoner';
 *
 * const call = { customer_id: 'acme', event_name: 'call', timestamp: '2026-01-05T11:00:00Z', properties: { tokens: 7 } };
 * const { log } = ingestEvents({
 *   log: { entries: [] },
 *   at: '2026-01-05T12:00:00Z',
 *   events: [{ ...call, idempotency_key: 'a' }],
 * });
 * const { data } = eventVolume({ log, at: '2026-01-05T12:00:00Z', timeframe_start: '2026-01-05T10:30:00Z' });
 * data.map((hour) => hour.count); // → [0, 1]
 * data[0]?.timeframe_start; // → '2026-01-05T10:00:00+00:00'
 * ```
 */
export function eventVolume(input: EventVolumeInput): EventVolumes {
  const fields = openInput(input);
  refuseUnknown(fields, ['log', 'index', 'at', 'timeframe_start', 'timeframe_end']);
  const now = requiredInstant(fields, 'at') ?? instantOfMillis(0);
  const start = requiredInstant(fields, 'timeframe_start') ?? now;
  const end = optionalInstant(fields, 'timeframe_end') ?? now;
  if (end < start) {
    const message = 'is before timeframe_start; exchange the two, or mend one';
    report(fields, 'timeframe_end', { code: 'invalid_timeframe', message });
  }
  const { state } = openLog(fields, now);
  return { data: countByHour(state, start, end) };
}
