import { describe, expect, it } from 'vitest';
import { calls, openShop, startBackend } from './backend.js';

/** Calls of a customer in a region. */
function regional(customer: string, timestamp: string, { region, count }: { region: string; count: number }) {
  return calls(customer, timestamp, count).map((event) => ({
    ...event,
    idempotency_key: `${region} ${event.idempotency_key}`,
    properties: { region },
  }));
}

/** A subscription of which one price counts from the fifth, in Europe, and for a branch as well. */
async function openRegional() {
  const backend = startBackend('2026-01-01');
  const { service } = backend;
  const { customer, item, metric, business } = await openShop(backend);
  const branch = await service.createCustomer({
    body: {
      name: 'Branch',
      email: 'branch@acme.test',
      external_customer_id: 'branch',
      hierarchy: { parent_customer_id: customer.id },
    },
  });
  const price = await service.createPrice({
    body: {
      name: 'Calls',
      item_id: item.id,
      billable_metric_id: metric.id,
      cadence: 'monthly',
      currency: 'USD',
      model_type: 'unit',
      unit_config: { unit_amount: '0.50' },
    },
  });
  const { id } = await service.createSubscription({
    body: { customer_id: customer.id, plan_id: business.id, invoicing_threshold: '20.00' },
  });
  const add = {
    price_id: price.id,
    start_date: '2026-01-05',
    filter: "region = 'eu'",
    usage_customer_ids: [customer.id, branch.id],
  };
  await service.editPriceIntervals({ subscription_id: id, body: { add: [add] } });
  return { ...backend, customer };
}

async function billed({ service, customer }: Awaited<ReturnType<typeof openRegional>>) {
  await service.runBilling({ until: '2026-02-02T00:00:00Z' });
  const { data } = await service.listInvoices({ customer_id: customer.id, limit: 100 });
  return [...data].reverse().map((one) => [one.invoice_source, one.invoice_date.slice(0, 10), one.total]);
}

describe('an invoice at a threshold', () => {
  it('counts what its price intervals count: from their start, by their filter, of their customers', async () => {
    const shop = await openRegional();
    const { service, setClock } = shop;
    const days = [
      regional('acme', '2026-01-04T11:00:00Z', { region: 'eu', count: 100 }),
      [
        ...regional('acme', '2026-01-10T11:00:00Z', { region: 'eu', count: 20 }),
        ...regional('acme', '2026-01-10T11:00:00Z', { region: 'us', count: 60 }),
        ...regional('branch', '2026-01-10T11:00:00Z', { region: 'eu', count: 25 }),
      ],
      regional('branch', '2026-01-20T11:00:00Z', { region: 'eu', count: 5 }),
    ];
    for (const events of days) {
      setClock(events[0]?.timestamp ?? '');
      await service.ingestEvents({ body: { events } });
    }
    // (20 + 25) × 0.50 on the midnight after the tenth; 50 × 0.50 − 22.50, and 5 seats at 20.00, at the end.
    expect(await billed(shop)).toEqual([
      ['subscription', '2026-01-01', '100.00'],
      ['partial', '2026-01-11', '22.50'],
      ['subscription', '2026-02-01', '102.50'],
    ]);
  });
});

describe('invoices at a threshold of prices by the month and by the quarter', () => {
  it('are netted from the start of each period, also where months have begun since', async () => {
    const { service, setClock, repository } = startBackend('2026-01-01');
    const { customer, item, metric } = await openShop({ service, setClock, repository });
    const prices = (['monthly', 'quarterly'] as const).map((cadence) => ({
      price: {
        name: `Calls ${cadence}`,
        item_id: item.id,
        cadence,
        model_type: 'unit' as const,
        unit_config: { unit_amount: '0.50' },
        billable_metric_id: metric.id,
      },
    }));
    const plan = await service.createPlan({ body: { name: 'Calls', currency: 'USD', prices } });
    await service.createSubscription({
      body: { customer_id: customer.id, plan_id: plan.id, invoicing_threshold: '20.00' },
    });
    for (const [month, count] of [
      ['01', 50],
      ['02', 30],
      ['03', 30],
    ] as const) {
      const timestamp = `2026-${month}-10T11:00:00Z`;
      await service.runBilling({ until: timestamp });
      setClock(timestamp);
      await service.ingestEvents({ body: { events: calls('acme', timestamp, count) } });
    }
    setClock('2026-04-02');
    await service.runBilling({ until: '2026-04-02T00:00:00Z' });
    const { data } = await service.listInvoices({ customer_id: customer.id, status: ['issued', 'paid'] });
    // 50 × 0.50 of each price, then 30 × 0.50 of each twice; every month and the quarter are billed by then.
    expect([...data].reverse().map(({ invoice_date, total }) => [invoice_date.slice(0, 10), total])).toEqual([
      ['2026-01-11', '50.00'],
      ['2026-02-01', '0.00'],
      ['2026-02-11', '30.00'],
      ['2026-03-01', '0.00'],
      ['2026-03-11', '30.00'],
      ['2026-04-01', '0.00'],
    ]);
  });
});

describe('a run over many customers', () => {
  it('looks at each of more than a page of them', async () => {
    const { service } = startBackend('2026-01-01');
    for (let count = 1; count <= 201; count += 1) {
      await service.createCustomer({ body: { name: `Customer ${count}`, email: `billing${count}@acme.test` } });
    }
    expect(await service.runBilling({ until: '2026-01-02T00:00:00Z' })).toMatchObject({ customers: 201 });
  });
});

describe('the usage of a subscription', () => {
  it('names its metrics', async () => {
    const backend = startBackend('2026-01-01');
    const { customer, metric, team } = await openShop(backend);
    const { id } = await backend.service.createSubscription({
      body: { customer_id: customer.id, plan_id: team.id },
    });
    backend.setClock('2026-01-02');
    const { data } = await backend.service.fetchSubscriptionUsage({ subscription_id: id });
    expect(data.map(({ billable_metric }) => billable_metric)).toEqual([{ id: metric.id, name: 'Calls' }]);
  });
});
