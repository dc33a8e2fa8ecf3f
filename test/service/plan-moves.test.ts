import { describe, expect, it } from 'vitest';
import { openShop, startBackend } from './backend.js';

describe('an alert on the usage of a subscription', () => {
  it.each([
    ['immediate', 0],
    ['end_of_subscription_term', 1],
  ] as const)('goes with the plan that had its metric: %s', async (change_option, left) => {
    const backend = startBackend('2026-01-01');
    const { service } = backend;
    const { customer, metric, team, business } = await openShop(backend);
    const { id } = await service.createSubscription({ body: { customer_id: customer.id, plan_id: team.id } });
    await service.createSubscriptionAlert({
      subscription_id: id,
      body: { type: 'usage_exceeded', metric_id: metric.id, thresholds: [{ value: 40 }] },
    });
    await service.createSubscriptionAlert({
      subscription_id: id,
      body: { type: 'cost_exceeded', thresholds: [{ value: 400 }] },
    });
    backend.setClock('2026-01-10');
    await service.schedulePlanChange({ subscription_id: id, body: { plan_id: business.id, change_option } });
    const types = async () => (await service.listAlerts({ subscription_id: id })).data.map(({ type }) => type);
    expect(await types()).toHaveLength(1 + left);
    await service.runBilling({ until: '2026-02-02T00:00:00Z' });
    expect(await types()).toEqual(['cost_exceeded']);
  });
});

describe('a migration to a new version of a plan', () => {
  it('is completed once the last subscription has moved', async () => {
    const backend = startBackend('2026-01-01');
    const { service } = backend;
    const { customer, item, team } = await openShop(backend);
    const other = await service.createCustomer({ body: { name: 'Other', email: 'billing@other.test' } });
    const plan_id = team.id;
    await service.createSubscription({ body: { customer_id: customer.id, plan_id } });
    backend.setClock('2026-01-20');
    await service.createSubscription({
      body: { customer_id: other.id, plan_id, align_billing_with_subscription_start_date: true },
    });
    const price = {
      name: 'Seats',
      item_id: item.id,
      cadence: 'monthly',
      model_type: 'unit',
      unit_config: { unit_amount: '15.00' },
      fixed_price_quantity: 5,
    } as const;
    const replaces_price_id = team.prices[0]!.id;
    await service.createPlanVersion({
      plan_id,
      body: { version: 2, replace_prices: [{ replaces_price_id, price }], set_as_default: true },
    });
    const status = async () => (await service.listMigrations({ plan_id })).data.map((one) => one.status);
    const seen = [];
    for (const day of ['2026-01-20', '2026-01-21', '2026-02-02', '2026-02-21']) {
      await service.runBilling({ until: `${day}T12:00:00Z` });
      seen.push(...(await status()));
    }
    // The first moves on February 1st, the other on the 20th.
    expect(seen).toEqual(['in_progress', 'in_progress', 'in_progress', 'completed']);
  });

  it('of which no subscription is left is completed at once', async () => {
    const backend = startBackend('2026-01-01');
    const { service } = backend;
    const { customer, team } = await openShop(backend);
    const plan_id = team.id;
    const status = async () => (await service.listMigrations({ plan_id })).data.map((one) => one.status);
    await service.createPlanVersion({ plan_id, body: { version: 2, set_as_default: true } });
    expect(await status()).toEqual(['completed']);
    const { id: subscription_id } = await service.createSubscription({ body: { customer_id: customer.id, plan_id } });
    await service.cancelSubscription({ subscription_id, body: { cancel_option: 'immediate' } });
    backend.setClock('2026-01-02');
    await service.setDefaultPlanVersion({ plan_id, body: { version: 1 } });
    expect(await status()).toEqual(['completed', 'completed']);
  });

  // Nothing but the discount is another; it comes at the end of the term, as prices would.
  it('is completed when the last subscription has come to the version, whatever that changes', async () => {
    const backend = startBackend('2026-01-01');
    const { service } = backend;
    const { customer, team } = await openShop(backend);
    const plan_id = team.id;
    const { id: subscription_id } = await service.createSubscription({ body: { customer_id: customer.id, plan_id } });
    const adjustment = {
      adjustment_type: 'percentage_discount',
      percentage_discount: 0.5,
      applies_to_all: true,
    } as const;
    const body = { version: 2, add_adjustments: [{ adjustment }], set_as_default: true };
    await service.createPlanVersion({ plan_id, body });
    const status = async () => (await service.listMigrations({ plan_id })).data[0]!.status;
    const seen = [await status()];
    for (const until of ['2026-01-10', '2026-01-31', '2026-02-02']) {
      backend.setClock(until);
      await service.runBilling({ until: `${until}T12:00:00Z` });
      seen.push(await status());
    }
    expect(seen).toEqual(['not_started', 'in_progress', 'in_progress', 'completed']);
    const { data } = await service.listInvoices({ subscription_id, status: ['paid', 'issued'] });
    // 5 × 12.00 in January, half of it from February on.
    expect(data.map(({ total }) => total).sort()).toEqual(['30.00', '60.00']);
  });

  it.each([
    ['before it had moved', 'immediate', '2026-01-10', ['not_started', 'completed', 'completed']],
    // The move itself was to come on February 1st.
    ['once its move was decided', 'immediate', '2026-01-11', ['in_progress', 'in_progress', 'completed']],
    ['with its term', 'end_of_subscription_term', '2026-01-10', ['not_started', 'not_started', 'completed']],
  ] as const)(
    'is completed where the last subscription has left the plan %s',
    async (_when, change_option, day, expected) => {
      const backend = startBackend('2026-01-01');
      const { service } = backend;
      const { customer, item, team, business } = await openShop(backend);
      const plan_id = team.id;
      const { id: subscription_id } = await service.createSubscription({ body: { customer_id: customer.id, plan_id } });
      await service.runBilling({ until: '2026-01-10T00:00:00Z' });
      backend.setClock('2026-01-10T12:00:00Z');
      const price = { name: 'Seats', item_id: item.id, cadence: 'monthly', model_type: 'unit', unit_config: { unit_amount: '15.00' }, fixed_price_quantity: 5 } as const; // prettier-ignore
      const replace_prices = [{ replaces_price_id: team.prices[0]!.id, price }];
      const body = { version: 2, replace_prices, set_as_default: true };
      await service.createPlanVersion({ plan_id, body });
      await service.runBilling({ until: `${day}T12:00:00Z` });
      const status = async () => (await service.listMigrations({ plan_id })).data[0]!.status;
      const seen = [await status()];
      backend.setClock(`${day}T13:00:00Z`);
      await service.schedulePlanChange({ subscription_id, body: { plan_id: business.id, change_option } });
      for (const until of ['2026-01-12', '2026-02-02']) {
        await service.runBilling({ until: `${until}T12:00:00Z` });
        seen.push(await status());
      }
      expect(seen).toEqual(expected);
    },
  );

  it.each([
    ['is to end with its term', 'cancel'],
    ['waits for a change', 'change'],
  ])('leaves alone a subscription that %s, and takes it along where that is taken back', async (_what, reason) => {
    const backend = startBackend('2026-01-01');
    const { service } = backend;
    const { customer, item, team } = await openShop(backend);
    const plan_id = team.id;
    const { id: subscription_id } = await service.createSubscription({ body: { customer_id: customer.id, plan_id } });
    const pending = { creates_pending_change: reason === 'change' };
    await service.cancelSubscription({ subscription_id, body: { cancel_option: 'end_of_subscription_term' } }, pending);
    const replaces_price_id = team.prices[0]!.id;
    const seats = { name: 'Seats', item_id: item.id, cadence: 'monthly', model_type: 'unit', unit_config: { unit_amount: '15.00' }, fixed_price_quantity: 5 } as const; // prettier-ignore
    const body = { version: 2, replace_prices: [{ replaces_price_id, price: seats }], set_as_default: true };
    await service.createPlanVersion({ plan_id, body });
    const status = async () => (await service.listMigrations({ plan_id })).data[0]!.status;
    const statuses = [];
    backend.setClock('2026-01-10');
    await service.runBilling({ until: '2026-01-10T00:00:00Z' });
    statuses.push(await status());
    if (reason === 'change') {
      const { data } = await service.listSubscriptionChanges();
      await service.cancelSubscriptionChange({ subscription_change_id: data[0]!.id });
    } else await service.unscheduleCancellation({ subscription_id });
    await service.runBilling({ until: '2026-02-02T00:00:00Z' });
    const totals = async () => (await service.listInvoices({ subscription_id })).data.map(({ total }) => total).sort();
    // 5 × 12.00 in January, 5 × 15.00 from February on, and nothing in arrears.
    expect([...statuses, await status(), ...(await totals())]).toEqual(['not_started', 'completed', '60.00', '75.00']);
    // One that does end is no longer waited for.
    backend.setClock('2026-02-02');
    const version = { ...body, version: 3, replace_prices: [{ replaces_price_id: (await service.fetchPlan({ plan_id })).prices[0]!.id, price: { ...seats, unit_config: { unit_amount: '18.00' } } }] }; // prettier-ignore
    await service.cancelSubscription({ subscription_id, body: { cancel_option: 'end_of_subscription_term' } });
    await service.createPlanVersion({ plan_id, body: version });
    await service.runBilling({ until: '2026-03-02T00:00:00Z' });
    expect([await status(), ...(await totals())]).toEqual(['completed', '0.00', '60.00', '75.00']);
  });
});

describe('versions of a plan that follow each other', () => {
  it.each([
    ['2026-02-10', ['60.00', '75.00', '90.00'], [2, 3]],
    // Both in January: the third comes in place of the second.
    ['2026-01-20', ['60.00', '90.00', '90.00'], [3, 3]],
  ])('are billed one after the other, the third made on %s', async (day, expected, versions) => {
    const backend = startBackend('2026-01-01');
    const { service } = backend;
    const { customer, item, team } = await openShop(backend);
    const plan_id = team.id;
    const { id: subscription_id } = await service.createSubscription({ body: { customer_id: customer.id, plan_id } });
    const make = async (version: number, unit_amount: string, at: string) => {
      backend.setClock(at);
      const price = { name: 'Seats', item_id: item.id, cadence: 'monthly', model_type: 'unit', unit_config: { unit_amount }, fixed_price_quantity: 5 } as const; // prettier-ignore
      const replaces_price_id = (await service.fetchPlan({ plan_id })).prices.find(({ name }) => name === 'Seats')!.id;
      const body = { version, replace_prices: [{ replaces_price_id, price }], set_as_default: true };
      await service.createPlanVersion({ plan_id, body });
    };
    await make(2, '15.00', '2026-01-10');
    if (day > '2026-02') await service.runBilling({ until: `${day}T00:00:00Z` });
    await make(3, '18.00', day);
    const shown = [];
    for (const until of ['2026-02-15', '2026-03-15']) {
      backend.setClock(until);
      await service.runBilling({ until: `${until}T00:00:00Z` });
      shown.push((await service.fetchSubscription({ subscription_id })).plan?.version);
    }
    // 5 × 12.00 in January, then 5 × 15.00 or 5 × 18.00; never two of them.
    const { data } = await service.listInvoices({ subscription_id });
    expect(data.map(({ total }) => total).sort()).toEqual(expected);
    expect(shown).toEqual(versions);
  });

  it('do not come to a subscription that is on another plan by then', async () => {
    const backend = startBackend('2026-01-01');
    const { service } = backend;
    const { customer, item, team, business } = await openShop(backend);
    const { id: subscription_id } = await service.createSubscription({
      body: { customer_id: customer.id, plan_id: team.id },
    });
    await service.schedulePlanChange({
      subscription_id,
      body: { plan_id: business.id, change_option: 'end_of_subscription_term' },
    });
    const price = { name: 'Seats', item_id: item.id, cadence: 'monthly', model_type: 'unit', unit_config: { unit_amount: '15.00' }, fixed_price_quantity: 5 } as const; // prettier-ignore
    for (const [version, day] of [
      [2, '2026-01-05'],
      [3, '2026-02-05'],
    ] as const) {
      backend.setClock(day);
      const replaces_price_id = (await service.fetchPlan({ plan_id: team.id })).prices.find(({ name }) => name === 'Seats')!.id; // prettier-ignore
      const body = { version, replace_prices: [{ replaces_price_id, price }], set_as_default: true };
      await service.createPlanVersion({ plan_id: team.id, body });
      await service.runBilling({ until: `${day}T12:00:00Z` });
    }
    // Team, then Business, and no calls.
    const { data } = await service.listInvoices({ subscription_id });
    expect(data.map(({ total }) => total).sort()).toEqual(['100.00', '60.00']);
  });
});

describe('a plan that is left and taken up again on the first day of its period', () => {
  it('is paid for as if it had been kept', async () => {
    const backend = startBackend('2026-01-01');
    const { service } = backend;
    const { customer, team, business } = await openShop(backend);
    const { id } = await service.createSubscription({ body: { customer_id: customer.id, plan_id: team.id } });
    await service.runBilling({ until: '2026-01-01T00:00:00Z' });
    for (const plan_id of [business.id, team.id]) {
      await service.schedulePlanChange({ subscription_id: id, body: { plan_id, change_option: 'immediate' } });
      await service.runBilling({ until: '2026-01-01T00:00:00Z' });
    }
    const totals = async (list: Promise<{ readonly data: readonly { readonly total: string }[] }>) =>
      (await list).data.map(({ total }) => total).sort();
    // 60.00 of Team, 100.00 of Business, 60.00 of Team again, less what was given back of the first two.
    expect(await totals(service.listInvoices({ subscription_id: id }))).toEqual(['100.00', '60.00', '60.00']);
    expect(await totals(service.listCreditNotes({}))).toEqual(['100.00', '60.00']);
  });
});
