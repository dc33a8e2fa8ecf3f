import { describe, expect, it } from 'vitest';
import { isBillingError } from '../../src/errors/index.js';
import { openShop, startBackend, type Backend } from './backend.js';

async function openGroup(backend: Backend) {
  const shop = await openShop(backend);
  const group = await backend.service.createDimensionalPriceGroup({
    body: {
      name: 'By region',
      billable_metric_id: shop.metric.id,
      dimensions: ['region', 'tier'],
      external_dimensional_price_group_id: 'by-region',
    },
  });
  return { ...shop, group };
}

/** A price of calls whose properties have these values. */
function priceOf(item_id: string, unit_amount: string, configuration: object) {
  return {
    name: `Calls at ${unit_amount}`,
    item_id,
    cadence: 'monthly' as const,
    model_type: 'unit' as const,
    unit_config: { unit_amount },
    dimensional_price_configuration: configuration as { dimension_values: readonly string[] },
  };
}

function calls(regions: readonly string[]) {
  return regions.map((region, index) => ({
    event_name: 'call',
    timestamp: '2026-01-09T20:00:00Z',
    properties: { region, tier: 'a' },
    idempotency_key: `${region} ${index}`,
    external_customer_id: 'acme',
  }));
}

async function refusalOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'nothing',
    (error: unknown) => (isBillingError(error) ? [error.code, error.issues.map(({ path }) => path)] : error),
  );
}

describe('prices of a dimensional price group', () => {
  it('divide the usage of its metric on drafts, in reports and on the bill', async () => {
    const backend = startBackend('2026-01-01');
    const { service, setClock } = backend;
    const { item, metric, group } = await openGroup(backend);
    const prices = [
      priceOf(item.id, '1.00', { dimensional_price_group_id: group.id, dimension_values: ['eu', 'a'] }),
      priceOf(item.id, '2.00', { external_dimensional_price_group_id: 'by-region', dimension_values: ['us', 'a'] }),
    ];
    const plan = await service.createPlan({
      body: { name: 'Regions', currency: 'USD', prices: prices.map((price) => ({ price })) },
    });
    const places = plan.prices.map(({ billable_metric, dimensional_price_configuration }) => [
      billable_metric?.id,
      dimensional_price_configuration?.dimensional_price_group_id,
    ]);
    expect(places).toEqual([
      [metric.id, group.id],
      [metric.id, group.id],
    ]);
    const { id: subscription_id } = await service.createSubscription({
      body: { external_customer_id: 'acme', plan_id: plan.id },
    });
    setClock('2026-01-10');
    await service.ingestEvents({ body: { events: calls(['eu', 'us', 'us', 'ap']) } });
    // 1 × 1.00 + 2 × 2.00; what no price rates is not charged (§2).
    expect(await service.fetchUpcomingInvoice({ subscription_id })).toMatchObject({ total: '5.00' });
    expect((await service.fetchSubscriptionCosts({ subscription_id })).data.at(-1)).toMatchObject({ total: '5.00' });
    const usage = (await service.fetchSubscriptionUsage({ subscription_id })).data;
    expect(usage).toMatchObject([{ billable_metric: { id: metric.id }, usage: [{ quantity: 4 }] }]);
    const frame = { timeframe_start: '2026-01-01T00:00:00Z', timeframe_end: '2026-02-01T00:00:00Z' };
    const body = { external_customer_id: 'acme', ...frame };
    expect(await service.evaluatePrice({ price_id: plan.prices[1]!.id, body })).toMatchObject({
      data: [{ quantity: 2 }],
    });
    const price_evaluations = [{ price: { ...prices[0]!, currency: 'USD' } }];
    expect(await service.evaluatePrices({ body: { ...body, price_evaluations } })).toMatchObject({
      data: [{ price_groups: [{ quantity: 1 }] }],
    });
    setClock('2026-02-02');
    await service.runBilling({ until: '2026-02-02T00:00:00Z' });
    const { data } = await service.listInvoices({ external_customer_id: 'acme' });
    expect(data.map(({ total }) => total)).toEqual(['5.00']);
  });

  it('may be written out where a subscription gets them', async () => {
    const backend = startBackend('2026-01-01');
    const { service, setClock } = backend;
    const { item } = await openGroup(backend);
    const configuration = { external_dimensional_price_group_id: 'by-region', dimension_values: ['us', 'a'] };
    const { id: subscription_id } = await service.createSubscription({
      body: {
        external_customer_id: 'acme',
        external_plan_id: 'business',
        add_prices: [{ price: { ...priceOf(item.id, '2.00', configuration), currency: 'USD' } }],
      },
    });
    setClock('2026-01-10');
    await service.ingestEvents({ body: { events: calls(['us', 'us', 'ap']) } });
    // 5 × 20.00 of the next month and 2 × 2.00 of this one.
    expect(await service.fetchUpcomingInvoice({ subscription_id })).toMatchObject({ total: '104.00' });
  });

  it('are refused where they are made if their place is none', async () => {
    const backend = startBackend('2026-01-01');
    const { service } = backend;
    const { item, group } = await openGroup(backend);
    const create = (configuration: object, more: object = {}) =>
      refusalOf(
        service.createPrice({ body: { ...priceOf(item.id, '1.00', configuration), currency: 'USD', ...more } }),
      );
    const place = 'body.prices[0]';
    expect(await create({ dimensional_price_group_id: 'other', dimension_values: ['eu', 'a'] })).toEqual([
      'resource_not_found',
      [''],
    ]);
    expect(await create({ dimensional_price_group_id: group.id, dimension_values: ['eu'] })).toEqual([
      'invalid_price_config',
      [`${place}.dimensional_price_configuration.dimension_values`],
    ]);
    const other = await service.createMetric({
      body: { name: 'All', description: null, item_id: item.id, sql: 'SELECT COUNT(*) FROM events' },
    });
    const values = { dimensional_price_group_id: group.id, dimension_values: ['eu', 'a'] };
    expect(await create(values, { billable_metric_id: other.id })).toEqual([
      'invalid_reference',
      [`${place}.billable_metric_id`],
    ]);
    const add_prices = [
      {
        price: {
          ...priceOf(item.id, '1.00', { dimensional_price_group_id: 'other', dimension_values: ['eu', 'a'] }),
          currency: 'USD',
        },
      },
    ];
    const body = { external_customer_id: 'acme', external_plan_id: 'business', add_prices };
    expect(await refusalOf(service.createSubscription({ body }))).toEqual(['resource_not_found', ['']]);
  });
});

describe('a metric', () => {
  it('is refused where its SQL has parameters that nothing gives a value', async () => {
    const backend = startBackend('2026-01-01');
    const { item } = await openShop(backend);
    const sql = 'SELECT SUM(tokens) FROM events WHERE tokens > {{least}}';
    const create = backend.service.createMetric({
      body: { name: 'Tokens', description: null, item_id: item.id, sql },
    });
    expect(await refusalOf(create)).toEqual(['unknown_parameter', ['body.sql']]);
  });
});
