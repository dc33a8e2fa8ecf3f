import type { JsonDocument, Transaction } from '../../repository/index.js';
import { parseInstant } from '../../time/index.js';
import type { EventLogEntry, IngestedEntry, LoggedEvent } from '../../wire/index.js';
import type { ReceivedEvent } from './received-event.js';

/** The journal of all that is done to events beside ingesting them. */
const journal = 'event_corrections';
const batch = 1000;

/** Everything that was done to the account's events, in order. */
export async function correctionsOf(transaction: Transaction): Promise<readonly EventLogEntry[]> {
  const count = await transaction.countEntries(journal);
  const entries: EventLogEntry[] = [];
  while (entries.length < count) {
    const read = await transaction.readEntries(journal, entries.length, batch);
    entries.push(...read.map(({ entry }) => entry as EventLogEntry));
  }
  return entries;
}

/** How many corrections there are: a batch that comes now comes after them. */
export async function countCorrections(transaction: Transaction): Promise<number> {
  return transaction.countEntries(journal);
}

/** Appends what was done to events. */
export async function appendCorrections(transaction: Transaction, entries: readonly EventLogEntry[]): Promise<void> {
  const next = await transaction.countEntries(journal);
  await transaction.appendEntries(
    journal,
    next,
    entries.map((entry): JsonDocument => ({ ...entry })),
  );
}

type Arrival = { readonly at: string; readonly backfill_id: string | null; readonly events: LoggedEvent[] };

/** The batches of events by the number of corrections that they came after, each list in the order of arrival. */
export function eventsAfter(events: readonly ReceivedEvent[]): ReadonlyMap<number, readonly EventLogEntry[]> {
  const batches = new Map<number, Map<string, Arrival>>();
  for (const { logged, receipt } of events) {
    const { at, backfill_id, after } = receipt;
    const together = batches.get(after) ?? new Map<string, Arrival>();
    batches.set(after, together);
    const key = JSON.stringify([at, backfill_id]);
    const known = together.get(key);
    if (known === undefined) together.set(key, { at, backfill_id, events: [logged] });
    else known.events.push(logged);
  }
  return new Map(
    [...batches].map(([after, together]) => [
      after,
      [...together.values()]
        .sort((a, b) => parseInstant(a.at) - parseInstant(b.at))
        .map((arrival): IngestedEntry => ({ kind: 'ingested', kept: [], ...arrival })),
    ]),
  );
}
