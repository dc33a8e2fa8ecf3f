import { describe, expect, it } from 'vitest';
import { draftInvoice } from '../../src/index.js';
import { calls, openShop, startBackend, type Backend } from './backend.js';

async function invoicesOf({ service }: Backend, customer_id: string) {
  const { data } = await service.listInvoices({ customer_id, limit: 100 });
  return [...data].reverse();
}

/** A customer whose calls are counted, 3 a month, over a year on the virtual clock. */
async function openYear() {
  const backend = startBackend('2026-01-01');
  const shop = await openShop(backend);
  const { id } = await backend.service.createSubscription({
    body: { customer_id: shop.customer.id, plan_id: shop.team.id },
  });
  for (let month = 1; month <= 12; month += 1) {
    const day = `2026-${String(month).padStart(2, '0')}-15`;
    backend.setClock(`${day}T12:00:00Z`);
    await backend.service.ingestEvents({ body: { events: calls('acme', `${day}T11:00:00Z`, month) } });
  }
  return { backend, subscription_id: id, ...shop };
}

describe('a year of billing', () => {
  it('issues each invoice as `draftInvoice` makes it', async () => {
    const { backend, subscription_id, customer, metric } = await openYear();
    const run = await backend.service.runBilling({ until: '2027-01-02T00:00:00Z' });
    expect(run).toEqual({ customers: 1, invoices: 12, is_complete: true });
    const invoices = await invoicesOf(backend, customer.id);
    // 5 seats at 12.00 in advance, and the month before at 0.50 a call: 60.00, 60.50, 61.00, … 66.00.
    expect(invoices.map(({ total }) => total)).toEqual([
      '60.00',
      ...Array.from({ length: 12 }, (_, month) => (60 + (month + 1) / 2).toFixed(2)),
    ]);
    const stored = await backend.repository
      .account('demo')
      .transaction((transaction) => transaction.readDocument('subscription', subscription_id));
    const { kept, ...subscription } = stored!.document as any;
    const events = Array.from({ length: 12 }, (_, month) => {
      const day = `2026-${String(month + 1).padStart(2, '0')}-15`;
      return calls('acme', `${day}T11:00:00Z`, month + 1);
    }).flat();
    for (const [position, issued] of invoices.entries()) {
      const { invoice } = draftInvoice({
        subscription,
        schedule: kept.schedule,
        customer,
        invoice_date: issued.invoice_date,
        events,
        metrics: [{ id: metric.id, sql: metric.sql }],
        earlier_invoices: invoices.slice(0, position),
      });
      expect(issued.line_items).toEqual(invoice.line_items);
      expect([issued.id, issued.total]).toEqual([invoice.id, invoice.total]);
    }
  });

  it('comes out the same in one run, in many, and after being stopped', async () => {
    const outcomes: string[] = [];
    for (const untils of [
      ['2027-01-02T00:00:00Z'],
      ['2026-03-05T10:00:00Z', '2026-03-05T10:00:00Z', '2026-09-30T23:59:59Z', '2027-01-02T00:00:00Z'],
    ]) {
      const { backend, customer } = await openYear();
      for (const until of untils) await backend.service.runBilling({ until });
      outcomes.push(JSON.stringify(await invoicesOf(backend, customer.id)));
    }
    expect(outcomes[1]).toBe(outcomes[0]);
    const { backend, customer } = await openYear();
    const stop = new AbortController();
    stop.abort();
    const until = '2027-01-02T00:00:00Z';
    expect(await backend.service.runBilling({ until, signal: stop.signal })).toMatchObject({ is_complete: false });
    await Promise.all([backend.service.runBilling({ until }), backend.service.runBilling({ until })]);
    expect(JSON.stringify(await invoicesOf(backend, customer.id))).toBe(outcomes[0]);
  });
});

describe('a run', () => {
  it('invoices at a threshold, and the rest when the period ends', async () => {
    const backend = startBackend('2026-01-01');
    const { customer, team } = await openShop(backend);
    const { service, setClock } = backend;
    const body = { customer_id: customer.id, plan_id: team.id, invoicing_threshold: '20.00' };
    await service.createSubscription({ body });
    setClock('2026-01-10T12:00:00Z');
    await service.ingestEvents({ body: { events: calls('acme', '2026-01-10T11:00:00Z', 45) } });
    setClock('2026-01-20T12:00:00Z');
    await service.ingestEvents({ body: { events: calls('acme', '2026-01-20T11:00:00Z', 10) } });
    await service.runBilling({ until: '2026-02-02T00:00:00Z' });
    const invoices = await invoicesOf(backend, customer.id);
    // 45 × 0.50 on the midnight after the tenth; 55 × 0.50 − 22.50 with February's 60.00 at the end.
    expect(invoices.map((one) => [one.invoice_source, one.invoice_date.slice(0, 10), one.total])).toEqual([
      ['subscription', '2026-01-01', '60.00'],
      ['partial', '2026-01-11', '22.50'],
      ['subscription', '2026-02-01', '65.00'],
    ]);
  });

  it('makes no invoice of what comes to nothing where zero lines are omitted', async () => {
    const backend = startBackend('2026-01-01', { account: { id: 'demo', policies: { zero_lines: 'omit' } } });
    const { customer, team } = await openShop(backend);
    await backend.service.createSubscription({ body: { customer_id: customer.id, plan_id: team.id } });
    for (const until of ['2026-02-02T00:00:00Z', '2026-02-03T00:00:00Z', '2026-02-03T00:00:00Z']) {
      await backend.service.runBilling({ until });
    }
    const invoices = await invoicesOf(backend, customer.id);
    expect(invoices.map(({ total, line_items }) => [total, line_items.length])).toEqual([
      ['60.00', 1],
      ['60.00', 1],
    ]);
  });

  it('buys credits when their balance falls, and fires alerts once', async () => {
    const backend = startBackend('2026-01-01');
    const { customer, item, metric } = await openShop(backend);
    const { service, setClock, repository } = backend;
    const plan = await service.createPlan({
      body: {
        name: 'Credits',
        currency: 'USD',
        prices: [
          {
            price: {
              name: 'Calls',
              item_id: item.id,
              billable_metric_id: metric.id,
              cadence: 'monthly',
              currency: 'credits',
              conversion_rate: 1,
              model_type: 'unit',
              unit_config: { unit_amount: '1' },
            },
          },
        ],
      },
    });
    const { id: customer_id } = await service.updateCustomer({ customer_id: customer.id, body: { currency: 'USD' } });
    await service.createLedgerEntry({ customer_id, body: { entry_type: 'increment', amount: 50 } });
    await service.createTopUp({
      customer_id,
      body: {
        currency: 'credits',
        threshold: 10,
        amount: 40,
        per_unit_cost_basis: '0.90',
        invoice_settings: { auto_collection: false, net_terms: 0 },
      },
    });
    await service.createCustomerAlert({
      customer_id,
      body: { type: 'credit_balance_dropped', currency: 'credits', thresholds: [{ value: 45 }] },
    });
    const { id } = await service.createSubscription({ body: { customer_id, plan_id: plan.id } });
    await service.createSubscriptionAlert({
      subscription_id: id,
      body: { type: 'usage_exceeded', metric_id: metric.id, thresholds: [{ value: 40 }] },
    });
    setClock('2026-01-10T12:00:00Z');
    await service.ingestEvents({ body: { events: calls('acme', '2026-01-10T11:00:00Z', 45) } });
    await service.runBilling({ until: '2026-01-15T00:00:00Z' });
    // 50 − 45 = 5 ≤ 10, so that 40 are bought for 36.00; 45 are left.
    const bought = await invoicesOf(backend, customer_id);
    expect(bought.map((one) => [one.invoice_source, one.total])).toEqual([['one_off', '36.00']]);
    const messages = await repository.account('demo').readOutbox(1000);
    const fired = messages.filter(({ message }) => message['kind'] === 'alert_fired');
    const types = new Set(fired.map(({ message }) => (message['notification'] as any).type));
    expect(types).toEqual(new Set(['credit_balance_dropped', 'usage_exceeded']));
    await service.runBilling({ until: '2026-02-02T00:00:00Z' });
    const { data } = await service.listCreditLedger({ customer_id });
    expect(data[0]).toMatchObject({ ending_balance: 45 });
    expect(
      (await repository.account('demo').readOutbox(1000)).filter(({ message }) => message['kind'] === 'alert_fired'),
    ).toHaveLength(2);
    const all = await invoicesOf(backend, customer_id);
    expect(all.map((one) => [one.invoice_source, one.total])).toEqual([
      ['one_off', '36.00'],
      ['subscription', '0.00'],
    ]);
  });
});
