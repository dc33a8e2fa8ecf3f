import { effectiveEvents } from '../../index.js';
import { parseInstant } from '../../time/index.js';
import type { Event, EventLogEntry, LoggedBackfill } from '../../wire/index.js';
import type { Call } from '../call.js';
import { correctionsOf } from './corrections.js';
import { externalOwner, readLog } from './event-store.js';

/** What corrections made of stored events: keys that count no more as they are stored, and what counts in their place. */
export type CorrectedEvents = { readonly without_keys: readonly string[]; readonly with_events: readonly Event[] };

/** Whose events in which window. */
export type CorrectedWindow = { readonly owners: readonly string[]; readonly from: string; readonly until: string };

/**
 * The corrections of single events; null where a backfill touches the window, because then only the log as a whole says
 * which events count.
 */
export async function correctedEvents(call: Call, window: CorrectedWindow): Promise<CorrectedEvents | null> {
  const corrections = await correctionsOf(call.transaction);
  if (corrections.some((entry) => touches(entry, window))) return null;
  const without_keys = [...new Set(corrections.flatMap((entry) => ('event_id' in entry ? [entry.event_id] : [])))];
  if (without_keys.length === 0) return { without_keys, with_events: [] };
  const log = await readLog(call.transaction, { keys: without_keys });
  const owners = new Set(window.owners);
  const with_events = effectiveEvents({ log, at: call.at }).filter((event) => owners.has(ownerOf(event)));
  return { without_keys, with_events };
}

/** Under whom an event is stored. */
export function ownerOf({ customer_id, external_customer_id }: Event): string {
  return customer_id ?? externalOwner(external_customer_id ?? '');
}

function touches(entry: EventLogEntry, window: CorrectedWindow): boolean {
  if (entry.kind !== 'backfill_created') return false;
  const { timeframe_start, timeframe_end } = entry.backfill;
  const overlaps =
    parseInstant(timeframe_start) < parseInstant(window.until) &&
    parseInstant(timeframe_end) > parseInstant(window.from);
  return overlaps && concerns(entry.backfill, window.owners);
}

/** A backfill that names no customer is everybody's. */
function concerns({ customer_id, external_customer_id }: LoggedBackfill, owners: readonly string[]): boolean {
  if (customer_id !== null) return owners.includes(customer_id);
  return external_customer_id === null || owners.includes(externalOwner(external_customer_id));
}
