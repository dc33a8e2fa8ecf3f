import { invariant, refuse } from '../../errors/index.js';
import type { AccountStore } from '../../repository/index.js';
import { surroundingsOf, type Call, type Surroundings } from '../call.js';
import { inTransaction } from '../run-operation.js';
import type { BillingServiceOptions, CallContext } from '../settings.js';
import { changedEvent, readImportedEvent, storeImportedEvents, type ImportedEvent } from './import-events.js';
import { createImportTally, type ImportReport, type ImportTally } from './import-report.js';
import { readLines, type OpenLines } from './read-lines.js';
import { recogniseLine } from './recognise-line.js';
import type { ChangedPolicy } from './store-imported.js';
import { storeLines } from './store-lines.js';

/** What `importDocuments` takes. */
export type ImportInput = {
  /** Opens the lines from the beginning; called twice, because all are looked at before any is stored. */
  readonly lines: OpenLines;
  /** What is done with a document that is stored and says something else: the stored one stays unless `replace`. */
  readonly changed?: ChangedPolicy | undefined;
  /** `rehearse` says what would become of each document, and stores nothing. */
  readonly mode?: 'store' | 'rehearse' | undefined;
  readonly context?: CallContext | undefined;
};

type Importing = {
  readonly store: AccountStore;
  readonly surroundings: Surroundings;
  readonly mode: 'store' | 'rehearse';
  readonly tally: ImportTally;
};

const batchSize = 1000;

/**
 * Takes over what Orb holds: its documents as the official client fetches them, in any order, each kind that the service
 * keeps, with the ids that they have and every key, known or not.
 *
 * All documents are stored in one transaction, then events in batches. The same lines again change nothing. Billing goes on
 * where the imported invoices end; ledgers are run from what their entries say was granted, done by hand and charged;
 * changes that await their confirmation wait on, and migrations of plans go on.
 *
 * @throws what is wrong with any line, each under its place, and then nothing is stored: `invalid_type`, `missing_field`,
 * `limit_exceeded` for a line that is no document of a known kind; `invalid_reference` for one that names what is neither
 * stored nor imported; `duplicate_resource` where another document carries its external id; `inconsistent_history` for two
 * lines that contradict each other and a ledger that does not add up; `feature_not_available` for a change that waits and
 * does not tell what was asked for; `invalid_transition` for a migration that Orb does not go on with; the codes of the functions that read prices, subscriptions and invoices
 * @example
 * ```ts
 * import { createMemoryRepository } from 'reckoner/repository';
 * import { importDocuments } from 'reckoner/service';
 *
 * const item = { id: 'item_1', name: 'Seat', created_at: '2025-01-01T00:00:00+00:00', external_connections: [], metadata: {} };
 * const { kinds } = await importDocuments(
 *   { repository: createMemoryRepository(), now: () => '2026-01-01T00:00:00Z', account: { id: 'demo' } },
 *   { lines: () => [{ place: 'items.ndjson:1', document: item }] },
 * );
 * kinds.map(({ kind, created }) => [kind, created]); // → [['item', 1]]
 * ```
 */
export async function importDocuments(options: BillingServiceOptions, input: ImportInput): Promise<ImportReport> {
  const { lines: open, changed = 'keep', mode = 'store', context = {} } = input;
  const surroundings = surroundingsOf(options, context);
  const store = options.repository.account(surroundings.account.id);
  const importing: Importing = { store, surroundings, mode, tally: createImportTally() };
  const lines = await readLines(open);
  refuse(lines.issues);
  const stored = await attempt(importing, async (call) => {
    const done = await storeLines(call, lines, changed);
    // Thrown inside the transaction, so that nothing of it is stored.
    refuse(done.issues);
    return done;
  });
  for (const [kind, outcome] of stored.outcomes) importing.tally.count(kind, outcome);
  for (const note of stored.notes) importing.tally.note(note);
  await importEvents(importing, open);
  return importing.tally.report();
}

/** Reads the lines again for their events, a batch at a time. */
async function importEvents(importing: Importing, open: OpenLines): Promise<void> {
  let batch: ImportedEvent[] = [];
  for await (const line of open()) {
    const found = recogniseLine(line);
    const event = 'kind' in found && found.kind === 'event' ? readImportedEvent(found) : null;
    if (event === null || !('logged' in event)) continue;
    batch.push(event);
    if (batch.length < batchSize) continue;
    await importBatch(importing, batch);
    batch = [];
  }
  await importBatch(importing, batch);
}

async function importBatch(importing: Importing, batch: readonly ImportedEvent[]): Promise<void> {
  if (batch.length === 0) return;
  const outcomes = await attempt(importing, (call) => storeImportedEvents(call, batch));
  for (const [position, event] of batch.entries()) {
    const outcome = outcomes[position] ?? 'created';
    importing.tally.count('event', outcome);
    if (outcome === 'kept') importing.tally.note(changedEvent(event));
  }
}

/** Works in a transaction; a rehearsal undoes it at its end, so that it goes through everything that storing does. */
async function attempt<T>({ store, surroundings, mode }: Importing, work: (call: Call) => Promise<T>): Promise<T> {
  if (mode === 'store') return inTransaction(store, surroundings, work);
  const undoing = new Error('a rehearsal stores nothing');
  let done: { readonly value: T } | null = null;
  try {
    await inTransaction(store, surroundings, async (call) => {
      done = { value: await work(call) };
      throw undoing;
    });
  } catch (error) {
    if (error !== undoing) throw error;
  }
  const rehearsed = done as { readonly value: T } | null;
  invariant(rehearsed !== null, 'work that ends leaves what it came to');
  return rehearsed.value;
}
