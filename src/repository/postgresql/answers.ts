import { ConflictError } from '../conflict.js';
import type { OutboxMessage, RecordedAnswer } from '../port.js';
import { storedText } from '../stored-text.js';
import type { Scope } from './scope.js';
import { countText, parsed, type Session } from './session.js';

export async function readAnswer(scope: Scope, key: string): Promise<RecordedAnswer | null> {
  const [row] = await scope.session.query(
    'SELECT answer::text AS answer FROM answers WHERE account_id = $1 AND key = $2',
    [scope.account_id, storedText(key)],
  );
  return row ? (parsed(row, 'answer') as RecordedAnswer) : null;
}

export async function recordAnswer(scope: Scope, key: string, answer: RecordedAnswer): Promise<void> {
  if (await readAnswer(scope, key)) {
    throw new ConflictError('other_request', `an answer is kept under ${key} already`);
  }
  scope.wrote = true;
  const { fingerprint, answer: body } = answer;
  await scope.session.query('INSERT INTO answers (account_id, key, answer) VALUES ($1, $2, $3::text::json)', [
    scope.account_id,
    storedText(key),
    JSON.stringify({ fingerprint, answer: body }),
  ]);
}

export async function readOutbox(
  session: Session,
  account_id: string,
  limit: number,
): Promise<readonly OutboxMessage[]> {
  const rows = await session.query(
    `SELECT position::text AS position, message::text AS message FROM outbox
     WHERE account_id = $1 ORDER BY outbox.position LIMIT $2::bigint`,
    [account_id, countText(limit)],
  );
  return rows.map((row) => ({ position: Number(row['position']), message: parsed(row, 'message') }));
}

export async function acknowledge(session: Session, account_id: string, positions: readonly number[]): Promise<void> {
  if (positions.length === 0) return;
  await session.query('DELETE FROM outbox WHERE account_id = $1 AND position = ANY($2::bigint[])', [
    account_id,
    positions.map(String),
  ]);
}
