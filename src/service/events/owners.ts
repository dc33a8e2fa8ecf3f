import type { StoredEvent, Transaction } from '../../repository/index.js';
import { eachKept } from '../kept/pages.js';

/** The journal of external ids that events named before any customer had them. */
const journal = 'event_owners';

/** Remembers owners that are no customer, so that their events can be found when everybody's are asked for. */
export async function registerOwners(transaction: Transaction, events: readonly StoredEvent[]): Promise<void> {
  const strangers = [...new Set(events.map(({ customer_id }) => customer_id))].filter((id) =>
    id.startsWith('external:'),
  );
  if (strangers.length === 0) return;
  const known = new Set(await strangersOf(transaction));
  const entries = strangers.filter((id) => !known.has(id)).map((owner) => ({ owner }));
  if (entries.length > 0) await transaction.appendEntries(journal, await transaction.countEntries(journal), entries);
}

/** Every owner of events in the account. */
export async function everyOwner(transaction: Transaction): Promise<readonly string[]> {
  const owners = [...(await strangersOf(transaction))];
  for await (const { document } of eachKept({ transaction }, { kind: 'customer' })) owners.push(document.id);
  return owners;
}

async function strangersOf(transaction: Transaction): Promise<readonly string[]> {
  const count = await transaction.countEntries(journal);
  const read = count === 0 ? [] : await transaction.readEntries(journal, 0, count);
  return read.map(({ entry }) => String(entry['owner']));
}
