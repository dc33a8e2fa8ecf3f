import { once } from 'node:events';
import { Pool } from 'pg';
import { isBillingError } from '../../src/errors/index.js';
import { createPostgresRepository } from '../../src/repository/postgres/index.js';
import { createBillingService } from '../../src/service/index.js';

// One of several processes on one database: it says that it is ready, waits for a line, does what it is told, and prints
// what came of it. `node billing-worker.mjs SCHEMA NOW bill` or `… cancel SUBSCRIPTION`.

const [, , schema = '', now = '', action = '', subscription_id = ''] = process.argv;
const pool = new Pool({ connectionString: process.env['RECKONER_POSTGRES'], max: 2 });
const repository = createPostgresRepository(pool, { schema });
const service = createBillingService({ repository, now: () => now, account: { id: 'demo' } });

async function act(): Promise<unknown> {
  if (action === 'bill') return service.runBilling({ until: now });
  const body = { cancel_option: 'immediate' } as const;
  const { status } = await service.cancelSubscription({ subscription_id, body });
  return { status };
}

await pool.query('SELECT 1');
process.stdout.write('ready\n');
await once(process.stdin, 'data');
const outcome = await act().catch((error: unknown) => {
  if (!isBillingError(error)) throw error;
  return { refused: error.code };
});
process.stdout.write(`${JSON.stringify(outcome)}\n`);
process.stdin.destroy();
await pool.end();
