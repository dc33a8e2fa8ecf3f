import { isObject } from '../../errors/index.js';
import { ingestEvents, type EventCustomer } from '../../index.js';
import type { EventInput, EventLogEntry, IngestionReport } from '../../wire/index.js';
import { policiesOf, type Call } from '../call.js';
import { findKept, readKept } from '../kept/documents.js';
import { appendCorrections, countCorrections } from './corrections.js';
import { readLog, storedEvents } from './event-store.js';
import { registerOwners } from './owners.js';

/** What ingesting takes. */
export type IngestParams = {
  readonly body: { readonly events: readonly Omit<EventInput, 'id' | 'deprecated'>[] };
  readonly backfill_id?: string | null;
  readonly debug?: boolean | string | null;
};

/** Takes a batch of events in, each once (§3): what is stored already is recognised by its key, whoever sent it. */
export async function ingest(call: Call, { body, backfill_id, debug }: IngestParams): Promise<IngestionReport> {
  const events = isObject(body) ? body.events : body;
  const named = Array.isArray(events) ? (events as readonly unknown[]).filter(isObject) : [];
  const keys = named.map((event) => event['idempotency_key']).filter((key) => typeof key === 'string');
  const log = await readLog(call.transaction, { keys });
  const { log: next, response } = ingestEvents({
    log,
    at: call.at,
    events,
    customers: await customersOf(call, named),
    backfill_id: backfill_id ?? null,
    debug: debug === true || debug === 'true',
    ...policiesOf(call),
  });
  for (const entry of next.entries.slice(log.entries.length)) await storeEntry(call, entry);
  return response;
}

async function storeEntry({ transaction }: Call, entry: EventLogEntry): Promise<void> {
  if (entry.kind !== 'ingested') return;
  // A repeat that a replacing backfill keeps is no new event, but its mention has to be remembered.
  if (entry.kept.length > 0) await appendCorrections(transaction, [{ ...entry, events: [] }]);
  const stored = storedEvents(entry, await countCorrections(transaction));
  await registerOwners(transaction, stored);
  await transaction.appendEvents(stored);
}

/** The customers that events name and that there are. */
export async function customersOf(
  call: Pick<Call, 'transaction'>,
  events: readonly Readonly<Record<string, unknown>>[],
): Promise<readonly EventCustomer[]> {
  const customers = new Map<string, EventCustomer>();
  for (const id of new Set(events.map((event) => event['customer_id']))) {
    const kept = typeof id === 'string' ? await readKept(call, 'customer', id) : null;
    if (kept !== null) customers.set(kept.document.id, kept.document);
  }
  for (const id of new Set(events.map((event) => event['external_customer_id']))) {
    const kept = typeof id === 'string' ? await findKept(call, 'customer', `external:${id}`) : null;
    if (kept !== null) customers.set(kept.document.id, kept.document);
  }
  return [...customers.values()].map(({ id, external_customer_id }) => ({ id, external_customer_id }));
}
