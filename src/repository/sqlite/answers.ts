import { ConflictError } from '../conflict.js';
import type { JsonDocument } from '../documents.js';
import type { OutboxMessage, RecordedAnswer } from '../port.js';
import { storedText } from '../stored-text.js';
import { countOf, parsed, type Scope } from './scope.js';

export function readAnswer({ connection, account_id }: Scope, key: string): RecordedAnswer | null {
  const [row] = connection.all('SELECT answer FROM reckoner_answers WHERE account_id = ? AND key = ?', [
    account_id,
    storedText(key),
  ]);
  return row ? (parsed(row, 'answer') as RecordedAnswer) : null;
}

export function recordAnswer(scope: Scope, key: string, { fingerprint, answer }: RecordedAnswer): void {
  if (readAnswer(scope, key)) throw new ConflictError('other_request', `an answer is kept under ${key} already`);
  scope.connection.all('INSERT INTO reckoner_answers (account_id, key, answer) VALUES (?, ?, ?)', [
    scope.account_id,
    storedText(key),
    JSON.stringify({ fingerprint, answer }),
  ]);
}

export function appendMessages({ connection, account_id }: Scope, messages: readonly JsonDocument[]): void {
  connection.all('INSERT INTO reckoner_outbox (account_id, message) SELECT ?, value FROM json_each(?) ORDER BY key', [
    account_id,
    JSON.stringify(messages.map((message) => JSON.stringify(message))),
  ]);
}

export function readOutbox({ connection, account_id }: Scope, limit: number): readonly OutboxMessage[] {
  const rows = connection.all(
    'SELECT position, message FROM reckoner_outbox WHERE account_id = ? ORDER BY position LIMIT ?',
    [account_id, countOf(limit)],
  );
  return rows.map((row) => ({ position: Number(row['position']), message: parsed(row, 'message') }));
}

export function acknowledge({ connection, account_id }: Scope, positions: readonly number[]): void {
  connection.all('DELETE FROM reckoner_outbox WHERE account_id = ? AND position IN (SELECT value FROM json_each(?))', [
    account_id,
    JSON.stringify(positions),
  ]);
}
