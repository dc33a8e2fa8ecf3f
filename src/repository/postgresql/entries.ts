import { ConflictError } from '../conflict.js';
import type { JsonDocument } from '../documents.js';
import type { JournalEntry } from '../port.js';
import { storedText } from '../stored-text.js';
import type { Scope } from './scope.js';
import { countText, parsed } from './session.js';

type Appending = { readonly journal: string; readonly next: number; readonly entries: readonly JsonDocument[] };

/** Appends to a journal. Of two at once, the row of its next number lets one through. */
export async function appendEntries(scope: Scope, { journal, next, entries }: Appending): Promise<void> {
  const stored = await countEntries(scope, journal);
  if (stored !== next) {
    throw new ConflictError('sequence_gap', `the next entry of ${journal} is number ${stored}, not ${next}`);
  }
  if (entries.length === 0) return;
  scope.wrote = true;
  const name = storedText(journal);
  scope.appended.add(name);
  await scope.session.query(
    `WITH counted AS (
       INSERT INTO journals (account_id, journal, next) VALUES ($1, $2, $3::bigint + cardinality($4::text[]))
       ON CONFLICT (account_id, journal) DO UPDATE SET next = excluded.next
     )
     INSERT INTO entries (account_id, journal, sequence, entry)
     SELECT $1, $2, $3::bigint + place - 1, entry::json
     FROM unnest($4::text[]) WITH ORDINALITY AS given(entry, place)`,
    [scope.account_id, name, String(next), entries.map((entry) => JSON.stringify(entry))],
  );
}

export async function countEntries(scope: Scope, journal: string): Promise<number> {
  const name = storedText(journal);
  const [row] = await scope.session.query(
    'SELECT next::text AS next FROM journals WHERE account_id = $1 AND journal = $2',
    [scope.account_id, name],
  );
  scope.journals.set(name, row !== undefined);
  return Number(row?.['next'] ?? 0);
}

type Reading = { readonly journal: string; readonly from: number; readonly limit: number };

export async function readEntries(scope: Scope, { journal, from, limit }: Reading): Promise<readonly JournalEntry[]> {
  // What the journal holds is held by its next number.
  await countEntries(scope, journal);
  const rows = await scope.session.query(
    `SELECT sequence::text AS sequence, entry::text AS entry FROM entries
     WHERE account_id = $1 AND journal = $2 AND sequence >= $3::bigint ORDER BY entries.sequence LIMIT $4::bigint`,
    [scope.account_id, storedText(journal), String(from), countText(limit)],
  );
  return rows.map((row) => ({ sequence: Number(row['sequence']), entry: parsed(row, 'entry') }));
}
