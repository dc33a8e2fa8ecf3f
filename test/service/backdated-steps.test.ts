import { describe, expect, it } from 'vitest';
import { auditAccount } from '../../src/service/index.js';
import { calls, openShop, startBackend } from './backend.js';

/** Ten calls of 10 January at 1.00 each, invoiced on 1 February; it is 10 February. */
async function invoicedCalls(request: object) {
  const backend = startBackend('2026-01-01');
  const { service } = backend;
  const { customer, item, metric } = await openShop(backend);
  const price = {
    name: 'Calls',
    item_id: item.id,
    cadence: 'monthly',
    model_type: 'unit',
    unit_config: { unit_amount: '1.00' },
    billable_metric_id: metric.id,
  } as const;
  const plan = await service.createPlan({ body: { name: 'Calls', currency: 'USD', prices: [{ price }] } });
  const { id: subscription_id } = await service.createSubscription({
    body: { customer_id: customer.id, plan_id: plan.id, ...request },
  });
  backend.setClock('2026-01-10');
  await service.ingestEvents({ body: { events: calls('acme', '2026-01-10T00:00:00Z', 10) } });
  backend.setClock('2026-02-10');
  const until = '2026-02-10T00:00:00Z';
  await service.runBilling({ until });
  const invoiced = async () => {
    const { data } = await service.listInvoices({ customer_id: customer.id, status: ['issued'] });
    return data.map(({ invoice_date, total }) => [invoice_date.slice(0, 10), total]);
  };
  expect(await invoiced()).toEqual([['2026-02-01', '10.00']]);
  return { service, subscription_id, until, invoiced };
}

describe('a step that moves what has passed to what lies ahead is held against the usage that was invoiced since', () => {
  // Half off until 20 January did not reach the invoice of 1 February; until 1 March it does.
  it('where a discount runs on', async () => {
    const adjustment = { adjustment_type: 'percentage_discount', percentage_discount: 0.5, applies_to_all: true };
    const dates = { start_date: '2026-01-01T00:00:00Z', end_date: '2026-01-20T00:00:00Z' };
    const { service, subscription_id, until, invoiced } = await invoicedCalls({
      add_adjustments: [{ ...dates, adjustment }],
    });
    const { adjustment_intervals } = await service.fetchSubscription({ subscription_id });
    const adjustment_interval_id = adjustment_intervals[0]!.id;
    const { changed_resources } = await service.editPriceIntervals({
      subscription_id,
      body: { edit_adjustments: [{ adjustment_interval_id, end_date: '2026-03-01T00:00:00Z' }] },
    });
    expect(changed_resources?.voided_invoices.map(({ total }) => total)).toEqual(['10.00']);
    await service.runBilling({ until });
    expect(await invoiced()).toEqual([['2026-02-01', '5.00']]);
  });

  it('where a trial that is over goes on', async () => {
    const { service, subscription_id, until, invoiced } = await invoicedCalls({ trial_duration_days: 5 });
    await service.updateTrial({ subscription_id, body: { trial_end_date: '2026-03-01T00:00:00Z' } });
    await service.runBilling({ until });
    expect(await invoiced()).toEqual([]);
  });

  // The line from the 6th is credited where the trial ends on the 3rd, that from the 3rd where it goes on: both stay.
  it('where a trial that ended earlier after all goes on', async () => {
    const { service, subscription_id, until } = await invoicedCalls({ trial_duration_days: 5 });
    const paid = async () => {
      await service.runBilling({ until });
      const { data } = await service.listInvoices({ subscription_id, status: ['issued'] });
      for (const { id } of data) {
        await service.markInvoicePaid({ invoice_id: id, body: { payment_received_date: '2026-02-10' } });
      }
    };
    await paid();
    for (const day of ['2026-01-03', '2026-03-01']) {
      await service.updateTrial({ subscription_id, body: { trial_end_date: `${day}T00:00:00Z` } });
      await paid();
    }
    const { data: invoices } = await service.listInvoices({ subscription_id, status: ['paid'] });
    const billed = invoices.map(({ total }) => total).filter((total) => total !== '0.00');
    const { data: notes } = await service.listCreditNotes({});
    expect([billed, notes.map(({ total, voided_at }) => [total, voided_at])]).toEqual([
      ['10.00', '10.00'],
      [
        ['10.00', null],
        ['10.00', null],
      ],
    ]);
  });
});

describe('a step that brings, for what has passed, what nothing of the subscription measured', () => {
  /** A fee of 20.00 × 5 a month; ten calls of the customer and three of its branch on 20 January; it is 10 February. */
  async function unmeasured() {
    const backend = startBackend('2026-01-01');
    const { service } = backend;
    const { customer, item, metric, team, business } = await openShop(backend);
    const branch = await service.createCustomer({
      body: {
        name: 'Branch',
        email: 'b@acme.test',
        external_customer_id: 'branch',
        hierarchy: { parent_customer_id: customer.id },
      },
    });
    const body = { customer_id: customer.id, plan_id: business.id };
    const { id: subscription_id } = await service.createSubscription({ body });
    backend.setClock('2026-01-20');
    await service.ingestEvents({ body: { events: [...calls('acme', '2026-01-20T00:00:00Z', 10), ...calls('branch', '2026-01-20T00:00:00Z', 3)] } }); // prettier-ignore
    backend.setClock('2026-02-10');
    await service.runBilling({ until: '2026-02-10T00:00:00Z' });
    const price = {
      name: 'Calls',
      item_id: item.id,
      cadence: 'monthly',
      model_type: 'unit',
      unit_config: { unit_amount: '0.50' },
      billable_metric_id: metric.id,
      currency: 'USD',
    } as const;
    return { service, subscription_id, price, team, customers: [customer.id, branch.id] };
  }

  type Shop = Awaited<ReturnType<typeof unmeasured>>;
  type Edit = { readonly add: readonly object[] };
  const edit = async ({ service, subscription_id }: Shop, body: Edit) =>
    service.editPriceIntervals({ subscription_id, body: body as never });
  const start_date = '2026-01-10';

  // 10 × 0.50 beside February's fee of 100.00; with the three of the branch 13 × 0.50; with the team's plan 12.00 × 5.
  it.each([
    ['a price written out', (shop: Shop) => edit(shop, { add: [{ price: shop.price, start_date }] }), '105.00'],
    [
      'a price that is stored',
      async (shop: Shop) => {
        const { id: price_id } = await shop.service.createPrice({ body: shop.price });
        return edit(shop, { add: [{ price_id, start_date }] });
      },
      '105.00',
    ],
    [
      'a price on what a branch uses too',
      (shop: Shop) => edit(shop, { add: [{ price: shop.price, start_date, usage_customer_ids: shop.customers }] }),
      '106.50',
    ],
    [
      'a plan',
      ({ service, subscription_id, team }: Shop) =>
        service.schedulePlanChange({
          subscription_id,
          body: { plan_id: team.id, change_option: 'requested_date', change_date: start_date },
        }),
      '65.00',
    ],
  ])('%s: what was used of it is billed', async (_what, take, february) => {
    const { changed_resources } = await take(await unmeasured());
    const made = changed_resources?.created_invoices ?? [];
    const totals = made.filter(({ invoice_date }) => invoice_date.startsWith('2026-02-01')).map(({ total }) => total);
    expect(totals).toEqual([february]);
  });
});

describe('an end on a date that was invoiced', () => {
  it('makes no second invoice of what its invoice bills', async () => {
    const { service, subscription_id, until, invoiced } = await invoicedCalls({});
    const { price_intervals } = await service.fetchSubscription({ subscription_id });
    const edit = [{ price_interval_id: price_intervals[0]!.id, end_date: '2026-02-01' }];
    const { changed_resources } = await service.editPriceIntervals({ subscription_id, body: { edit } });
    expect(changed_resources?.created_invoices).toEqual([]);
    await service.runBilling({ until });
    expect(await invoiced()).toEqual([['2026-02-01', '10.00']]);
  });
});

describe('a correction of invoices on which something was given back', () => {
  // 14 calls at 0.50 beside 5 seats at 12.00 on 1 February, paid. With an end on 5 January four calls are left, billed then:
  // 7.00 go back. With half off from 20 January the seats of February are 30.00.
  it('takes them as they would have been, and an audit finds nothing', async () => {
    const backend = startBackend('2026-01-01');
    const { service, repository } = backend;
    const { customer, team } = await openShop(backend);
    const body = { customer_id: customer.id, plan_id: team.id };
    const { id: subscription_id } = await service.createSubscription({ body });
    for (const [day, count] of [
      ['03', 4],
      ['10', 10],
    ] as const) {
      backend.setClock(`2026-01-${day}T12:00:00Z`);
      await service.ingestEvents({ body: { events: calls('acme', `2026-01-${day}T12:00:00Z`, count) } });
    }
    backend.setClock('2026-02-10');
    await service.runBilling({ until: '2026-02-10T00:00:00Z' });
    const { data: billed } = await service.listInvoices({ subscription_id, status: ['issued'] });
    for (const { id } of billed) {
      await service.markInvoicePaid({ invoice_id: id, body: { payment_received_date: '2026-02-10' } });
    }
    const { price_intervals } = await service.fetchSubscription({ subscription_id });
    const { id: price_interval_id } = price_intervals.find(({ price }) => price.name === 'Calls')!;
    const adjustment = { adjustment_type: 'percentage_discount', percentage_discount: 0.5, applies_to_all: true };
    const made = [];
    for (const edits of [
      { edit: [{ price_interval_id, end_date: '2026-01-05' }] },
      { add_adjustments: [{ start_date: '2026-01-20', adjustment }] },
    ]) {
      const { changed_resources } = await service.editPriceIntervals({ subscription_id, body: edits as never });
      made.push([
        changed_resources?.created_invoices.map(({ total }) => total),
        changed_resources?.created_credit_notes.map(({ total }) => total),
      ]);
    }
    expect(made).toEqual([
      [['2.00'], ['7.00']],
      [[], ['30.00']],
    ]);
    const audited = await auditAccount({ repository, now: () => '2026-02-10T00:00:00Z', account: { id: 'demo' } });
    expect(audited.findings).toEqual([]);
  });
});

describe('an invoice that a step makes of some days of a period', () => {
  // 31.00 a month from the 15th on. Begun on 20 January, 26/31 of it are billed: 26.00. Begun on 10 January after all, five
  // days before the 15th and the five from it on are missing: 5.00 and 5.00.
  it('is issued as it was made', async () => {
    const backend = startBackend('2026-01-01');
    const { service } = backend;
    const { customer, item } = await openShop(backend);
    const price = {
      name: 'Fee',
      item_id: item.id,
      cadence: 'monthly',
      model_type: 'unit',
      unit_config: { unit_amount: '31.00' },
      fixed_price_quantity: 1,
    } as const;
    const plan = await service.createPlan({ body: { name: 'Fee', currency: 'USD', prices: [{ price }] } });
    const { id: subscription_id } = await service.createSubscription({
      body: { customer_id: customer.id, plan_id: plan.id, billing_cycle_anchor_configuration: { day: 15 } },
    });
    backend.setClock('2026-01-25');
    await service.runBilling({ until: '2026-01-25T00:00:00Z' });
    const { data: paid } = await service.listInvoices({ subscription_id, status: ['issued'] });
    for (const { id } of paid) {
      await service.markInvoicePaid({ invoice_id: id, body: { payment_received_date: '2026-01-25' } });
    }
    const { price_intervals } = await service.fetchSubscription({ subscription_id });
    const price_interval_id = price_intervals[0]!.id;
    const billed = [];
    for (const day of ['2026-01-20', '2026-01-10']) {
      const start_date = `${day}T00:00:00Z`;
      const body = { edit: [{ price_interval_id, start_date }] };
      const { changed_resources } = await service.editPriceIntervals({ subscription_id, body });
      billed.push(changed_resources?.created_invoices.map(({ total }) => total));
    }
    expect(billed).toEqual([['26.00'], ['5.00', '5.00']]);
  });
});
