import type { WorkItem } from '../port.js';
import { restoredText, storedText } from '../stored-text.js';
import { countOf, momentOf, type Scope } from './scope.js';

type Scheduling = { readonly queue: string; readonly id: string; readonly due: number | null };

export function scheduleWork({ connection, account_id }: Scope, { queue, id, due }: Scheduling): void {
  const place = [account_id, storedText(queue), storedText(id)];
  if (due === null) {
    connection.all('DELETE FROM reckoner_work WHERE account_id = ? AND queue = ? AND id = ?', place);
    return;
  }
  connection.all(
    `INSERT INTO reckoner_work (account_id, queue, id, due) VALUES (?, ?, ?, ?)
     ON CONFLICT (account_id, queue, id) DO UPDATE SET due = excluded.due`,
    [...place, due],
  );
}

type Listing = { readonly queue: string; readonly until: number; readonly limit: number };

/** What is due, in the order in which it is claimed. One transaction runs at a time, so that nothing is held by another. */
export function listWork({ connection, account_id }: Scope, { queue, until, limit }: Listing): readonly WorkItem[] {
  const rows = connection.all(
    'SELECT id, due FROM reckoner_work WHERE account_id = ? AND queue = ? AND due <= ? ORDER BY due, id LIMIT ?',
    [account_id, storedText(queue), momentOf(until), countOf(limit)],
  );
  return rows.map((row) => ({ id: restoredText(String(row['id'])), due: Number(row['due']) }));
}
