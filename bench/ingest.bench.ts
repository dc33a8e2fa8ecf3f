import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { Pool } from 'pg';
import { createMemoryRepository, type Repository } from '../src/repository/index.js';
import { createPostgresRepository, migratePostgres } from '../src/repository/postgres/index.js';
import { createSqliteRepository, migrateSqlite, type WasmSqliteDatabase } from '../src/repository/sqlite/index.js';
import { createBillingService } from '../src/service/index.js';
import { compareWaiting, type Comparison } from './harness.js';

const batches = 10;
const batchSize = 500;
const server = process.env['RECKONER_POSTGRES'];

type Row = { readonly key: string; readonly customer: string; readonly timestamp: string; readonly event: object };

/** A store to ingest into, and the loop that writes the same rows into it without asking anything. */
type Subject = {
  readonly name: string;
  readonly repository: Repository;
  readonly insert: (rows: readonly Row[]) => Promise<void>;
  readonly close: () => Promise<void>;
};

/**
 * Events ingested through the service in batches of 500, checked and stored once each, beside a loop that inserts the same
 * rows one by one into a table with the same keys, a transaction per batch. PostgreSQL is measured where there is a server: `.ci/with-postgres npm run
 * bench ingest`.
 */
export async function run(): Promise<readonly Comparison[]> {
  const comparisons: Comparison[] = [];
  for (const open of [openMemory, openSqlite, ...(server === undefined ? [] : [openPostgres])]) {
    const subject = await open();
    comparisons.push(await measure(subject));
    await subject.close();
  }
  return comparisons;
}

async function measure({ name, repository, insert }: Subject): Promise<Comparison> {
  const service = createBillingService({
    repository,
    now: () => '2026-01-15T00:00:00Z',
    account: { id: 'demo' },
  });
  await service.createCustomer({ body: { name: 'Acme', email: 'a@acme.test', external_customer_id: 'acme' } });
  let count = 0;
  const nextEvents = () => eventsFrom(count++ * batchSize);
  return compareWaiting({
    name: `ingest on ${name}`,
    rows: batches * batchSize,
    rounds: 5,
    ours: async () => {
      for (let batch = 0; batch < batches; batch += 1) {
        await service.ingestEvents({ body: { events: nextEvents() } });
      }
      return batches * batchSize;
    },
    baselines: {
      'a bare insert loop': async () => {
        for (let batch = 0; batch < batches; batch += 1) {
          const rows = nextEvents().map((event) => ({
            key: event.idempotency_key,
            customer: event.external_customer_id,
            timestamp: event.timestamp,
            event,
          }));
          await insert(rows);
        }
        return batches * batchSize;
      },
    },
    goals: { 'a bare insert loop': { at_most: 2 } },
  });
}

/** A batch of events, each a little later than the one before. */
function eventsFrom(first: number) {
  return Array.from({ length: batchSize }, (_, place) => ({
    event_name: 'request',
    timestamp: new Date(Date.UTC(2026, 0, 14, 12) + (first + place) * 100).toISOString(),
    properties: { model: place % 2 === 0 ? 'small' : 'large', tokens: place, region: 'eu-west-1' },
    idempotency_key: `event-${first + place}`,
    external_customer_id: 'acme',
  }));
}

async function openMemory(): Promise<Subject> {
  const rows = new Map<string, unknown>();
  return {
    name: 'memory',
    repository: createMemoryRepository(),
    insert: async (added) => {
      for (const row of added) rows.set(row.key, JSON.parse(JSON.stringify(row)));
    },
    close: async () => {},
  };
}

async function openSqlite(): Promise<Subject> {
  const folder = mkdtempSync(`${tmpdir()}/reckoner-bench-`);
  const require = createRequire(import.meta.url);
  const { Database } = require('node-sqlite3-wasm') as {
    Database: new (path: string) => WasmSqliteDatabase & { close: () => void };
  };
  const database = new Database(`${folder}/billing.db`);
  await migrateSqlite(database);
  database.exec('CREATE TABLE bare (key TEXT PRIMARY KEY, customer TEXT, timestamp TEXT, event TEXT)');
  database.exec('CREATE INDEX bare_in_order ON bare (customer, timestamp, key)');
  return {
    name: 'SQLite (WebAssembly)',
    repository: createSqliteRepository(database),
    insert: async (rows) => {
      database.exec('BEGIN');
      const statement = database.prepare('INSERT INTO bare VALUES (?, ?, ?, ?)');
      for (const { key, customer, timestamp, event } of rows) {
        statement.run([key, customer, timestamp, JSON.stringify(event)]);
      }
      statement.finalize();
      database.exec('COMMIT');
    },
    close: async () => {
      database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function openPostgres(): Promise<Subject> {
  const pool = new Pool({ connectionString: server });
  const schema = `bench_${process.pid}`;
  await migratePostgres(pool, { schema });
  await pool.query(
    `CREATE TABLE "${schema}".bare (key text PRIMARY KEY, customer text, "timestamp" timestamptz, event jsonb)`,
  );
  await pool.query(`CREATE INDEX ON "${schema}".bare (customer, "timestamp", key)`);
  const text = `INSERT INTO "${schema}".bare VALUES ($1, $2, $3, $4)`;
  return {
    name: 'PostgreSQL',
    repository: createPostgresRepository(pool, { schema }),
    insert: async (rows) => {
      const client = await pool.connect();
      await client.query('BEGIN');
      for (const { key, customer, timestamp, event } of rows) {
        await client.query({ name: 'insert', text, values: [key, customer, timestamp, JSON.stringify(event)] });
      }
      await client.query('COMMIT');
      client.release();
    },
    close: async () => {
      await pool.query(`DROP SCHEMA "${schema}" CASCADE`);
      await pool.end();
    },
  };
}
