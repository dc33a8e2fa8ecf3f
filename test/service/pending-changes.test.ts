import { describe, expect, it } from 'vitest';
import { isBillingError } from '../../src/errors/index.js';
import { openShop, startBackend } from './backend.js';

const pending = { creates_pending_change: true } as const;

describe('a change that waits', () => {
  it('shows what it would come to, keeps other steps away, and is made when it is applied', async () => {
    const backend = startBackend('2026-01-01');
    const { customer, team, business } = await openShop(backend);
    const { service, setClock } = backend;
    const { id } = await service.createSubscription({ body: { customer_id: customer.id, plan_id: team.id } });
    setClock('2026-01-10');
    const body = { plan_id: business.id, change_option: 'immediate' } as const;
    const shown = await service.schedulePlanChange({ subscription_id: id, body }, pending);
    expect(shown).toMatchObject({
      plan: { id: business.id },
      changed_resources: { created_invoices: [{ total: '70.97' }] },
    });
    const change_id = shown.pending_subscription_change?.id ?? '';
    expect(await service.fetchSubscription({ subscription_id: id })).toMatchObject({
      plan: { id: team.id },
      pending_subscription_change: { id: change_id },
    });
    const refused = await service
      .cancelSubscription({ subscription_id: id, body: { cancel_option: 'immediate' } })
      .catch((error: unknown) => (isBillingError(error) ? error.code : error));
    expect(refused).toBe('pending_change_exists');
    expect((await service.listSubscriptionChanges({ customer_id: customer.id })).data).toMatchObject([
      { id: change_id, status: 'pending', subscription_id: id },
    ]);
    setClock('2026-01-10T06:00:00Z');
    const applied = await service.applySubscriptionChange({
      subscription_change_id: change_id,
      body: { previously_collected_amount: '70.97' },
    });
    expect(applied).toMatchObject({ status: 'applied', subscription: { plan: { id: business.id } } });
    const { data } = await service.listInvoices({ customer_id: customer.id });
    expect(data.map(({ total, status }) => [total, status])).toEqual([
      ['70.97', 'paid'],
      ['60.00', 'issued'],
    ]);
    expect(await service.fetchSubscription({ subscription_id: id })).toMatchObject({
      pending_subscription_change: null,
    });
  });

  it('is given up, and a subscription that was to be created never is', async () => {
    const backend = startBackend('2026-01-01');
    const { customer, team } = await openShop(backend);
    const { service } = backend;
    const body = { customer_id: customer.id, plan_id: team.id };
    const shown = await service.createSubscription({ body }, pending);
    expect(await service.listSubscriptions()).toMatchObject({ data: [] });
    const change_id = shown.pending_subscription_change?.id ?? '';
    const cancelled = await service.cancelSubscriptionChange({ subscription_change_id: change_id });
    expect(cancelled).toMatchObject({ id: change_id, status: 'cancelled' });
    const second = await service.createSubscription({ body }, pending);
    const applied = await service.applySubscriptionChange({
      subscription_change_id: second.pending_subscription_change?.id ?? '',
      body: { mark_as_paid: true },
    });
    expect(applied.status).toBe('applied');
    const { data } = await service.listInvoices({ customer_id: customer.id });
    expect(data.map(({ total, status }) => [total, status])).toEqual([['60.00', 'paid']]);
    expect((await service.listSubscriptions()).data.map(({ status }) => status)).toEqual(['active']);
  });

  it('bills a subscription that it creates once, whether or not it was paid before', async () => {
    const outcomes = [];
    for (const paid of [undefined, { mark_as_paid: true }, { previously_collected_amount: '60.00' }]) {
      const backend = startBackend('2026-01-01');
      const { customer, team } = await openShop(backend);
      const { service } = backend;
      const shown = await service.createSubscription({ body: { customer_id: customer.id, plan_id: team.id } }, pending);
      const subscription_change_id = shown.pending_subscription_change?.id ?? '';
      await service.applySubscriptionChange({ subscription_change_id, ...(paid && { body: paid }) });
      await service.runBilling({ until: '2026-01-02T00:00:00Z' });
      const { data } = await service.listInvoices({ customer_id: customer.id });
      outcomes.push(data.map(({ total, status }) => [total, status]));
    }
    // 5 seats at 12.00 in advance.
    expect(outcomes).toEqual([[['60.00', 'issued']], [['60.00', 'paid']], [['60.00', 'paid']]]);
  });
});
