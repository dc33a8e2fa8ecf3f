import type { StoredEvent, Transaction } from '../../repository/index.js';
import { parseInstant } from '../../time/index.js';
import type { EventLog, EventLogEntry, IngestedEntry, LoggedEvent } from '../../wire/index.js';
import { correctionsOf, eventsAfter } from './corrections.js';
import type { Receipt, ReceivedEvent } from './received-event.js';

/** The owner of events that name a customer by an external id which none has (yet). */
export function externalOwner(external_customer_id: string): string {
  return `external:${external_customer_id}`;
}

/** The owners under which the events of a customer are stored: those that came before the customer was known, too. */
export function ownersOf(customer: { readonly id: string; readonly external_customer_id: string | null }): string[] {
  const { id, external_customer_id: external } = customer;
  return external === null ? [id] : [id, externalOwner(external)];
}

/** A batch that was logged, as the store keeps its events. */
export function storedEvents(entry: IngestedEntry, after: number): readonly StoredEvent[] {
  const receipt: Receipt = { at: entry.at, backfill_id: entry.backfill_id, after };
  return entry.events.map((event) => ({
    idempotency_key: event.idempotency_key,
    customer_id: event.customer_id ?? externalOwner(event.external_customer_id ?? ''),
    timestamp: parseInstant(event.timestamp),
    event: { ...event, receipt },
  }));
}

/** Which events a request looks at: some owners' in a window, some keys', or both. */
export type EventQuestion = {
  readonly owners?: readonly string[] | undefined;
  readonly from?: string | null | undefined;
  readonly until?: string | null | undefined;
  readonly keys?: readonly string[] | undefined;
};

/**
 * The log of the events that a request looks at, with all that was done to them since: what of the account's history the
 * computations on events need, in the order in which it happened.
 */
export async function readLog(transaction: Transaction, question: EventQuestion): Promise<EventLog> {
  const corrections = await correctionsOf(transaction);
  const events = await readEvents(transaction, question);
  const batches = eventsAfter([...events.values()].map(receivedEvent));
  const entries: EventLogEntry[] = [...(batches.get(0) ?? [])];
  for (const [position, correction] of corrections.entries()) {
    if (concerns(correction, events)) entries.push(correction);
    entries.push(...(batches.get(position + 1) ?? []));
  }
  return { entries };
}

async function readEvents(
  transaction: Transaction,
  question: EventQuestion,
): Promise<ReadonlyMap<string, StoredEvent>> {
  const window = await readWindow(transaction, question);
  const events = new Map(window.map((event) => [event.idempotency_key, event]));
  const missing = (question.keys ?? []).filter((key) => !events.has(key));
  const found = missing.length === 0 ? [] : await transaction.findEvents(missing);
  for (const event of found) events.set(event.idempotency_key, event);
  return events;
}

async function readWindow(transaction: Transaction, question: EventQuestion): Promise<readonly StoredEvent[]> {
  const { owners, from, until } = question;
  if (owners === undefined || owners.length === 0) return [];
  const read: StoredEvent[] = [];
  const window = { from: from ? parseInstant(from) : earliest, until: until ? parseInstant(until) : latest };
  for await (const batch of transaction.readEvents({ customer_ids: owners, ...window, batch_size: 1000 })) {
    read.push(...batch);
  }
  return read;
}

const earliest = -62_135_596_800_000;
const latest = 253_402_300_799_999;

// The fields of the event stand at the top, where the store looks for what metrics read.
function receivedEvent({ event }: StoredEvent): ReceivedEvent {
  const { receipt, ...logged } = event;
  return { logged: logged as LoggedEvent, receipt: receipt as Receipt };
}

/** Corrections of events that are not looked at would name what the log does not hold. */
function concerns(entry: EventLogEntry, events: ReadonlyMap<string, StoredEvent>): boolean {
  return !('event_id' in entry) || events.has(entry.event_id);
}
