import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Pool } from 'pg';
import { createPostgresRepository, migratePostgres } from '../src/repository/postgres/index.js';
import { createBillingService } from '../src/service/index.js';
import { openCustomers } from './billed-customers.js';

// Several processes bill the same customers on PostgreSQL at once: `.ci/with-postgres npm run bench:workers -- --runs 1000`.
// Each number of processes bills customers of its own schema; what they made is added up, so that nothing can be billed
// twice or left out unnoticed.
const server = process.env['RECKONER_POSTGRES'];
const argument = process.argv.indexOf('--runs');
const runs = argument < 0 ? 1000 : Number(process.argv[argument + 1]);
const until = '2026-02-02T00:00:00Z';
const own = process.env['RECKONER_BENCH_SCHEMA'];

if (server === undefined) throw new Error('run this with .ci/with-postgres');
const connectionString = server;
if (own !== undefined) await bill(own);
else for (const workers of [1, 2, 4]) await measure(workers);

/** One of the processes: waits for its word, bills what it can claim, and says how much that was. */
async function bill(schema: string): Promise<void> {
  const pool = new Pool({ connectionString });
  const repository = createPostgresRepository(pool, { schema });
  const service = createBillingService({ repository, now: () => until, account: { id: 'demo' } });
  await pool.query('SELECT 1');
  process.stdout.write('ready\n');
  await once(process.stdin, 'data');
  const { customers, invoices } = await service.runBilling({ until });
  process.stdout.write(`${JSON.stringify({ customers, invoices })}\n`);
  await pool.end();
  process.stdin.destroy();
}

async function measure(workers: number): Promise<void> {
  const schema = `workers_${process.pid}_${workers}`;
  const pool = new Pool({ connectionString });
  await migratePostgres(pool, { schema });
  const clock = { now: '2026-01-01T00:00:00Z' };
  const repository = createPostgresRepository(pool, { schema });
  const service = createBillingService({ repository, now: () => clock.now, account: { id: 'demo' } });
  await openCustomers(service, clock, runs);
  const children = Array.from({ length: workers }, () => {
    const env = { ...process.env, RECKONER_BENCH_SCHEMA: schema };
    return spawn(process.execPath, [fileURLToPath(import.meta.url)], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  });
  await Promise.all(children.map(({ stdout }) => once(stdout, 'data')));
  const started = performance.now();
  const outputs = children.map(async (child) => {
    child.stdin.write('go\n');
    return JSON.parse(await text(child.stdout)) as { readonly customers: number; readonly invoices: number };
  });
  const told = await Promise.all(outputs);
  const seconds = (performance.now() - started) / 1000;
  const invoices = told.reduce((sum, one) => sum + one.invoices, 0);
  const shares = told.map(({ customers }) => customers).join(' + ');
  const stored = await pool.query(`SELECT count(*)::int AS count FROM "${schema}".documents WHERE kind = 'invoice'`);
  const { count } = stored.rows[0] as { readonly count: number };
  console.log(
    `${workers} processes: ${seconds.toFixed(1)} s, ${Math.round(runs / seconds)} customers/s (${shares}), ${invoices} invoices issued, ${count} stored`,
  );
  await pool.query(`DROP SCHEMA "${schema}" CASCADE`);
  await pool.end();
}
