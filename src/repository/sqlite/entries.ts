import { ConflictError } from '../conflict.js';
import type { JsonDocument } from '../documents.js';
import type { JournalEntry } from '../port.js';
import { storedText } from '../stored-text.js';
import { countOf, parsed, type Scope } from './scope.js';

type Appending = { readonly journal: string; readonly next: number; readonly entries: readonly JsonDocument[] };

export function appendEntries(scope: Scope, { journal, next, entries }: Appending): void {
  const stored = countEntries(scope, journal);
  if (stored !== next) {
    throw new ConflictError('sequence_gap', `the next entry of ${journal} is number ${stored}, not ${next}`);
  }
  scope.connection.all(
    `INSERT INTO reckoner_entries (account_id, journal, sequence, entry) SELECT ?, ?, ? + key, value FROM json_each(?)`,
    // Texts within a text, so that each entry is stored to the letter.
    [scope.account_id, storedText(journal), next, JSON.stringify(entries.map((entry) => JSON.stringify(entry)))],
  );
}

export function countEntries({ connection, account_id }: Scope, journal: string): number {
  const [row] = connection.all(
    'SELECT max(sequence) + 1 AS next FROM reckoner_entries WHERE account_id = ? AND journal = ?',
    [account_id, storedText(journal)],
  );
  return Number(row?.['next'] ?? 0);
}

type Reading = { readonly journal: string; readonly from: number; readonly limit: number };

export function readEntries(
  { connection, account_id }: Scope,
  { journal, from, limit }: Reading,
): readonly JournalEntry[] {
  const rows = connection.all(
    `SELECT sequence, entry FROM reckoner_entries
     WHERE account_id = ? AND journal = ? AND sequence >= ? ORDER BY sequence LIMIT ?`,
    [account_id, storedText(journal), from, countOf(limit)],
  );
  return rows.map((row) => ({ sequence: Number(row['sequence']), entry: parsed(row, 'entry') }));
}
