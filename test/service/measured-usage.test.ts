import { describe, expect, it } from 'vitest';
import { createMemoryRepository } from '../../src/repository/index.js';
import { createBillingService } from '../../src/service/index.js';
import type { PriceInput } from '../../src/wire/index.js';
import { calls, openShop, startBackend, type Backend } from './backend.js';
import { counting } from './counting.js';

const cadence = 'monthly' as const;

/** Calls of two customers over January, more than are counted one by one, with some weights at hand. */
function january(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    event_name: 'call',
    // Now and then two at the same instant, and some on either side of a midnight.
    timestamp: new Date(Date.UTC(2026, 0, 3) + Math.floor(index / 2) * 301_000).toISOString(),
    properties: {
      tokens: (index * 37) % 101,
      region: ['eu', 'us', 'ap'][index % 3]!,
      ...(index % 4 === 0 ? {} : { tier: index % 2 === 0 ? 'a' : 'b' }),
    },
    idempotency_key: `call ${index}`,
    external_customer_id: index % 10 === 0 ? 'child' : 'acme',
  }));
}

/** A subscription with a price of every shape, measured by metrics of every kind, in money and in credits. */
async function open(events: number, places: readonly string[] = []) {
  const memory = createMemoryRepository();
  const backend = startBackend('2026-01-01', { repository: memory });
  const { service, setClock } = backend;
  const { item, customer } = await openShop(backend);
  const child = await service.createCustomer({
    body: {
      name: 'Child',
      email: 'c@acme.test',
      external_customer_id: 'child',
      hierarchy: { parent_customer_id: customer.id },
    },
  });
  const metricOf = async (expression: string) => {
    const body = { name: expression, description: null, item_id: item.id, sql: `SELECT ${expression} FROM events` };
    return (await service.createMetric({ body })).id;
  };
  const [count, sum, most, weighted, ranked, half] = [
    await metricOf('COUNT(*)'),
    await metricOf('SUM(tokens)'),
    await metricOf('MAX(tokens)'),
    await metricOf('TIME_WEIGHTED_AVERAGE(tokens)'),
    await metricOf('PERCENTILE_CONT(0.9) WITHIN GROUP (ORDER BY tokens)'),
    await metricOf('SUM(tokens) / 3'),
  ];
  const unit = { model_type: 'unit' as const, unit_config: { unit_amount: '0.37' } };
  const priceOf = (name: string, billable_metric_id: string, model: object = unit) => ({
    price: { item_id: item.id, cadence, name, billable_metric_id, currency: 'USD', ...model } as PriceInput,
  });
  const tiers = [
    { first_unit: 0, last_unit: 500, unit_amount: '0.02' },
    { first_unit: 500, last_unit: null, unit_amount: '0.015' },
  ];
  const matrix_config = {
    dimensions: ['region', 'tier'],
    default_unit_amount: '0.18',
    matrix_values: [{ dimension_values: ['eu', 'a'], unit_amount: '0.30' }],
  };
  const credits = { currency: 'credits', conversion_rate: 0.5 };
  const rated = { unit_rating_key: 'tokens', default_unit_rate: '0.01' };
  const prices = [
    priceOf('Calls', count),
    priceOf('Tokens', sum, { model_type: 'tiered', tiered_config: { tiers } }),
    priceOf('By place', count, { model_type: 'matrix', matrix_config }),
    priceOf('Most', most),
    priceOf('Weighted', weighted),
    priceOf('Ranked', ranked),
    priceOf('Rated', count, { model_type: 'event_output', event_output_config: rated }),
    priceOf('Prepaid', sum, { ...unit, ...credits }),
    priceOf('Prepaid by place', count, { ...credits, model_type: 'matrix', matrix_config }),
    priceOf('Prepaid thirds', half, { ...unit, ...credits }),
  ];
  // Places hold licences, with credits of their own, of which one begins within the month.
  const { id: license_type_id } = await service.createLicenseType({ body: { name: 'Place', grouping_key: 'region' } });
  const allocation_price = { amount: '2000', currency: 'credits', cadence, license_type_id };
  const own = [customer.id];
  const both = [customer.id, child.id];
  const { id: subscription_id } = await service.createSubscription({
    body: {
      customer_id: customer.id,
      external_plan_id: 'business',
      usage_customer_ids: both,
      add_prices: [...prices.slice(0, 5), ...(places.length === 0 ? [] : [{ allocation_price }])],
    },
  });
  const add = prices.slice(5).map((entry, position) => ({
    ...entry,
    start_date: '2026-01-01',
    usage_customer_ids: position % 2 === 0 ? own : both,
    filter: position === 2 ? "region = 'eu'" : null,
  }));
  await service.editPriceIntervals({ subscription_id, body: { add: add } });
  for (const [position, external_license_id] of places.entries()) {
    const start_date = `2026-01-0${1 + 3 * position}`;
    await service.createLicense({ body: { subscription_id, license_type_id, external_license_id, start_date } });
  }
  await service.createLedgerEntry({
    customer_id: customer.id,
    body: { entry_type: 'increment', amount: 4000, currency: 'credits' },
  });
  await ingest(backend, january(events));
  setClock('2026-01-29');
  if (places.length > 0) await service.runBilling({ until: '2026-01-29T00:00:00Z' });
  const store = counting(memory);
  const counted = createBillingService({
    repository: store.repository,
    now: () => '2026-01-29T00:00:00Z',
    account: { id: 'demo' },
  });
  return { ...backend, subscription_id, license_type_id, counted, asked: store.counted };
}

type Call = ReturnType<typeof january>[number];

/** Events come within twelve hours. */
async function ingest({ service, setClock }: Backend, events: readonly Call[]): Promise<void> {
  const halves = new Map<number, Call[]>();
  for (const event of events) {
    const half = Math.floor(Date.parse(event.timestamp) / 43_200_000);
    halves.set(half, [...(halves.get(half) ?? []), event]);
  }
  for (const [half, some] of halves) {
    setClock(new Date((half + 1) * 43_200_000).toISOString());
    await service.ingestEvents({ body: { events: some } });
  }
}

describe('usage that the store counts', () => {
  it('drafts what the events themselves do: every shape of price, kind of metric, filter, day and correction', async () => {
    const { service, counted, asked, subscription_id } = await open(1050);
    const event = { event_name: 'call', timestamp: january(9)[8]!.timestamp, external_customer_id: 'acme' };
    await service.amendEvent({ event_id: 'call 8', body: { ...event, properties: { tokens: 5000, region: 'eu' } } });
    await service.deprecateEvent({ event_id: 'call 12' });
    const expected = await service.fetchUpcomingInvoice({ subscription_id });
    expect(await counted.fetchUpcomingInvoice({ subscription_id })).toEqual(expected);
    expect(new Set(asked.map(({ kind }) => kind))).toEqual(
      new Set(['count', 'sum', 'max', 'time_weighted', 'percentile']),
    );
    expect(expected.line_items.length).toBeGreaterThan(9);
    // Of a draft that is listed, and so of the invoice that is issued of it.
    const { data } = await counted.listInvoices({ subscription_id, status: 'draft' });
    expect(data.map(({ line_items }) => line_items)).toContainEqual(expected.line_items);
  });

  it('charges licences what the events themselves do', async () => {
    const { service, counted, asked, subscription_id, license_type_id } = await open(1050, ['eu', 'us']);
    const expected = await service.fetchUpcomingInvoice({ subscription_id });
    expect(await counted.fetchUpcomingInvoice({ subscription_id })).toEqual(expected);
    expect(asked.length).toBeGreaterThan(0);
    const used = await service.fetchLicenseUsageByType({ subscription_id, license_type_id });
    expect(await counted.fetchLicenseUsageByType({ subscription_id, license_type_id })).toEqual(used);
    const rows = used.data.map((row) => [
      row.external_license_id,
      row.consumed_credits > 0,
      row.shared_pool_credits! > 0,
    ]);
    // The licence of the first begins with the month, that of the second on the fourth.
    expect(rows).toEqual([
      ['eu', true, false],
      ['us', true, true],
    ]);
  });

  it('of a weighted value begins with what it was when the period began, on the bill as on its preview', async () => {
    const { service, setClock, ...backend } = startBackend('2026-01-01');
    const { item, customer } = await openShop({ service, setClock, ...backend });
    const sql = 'SELECT TIME_WEIGHTED_AVERAGE(seats) FROM events';
    const metric = await service.createMetric({
      body: { name: 'Seats', description: null, item_id: item.id, sql },
    });
    const unit = { item_id: item.id, cadence, model_type: 'unit' as const, unit_config: { unit_amount: '1.00' } };
    const price = { ...unit, name: 'Seats', billable_metric_id: metric.id, currency: 'USD' };
    const plan = await service.createPlan({ body: { name: 'Seats', currency: 'USD', prices: [{ price }] } });
    const { id: subscription_id } = await service.createSubscription({
      body: { customer_id: customer.id, plan_id: plan.id },
    });
    setClock('2026-01-20');
    const event = { event_name: 'seats', timestamp: '2026-01-20T00:00:00Z', properties: { seats: 4 } };
    const body = { events: [{ ...event, idempotency_key: 'a', external_customer_id: 'acme' }] };
    await service.ingestEvents({ body });
    setClock('2026-02-28T23:59:59Z');
    // 4 over all of February, without an event in it.
    expect((await service.fetchUpcomingInvoice({ subscription_id })).total).toBe('4.00');
    await service.runBilling({ until: '2026-03-02T00:00:00Z' });
    const { data } = await service.listInvoices({ subscription_id });
    // Of January 12 of 31 days: 4 × 12 / 31 = 1.548….
    expect(data.map(({ total }) => total)).toEqual(['4.00', '1.55']);
  });

  it('of a one-time price is all since the price began, on the bill as on its preview', async () => {
    const backend = startBackend('2026-01-05');
    const { service, setClock } = backend;
    const { item, metric, customer } = await openShop(backend);
    const unit = { item_id: item.id, cadence: 'one_time' as const, model_type: 'unit' as const, unit_config: { unit_amount: '2.00' } }; // prettier-ignore
    const price = { ...unit, name: 'Calls', billable_metric_id: metric.id, currency: 'USD' };
    const fee = { ...unit, name: 'Fee', cadence, fixed_price_quantity: 5, currency: 'USD' };
    const plan = await service.createPlan({
      body: { name: 'Once', currency: 'USD', prices: [{ price }, { price: fee }] },
    });
    const { id: subscription_id } = await service.createSubscription({
      body: { customer_id: customer.id, plan_id: plan.id },
    });
    setClock('2026-01-10');
    await service.ingestEvents({ body: { events: calls('acme', '2026-01-09T20:00:00Z', 3) } });
    // 3 × 2.00, and 5 × 2.00 of February.
    expect((await service.fetchUpcomingInvoice({ subscription_id })).total).toBe('16.00');
    const { data: drafts } = await service.listInvoices({ subscription_id, status: 'draft' });
    expect(drafts.map(({ total }) => total)).toEqual(['16.00']);
    await service.runBilling({ until: '2026-02-02T00:00:00Z' });
    expect((await service.listInvoices({ subscription_id })).data[0]!.total).toBe('16.00');
  });

  it('comes to a threshold when the events themselves do', async () => {
    const store = counting(createMemoryRepository());
    for (const options of [{}, { repository: store.repository }]) {
      const backend = startBackend('2026-01-01', options);
      const { service, setClock } = backend;
      const { item, metric } = await openShop(backend);
      const price = { item_id: item.id, cadence, model_type: 'unit' as const, unit_config: { unit_amount: '0.02' } };
      const plan = await service.createPlan({
        body: {
          name: 'Calls',
          currency: 'USD',
          prices: [{ price: { ...price, name: 'Calls', billable_metric_id: metric.id, currency: 'USD' } }],
        },
      });
      await service.createSubscription({
        body: { external_customer_id: 'acme', plan_id: plan.id, invoicing_threshold: '20.00' },
      });
      // 900 × 0.02 is below 20.00 and 1,300 × 0.02 beyond it; 26.00 were billed of the 40.00 that 2,000 cost.
      for (const [day, count] of [
        [3, 900],
        [10, 400],
        [20, 700],
      ] as const) {
        const timestamp = `2026-01-${String(day).padStart(2, '0')}T20:00:00Z`;
        setClock(timestamp);
        await service.ingestEvents({ body: { events: calls('acme', timestamp, count) } });
      }
      await service.runBilling({ until: '2026-02-02T00:00:00Z' });
      const { data } = await service.listInvoices({});
      expect(data.map((one) => [one.invoice_source, one.invoice_date.slice(0, 10), one.total])).toEqual([
        ['subscription', '2026-02-01', '14.00'],
        ['partial', '2026-01-11', '26.00'],
      ]);
    }
    // On each midnight from the eleventh on, and at the end.
    expect(store.counted.length).toBeGreaterThan(20);
  });

  it('fires alerts on usage and on groups when the events themselves do', async () => {
    const store = counting(createMemoryRepository());
    const fired = [];
    for (const options of [{}, { repository: store.repository }]) {
      const backend = startBackend('2026-01-01', options);
      const { service, setClock, repository } = backend;
      const { metric, customer } = await openShop(backend);
      await service.updateCustomer({ customer_id: customer.id, body: { currency: 'USD' } });
      const { id: subscription_id } = await service.createSubscription({
        body: { customer_id: customer.id, external_plan_id: 'team' },
      });
      const used = { type: 'usage_exceeded', metric_id: metric.id, thresholds: [{ value: 1500 }] } as const;
      await service.createSubscriptionAlert({ subscription_id, body: used });
      const cost = { type: 'cost_exceeded', currency: 'USD', grouping_keys: ['region'] } as const;
      await service.createSubscriptionAlert({ subscription_id, body: { ...cost, thresholds: [{ value: 600 }] } });
      // 1,200 calls by the third and 1,600 by the fifth; at 0.50 those of eu, three of four, cost 450.00 and then 600.00.
      for (const [day, count] of [
        [3, 1200],
        [5, 400],
      ] as const) {
        setClock(`2026-01-0${day}T20:00:00Z`);
        const events = calls('acme', `2026-01-0${day}T19:00:00Z`, count).map((call, index) => ({
          ...call,
          properties: { region: index % 4 === 0 ? 'us' : 'eu' },
        }));
        for (let start = 0; start < count; start += 400) {
          await service.ingestEvents({ body: { events: events.slice(start, start + 400) } });
        }
      }
      await service.runBilling({ until: '2026-01-07T00:00:00Z' });
      const messages = await repository.account('demo').readOutbox(1000);
      fired.push(messages.flatMap(({ message }) => message['notification'] ?? []));
    }
    expect(fired[1]).toEqual(fired[0]);
    expect(fired[1]).toMatchObject([
      { threshold: '1500', value: '1600', period_start: '2026-01-01T00:00:00+00:00' },
      { threshold: '600', value: '600', group_values: ['eu'] },
    ]);
    expect(store.counted.length).toBeGreaterThan(10);
    expect(store.counted.every(({ answered }) => answered)).toBe(true);
  });

  it('is left to the events by a store that does not know of windows', async () => {
    const { service, repository, subscription_id } = await open(1050);
    const blind = counting(repository, ({ windows: _windows, ...whole }) => whole);
    const counted = createBillingService({
      repository: blind.repository,
      now: () => '2026-01-29T00:00:00Z',
      account: { id: 'demo' },
    });
    for (const ask of ['fetchUpcomingInvoice', 'fetchSubscriptionCosts'] as const) {
      expect(await counted[ask]({ subscription_id })).toEqual(await service[ask]({ subscription_id }));
    }
    expect(blind.counted.some(({ windows }) => windows)).toBe(true);
  });

  it('is left to the events where they are few, and where a backfill says which of them count', async () => {
    const few = await open(960);
    const { subscription_id } = few;
    expect(await few.counted.fetchUpcomingInvoice({ subscription_id })).toEqual(
      await few.service.fetchUpcomingInvoice({ subscription_id }),
    );
    expect(few.asked).toEqual([]);
    await ingest(few, january(1050).slice(960));
    few.setClock('2026-01-29');
    await few.counted.fetchUpcomingInvoice({ subscription_id });
    expect(few.asked.length).toBeGreaterThan(0);
    const window = { timeframe_start: '2026-01-05T00:00:00Z', timeframe_end: '2026-01-06T00:00:00Z' };
    const { id: backfill_id } = await few.service.createBackfill({
      body: { ...window, replace_existing_events: true },
    });
    await few.service.closeBackfill({ backfill_id });
    few.asked.length = 0;
    expect(await few.counted.fetchUpcomingInvoice({ subscription_id })).toEqual(
      await few.service.fetchUpcomingInvoice({ subscription_id }),
    );
    expect(few.asked).toEqual([]);
  });
});
