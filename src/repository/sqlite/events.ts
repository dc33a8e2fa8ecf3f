import { ConflictError } from '../conflict.js';
import type { EventQuery, StoredEvent } from '../port.js';
import { byCodePoint, restoredText, storedText } from '../stored-text.js';
import type { SqliteRow, SqliteValue } from './connection.js';
import { countOf, momentOf, parsed, type Scope } from './scope.js';

const columns = 'idempotency_key, customer_id, timestamp, event';

/** Appends events, or none of them if one of their keys is taken. */
export function appendEvents({ connection, account_id }: Scope, events: readonly StoredEvent[]): void {
  const keys = events.map(({ idempotency_key }) => idempotency_key);
  const [row] = connection.all(
    `SELECT idempotency_key FROM reckoner_events
     WHERE account_id = ? AND idempotency_key IN (SELECT value FROM json_each(?)) LIMIT 1`,
    [account_id, JSON.stringify(keys.map(storedText))],
  );
  const taken = repeated(keys) ?? (row && restoredText(String(row['idempotency_key'])));
  if (taken !== undefined) {
    throw new ConflictError('duplicate_key', `an event is stored under the key ${taken} already`);
  }
  // Row by row: a list of all of them as one JSON takes longer to write, to bind and to read again.
  connection.each(
    `INSERT INTO reckoner_events (account_id, ${columns}) VALUES (?, ?, ?, ?, ?)`,
    events.map((event) => [
      account_id,
      storedText(event.idempotency_key),
      storedText(event.customer_id),
      event.timestamp,
      JSON.stringify(event.event),
    ]),
  );
}

export function findEvents({ connection, account_id }: Scope, keys: readonly string[]): readonly StoredEvent[] {
  const rows = connection.all(
    `SELECT ${columns} FROM reckoner_events
     WHERE account_id = ? AND idempotency_key IN (SELECT value FROM json_each(?))`,
    [account_id, JSON.stringify(keys.map(storedText))],
  );
  return rows.map(eventOf);
}

/** Reads a window batch by batch, each from behind the last event of the one before. */
export function* readEvents(scope: Scope, query: EventQuery): Iterable<readonly StoredEvent[]> {
  let batch = readBatch(scope, query, { text: 'timestamp >= ?', values: [momentOf(query.from)] });
  while (batch.length > 0) {
    yield batch;
    const last = batch.at(-1);
    if (!last || batch.length < query.batch_size) return;
    const values = [last.timestamp, storedText(last.idempotency_key)];
    batch = readBatch(scope, query, { text: '(timestamp, idempotency_key) > (?, ?)', values });
  }
}

type Start = { readonly text: string; readonly values: readonly SqliteValue[] };

// Each customer's events are read from the index in their order, as many as a batch may need of them.
function readBatch({ connection, account_id }: Scope, query: EventQuery, start: Start): readonly StoredEvent[] {
  const customers = [...new Set(query.customer_ids)];
  const rows = customers.flatMap((customer) =>
    connection.all(
      `SELECT ${columns} FROM reckoner_events
       WHERE account_id = ? AND customer_id = ? AND ${start.text} AND timestamp < ?
       ORDER BY timestamp, idempotency_key LIMIT ?`,
      [account_id, storedText(customer), ...start.values, momentOf(query.until), countOf(query.batch_size)],
    ),
  );
  const events = rows.map(eventOf);
  if (customers.length > 1) events.sort(inOrder);
  return events.slice(0, query.batch_size);
}

function inOrder(a: StoredEvent, b: StoredEvent): number {
  return a.timestamp - b.timestamp || byCodePoint(a.idempotency_key, b.idempotency_key);
}

function repeated(keys: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return keys.find((key) => seen.size === seen.add(key).size);
}

function eventOf(row: SqliteRow): StoredEvent {
  return {
    idempotency_key: restoredText(String(row['idempotency_key'])),
    customer_id: restoredText(String(row['customer_id'])),
    timestamp: Number(row['timestamp']),
    event: parsed(row, 'event'),
  };
}
