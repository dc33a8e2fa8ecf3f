import { Pool } from 'pg';
import { createMemoryRepository } from '../src/repository/index.js';
import { createPostgresRepository, migratePostgres } from '../src/repository/postgres/index.js';
import { createBillingService, type BillingService } from '../src/service/index.js';

// Customers of one plan with five prices, `--runs 10000` unless told otherwise, each with a few events, through a month's
// end in one run of billing. Time and memory are looked at after every tenth of them. What is stored is in memory too, so
// that only on PostgreSQL (`.ci/with-postgres npm run bench:billing`) the heap says what a run itself holds.
const argument = process.argv.indexOf('--runs');
const runs = argument < 0 ? 10_000 : Number(process.argv[argument + 1]);
const eventsEach = 4;

const clock = { now: '2026-01-01T00:00:00Z' };
const server = process.env['RECKONER_POSTGRES'];
const pool = server === undefined ? null : new Pool({ connectionString: server });
const schema = `billing_${process.pid}`;
if (pool !== null) await migratePostgres(pool, { schema });
const repository = pool === null ? createMemoryRepository() : createPostgresRepository(pool, { schema });
const service = createBillingService({ repository, now: () => clock.now, account: { id: 'demo' } });

await openCatalog(service);
for (let number = 0; number < runs; number += 1) await subscribe(service, `customer-${number}`);
clock.now = '2026-01-15T00:00:00Z';
for (let first = 0; first < runs * eventsEach; first += 500) {
  await service.ingestEvents({ body: { events: eventsFrom(first, Math.min(500, runs * eventsEach - first)) } });
}
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

/** Two fees in advance, one in arrears, and two prices of usage, one of them in tiers. */
async function openCatalog({ createItem, createMetric, createPlan }: BillingService): Promise<void> {
  const { id: item_id } = await createItem({ body: { name: 'Service' } });
  const metricOf = (name: string, sql: string) =>
    createMetric({ body: { name, description: null, item_id, sql } }).then(({ id }) => id);
  const calls = await metricOf('Calls', "SELECT COUNT(*) FROM events WHERE event_name = 'call'");
  const tokens = await metricOf('Tokens', "SELECT SUM(tokens) FROM events WHERE event_name = 'call'");
  const own = { item_id, cadence: 'monthly' } as const;
  const unit = (name: string, unit_amount: string, more: object) => ({
    price: { ...own, name, model_type: 'unit' as const, unit_config: { unit_amount }, ...more },
  });
  const tiers = [
    { first_unit: 0, last_unit: 1000, unit_amount: '0.02' },
    { first_unit: 1000, last_unit: null, unit_amount: '0.015' },
  ];
  await createPlan({
    body: {
      name: 'Team',
      external_plan_id: 'team',
      currency: 'USD',
      prices: [
        unit('Seats', '12.00', { fixed_price_quantity: 5 }),
        unit('Support', '49.00', { fixed_price_quantity: 1 }),
        unit('Storage', '0.10', { fixed_price_quantity: 200, billed_in_advance: false }),
        unit('Calls', '0.50', { billable_metric_id: calls }),
        {
          price: { ...own, name: 'Tokens', billable_metric_id: tokens, model_type: 'tiered', tiered_config: { tiers } },
        },
      ],
    },
  });
}

async function subscribe({ createCustomer, createSubscription }: BillingService, name: string): Promise<void> {
  await createCustomer({ body: { name, email: `${name}@example.test`, external_customer_id: name } });
  await createSubscription({ body: { external_customer_id: name, external_plan_id: 'team' } });
}

function eventsFrom(first: number, count: number) {
  return Array.from({ length: count }, (_, place) => ({
    event_name: 'call',
    timestamp: '2026-01-14T18:00:00Z',
    properties: { tokens: 100 + ((first + place) % 900) },
    idempotency_key: `event-${first + place}`,
    external_customer_id: `customer-${Math.floor((first + place) / eventsEach)}`,
  }));
}
