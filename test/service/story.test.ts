import { expect, it } from 'vitest';
import { auditInvoice } from '../../src/index.js';
import { calls, openShop, startBackend } from './backend.js';

it('sign-up, trial, usage, upgrade, coupon, credits, cancellation, credit note: everything adds up', async () => {
  const account = { id: 'demo', trials: { team: { trial_period: 14, trial_period_unit: 'days' } } } as const;
  const backend = startBackend('2026-01-01', { account });
  const { customer, team, business } = await openShop(backend);
  const { service, setClock } = backend;
  const customer_id = customer.id;

  // Sign-up with a trial of 14 days: nothing to pay yet.
  const started = await service.createSubscription({ body: { customer_id, plan_id: team.id } });
  expect(started.trial_info.end_date).toBe('2026-01-15T00:00:00+00:00');
  expect(started.changed_resources?.created_invoices).toEqual([]);

  // After the trial the seats cost 17 of 31 days of 60.00.
  setClock('2026-01-16T00:00:00Z');
  await service.runBilling({ until: '2026-01-16T00:00:00Z' });
  await service.ingestEvents({ body: { events: calls('acme', '2026-01-15T23:00:00Z', 4) } });
  const first = await service.listInvoices({ customer_id });
  expect(first.data.map(({ total }) => total)).toEqual(['32.90']);

  // A coupon halves what comes.
  await service.createCoupon({
    body: {
      redemption_code: 'HALF',
      discount: { discount_type: 'percentage', percentage_discount: 0.5 },
      duration_in_months: 1,
    },
  });
  await service.redeemCoupon({
    subscription_id: started.id,
    body: { coupon_redemption_code: 'HALF', change_option: 'immediate' },
  });
  expect(await service.fetchUpcomingInvoice({ subscription_id: started.id })).toMatchObject({ total: '31.00' });
  setClock('2026-02-02T00:00:00Z');
  await service.runBilling({ until: '2026-02-02T00:00:00Z' });

  // Upgrade in the middle of February: 14 of 28 days of 60.00 × ½ back, 14 of 28 days of 100.00 more.
  setClock('2026-02-15T00:00:00Z');
  const upgraded = await service.schedulePlanChange({
    subscription_id: started.id,
    body: { plan_id: business.id, change_option: 'immediate' },
  });
  expect(upgraded.changed_resources).toMatchObject({
    created_invoices: [{ total: '50.00' }],
    created_credit_notes: [{ total: '15.00' }],
  });

  // Credits are bought, and their invoice is paid outside.
  await service.createLedgerEntry({
    customer_id,
    body: {
      entry_type: 'increment',
      amount: 100,
      per_unit_cost_basis: '0.25',
      invoice_settings: { auto_collection: false, net_terms: 30 },
    },
  });
  const [purchase] = (await service.listInvoices({ customer_id })).data;
  expect(purchase).toMatchObject({ invoice_source: 'one_off', total: '25.00', status: 'issued' });
  await service.markInvoicePaid({ invoice_id: purchase!.id, body: { payment_received_date: '2026-02-15' } });

  // Cancelled at the end of the term: no invoice for March.
  const cancelled = await service.cancelSubscription({
    subscription_id: started.id,
    body: { cancel_option: 'end_of_subscription_term' },
  });
  expect(cancelled.end_date).toBe('2026-03-01T00:00:00+00:00');
  setClock('2026-04-01T00:00:00Z');
  await service.runBilling({ until: '2026-04-01T00:00:00Z' });
  const { data: invoices } = await service.listInvoices({ customer_id });
  expect(invoices.map(({ invoice_date, total }) => [invoice_date.slice(0, 10), total])).toEqual([
    // Nothing was used in February before the upgrade, which its arrears say.
    ['2026-02-15', '0.00'],
    ['2026-02-15', '25.00'],
    ['2026-02-15', '50.00'],
    ['2026-02-01', '31.00'],
    ['2026-01-15', '32.90'],
  ]);

  // A credit note on the last invoice, and every invoice checked.
  const last = invoices.find(({ total }) => total === '50.00');
  const note = await service.createCreditNote({
    body: { reason: 'order_change', line_items: [{ invoice_line_item_id: last!.line_items[0]!.id, amount: '10.00' }] },
  });
  expect(note).toMatchObject({ total: '10.00', type: 'adjustment' });
  expect(await service.fetchInvoice({ invoice_id: last!.id })).toMatchObject({ amount_due: '40.00' });
  expect(auditInvoice({ invoices })).toEqual([]);
});
