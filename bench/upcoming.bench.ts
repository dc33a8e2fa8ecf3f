import { Pool } from 'pg';
import { compileMetric, parseMetricSql } from '../src/index.js';
import { createPostgresRepository, migratePostgres } from '../src/repository/postgres/index.js';
import type { Repository, StoredEvent } from '../src/repository/index.js';
import { createBillingService, type BillingService } from '../src/service/index.js';
import { compareWaiting, type Comparison } from './harness.js';

const count = 100_000;
const batchSize = 5000;
const now = '2026-01-28T00:00:00Z';
const window = { timeframe_start: '2026-01-01T00:00:00Z', timeframe_end: now };
const server = process.env['RECKONER_POSTGRES'];

const statements = {
  calls: "SELECT COUNT(*) FROM events WHERE event_name = 'request'",
  tokens: "SELECT SUM(tokens) FROM events WHERE event_name = 'request'",
} as const;

/**
 * The upcoming invoice of a customer with a hundred thousand events, read through the service, beside the same two metrics
 * asked of PostgreSQL and nothing else. Measured where there is a server: `.ci/with-postgres npm run bench upcoming`.
 */
export async function run(): Promise<readonly Comparison[]> {
  if (server === undefined) return [];
  const pool = new Pool({ connectionString: server });
  const schema = `bench_${process.pid}`;
  await migratePostgres(pool, { schema });
  const repository = createPostgresRepository(pool, { schema });
  const service = createBillingService({ repository, now: () => now, account: { id: 'demo' } });
  const { customer_id, subscription_id } = await subscribe(service);
  await store(repository, customer_id);
  await pool.query(`ANALYZE "${schema}".events`);
  const questions = Object.values(statements).map((sql) => bareStatement(sql, { schema, customer_id }));
  const comparison = await compareWaiting({
    name: `upcoming invoice of ${count} events on PostgreSQL`,
    rows: 1,
    rounds: 9,
    ours: async () => {
      await service.fetchUpcomingInvoice({ subscription_id });
      return 1;
    },
    baselines: {
      'its SQL alone': async () => {
        for (const { text, values } of questions) await pool.query(text, values);
        return 1;
      },
    },
    goals: { 'its SQL alone': { at_most: 1.5 } },
  });
  const beyond = (comparison.nanoseconds / 1e6) * (1 - (comparison.speedups.get('its SQL alone') ?? 0));
  console.log(`beyond its SQL: ${beyond.toFixed(0)} ms (≤ 50 ms)`);
  await pool.query(`DROP SCHEMA "${schema}" CASCADE`);
  await pool.end();
  return [comparison];
}

/** The statement of a metric over a customer's events, with no more around it than what finds them. */
function bareStatement(
  sql: string,
  { schema, customer_id }: { readonly schema: string; readonly customer_id: string },
) {
  const { text, values } = compileMetric(parseMetricSql(sql), { dialect: 'postgresql', table: 'own', ...window });
  const [account, customer] = [values.length + 1, values.length + 2];
  const own = `WITH own AS (SELECT * FROM "${schema}".events WHERE account_id = $${account} AND customer_id = $${customer}
    AND "timestamp" >= '${window.timeframe_start}' AND "timestamp" < '${window.timeframe_end}')`;
  return { text: `${own} ${text}`, values: [...values, 'demo', customer_id] };
}

async function subscribe(service: BillingService) {
  const { id: item_id } = await service.createItem({ body: { name: 'Model' } });
  const metricOf = async (name: keyof typeof statements) =>
    (await service.createMetric({ body: { name, description: null, item_id, sql: statements[name] } })).id;
  const own = { item_id, cadence: 'monthly' } as const;
  const unit = (name: string, unit_amount: string, billable_metric_id: string) => ({
    price: { ...own, name, model_type: 'unit' as const, unit_config: { unit_amount }, billable_metric_id },
  });
  const prices = [unit('Calls', '0.01', await metricOf('calls')), unit('Tokens', '0.0001', await metricOf('tokens'))];
  await service.createPlan({ body: { name: 'Use', external_plan_id: 'use', currency: 'USD', prices } });
  const { id: customer_id } = await service.createCustomer({ body: { name: 'Acme', email: 'a@acme.test' } });
  const { id: subscription_id } = await service.createSubscription({
    body: { customer_id, external_plan_id: 'use', start_date: '2026-01-01' },
  });
  return { customer_id, subscription_id };
}

async function store(repository: Repository, customer_id: string): Promise<void> {
  const account = repository.account('demo');
  for (let first = 0; first < count; first += batchSize) {
    const events = Array.from({ length: batchSize }, (_, place) => eventAt(first + place, customer_id));
    await account.transaction((transaction) => transaction.appendEvents(events));
  }
}

function eventAt(place: number, customer_id: string): StoredEvent {
  const timestamp = Date.UTC(2026, 0, 1) + place * 23_000;
  const idempotency_key = `event-${place}`;
  const event = {
    idempotency_key,
    customer_id,
    external_customer_id: null,
    event_name: 'request',
    timestamp: new Date(timestamp).toISOString(),
    properties: { model: place % 2 === 0 ? 'small' : 'large', tokens: place % 1000, region: 'eu-west-1' },
    receipt: { at: now, backfill_id: null, after: 0 },
  };
  return { idempotency_key, customer_id, timestamp, event };
}
