import { ConflictError } from '../conflict.js';
import { eventColumns } from '../event-columns.js';
import type { EventQuery, StoredEvent } from '../port.js';
import { restoredText, storedText } from '../stored-text.js';
import { formatInstant, instantOfMillis } from '../../time/index.js';
import { momentText } from './moment.js';
import type { Scope } from './scope.js';
import { countText, parsed, type Row } from './session.js';

const columns =
  'idempotency_key, customer_id, (EXTRACT(EPOCH FROM "timestamp") * 1000)::bigint::text AS millis, event::text AS event';

/** Appends events, or none of them if one of their keys is taken. */
export async function appendEvents(scope: Scope, events: readonly StoredEvent[]): Promise<void> {
  if (events.length === 0) return;
  const keys = events.map(({ idempotency_key }) => idempotency_key);
  const taken = repeated(keys) ?? (await takenOf(scope, keys));
  if (taken !== undefined) {
    throw new ConflictError('duplicate_key', `an event is stored under the key ${taken} already`);
  }
  scope.wrote = true;
  const inColumns = events.map(({ event }) => eventColumns(event));
  await scope.session.query(
    `INSERT INTO events (account_id, idempotency_key, customer_id, "timestamp", event, event_name, properties)
     SELECT $1, key, customer, millis::timestamptz, event::json, name, properties::jsonb
     FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
       AS given(key, customer, millis, event, name, properties)`,
    [
      scope.account_id,
      keys.map(storedText),
      events.map(({ customer_id }) => storedText(customer_id)),
      events.map(({ timestamp }) => formatInstant(instantOfMillis(timestamp))),
      events.map(({ event }) => JSON.stringify(event)),
      inColumns.map(({ event_name }) => event_name),
      inColumns.map(({ properties }) => properties),
    ],
  );
}

export async function findEvents(scope: Scope, keys: readonly string[]): Promise<readonly StoredEvent[]> {
  if (keys.length === 0) return [];
  const rows = await scope.session.query(
    `SELECT ${columns} FROM events WHERE account_id = $1 AND idempotency_key = ANY($2::text[])`,
    [scope.account_id, [...new Set(keys)].map(storedText)],
  );
  return rows.map(eventOf);
}

/** Reads a window batch by batch, each from behind the last event of the one before. */
export async function* readEvents(scope: Scope, query: EventQuery): AsyncIterable<readonly StoredEvent[]> {
  const customers = [...new Set(query.customer_ids)].map(storedText);
  const size = countText(query.batch_size);
  const rest = [scope.account_id, customers, momentText(query.until), size];
  let batch = await scope.session.query(batchFrom('"timestamp" >= $5::timestamptz'), [...rest, momentText(query.from)]);
  while (batch.length > 0) {
    const events = batch.map(eventOf);
    yield events;
    const last = events.at(-1);
    if (!last || events.length < query.batch_size) return;
    const behind = [momentText(last.timestamp), storedText(last.idempotency_key)];
    batch = await scope.session.query(batchFrom('("timestamp", idempotency_key) > ($5::timestamptz, $6)'), [
      ...rest,
      ...behind,
    ]);
  }
}

// Each customer's events are read from the index in their order, as many as a batch may need of them.
function batchFrom(start: string): string {
  return `SELECT ${columns} FROM unnest($2::text[]) AS whose(id) CROSS JOIN LATERAL (
      SELECT * FROM events
      WHERE account_id = $1 AND events.customer_id = whose.id AND ${start} AND "timestamp" < $3::timestamptz
      ORDER BY "timestamp", idempotency_key LIMIT $4::bigint
    ) AS event_of ORDER BY "timestamp", idempotency_key LIMIT $4::bigint`;
}

function repeated(keys: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return keys.find((key) => seen.size === seen.add(key).size);
}

async function takenOf({ session, account_id }: Scope, keys: readonly string[]): Promise<string | undefined> {
  const [row] = await session.query(
    'SELECT idempotency_key FROM events WHERE account_id = $1 AND idempotency_key = ANY($2::text[]) LIMIT 1',
    [account_id, keys.map(storedText)],
  );
  return row && restoredText(String(row['idempotency_key']));
}

function eventOf(row: Row): StoredEvent {
  return {
    idempotency_key: restoredText(String(row['idempotency_key'])),
    customer_id: restoredText(String(row['customer_id'])),
    timestamp: Number(row['millis']),
    event: parsed(row, 'event'),
  };
}
