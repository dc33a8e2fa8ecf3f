import { Pool } from 'pg';
import { createMemoryRepository } from '../src/repository/index.js';
import { createPostgresRepository, migratePostgres } from '../src/repository/postgres/index.js';
import { createBillingService } from '../src/service/index.js';
import { openCustomers } from './billed-customers.js';

// Customers of one plan with five prices, `--runs 10000` unless told otherwise, each with a few events, through a month's
// end in one run of billing. Time and memory are looked at after every tenth of them. What is stored is in memory too, so
// that only on PostgreSQL (`.ci/with-postgres npm run bench:billing`) the heap says what a run itself holds.
const argument = process.argv.indexOf('--runs');
const runs = argument < 0 ? 10_000 : Number(process.argv[argument + 1]);

const clock = { now: '2026-01-01T00:00:00Z' };
const server = process.env['RECKONER_POSTGRES'];
const pool = server === undefined ? null : new Pool({ connectionString: server });
const schema = `billing_${process.pid}`;
if (pool !== null) await migratePostgres(pool, { schema });
const repository = pool === null ? createMemoryRepository() : createPostgresRepository(pool, { schema });
const service = createBillingService({ repository, now: () => clock.now, account: { id: 'demo' } });

await openCustomers(service, clock, runs);
clock.now = '2026-02-02T00:00:00Z';

const tenth = Math.max(1, Math.floor(runs / 10));
const started = performance.now();
const before = process.cpuUsage();
const busy = (): number => (({ user, system }) => (user + system) / 1e6)(process.cpuUsage(before));
const marks: { readonly busy: number; readonly heap: number }[] = [];
const { customers, invoices } = await service.runBilling({
  until: clock.now,
  onProgress: (progress) => {
    if (progress.customers % tenth !== 0) return;
    marks.push({ busy: busy(), heap: process.memoryUsage().heapUsed / 2 ** 20 });
  },
});
const seconds = (performance.now() - started) / 1000;
const paces = marks.map((mark, place) => tenth / (mark.busy - (marks[place - 1]?.busy ?? 0)));
const pace = (count: number): string => `${Math.round(customers / count)} customers/s`;
console.log(`${customers} customers, ${invoices} invoices on ${pool === null ? 'memory' : 'PostgreSQL'}`);
console.log(`${seconds.toFixed(1)} s, ${pace(seconds)}; ${busy().toFixed(1)} s of one processor, ${pace(busy())}`);
console.log(`customers per second of processor, by tenth: ${paces.map((one) => one.toFixed(0)).join(' ')}`);
console.log(`heap after each tenth, MB: ${marks.map(({ heap }) => heap.toFixed(0)).join(' ')}`);
if (pool !== null) {
  await pool.query(`DROP SCHEMA "${schema}" CASCADE`);
  await pool.end();
}
