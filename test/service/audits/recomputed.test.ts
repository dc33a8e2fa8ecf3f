import { expect, it } from 'vitest';
import { auditAccount } from '../../../src/service/index.js';
import { startBackend, type Backend } from '../backend.js';

async function recomputedIn({ repository }: Backend) {
  const options = { repository, now: () => '2026-06-01T00:00:00Z', account: { id: 'demo' } };
  return (await auditAccount(options, { invoices: 'recomputed' })).recomputed;
}

/** A fee of 120.00 by its cadence, billed up to a date. */
async function subscribed(backend: Backend, price: object) {
  const { service } = backend;
  const item = await service.createItem({ body: { name: 'Seat' } });
  const unit = { name: 'Fee', item_id: item.id, model_type: 'unit', unit_config: { unit_amount: '120.00' } } as const;
  const prices = [{ price: { ...unit, cadence: 'monthly' as const, fixed_price_quantity: 1, ...price } }];
  const plan = await service.createPlan({ body: { name: 'Team', currency: 'USD', prices } });
  const customer = await service.createCustomer({ body: { name: 'Acme', email: 'a@acme.test' } });
  return service.createSubscription({ body: { customer_id: customer.id, plan_id: plan.id } });
}

async function billUntil({ service, setClock }: Backend, until: string): Promise<void> {
  setClock(until);
  await service.runBilling({ until });
}

it('what was billed too little beside an invoice that was paid is no difference of either', async () => {
  const backend = startBackend('2026-01-01T00:00:00Z');
  const { service } = backend;
  const { id: subscription_id } = await subscribed(backend, {});
  await billUntil(backend, '2026-01-15T00:00:00Z');
  const adjustment = {
    adjustment_type: 'percentage_discount',
    percentage_discount: 0.25,
    applies_to_all: true,
  } as const;
  const body = { add_adjustments: [{ adjustment, start_date: '2026-02-01' }] };
  await service.editPriceIntervals({ subscription_id, body });
  await billUntil(backend, '2026-02-10T00:00:00Z');
  for (const { id } of (await service.listInvoices({ status: ['issued'] })).data) {
    await service.markInvoicePaid({ invoice_id: id, body: { payment_received_date: '2026-02-10' } });
  }
  const { adjustment_intervals } = await service.fetchSubscription({ subscription_id });
  const adjustment_interval_id = adjustment_intervals[0]?.id ?? '';
  const edit_adjustments = [{ adjustment_interval_id, end_date: '2026-02-01' }];
  await service.editPriceIntervals({ subscription_id, body: { edit_adjustments } });
  await billUntil(backend, '2026-02-20T00:00:00Z');
  const { data } = await service.listInvoices({ limit: 100 });
  const february = data.filter(({ invoice_date, status }) => invoice_date.startsWith('2026-02') && status !== 'draft');
  // 120.00 less a quarter, and the quarter once the discount was never there.
  expect(february.map(({ total }) => total).sort()).toEqual(['30.00', '90.00']);
  expect(await recomputedIn(backend)).toEqual({ same: 3, differing: [], not_computed: [] });
});

it('an instalment is less what was billed when it was issued, whatever was voided afterwards', async () => {
  const backend = startBackend('2026-01-01T00:00:00Z');
  const { service } = backend;
  await subscribed(backend, {
    cadence: 'annual',
    invoicing_cycle_configuration: { duration: 1, duration_unit: 'month' },
  });
  await billUntil(backend, '2026-02-10T00:00:00Z');
  const { data } = await service.listInvoices({ status: ['issued'] });
  // 1/12 of 120.00 each; the first is voided once the second, 20.00 less 10.00, was issued.
  expect(data.map(({ total }) => total)).toEqual(['10.00', '10.00']);
  const first = data.find(({ invoice_date }) => invoice_date.startsWith('2026-01'));
  await service.voidInvoice({ invoice_id: first?.id ?? '' });
  expect(await recomputedIn(backend)).toEqual({ same: 1, differing: [], not_computed: [] });
});
