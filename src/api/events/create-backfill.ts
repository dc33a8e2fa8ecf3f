import {
  isGiven,
  optionalText,
  refuseUnknown,
  report,
  shown,
  valueAt,
  wanting,
  type Fields,
} from '../../errors/index.js';
import { createBackfill as create, type Customers } from '../../events/index.js';
import { instantOfMillis } from '../../time/index.js';
import type { Backfill, EventLog } from '../../wire/index.js';
import { openLog, optionalInstant, readCustomers, requiredInstant } from './decode/event-log.js';
import { openInput } from '../decode/input.js';
import type { CreateBackfillInput } from './event-inputs.js';

const known =
  /*#__PURE__*/ 'log index at customers timeframe_start timeframe_end close_time replace_existing_events deprecation_filter customer_id external_customer_id'.split(
    ' ',
  );

/**
 * Opens a backfill: a batch of events for `[timeframe_start, timeframe_end)` that takes effect as one when it closes, by
 * `closeBackfill` or by itself at `close_time` (default: a day after `at`) (§3 "Backfill").
 *
 * While it is open nothing of it is seen. On closing, `replace_existing_events` (default true) takes the timeframe's other
 * events out of what counts: of its customer if it names one, and those for which `deprecation_filter` is true if there is
 * one. A stored event that is ingested again with the backfill, unchanged, stays.
 *
 * @throws `invalid_timeframe` for more than 31 days, none, or a close time that has passed; `backfill_overlap` with one that
 * is still open; `customer_reference` for two customers, `customer_not_found`; `invalid_expression`
 * @example
 * ```ts
 * import { closeBackfill, createBackfill, effectiveEvents, ingestEvents } from 'reckoner';
 *
 * const opened = createBackfill({
 *   log: { entries: [] },
 *   at: '2026-02-10T00:00:00Z',
 *   timeframe_start: '2026-01-01T00:00:00Z',
 *   timeframe_end: '2026-02-01T00:00:00Z',
 * });
 * const { id } = opened.response;
 * id; // → 'backfill:2026-01-01:1'
 * const late = { idempotency_key: 'a', customer_id: 'acme', event_name: 'call', timestamp: '2026-01-05T11:00:00Z' };
 * const events = [{ ...late, properties: { tokens: 7 } }];
 * const { log } = ingestEvents({ log: opened.log, at: '2026-02-10T00:05:00Z', backfill_id: id, events });
 * effectiveEvents({ log }).length; // → 0
 * const closed = closeBackfill({ log, at: '2026-02-10T00:10:00Z', backfill_id: id });
 * closed.response.status; // → 'reflected'
 * effectiveEvents({ log: closed.log }).length; // → 1
 * ```
 */
export function createBackfill(input: CreateBackfillInput): { readonly log: EventLog; readonly response: Backfill } {
  const fields = openInput(input);
  refuseUnknown(fields, known);
  const epoch = instantOfMillis(0);
  const now = requiredInstant(fields, 'at') ?? epoch;
  const request = {
    timeframe_start: requiredInstant(fields, 'timeframe_start') ?? epoch,
    timeframe_end: requiredInstant(fields, 'timeframe_end') ?? epoch,
    close_time: optionalInstant(fields, 'close_time'),
    ...readReplacement(fields),
    ...readScope(fields, readCustomers(fields)),
  };
  const { state, at } = openLog(fields, now);
  return create(state, { ...request, at });
}

function readReplacement(fields: Fields) {
  const given = valueAt(fields, 'replace_existing_events');
  if (isGiven(given) && typeof given !== 'boolean') {
    report(fields, 'replace_existing_events', wanting(given, 'true or false'));
  }
  const replace_existing_events = given !== false;
  const deprecation_filter = optionalText(fields, 'deprecation_filter');
  if (deprecation_filter !== null && !replace_existing_events) {
    const message = 'says what is replaced, but nothing is; leave it out, or let replace_existing_events be true';
    report(fields, 'deprecation_filter', { code: 'invalid_type', message });
  }
  return { replace_existing_events, deprecation_filter };
}

function readScope(fields: Fields, customers: Customers | null) {
  const customer_id = optionalText(fields, 'customer_id');
  const external_customer_id = optionalText(fields, 'external_customer_id');
  if (customer_id !== null && external_customer_id !== null) {
    const message = 'stands beside customer_id; name the customer by one of the two';
    report(fields, 'external_customer_id', { code: 'customer_reference', message });
  }
  const named = { customer_id, external_customer_id };
  const scope = customers?.identify(named) ?? named;
  if (!isKnown(scope.customer_id, customers)) reportUnknown(fields, named);
  return scope;
}

function isKnown(id: string | null, customers: Customers | null): boolean {
  return id !== null && (customers === null || customers.holds(id));
}

// The document names a customer by id alone, so an alias that stands for nobody would read as everybody.
function reportUnknown(
  fields: Fields,
  {
    customer_id,
    external_customer_id,
  }: { readonly customer_id: string | null; readonly external_customer_id: string | null },
): void {
  const reference = customer_id ?? external_customer_id;
  if (reference === null) return;
  const key = customer_id === null ? 'external_customer_id' : 'customer_id';
  const message = `${shown(reference)} is none of the customers; give them, this one among them, as customers`;
  report(fields, key, { code: 'customer_not_found', message });
}
