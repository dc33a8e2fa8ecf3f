import { amendEvent, deprecateEvent, eventVolume, searchEvents, type CorrectEventInput } from '../../index.js';
import type {
  AmendEventRequest,
  AmendEventResult,
  DeprecatedEventResult,
  Event,
  EventVolume,
  Page,
} from '../../wire/index.js';
import { openBody } from '../body.js';
import { policiesOf, type Call } from '../call.js';
import { pageOf, type PageParams } from '../kept/pages.js';
import { appendCorrections, correctionsOf } from '../events/corrections.js';
import { readLog } from '../events/event-store.js';
import { customersOf } from '../events/ingest.js';
import { everyOwner } from '../events/owners.js';
import { correctablePeriods } from '../events/correctable-periods.js';

type EventParams = { readonly event_id: string };
type SearchBody = {
  readonly event_ids: readonly string[];
  readonly timeframe_start?: string | null;
  readonly timeframe_end?: string | null;
};
type VolumeParams = PageParams & { readonly timeframe_start: string; readonly timeframe_end?: string | null };

/** Finds events by key, by timeframe, or both. */
export async function findEvents(
  call: Call,
  { body }: { readonly body: SearchBody },
): Promise<{ readonly data: readonly Event[] }> {
  openBody(body);
  const { event_ids, timeframe_start, timeframe_end } = body;
  const window = { timeframe_start: timeframe_start ?? null, timeframe_end: timeframe_end ?? null };
  const keys = Array.isArray(event_ids) ? textsIn(event_ids) : [];
  const isOpen = keys.length === 0 && (window.timeframe_start ?? window.timeframe_end) !== null;
  const log = isOpen
    ? await readLog(call.transaction, { owners: await everyOwner(call.transaction) })
    : await readLog(call.transaction, { keys });
  return searchEvents({ log, at: call.at, event_ids: isOpen ? null : event_ids, ...window });
}

/** More ids than may be asked for are refused by the search itself. */
function textsIn(list: readonly unknown[]): readonly string[] {
  return list.filter((id) => typeof id === 'string').slice(0, 501);
}

/** Counts ingested events by the hour. */
export async function fetchEventVolume(call: Call, params: VolumeParams): Promise<Page<EventVolume>> {
  const { timeframe_start, timeframe_end } = params;
  const owners = await everyOwner(call.transaction);
  // A bound within an hour includes that hour, so that the window is read a little wider than it is asked for.
  const log = await readLog(call.transaction, { owners });
  const { data } = eventVolume({ log, at: call.at, timeframe_start, timeframe_end: timeframe_end ?? null });
  return pageOf(data, params, 1000);
}

/** Replaces what an event says (§3 "Amend"). */
export async function amendStoredEvent(
  call: Call,
  { event_id, body }: EventParams & { readonly body: AmendEventRequest },
): Promise<AmendEventResult> {
  const correction = await correctionOf(call, event_id, [{ ...body }]);
  const { log, response } = amendEvent({ ...correction, event: body });
  await appendCorrections(call.transaction, log.entries.slice(correction.log.entries.length));
  return response;
}

/** Takes an event out of what counts (§3 "Deprecate"). */
export async function deprecateStoredEvent(call: Call, { event_id }: EventParams): Promise<DeprecatedEventResult> {
  const correction = await correctionOf(call, event_id, []);
  const { log, response } = deprecateEvent(correction);
  await appendCorrections(call.transaction, log.entries.slice(correction.log.entries.length));
  return response;
}

/** What a correction is decided by: the event, all corrections there were (they are limited), and whose it is. */
async function correctionOf(
  call: Call,
  event_id: string,
  named: readonly Readonly<Record<string, unknown>>[],
): Promise<CorrectEventInput> {
  const corrections = await correctionsOf(call.transaction);
  const corrected = corrections.flatMap((entry) => ('event_id' in entry ? [entry.event_id] : []));
  const log = await readLog(call.transaction, { keys: [event_id, ...corrected] });
  const owners = log.entries.flatMap((entry) =>
    entry.kind === 'ingested' ? entry.events.filter((event) => event.idempotency_key === event_id) : [],
  );
  const customers = await customersOf(call, [...named, ...owners.map((event) => ({ ...event }))]);
  return {
    log,
    at: call.at,
    event_id,
    customers,
    billing_periods: await correctablePeriods(call, customers),
    ...policiesOf(call),
  };
}
