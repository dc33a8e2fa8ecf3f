import { describe, expect, it } from 'vitest';
import { auditAccount } from '../../src/service/index.js';
import { calls, openShop, startBackend } from './backend.js';

/** Bills February on each of these days, after 10.00 that came in January and 7.00 that come on the fifth of February. */
async function billedOn(days: readonly string[], spent: string | null) {
  const backend = startBackend('2026-01-10');
  const { service, setClock, repository } = backend;
  const { customer } = await openShop(backend);
  const customer_id = customer.id;
  await service.createSubscription({ body: { customer_id, external_plan_id: 'business', align_billing_with_subscription_start_date: false } }); // prettier-ignore
  const move = (type: 'increment' | 'decrement', amount: string) =>
    service.createBalanceTransaction({ customer_id, body: { type, amount } });
  await move('increment', '10.00');
  for (const day of days) {
    setClock(day);
    if (day === '2026-02-05') {
      await (spent === null ? move('increment', '7.00') : move('decrement', spent));
      continue;
    }
    await service.runBilling({ until: `${day}T00:00:00Z` });
  }
  const { data } = await service.listInvoices({ customer_id });
  const { findings } = await auditAccount({ repository, now: () => '2026-02-20T00:00:00Z', account: { id: 'demo' } });
  const { balance } = await service.fetchCustomer({ customer_id });
  return { due: data.map(({ total, amount_due }) => [total, amount_due]), balance, findings };
}

describe('a run that comes late', () => {
  it('pays an invoice from the balance that there was when it was due', async () => {
    const late = await billedOn(['2026-02-05', '2026-02-10'], null);
    expect(late).toEqual(await billedOn(['2026-02-02', '2026-02-05'], null));
    // 100.00 of February less the 10.00 of January; the 7.00 are left for March.
    expect(late.due[0]).toEqual(['100.00', '90.00']);
    expect([late.balance, late.findings]).toEqual(['7.00', []]);
  });

  it('does not pay from what has been taken away since', async () => {
    const late = await billedOn(['2026-02-05', '2026-02-10'], '4.00');
    expect(late.due[0]).toEqual(['100.00', '94.00']);
    expect([late.balance, late.findings]).toEqual(['0.00', []]);
  });
});

describe('a run that comes late, and a balance below zero', () => {
  /** Two subscriptions of 100.00 a month; −15.00 on 20 January, and 40.00 on 10 February. */
  async function billed(runs: readonly string[]) {
    const { service, setClock, repository } = startBackend('2026-01-01');
    const { customer, business } = await openShop({ service, setClock, repository });
    const customer_id = customer.id;
    for (let count = 0; count < 2; count += 1) {
      await service.createSubscription({ body: { customer_id, plan_id: business.id } });
    }
    const move = (type: 'increment' | 'decrement', amount: string) => () =>
      service.createBalanceTransaction({ customer_id, body: { type, amount } });
    const steps: { readonly day: string; readonly take: () => Promise<unknown> }[] = [
      ...runs.map((day) => ({ day, take: () => service.runBilling({ until: `${day}T00:00:00Z` }) })),
      { day: '2026-01-20', take: move('decrement', '15.00') },
      { day: '2026-02-10', take: move('increment', '40.00') },
    ];
    for (const { day, take } of steps.sort((a, b) => a.day.localeCompare(b.day))) {
      setClock(day);
      await take();
    }
    const { data } = await service.listInvoices({ customer_id });
    const { findings } = await auditAccount({ repository, now: () => '2026-02-20T00:00:00Z', account: { id: 'demo' } });
    const { balance } = await service.fetchCustomer({ customer_id });
    const due = data.filter(({ invoice_date }) => invoice_date.startsWith('2026-02-01')).map(({ amount_due }) => amount_due); // prettier-ignore
    return { due: [...due].sort(), balance, findings };
  }

  it('asks for what is owed once', async () => {
    // 100.00 + 15.00 on the first of the invoices of 1 February, which leaves 0.00 for the second and for the 40.00.
    const expected = { due: ['100.00', '115.00'], balance: '40.00', findings: [] };
    expect(await billed(['2026-02-02', '2026-02-12'])).toEqual(expected);
    expect(await billed(['2026-02-12'])).toEqual(expected);
  });
});

describe('fewer seats on the first day of a period', () => {
  // The invoice of 1 February waits twelve hours for January's calls; three seats at 12.00 are used from the 1st on.
  it('are billed by the invoice that waits', async () => {
    const backend = startBackend('2026-01-01');
    const { service, repository } = backend;
    const { customer, team } = await openShop(backend);
    const { id } = await service.createSubscription({ body: { customer_id: customer.id, plan_id: team.id } });
    await service.runBilling({ until: '2026-02-01T08:00:00Z' });
    backend.setClock('2026-02-01T08:00:00Z');
    const body = { price_id: team.prices[0]!.id, quantity: 3 };
    await service.updateFixedFeeQuantity({ subscription_id: id, body });
    await service.runBilling({ until: '2026-02-02T00:00:00Z' });
    const { data } = await service.listInvoices({ subscription_id: id, status: ['issued', 'paid'] });
    const seats = data.flatMap(({ line_items }) => line_items).filter(({ name }) => name === 'Seats');
    // Of the five no day is left; January's five follow.
    expect(seats.map(({ quantity, amount }) => [quantity, amount])).toEqual([
      [5, '0.00'],
      [3, '36.00'],
      [5, '60.00'],
    ]);
    const audited = await auditAccount({ repository, now: () => '2026-02-20T00:00:00Z', account: { id: 'demo' } });
    expect(audited.findings).toEqual([]);
  });
});

describe('what is asked for after an invoice was due, before any run has come', () => {
  /** Five seats at 20.00, of which there are three or eight from two in the afternoon on. */
  async function changedOn(instant: string, quantity: number, runs: readonly string[]) {
    const backend = startBackend('2026-01-01');
    const { service, setClock, repository } = backend;
    const { customer, business } = await openShop(backend);
    const { id } = await service.createSubscription({ body: { customer_id: customer.id, plan_id: business.id } });
    for (const until of runs) await service.runBilling({ until });
    setClock(instant);
    const body = { price_id: business.prices[0]!.id, quantity };
    await service.updateFixedFeeQuantity({ subscription_id: id, body });
    setClock('2026-02-20');
    await service.runBilling({ until: '2026-02-20T00:00:00Z' });
    const { data } = await service.listInvoices({ subscription_id: id, status: ['issued', 'paid'] });
    const now = '2026-02-20T00:00:00Z';
    const { findings } = await auditAccount({ repository, now: () => now, account: { id: 'demo' } });
    return { due: data.map(({ total, amount_due }) => [total, amount_due]), findings };
  }

  it.each([
    // 100.00 of five seats, of which two are given back for the whole of February: 40.00.
    ['2026-02-01T14:00:00Z', 3, [['100.00', '60.00'], ['100.00', '100.00']]],
    // And from the 10th on for 19 of 28 days: 27.14.
    ['2026-02-10T14:00:00Z', 3, [['100.00', '72.86'], ['100.00', '100.00']]],
    // Three more for these days: 3 × 20.00 × 19/28 = 40.71.
    ['2026-02-10T14:00:00Z', 8, [['40.71', '40.71'], ['100.00', '100.00'], ['100.00', '100.00']]],
    // At the instant itself the invoice of the date bills what is asked for.
    ['2026-02-01T00:00:00Z', 3, [['60.00', '60.00'], ['100.00', '100.00']]],
  ] as const)('changes on %s to %i what was billed on 1 February', async (instant, quantity, due) => {
    const late = await changedOn(instant, quantity, []);
    expect(late).toEqual({ due, findings: [] });
    // The instant before: what falls due at the very instant has not been run yet either.
    const before = new Date(Date.parse(instant) - 1).toISOString();
    expect(await changedOn(instant, quantity, ['2026-01-01T00:00:00Z', before])).toEqual(late);
  }); // prettier-ignore

  it('is no reason to buy credits for what was used before a top-up was ordered', async () => {
    const backend = startBackend('2026-01-01');
    const { service, setClock } = backend;
    const { customer, item, metric } = await openShop(backend);
    const customer_id = customer.id;
    const price = { name: 'Calls', item_id: item.id, billable_metric_id: metric.id, cadence: 'monthly', currency: 'credits', conversion_rate: 2, model_type: 'unit', unit_config: { unit_amount: '1' } } as const; // prettier-ignore
    const plan = await service.createPlan({ body: { name: 'Credits', currency: 'USD', prices: [{ price }] } });
    await service.createSubscription({ body: { customer_id, plan_id: plan.id } });
    setClock('2026-01-10T10:00:00Z');
    await service.ingestEvents({ body: { events: calls('acme', '2026-01-10T10:00:00Z', 3) } });
    setClock('2026-01-20T10:00:00Z');
    const invoice_settings = { auto_collection: false, net_terms: 5 };
    const body = { currency: 'credits', threshold: '0', amount: '10', per_unit_cost_basis: '1.00', invoice_settings };
    await service.createTopUp({ customer_id, body });
    await service.runBilling({ until: '2026-02-02T00:00:00Z' });
    const { data } = await service.listInvoices({ customer_id, status: ['issued', 'paid'] });
    // The three calls of the 10th are billed, at 2.00; ten credits are there from the first midnight after the order on.
    expect(data.map(({ invoice_date, total }) => [invoice_date.slice(0, 10), total])).toEqual([
      ['2026-02-01', '6.00'],
      ['2026-01-21', '10.00'],
    ]);
  });
});
