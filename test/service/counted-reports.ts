import * as fc from 'fast-check';
import { expect } from 'vitest';
import type { Repository } from '../../src/repository/index.js';
import { createBillingService, type BillingService } from '../../src/service/index.js';
import type { PriceInput } from '../../src/wire/index.js';
import { openShop, startBackend, type Backend } from './backend.js';
import { counting, reading } from './counting.js';

const cadence = 'monthly' as const;
const now = '2026-02-03T17:00:00Z';
const matrix_config = {
  dimensions: ['region', 'tier'],
  default_unit_amount: '0.18',
  matrix_values: [{ dimension_values: ['eu', 'a'], unit_amount: '0.30' }],
};

const first = Date.UTC(2026, 0, 1);
const hour = 3_600_000;

// Amounts that floats would not add up, texts that are numbers, and what is no number.
const tokens = fc.constantFrom<string | number | boolean>(0.1, 0.2, '0.30', 7, 'seven', true, 1_000_000_007);
const event = fc.record({
  // Half of them on the hour, so that many fall on a midnight of New York.
  at: fc.oneof(
    fc.integer({ min: 0, max: 33 * 24 }).map((hours) => first + hours * hour),
    fc.integer({ min: first, max: first + 33 * 24 * hour }),
  ),
  owner: fc.constantFrom('acme', 'acme', 'acme', 'child'),
  properties: fc.record(
    { tokens, region: fc.constantFrom('eu', 'us', 1, true), tier: fc.constantFrom('a', 'b') },
    { requiredKeys: [] },
  ),
});

/** What happens over January and the first days of February, and which of it is taken back or amended later. */
const logs = fc.record({
  events: fc.array(event, { minLength: 5, maxLength: 40 }),
  corrections: fc.nat({ max: 3 }),
});

type Log = typeof logs extends fc.Arbitrary<infer L> ? L : never;

/** Events beside those of the log, so many that a store is asked. */
const crowd = 1020;

/** Reports of what a store counted say what reports of the events say, over random logs. */
export async function holdsReports(create: () => Promise<Repository>, numRuns: number): Promise<void> {
  const shop = await openStore(await create());
  let run = 0;
  const property = fc.asyncProperty(logs, async (log) => {
    const asked = await bill(shop, log, (run += 1));
    const [counted, read] = [await reportsOf(shop.counted, asked), await reportsOf(shop.read, asked)];
    expect(counted).toEqual(read);
    expect(JSON.stringify(read)).toMatch(/"quantity":[1-9]/);
  });
  await fc.assert(property, { numRuns, endOnFailure: true });
  // The store was asked about days and answered, or this would compare the events with themselves.
  const kinds = new Set(shop.asked.filter(({ answered, windows }) => answered && windows).map(({ kind }) => kind));
  expect([...kinds].sort()).toEqual(['average', 'count', 'latest', 'max', 'sum', 'unique']);
}

type Shop = Awaited<ReturnType<typeof openStore>>;

async function openStore(repository: Repository) {
  const account = { id: 'demo', policies: { grace_period_hours: 2000 } };
  const backend = startBackend('2026-01-01', { repository, account });
  const { item } = await openShop(backend);
  const metricOf = async (expression: string) => {
    const body = { name: expression, description: null, item_id: item.id, sql: `SELECT ${expression} FROM events` };
    return (await backend.service.createMetric({ body })).id;
  };
  const texts = ['COUNT(*)', 'SUM(tokens)', 'MAX(tokens)', 'COUNT(DISTINCT region)', 'AVG(tokens)', 'LATEST_BY(tokens, timestamp_millis)', 'SUM(tokens) / 3']; // prettier-ignore
  const metrics: string[] = [];
  for (const text of texts) metrics.push(await metricOf(text));
  const { id: price_id } = await backend.service.createPrice({
    body: {
      name: 'By place',
      item_id: item.id,
      billable_metric_id: metrics[1]!,
      cadence,
      currency: 'USD',
      model_type: 'matrix',
      matrix_config,
    },
  });
  const { repository: watched, counted: asked } = counting(repository);
  return {
    ...backend,
    item_id: item.id,
    metrics,
    price_id,
    asked,
    counted: createBillingService({ repository: watched, now: () => now, account }),
    read: createBillingService({ repository: reading(repository), now: () => now, account }),
  };
}

/** A subscription with a price of every metric, some by group, some of another customer's events, and what they used. */
async function bill(shop: Shop, log: Log, run: number) {
  const { service, setClock, item_id, metrics, price_id } = shop;
  setClock('2026-01-01');
  const customerOf = async (name: string, more: object = {}) =>
    service.createCustomer({ body: { name, email: 'a@acme.test', external_customer_id: `${name} ${run}`, ...more } });
  const customer = await customerOf('acme', { timezone: 'America/New_York', currency: 'USD' });
  const child = await customerOf('child', { hierarchy: { parent_customer_id: customer.id } });
  const unit = { model_type: 'unit' as const, unit_config: { unit_amount: '0.37' } };
  const [count, sum, ...others] = metrics as [string, string, ...string[]];
  const priceOf = (name: string, billable_metric_id: string, more: object = unit) => ({
    price: { item_id, cadence, name, billable_metric_id, currency: 'USD', ...more } as PriceInput,
    start_date: '2026-01-01',
  });
  const both = { usage_customer_ids: [customer.id, child.id] };
  const add = [
    { ...priceOf('Calls', count), ...both },
    { ...priceOf('Tokens', sum), filter: "region <> 'us'", start_date: '2026-01-10' },
    priceOf('By place', sum, { model_type: 'matrix', matrix_config }),
    priceOf('By region', count, { ...unit, invoice_grouping_key: 'region' }),
    ...others.map((id) => priceOf(id, id)),
  ];
  const { id: subscription_id } = await service.createSubscription({
    body: { customer_id: customer.id, external_plan_id: 'business' },
  });
  await service.editPriceIntervals({ subscription_id, body: { add } });
  await ingest(shop, log, run);
  return { customer_id: customer.id, subscription_id, price_id, metrics: { count, sum } };
}

/** All of it at once, which an account with a long grace allows. */
async function ingest({ service, setClock }: Backend, log: Log, run: number): Promise<void> {
  const events = [...log.events, ...Array.from({ length: crowd }, (_, index) => bystander(index))].map(
    ({ at, owner, properties }, index) => ({
      event_name: 'call',
      timestamp: new Date(at).toISOString(),
      properties,
      idempotency_key: `${run} ${index}`,
      external_customer_id: `${owner} ${run}`,
    }),
  );
  setClock(now);
  for (let start = 0; start < events.length; start += 500) {
    await service.ingestEvents({ body: { events: events.slice(start, start + 500) } });
  }
  // What is of a billing period of its customer can be corrected.
  const begin = Date.UTC(2026, 0, 1, 5);
  const own = events.filter((_event, index) => index < log.events.length && isCorrectable(log.events[index]!, begin));
  const [amended, ...deprecated] = own.slice(0, log.corrections);
  for (const { idempotency_key } of deprecated) await service.deprecateEvent({ event_id: idempotency_key });
  if (amended === undefined) return;
  const { idempotency_key: event_id, ...body } = amended;
  await service.amendEvent({ event_id, body: { ...body, properties: { tokens: 500, region: 'eu' } } });
}

function isCorrectable({ owner, at }: Log['events'][number], begin: number): boolean {
  return owner === 'acme' && at >= begin;
}

/** One of many events that are much alike. */
function bystander(index: number) {
  const properties = { tokens: index % 7, region: index % 2 === 0 ? 'eu' : 'us' };
  return { at: first + index * 2_600_000, owner: index % 3 === 0 ? 'child' : 'acme', properties };
}

type Asked = Awaited<ReturnType<typeof bill>>;

/** Every report there is, in the ways in which it can be asked for. */
async function reportsOf(service: BillingService, { customer_id, subscription_id, price_id, metrics }: Asked) {
  const january = { timeframe_start: '2026-01-01T05:00:00Z', timeframe_end: '2026-02-01T05:00:00Z' };
  const across = { timeframe_start: '2026-01-20T00:00:00Z', timeframe_end: '2026-02-02T12:30:00Z' };
  const daily = { granularity: 'day', ...across } as const;
  const own = { subscription_id, billable_metric_id: metrics.sum };
  return [
    await service.fetchSubscriptionCosts({ subscription_id }),
    await service.fetchSubscriptionCosts({ subscription_id, ...january, view_mode: 'periodic' }),
    await service.fetchCustomerCosts({ customer_id, ...across }),
    await service.fetchSubscriptionUsage({ subscription_id, ...daily }),
    await service.fetchSubscriptionUsage({ subscription_id, ...daily, view_mode: 'cumulative' }),
    await service.fetchSubscriptionUsage({ ...own, ...january, group_by: 'region' }),
    await service.fetchSubscriptionUsage({
      ...own,
      ...january,
      first_dimension_key: 'region',
      first_dimension_value: 'eu',
    }),
    await service.evaluatePrice({ price_id, body: { customer_id, ...january, grouping_keys: ['region'] } }),
    await service.evaluatePrices({
      body: { ...across, price_evaluations: [{ price_id }, { price_id, filter: "tier = 'a'" }] },
    }),
    await service.fetchUpcomingInvoice({ subscription_id }),
  ];
}
