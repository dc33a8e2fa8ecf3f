import type { WorkItem } from '../port.js';
import { restoredText, storedText } from '../stored-text.js';
import type { Scope } from './scope.js';
import { countText, type Row } from './session.js';

const due = 'SELECT id, due::text AS due FROM work WHERE account_id = $1 AND queue = $2 AND due <= $3::bigint';

type Scheduling = { readonly queue: string; readonly id: string; readonly due: number | null };

export async function scheduleWork(scope: Scope, work: Scheduling): Promise<void> {
  scope.wrote = true;
  const place = [scope.account_id, storedText(work.queue), storedText(work.id)];
  if (work.due === null) {
    await scope.session.query('DELETE FROM work WHERE account_id = $1 AND queue = $2 AND id = $3', place);
    return;
  }
  await scope.session.query(
    `INSERT INTO work (account_id, queue, id, due) VALUES ($1, $2, $3, $4::bigint)
     ON CONFLICT (account_id, queue, id) DO UPDATE SET due = excluded.due`,
    [...place, String(work.due)],
  );
}

/** Locks what is due first and held by no other transaction; the lock goes with the connection, should its process die. */
export async function claimWork(scope: Scope, queue: string, until: number): Promise<WorkItem | null> {
  const [row] = await scope.session.query(`${due} ORDER BY work.due, work.id LIMIT 1 FOR UPDATE SKIP LOCKED`, [
    scope.account_id,
    storedText(queue),
    boundText(until),
  ]);
  return row ? itemOf(row) : null;
}

type Listing = { readonly queue: string; readonly until: number; readonly limit: number };

export async function listWork(scope: Scope, { queue, until, limit }: Listing): Promise<readonly WorkItem[]> {
  const rows = await scope.session.query(`${due} ORDER BY work.due, work.id LIMIT $4::bigint`, [
    scope.account_id,
    storedText(queue),
    boundText(until),
    countText(limit),
  ]);
  return rows.map(itemOf);
}

function itemOf(row: Row): WorkItem {
  return { id: restoredText(String(row['id'])), due: Number(row['due']) };
}

// What is due is due at a whole millisecond, `due ≤ until`.
function boundText(until: number): string {
  const bound = Number.MAX_SAFE_INTEGER;
  return String(Math.max(-bound, Math.min(bound, Math.floor(until))));
}
