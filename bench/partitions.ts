import { readFileSync } from 'node:fs';
import { Pool } from 'pg';
import { createPostgresRepository, migratePostgres } from '../src/repository/postgres/index.js';
import type { StoredEvent } from '../src/repository/index.js';

// Events in one table beside the same events in the partitions of the guide: `.ci/with-postgres npm run bench:partitions --
// --runs 2000000`. Both are written to and asked in turns, so that what else the machine does falls on both alike.
const server = process.env['RECKONER_POSTGRES'];
const argument = process.argv.indexOf('--runs');
const runs = argument < 0 ? 100_000 : Number(process.argv[argument + 1]);
const batchSize = 500;
const accounts = 8;
const customers = 500;
const batches = 100;
const questions = 400;
const guide = readFileSync('docs/guides/scale-out.md', 'utf8');
const partitions = /```sql\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';
const start = Date.UTC(2026, 0, 1);

if (server === undefined) throw new Error('run this with .ci/with-postgres');
const connectionString = server;
const names = ['one table', 'partitions'] as const;
const stores = [await open(names[0], ''), await open(names[1], partitions)] as const;

// A batch of each account through the port, and copies of it under other keys until the table is full.
for (let batch = 0; batch < accounts; batch += 1) await insert(batch, []);
const copies = Math.floor(runs / (accounts * batchSize)) - 1;
for (const { pool } of stores) await pool.query(copied(await columnsOf(pool)), [copies]);

const inserted = [0, 0];
for (let batch = 0; batch < batches; batch += 1) await insert(accounts + batch, inserted);
for (const { pool } of stores) await pool.query('VACUUM (ANALYZE) events');
tell(`${batches * batchSize} events into ${(copies + 1) * accounts * batchSize} of ${accounts} accounts`, inserted);

const asked = [0, 0];
const counts: string[][] = [[], []];
for (let question = 0; question < questions; question += 1) {
  for (const [place, { repository }] of stores.entries()) {
    const account = repository.account(`account ${question % accounts}`);
    const began = performance.now();
    const usage = await account.transaction(async (transaction) => transaction.measureUsage?.(questionOf(question)));
    asked[place] = (asked[place] ?? 0) + performance.now() - began;
    counts[place]?.push(usage?.quantity ?? 'not counted');
  }
}
if (String(counts[0]) !== String(counts[1])) throw new Error('the partitions count otherwise than the table');
tell(`${questions} sums of a customer's month, ${copies + 1} events or more each`, asked);
for (const { pool, schema } of stores) {
  await pool.query(`DROP SCHEMA "${schema}" CASCADE`);
  await pool.end();
}

/** Writes a batch into both, the one after the other, and adds up how long each took. */
async function insert(batch: number, times: number[]): Promise<void> {
  const events = eventsOf(batch);
  for (const [place, { repository }] of stores.entries()) {
    const account = repository.account(`account ${batch % accounts}`);
    const began = performance.now();
    await account.transaction((transaction) => transaction.appendEvents(events));
    times[place] = (times[place] ?? 0) + performance.now() - began;
  }
}

async function columnsOf(pool: Pool): Promise<readonly string[]> {
  const { rows } = await pool.query(
    `SELECT column_name FROM information_schema.columns WHERE table_name = 'events' AND table_schema = current_schema() ORDER BY ordinal_position`,
  );
  return (rows as readonly { readonly column_name: string }[]).map(({ column_name }) => column_name);
}

function copied(columns: readonly string[]): string {
  const list = columns.map((column) => `"${column}"`).join(', ');
  const values = list.replace('"idempotency_key"', `"idempotency_key" || ' again ' || copy`);
  return `INSERT INTO events (${list}) SELECT ${values} FROM events, generate_series(1, $1::int) AS copies(copy)`;
}

async function open(name: string, sql: string) {
  const schema = `${name.replace(' ', '_')}_${process.pid}`;
  const pool = new Pool({ connectionString, options: `-c search_path=${schema}` });
  await migratePostgres(pool, { schema });
  if (sql !== '') await pool.query(sql);
  return { schema, pool, repository: createPostgresRepository(pool, { schema }) };
}

/** A batch of one account: its customers in turn, a second apart. */
function eventsOf(batch: number): readonly StoredEvent[] {
  return Array.from({ length: batchSize }, (_, place) => {
    const number = Math.floor(batch / accounts) * batchSize + place;
    const timestamp = start + (number % (28 * 86_400)) * 1000;
    const properties = { tokens: number % 97, model: 'large' };
    const customer_id = `customer ${number % customers}`;
    const event = { event_name: 'request', timestamp: new Date(timestamp).toISOString(), properties };
    return { idempotency_key: `request ${number}`, customer_id, timestamp, event };
  });
}

function questionOf(question: number) {
  return {
    metric: { aggregation: { kind: 'sum' as const, expression: 'tokens' } },
    customer_ids: [`customer ${(question * 37) % customers}`],
    timeframe_start: '2026-01-01T00:00:00Z',
    timeframe_end: '2026-02-01T00:00:00Z',
  };
}

function tell(what: string, times: readonly number[]): void {
  const [table = 0, divided = 0] = times;
  const seconds = names.map((name, place) => `${name} ${((times[place] ?? 0) / 1000).toFixed(2)} s`).join(', ');
  console.log(`${what}: ${seconds}; partitions take ${(divided / table).toFixed(2)} of the time`);
}
