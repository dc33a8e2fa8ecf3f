import { describe, expect, it } from 'vitest';
import { openShop, startBackend } from './backend.js';

/** A customer of two plans, whose calls and pings cost a credit each or, beyond all credits, 2.00, on one block of ten. */
async function open() {
  const backend = startBackend('2026-03-01');
  const { service } = backend;
  const { customer, item, metric } = await openShop(backend);
  const sql = "SELECT COUNT(*) FROM events WHERE event_name = 'ping'";
  const pings = await service.createMetric({ body: { name: 'Pings', description: null, item_id: item.id, sql } });
  const planOf = (name: string, billable_metric_id: string) => {
    const price = { name, item_id: item.id, billable_metric_id, cadence: 'monthly', currency: 'credits', conversion_rate: 2, model_type: 'unit', unit_config: { unit_amount: '1' } } as const; // prettier-ignore
    return service.createPlan({ body: { name, currency: 'USD', prices: [{ price }] } });
  };
  const customer_id = customer.id;
  const plans = [await planOf('Calls', metric.id), await planOf('Pings', pings.id)];
  const subscribe = async (position: number) =>
    (await service.createSubscription({ body: { customer_id, plan_id: plans[position]!.id } })).id;
  await service.createLedgerEntry({ customer_id, body: { entry_type: 'increment', amount: 10 } });
  const use = async (day: string, ...names: readonly string[]) => {
    const timestamp = `2026-03-${day}T10:00:00Z`;
    backend.setClock(timestamp);
    const events = names.map((event_name) => ({ event_name, timestamp, properties: {}, idempotency_key: `${event_name} ${day}`, external_customer_id: 'acme' })); // prettier-ignore
    await service.ingestEvents({ body: { events } });
  };
  const run = async (now: string) => {
    backend.setClock(now);
    await service.runBilling({ until: now });
  };
  const lines = async (invoice_source: string) =>
    (await service.listInvoices({ customer_id })).data
      .filter((invoice) => invoice.invoice_source === invoice_source)
      .flatMap(({ line_items }) => line_items.map(({ credits_applied, amount }) => [credits_applied, amount]));
  const taken = async () =>
    (await service.listCreditLedger({ customer_id, limit: 100 })).data
      .filter(({ entry_type }) => entry_type === 'decrement')
      .reduce((sum, { amount }) => sum + amount, 0);
  const fired = async () => {
    const messages = await backend.repository.account('demo').readOutbox(1000);
    return messages.flatMap(({ message }) => {
      const { kind, at, notification } = message as { kind: string; at: string; notification?: { type: string } };
      return kind === 'alert_fired' && notification ? [`${at.slice(0, 16)} ${notification.type}`] : [];
    });
  };
  return { backend, service, customer_id, subscribe, use, run, lines, taken, fired };
}

const days = (last: number) => Array.from({ length: last }, (_, day) => String(day + 1).padStart(2, '0'));

describe('credits that two subscriptions use', () => {
  it('are burnt day by day over the invoices of both, and each credit once (§8.3)', async () => {
    const { backend, service, subscribe, use, run, lines, taken } = await open();
    const ids = [await subscribe(0), await subscribe(1)];
    for (const day of days(20)) await use(day, 'call', 'ping');
    // 10 credits, 2 a day: five days of each; 20 − 5 = 15 beyond, at 2.00.
    backend.setClock('2026-03-20T12:00:00Z');
    for (const subscription_id of ids) {
      const { line_items } = await service.fetchUpcomingInvoice({ subscription_id });
      expect(line_items.map(({ credits_applied, amount }) => [credits_applied, amount])).toEqual([['5', '30.00']]);
    }
    await run('2026-04-02T00:00:00Z');
    expect(await lines('subscription')).toEqual([
      ['5', '30.00'],
      ['5', '30.00'],
    ]);
    expect(await taken()).toBe(10);
  });

  it('are counted once by alerts on what each costs (§12)', async () => {
    const { service, subscribe, use, run, fired } = await open();
    for (const subscription_id of [await subscribe(0), await subscribe(1)]) {
      await service.createSubscriptionAlert({
        subscription_id,
        body: { type: 'cost_exceeded', thresholds: [{ value: 2 }] },
      });
    }
    for (const day of days(6)) await use(day, 'call', 'ping');
    await run('2026-03-07T00:00:00Z');
    // The sixth day of either finds no credits any more: 1 × 2.00. Of ten for each of them six would have been enough.
    expect(await fired()).toEqual(['2026-03-07T00:00 cost_exceeded', '2026-03-07T00:00 cost_exceeded']);
  });

  it('are charged for a draft only while there is one: a subscription that is cancelled after a top-up pays once', async () => {
    const { service, customer_id, subscribe, use, run, lines, taken } = await open();
    const subscription_id = await subscribe(0);
    const body = { currency: 'credits', threshold: '2', amount: '5', per_unit_cost_basis: '1', invoice_settings: { auto_collection: true, net_terms: 0, require_successful_payment: false } }; // prettier-ignore
    await service.createTopUp({ customer_id, body });
    for (const day of days(10)) await use(day, 'call');
    await run('2026-03-11T00:00:00Z');
    await run('2026-03-12T00:00:00Z');
    await service.cancelSubscription({ subscription_id, body: { cancel_option: 'immediate' } });
    await run('2026-03-14T00:00:00Z');
    // On the eighth day 2 are left of 10, and 5 are bought; the ten calls are paid by 10 of the 15.
    expect(await lines('one_off')).toEqual([['0.00', '5.00']]);
    expect(await lines('subscription')).toEqual([['10', '0.00']]);
    expect(await taken()).toBe(10);
  });

  it('are not kept from one by another whose usage cannot be priced (D16)', async () => {
    const { backend, service, customer_id, subscribe, use, run, taken } = await open();
    const subscription_id = await subscribe(0);
    const tiers = [{ first_unit: 0, last_unit: 2, unit_amount: '1' }];
    const price = { name: 'Bounded', item_id: 'item_1', cadence: 'monthly', model_type: 'tiered', tiered_config: { tiers }, billable_metric_id: 'metric_2' } as const; // prettier-ignore
    const { id: plan_id } = await service.createPlan({ body: { name: 'Small', currency: 'USD', prices: [{ price }] } });
    await service.createSubscription({ body: { customer_id, plan_id } });
    for (const day of days(3)) await use(day, 'call');
    backend.setClock('2026-03-04');
    await service.cancelSubscription({ subscription_id, body: { cancel_option: 'immediate' } });
    await service.createLedgerEntry({ customer_id, body: { entry_type: 'increment', amount: 1 } });
    await run('2026-03-05T00:00:00Z');
    const { data } = await service.listInvoices({ subscription_id });
    expect(data.map(({ line_items }) => line_items.map(({ credits_applied }) => credits_applied))).toEqual([['3']]);
    await expect(taken()).rejects.toMatchObject({ code: 'quantity_beyond_last_tier' });
  });

  it('that come after a partial invoice pay what is used since, and never what it billed (§8.1, §10)', async () => {
    const backend = startBackend('2026-03-01');
    const { service } = backend;
    const { customer, item, metric } = await openShop(backend);
    const customer_id = customer.id;
    const price = { name: 'Calls', item_id: item.id, billable_metric_id: metric.id, cadence: 'monthly', currency: 'tokens', conversion_rate: 2, model_type: 'unit', unit_config: { unit_amount: '1' } } as const; // prettier-ignore
    const { id: plan_id } = await service.createPlan({ body: { name: 'T', currency: 'USD', prices: [{ price }] } });
    await service.createSubscription({ body: { customer_id, plan_id, invoicing_threshold: '6.00' } });
    for (const day of days(5)) {
      const timestamp = `2026-03-${day}T10:00:00Z`;
      backend.setClock(timestamp);
      // Credits that count since the first day are granted once three calls, 3 × 2.00, were billed at the threshold.
      await service.runBilling({ until: timestamp });
      const entry = { entry_type: 'increment', amount: 10, currency: 'tokens', effective_date: '2026-03-01' } as const;
      if (day === '04') await service.createLedgerEntry({ customer_id, body: entry });
      const event = { event_name: 'call', timestamp, properties: {}, idempotency_key: day, external_customer_id: 'acme' }; // prettier-ignore
      await service.ingestEvents({ body: { events: [event] } });
    }
    backend.setClock('2026-04-02');
    await service.runBilling({ until: '2026-04-02T00:00:00Z' });
    const { data } = await service.listInvoices({ customer_id });
    const billed = data.flatMap(({ line_items }) =>
      line_items.map(({ credits_applied, amount }) => [credits_applied, amount]),
    );
    expect(billed).toEqual([
      ['2', '0.00'],
      ['0', '6.00'],
    ]);
  });

  it('come back by hand as soon as they are used, and not only once that was invoiced (§8.5)', async () => {
    const { service, customer_id, subscribe, use, backend } = await open();
    await subscribe(0);
    for (const day of days(4)) await use(day, 'call');
    backend.setClock('2026-03-05T12:00:00Z');
    const [block] = (await service.listCredits({ customer_id })).data;
    const entry = (amount: number) =>
      service.createLedgerEntry({ customer_id, body: { entry_type: 'amendment', amount, block_id: block!.id } });
    // 10 − 4 = 6, of which at most 4 come back.
    await expect(entry(5)).rejects.toMatchObject({ code: 'amendment_exceeds_initial' });
    expect(await entry(3)).toMatchObject({ starting_balance: 6, ending_balance: 9 });
  });
});

describe('a top-up', () => {
  const settings = { auto_collection: true, net_terms: 0, require_successful_payment: false };
  /** Three calls a day for four days, on 5 credits of their own where they are given, beside a top-up of 10 at 2. */
  const openTopUp = async (per_unit_cost_basis: string, given: number) => {
    const backend = startBackend('2026-03-01');
    const { service } = backend;
    const { customer, item, metric } = await openShop(backend);
    const price = { name: 'Calls', item_id: item.id, billable_metric_id: metric.id, cadence: 'monthly', currency: 'tokens', conversion_rate: 2, model_type: 'unit', unit_config: { unit_amount: '3' } } as const; // prettier-ignore
    const { id: plan_id } = await service.createPlan({ body: { name: 'T', currency: 'USD', prices: [{ price }] } });
    const customer_id = customer.id;
    await service.createSubscription({ body: { customer_id, plan_id } });
    if (given > 0) {
      await service.createLedgerEntry({
        customer_id,
        body: { entry_type: 'increment', amount: given, currency: 'tokens' },
      });
    }
    const body = { currency: 'tokens', threshold: '2', amount: '10', per_unit_cost_basis, invoice_settings: settings };
    await service.createTopUp({ customer_id, body });
    for (const day of days(4)) {
      const timestamp = `2026-03-${day}T10:00:00Z`;
      backend.setClock(timestamp);
      const event = { event_name: 'call', timestamp, properties: {}, idempotency_key: day, external_customer_id: 'acme' }; // prettier-ignore
      await service.ingestEvents({ body: { events: [event] } });
    }
    backend.setClock('2026-03-05');
    await service.runBilling({ until: '2026-03-05T00:00:00Z' });
    const { data } = await service.listCreditLedger({ customer_id, currency: 'tokens' });
    return data.map(({ entry_type, created_at, amount, ending_balance }) => [entry_type, created_at.slice(8, 10), amount, ending_balance].join(' ')).reverse(); // prettier-ignore
  };

  it('buys for what was used, also where no credits were ever granted, and the fewest that do', async () => {
    // Nothing is at the threshold: 10 on the first day; 10 − 9 = 1 on the third is again, and pays first on the fourth.
    expect(await openTopUp('0.10', 0)).toEqual([
      'increment 01 10 10',
      'decrement 01 3 7',
      'decrement 02 3 4',
      'increment 03 10 14',
      'decrement 03 3 11',
      'decrement 04 1 10',
      'decrement 04 2 8',
    ]);
  });

  it('gives credits that cost nothing as well', async () => {
    // 5 − 3 = 2 is at the threshold on the first day; 15 − 12 = 3 is not.
    expect(await openTopUp('0', 5)).toEqual([
      'increment 01 5 5',
      'increment 01 10 15',
      'decrement 01 3 12',
      'decrement 02 2 10',
      'decrement 02 1 9',
      'decrement 03 3 6',
      'decrement 04 3 3',
    ]);
  });
});

describe('alerts on a balance', () => {
  it('look at it whenever credits are moved by hand, so that a dip inside a day is told (§12)', async () => {
    const { backend, service, customer_id, run, fired } = await open();
    for (const type of ['credit_balance_depleted', 'credit_balance_recovered'] as const) {
      await service.createCustomerAlert({ customer_id, body: { type, currency: 'credits' } });
    }
    const move = async (at: string, entry_type: 'decrement' | 'increment') => {
      backend.setClock(at);
      await service.createLedgerEntry({ customer_id, body: { entry_type, amount: 10 } });
    };
    await move('2026-03-02T10:00:00Z', 'decrement');
    await move('2026-03-02T15:00:00Z', 'increment');
    await run('2026-03-05T00:00:00Z');
    const edges = ['2026-03-02T10:00 credit_balance_depleted', '2026-03-02T15:00 credit_balance_recovered'];
    expect(await fired()).toEqual(edges);
    await run('2026-03-06T00:00:00Z');
    expect(await fired()).toEqual(edges);
  });
});
