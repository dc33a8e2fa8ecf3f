import { Pool } from 'pg';
import { createPostgresRepository, migratePostgres } from '../src/repository/postgres/index.js';
import type { Repository, StoredEvent } from '../src/repository/index.js';
import { createBillingService, type BillingService } from '../src/service/index.js';

const batchSize = 5000;
const now = '2026-01-28T00:00:00Z';

/** The metrics that the subscription is billed by, as their SQL. */
export const statements = {
  calls: "SELECT COUNT(*) FROM events WHERE event_name = 'request'",
  tokens: "SELECT SUM(tokens) FROM events WHERE event_name = 'request'",
} as const;

/** The month so far, at the end of which it is. */
export const usedWindow = { timeframe_start: '2026-01-01T00:00:00Z', timeframe_end: now };

export type UsedSubscription = {
  readonly pool: Pool;
  readonly schema: string;
  readonly repository: Repository;
  readonly service: BillingService;
  /** A service of the same account over another repository. */
  readonly serviceOver: (repository: Repository) => BillingService;
  readonly customer_id: string;
  readonly subscription_id: string;
  readonly close: () => Promise<void>;
};

/** A subscription of two prices by usage, with so many events in January, on a PostgreSQL server. */
export async function openUsedSubscription(server: string, count: number): Promise<UsedSubscription> {
  const pool = new Pool({ connectionString: server });
  const schema = `bench_${process.pid}`;
  await migratePostgres(pool, { schema });
  const repository = createPostgresRepository(pool, { schema });
  const serviceOver = (over: Repository): BillingService =>
    createBillingService({ repository: over, now: () => now, account: { id: 'demo' } });
  const service = serviceOver(repository);
  const ids = await subscribe(service);
  await store(repository, ids.customer_id, count);
  await pool.query(`ANALYZE "${schema}".events`);
  const close = async (): Promise<void> => {
    await pool.query(`DROP SCHEMA "${schema}" CASCADE`);
    await pool.end();
  };
  return { pool, schema, repository, service, serviceOver, ...ids, close };
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

async function store(repository: Repository, customer_id: string, count: number): Promise<void> {
  const account = repository.account('demo');
  for (let first = 0; first < count; first += batchSize) {
    const events = Array.from({ length: batchSize }, (_, place) =>
      eventAt({ place: first + place, count, customer_id }),
    );
    await account.transaction((transaction) => transaction.appendEvents(events));
  }
}

type Place = { readonly place: number; readonly count: number; readonly customer_id: string };

function eventAt({ place, count, customer_id }: Place): StoredEvent {
  // From the first to the twenty-seventh, at even distances.
  const timestamp = Date.UTC(2026, 0, 1) + Math.floor((place * 2_300_000_000) / count);
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
