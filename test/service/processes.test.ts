import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Repository } from '../../src/repository/index.js';
import { createPostgresRepository, migratePostgres } from '../../src/repository/postgres/index.js';
import { calls, openShop, startBackend } from './backend.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = `${root}.cache/billing-worker.mjs`;
const server = process.env['RECKONER_POSTGRES'];
const end = '2026-02-02T00:00:00Z';
const customers = 8;

/** Starts processes, lets all of them go at once, and answers what each printed. */
async function outcomesOf(runs: readonly (readonly string[])[]): Promise<readonly Record<string, unknown>[]> {
  const workers = runs.map((run) => spawn(process.execPath, [program, ...run], { stdio: ['pipe', 'pipe', 'inherit'] }));
  const printed = workers.map(() => '');
  workers.forEach((worker, index) => worker.stdout.on('data', (text) => (printed[index] += String(text))));
  const closed = workers.map((worker) => once(worker, 'close'));
  while (printed.some((text) => !text.startsWith('ready'))) await new Promise((resolve) => setTimeout(resolve, 20));
  for (const worker of workers) worker.stdin.write('go\n');
  await Promise.all(closed);
  return printed.map((text) => JSON.parse(text.split('\n')[1] ?? 'null') as Record<string, unknown>);
}

/** Customers on a plan in January, each with as many calls as it has a number. */
async function openAccount(repository: Repository | undefined) {
  const backend = startBackend('2026-01-10', repository === undefined ? {} : { repository });
  await openShop(backend);
  const ids: string[] = [];
  for (let number = 1; number <= customers; number += 1) {
    const name = `c${number}`;
    await backend.service.createCustomer({ body: { name, email: `${name}@test.test`, external_customer_id: name } });
    const body = { external_customer_id: name, external_plan_id: 'team' };
    ids.push((await backend.service.createSubscription({ body })).id);
    await backend.service.ingestEvents({ body: { events: calls(name, '2026-01-10T00:00:00Z', number) } });
  }
  backend.setClock(end);
  return { ...backend, subscription_ids: ids };
}

async function totalsIn({ service }: Awaited<ReturnType<typeof openAccount>>) {
  const { data } = await service.listInvoices({ limit: 100 });
  return data
    .map(({ customer, invoice_number, total }) => `${customer.external_customer_id} ${invoice_number} ${total}`)
    .sort();
}

// Without a server there is no other process that could work on the same database.
describe.runIf(server !== undefined)('several processes on one database', { timeout: 120_000 }, () => {
  const schema = `processes_${process.pid}_${process.hrtime.bigint()}`;
  const pool = new Pool({ connectionString: server });
  beforeAll(async () => {
    const outfile = { entryPoints: [`${root}test/service/billing-worker.ts`], outfile: program };
    await build({
      ...outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      logLevel: 'silent',
    });
    await migratePostgres(pool, { schema });
  });
  afterAll(async () => {
    await pool.query(`DROP SCHEMA "${schema}" CASCADE`);
    await pool.end();
  });

  it('bill each customer once, as one alone does', async () => {
    const account = await openAccount(createPostgresRepository(pool, { schema }));
    const runs = await outcomesOf(Array.from({ length: 3 }, () => [schema, end, 'bill']));
    expect(runs.map(({ is_complete }) => is_complete)).toEqual([true, true, true]);
    expect(runs.map(({ invoices }) => Number(invoices)).reduce((a, b) => a + b)).toBe(customers);
    const alone = await openAccount(undefined);
    await alone.service.runBilling({ until: end });
    expect(await totalsIn(account)).toEqual(await totalsIn(alone));
    // Of two that cancel one subscription at once, one does it and the other is told that there is nothing to cancel.
    const [subscription_id = ''] = account.subscription_ids;
    const told = await outcomesOf([1, 2].map(() => [schema, end, 'cancel', subscription_id]));
    expect(told.map((outcome) => String(outcome['status'] ?? outcome['refused'])).sort()).toEqual([
      'ended',
      'subscription_ended',
    ]);
  });
});

describe('two writers at once', () => {
  it('do not both cancel one subscription: one is told that it has ended', async () => {
    const { service, subscription_ids } = await openAccount(undefined);
    const cancel = () =>
      service
        .cancelSubscription({ subscription_id: subscription_ids[0]!, body: { cancel_option: 'immediate' } })
        .then(({ status }) => status as string)
        .catch((error: unknown) => String(error).split(': ')[1]);
    expect((await Promise.all([cancel(), cancel()])).map(String).sort()).toEqual(['ended', 'subscription_ended']);
  });
});
