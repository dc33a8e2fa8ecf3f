import { isBillingError, isObject, problem, type Issue } from '../../errors/index.js';
import { formatInstant, parseInstant } from '../../time/index.js';
import type { Transaction } from '../../repository/index.js';
import type { IngestedEntry, LoggedEvent } from '../../wire/index.js';
import type { Call } from '../call.js';
import { appendCorrections, correctionsOf, countCorrections } from '../events/corrections.js';
import { storedEvents } from '../events/event-store.js';
import { registerOwners } from '../events/owners.js';
import type { ImportNote, ImportOutcome } from './import-report.js';
import type { Recognised } from './recognise-line.js';
import { isSameJson } from './same-json.js';

/** An event as it is to be stored, and whether it counts. */
export type ImportedEvent = { readonly place: string; readonly logged: LoggedEvent; readonly deprecated: boolean };

/** Reads an event, as a search at Orb answers it or as it was ingested; old ones too, because they were taken in before. */
export function readImportedEvent({ place, document }: Recognised): ImportedEvent | Issue {
  const { event_name, properties } = document;
  const key = document['idempotency_key'] ?? document['id'];
  const timestamp = instantOf(document['timestamp']);
  const owner = ownerIn(document);
  if (!isText(key)) return wrong(place, 'id', 'is missing; give the key of the event');
  if (!isText(event_name)) return wrong(place, 'event_name', 'has to be a text');
  if (timestamp === null) return wrong(place, 'timestamp', 'is no instant; write one such as 2026-01-31T09:00:00Z');
  if (!isObject(properties)) return wrong(place, 'properties', 'has to be an object');
  if (owner === null) {
    return wrong(place, 'customer_id', 'is missing; say whose event it is, here or with external_customer_id');
  }
  const logged = { idempotency_key: key, ...owner, event_name, timestamp, properties };
  return { place, deprecated: document['deprecated'] === true, logged };
}

/** Whose event it is. A search names both; one of them is enough, and the id does not change. */
function ownerIn(document: Recognised['document']): Pick<LoggedEvent, 'customer_id' | 'external_customer_id'> | null {
  const { customer_id, external_customer_id } = document;
  if (isText(customer_id)) return { customer_id, external_customer_id: null };
  return isText(external_customer_id) ? { customer_id: null, external_customer_id } : null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/**
 * Stores a batch of events in a transaction: each key once, also where a line repeats one. What is stored is never changed;
 * an event of the same key that says something else is told, and left to an amendment.
 */
export async function storeImportedEvents(
  call: Call,
  events: readonly ImportedEvent[],
): Promise<readonly ImportOutcome[]> {
  const { transaction } = call;
  const found = await transaction.findEvents(events.map(({ logged }) => logged.idempotency_key));
  const known = new Map<string, object>(found.map((stored) => [stored.idempotency_key, stored.event]));
  const outcomes = events.map(({ logged }): ImportOutcome => {
    const earlier = known.get(logged.idempotency_key);
    if (earlier !== undefined) return isSameEvent(earlier, logged) ? 'unchanged' : 'kept';
    known.set(logged.idempotency_key, logged);
    return 'created';
  });
  const fresh = events.filter((_event, position) => outcomes[position] === 'created').map(({ logged }) => logged);
  const batch: IngestedEntry = { kind: 'ingested', at: call.at, backfill_id: null, kept: [], events: fresh };
  const stored = storedEvents(batch, await countCorrections(transaction));
  await registerOwners(transaction, stored);
  await transaction.appendEvents(stored);
  await deprecate(call, events, outcomes);
  return outcomes;
}

/** The note on an event that is stored with another content. */
export function changedEvent({ place, logged }: ImportedEvent): ImportNote {
  const message = `${logged.idempotency_key} is stored with other content, which stays; amend it through the API`;
  return { place, kind: 'event', outcome: 'kept', message };
}

/** What no longer counts at Orb does not count here. Only what was stored before can have been withdrawn before. */
async function deprecate(
  { transaction, at }: Call,
  events: readonly ImportedEvent[],
  outcomes: readonly ImportOutcome[],
): Promise<void> {
  const keysOf = (isOne: (outcome: ImportOutcome | undefined) => boolean): readonly string[] =>
    events.flatMap(({ deprecated, logged }, position) =>
      deprecated && isOne(outcomes[position]) ? [logged.idempotency_key] : [],
    );
  const known = keysOf((outcome) => outcome !== 'created');
  const done = known.length === 0 ? new Set<string>() : await withdrawnBefore(transaction);
  const keys = new Set([...keysOf((outcome) => outcome === 'created'), ...known.filter((key) => !done.has(key))]);
  if (keys.size === 0) return;
  await appendCorrections(
    transaction,
    [...keys].map((event_id) => ({ kind: 'deprecated', at, event_id })),
  );
}

async function withdrawnBefore(transaction: Transaction): Promise<ReadonlySet<string>> {
  const corrections = await correctionsOf(transaction);
  return new Set(corrections.flatMap((entry) => (entry.kind === 'deprecated' ? [entry.event_id] : [])));
}

function isSameEvent(earlier: object, logged: LoggedEvent): boolean {
  const { receipt: _receipt, ...stored } = earlier as { readonly receipt?: unknown };
  return isSameJson(stored, logged);
}

function instantOf(text: unknown): string | null {
  if (typeof text !== 'string') return null;
  try {
    return formatInstant(parseInstant(text));
  } catch (error) {
    if (isBillingError(error)) return null;
    throw error;
  }
}

function wrong(place: string, key: string, message: string): Issue {
  return problem(`${place}: ${key}`, 'invalid_type', message);
}
