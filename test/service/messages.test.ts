import { describe, expect, it } from 'vitest';
import { openShop, startBackend, type Backend } from './backend.js';

/** What was told of subscriptions, customers and payments since the last look, each with its time and its own words. */
async function toldBy({ repository }: Backend): Promise<readonly unknown[]> {
  const store = repository.account('demo');
  const messages = await store.readOutbox(1000);
  await store.acknowledge(messages.map(({ position }) => position));
  return messages.flatMap(({ message }) => {
    const { kind, at, subscription: _subscription, customer: _customer, invoice: _invoice, ...words } = message;
    if (typeof at !== 'string' || kind === 'invoice_issued') return [];
    return [[at.slice(0, 10), kind, words]];
  });
}

async function open(now: string) {
  const backend = startBackend(now);
  const { customer } = await openShop(backend);
  expect(await toldBy(backend)).toEqual([[now, 'customer_created', {}]]);
  return { backend, customer_id: customer.id, ...backend };
}

describe('the outbox', () => {
  it('tells of a subscription what was asked for and what came by itself, each at its own time', async () => {
    const { backend, service, setClock, customer_id } = await open('2026-01-10');
    const { id: subscription_id, price_intervals } = await service.createSubscription({
      body: { customer_id, external_plan_id: 'team', trial_duration_days: 5 },
    });
    expect(await toldBy(backend)).toEqual([
      ['2026-01-10', 'subscription_created', {}],
      ['2026-01-10', 'subscription_started', {}],
    ]);
    setClock('2026-01-20');
    const price_id = price_intervals[0]!.price.id;
    await service.updateFixedFeeQuantity({ subscription_id, body: { price_id, quantity: 8 } });
    // That the trial ended is told by whoever looks next.
    const quantity = { price_id, effective_date: '2026-01-20T00:00:00+00:00', old_quantity: 5, new_quantity: 8 };
    expect(await toldBy(backend)).toEqual([
      ['2026-01-15', 'subscription_trial_ended', {}],
      ['2026-01-20', 'subscription_fixed_fee_quantity_updated', quantity],
    ]);
    const change = { external_plan_id: 'business', change_option: 'end_of_subscription_term' } as const;
    await service.schedulePlanChange({ subscription_id, body: change });
    const plans = { previous_plan_id: 'plan_3', new_plan_id: 'plan_4' };
    expect(await toldBy(backend)).toEqual([
      ['2026-01-20', 'subscription_plan_change_scheduled', { ...plans, change_date: '2026-02-01T00:00:00+00:00' }],
    ]);
    setClock('2026-02-10');
    await service.runBilling({ until: '2026-02-10T00:00:00Z' });
    expect(await toldBy(backend)).toEqual([['2026-02-01', 'subscription_plan_changed', plans]]);
    await service.cancelSubscription({ subscription_id, body: { cancel_option: 'end_of_subscription_term' } });
    await service.unscheduleCancellation({ subscription_id });
    await service.updateSubscription({ subscription_id, body: { net_terms: 15 } });
    expect(await toldBy(backend)).toEqual([
      ['2026-02-10', 'subscription_cancellation_scheduled', { cancellation_date: '2026-03-01T00:00:00+00:00' }],
      ['2026-02-10', 'subscription_cancellation_unscheduled', {}],
      ['2026-02-10', 'subscription_edited', { previous_attributes: { net_terms: 0 } }],
    ]);
    await service.cancelSubscription({ subscription_id, body: { cancel_option: 'immediate' } });
    expect(await toldBy(backend)).toEqual([['2026-02-10', 'subscription_ended', {}]]);
  });

  it('tells the same of a run after the other and of one that comes late', async () => {
    const runs = async (days: readonly string[]) => {
      const { backend, service, setClock, customer_id } = await open('2026-01-10');
      const { id: subscription_id } = await service.createSubscription({
        body: { customer_id, external_plan_id: 'team', trial_duration_days: 5 },
      });
      const body = {
        external_plan_id: 'business',
        change_option: 'requested_date',
        change_date: '2026-01-25',
      } as const;
      await service.schedulePlanChange({ subscription_id, body });
      await service.cancelSubscription({
        subscription_id,
        body: { cancel_option: 'requested_date', cancellation_date: '2026-02-20' },
      });
      for (const day of days) {
        setClock(day);
        await service.runBilling({ until: `${day}T00:00:00Z` });
      }
      const messages = await backend.repository.account('demo').readOutbox(1000);
      return messages.map(({ message }) => [message['kind'], message['at']]);
    };
    const late = await runs(['2026-03-02']);
    expect(await runs(['2026-01-13', '2026-01-18', '2026-02-01', '2026-02-03', '2026-02-21', '2026-03-02'])).toEqual(
      late,
    );
    const dated = late.filter(([kind]) => String(kind).startsWith('subscription_'));
    expect(dated.map(([kind, at]) => `${String(at).slice(5, 10)} ${String(kind).slice(13)}`)).toEqual([
      '01-10 created',
      '01-10 started',
      '01-10 plan_change_scheduled',
      '01-10 cancellation_scheduled',
      '01-15 trial_ended',
      '01-25 plan_changed',
      '02-20 ended',
    ]);
  });

  it('tells of moves to another version of the plan', async () => {
    const { backend, service, setClock, customer_id } = await open('2026-01-10');
    const { id: subscription_id } = await service.createSubscription({
      body: { customer_id, external_plan_id: 'business' },
    });
    const plan = await service.fetchPlan({ external_plan_id: 'business' });
    const price = {
      name: 'Seats',
      item_id: 'item_1',
      cadence: 'monthly' as const,
      model_type: 'unit' as const,
      unit_config: { unit_amount: '25.00' },
      fixed_price_quantity: 5,
    };
    await service.createPlanVersion({
      plan_id: plan.id,
      body: { version: 2, set_as_default: true, replace_prices: [{ replaces_price_id: plan.prices[0]!.id, price }] },
    });
    await toldBy(backend);
    setClock('2026-02-02');
    await service.runBilling({ until: '2026-02-02T00:00:00Z' });
    const change = {
      effective_date: '2026-02-01T00:00:00+00:00',
      previous_plan_version_number: 1,
      new_plan_version_number: 2,
    };
    expect(await toldBy(backend)).toEqual([
      ['2026-01-11', 'subscription_plan_version_change_scheduled', change],
      ['2026-02-01', 'subscription_plan_version_changed', change],
    ]);
    expect((await service.fetchSubscription({ subscription_id })).status).toBe('active');
  });

  it('tells of customers, edits and payments', async () => {
    const outcomes = [false, true];
    const payments = {
      pay: async () => ({ succeeded: outcomes.shift() ?? true, payment_provider_id: 'p' }),
      paymentMethod: async () => null,
    };
    const backend = startBackend('2026-01-10', { payments });
    const { service } = backend;
    const { customer, item } = await openShop(backend);
    const customer_id = customer.id;
    await service.updateCustomer({ customer_id, body: { name: 'Acme Inc.' } });
    const line = { name: 'Setup', item_id: item.id, quantity: 1, start_date: '2026-01-10', end_date: '2026-01-10', model_type: 'unit' as const, unit_config: { unit_amount: '99.00' } }; // prettier-ignore
    const bill = { customer_id, currency: 'USD', invoice_date: '2026-01-10', line_items: [line], net_terms: 0, will_auto_issue: true }; // prettier-ignore
    const paid = await service.createInvoice({ body: bill });
    await service.payInvoice({ invoice_id: paid.id });
    await service.payInvoice({ invoice_id: paid.id });
    const marked = await service.createInvoice({ body: bill });
    await service.updateInvoice({ invoice_id: marked.id, body: { metadata: { checked: 'yes' } } });
    const received = { payment_received_date: '2026-01-10', external_id: 'cheque', notes: null };
    await service.markInvoicePaid({ invoice_id: marked.id, body: received });
    const empty = await service.createCustomer({ body: { name: 'Zed', email: 'z@zed.test' } });
    await service.deleteCustomer({ customer_id: empty.id });
    const provider = { payment_provider: null, payment_provider_id: 'p' };
    expect((await toldBy(backend)).map((told) => (told as readonly unknown[]).slice(1))).toEqual([
      ['customer_created', {}],
      ['customer_edited', { previous_attributes: { name: 'Acme' } }],
      ['invoice_payment_recorded', { succeeded: false, ...provider }],
      ['invoice_payment_recorded', { succeeded: true, ...provider }],
      ['invoice_edited', {}],
      ['invoice_marked_as_paid', { payment: received }],
      ['customer_created', {}],
      ['customer_deleted', { customer_id: empty.id }],
    ]);
  });
});
