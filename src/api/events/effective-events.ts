import {
  isGiven,
  openChild,
  optionalText,
  refuseUnknown,
  requiredText,
  valueAt,
  type Fields,
} from '../../errors/index.js';
import { effectiveEvents as find } from '../../events/index.js';
import type { Event } from '../../wire/index.js';
import { openLog, optionalInstant, optionalTimeframe } from './decode/event-log.js';
import { openInput } from '../decode/input.js';
import type { EffectiveEventsInput } from './event-inputs.js';

/**
 * The events that count, in the order of ingestion, in the form that `aggregateUsage`, `draftInvoice` and `evaluatePrices`
 * take: the latest amendments, without what was deprecated or replaced, with what closed backfills brought.
 *
 * @throws `invalid_timeframe`; `invalid_type` and others for a log that is not as it was returned
 * @example
 * ```ts
 * import { aggregateUsage, effectiveEvents, ingestEvents } from 'reckoner';
 *
 * const call = { customer_id: 'acme', event_name: 'call', timestamp: '2026-01-05T11:00:00Z', properties: { tokens: 7 } };
 * const { log } = ingestEvents({
 *   log: { entries: [] },
 *   at: '2026-01-05T12:00:00Z',
 *   events: [{ ...call, idempotency_key: 'a' }, { ...call, idempotency_key: 'b' }],
 * });
 * const events = effectiveEvents({ log, timeframe_start: '2026-01-01T00:00:00Z', timeframe_end: '2026-02-01T00:00:00Z' });
 * aggregateUsage({ metric: { aggregation: { kind: 'sum', expression: 'tokens' } }, events }).quantity; // → '14'
 * ```
 */
export function effectiveEvents(input: EffectiveEventsInput): readonly Event[] {
  const fields = openInput(input);
  refuseUnknown(fields, ['log', 'index', 'at', 'timeframe_start', 'timeframe_end', 'customer']);
  const at = optionalInstant(fields, 'at');
  const query = { ...optionalTimeframe(fields), customer: readCustomer(fields) };
  return find(openLog(fields, at).state, query);
}

function readCustomer(fields: Fields) {
  const customer = isGiven(valueAt(fields, 'customer')) ? openChild(fields, 'customer') : null;
  if (customer === null) return null;
  const external_customer_id = optionalText(customer, 'external_customer_id');
  return { customer_id: requiredText(customer, 'id'), external_customer_id };
}
