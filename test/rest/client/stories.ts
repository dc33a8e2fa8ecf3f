import type Orb from 'orb-billing';
import type { ClientBackend } from './backend.js';

/** What the stories share: a shop with a plan, and a customer. */
export type Shop = {
  readonly item: string;
  readonly metric: string;
  readonly plan: string;
  readonly customer: string;
};

const external = 'acme';

export async function catalogStory({ client }: ClientBackend): Promise<Shop> {
  await client.topLevel.ping();
  const item = await client.items.create({ name: 'Seat' });
  await client.items.update(item.id, { name: 'Seats' });
  await client.items.fetch(item.id);
  await client.items.list({ limit: 5 });
  const spare = await client.items.create({ name: 'Spare' });
  await client.items.archive(spare.id);

  const sql = "SELECT COUNT(*) FROM events WHERE event_name = 'call'";
  const metric = await client.metrics.create({ name: 'Calls', description: null, item_id: item.id, sql });
  await client.metrics.update(metric.id, { metadata: { team: 'billing' } });
  await client.metrics.fetch(metric.id);
  await client.metrics.list({ 'created_at[gte]': '2020-01-01T00:00:00Z' });

  const unit = { item_id: item.id, cadence: 'monthly', model_type: 'unit' } as const;
  const price = await client.prices.create({
    ...unit,
    name: 'Calls',
    currency: 'USD',
    external_price_id: 'calls',
    billable_metric_id: metric.id,
    unit_config: { unit_amount: '0.50' },
  });
  await client.prices.update(price.id, { metadata: { kind: 'usage' } });
  await client.prices.fetch(price.id);
  await client.prices.list();
  await client.prices.externalPriceID.fetch('calls');
  await client.prices.externalPriceID.update('calls', { metadata: { kind: 'metered' } });

  const plan = await client.plans.create({
    name: 'Team',
    external_plan_id: 'team',
    currency: 'USD',
    prices: [
      {
        price: { ...unit, name: 'Seats', unit_config: { unit_amount: '12.00' }, fixed_price_quantity: 5 },
      },
      { price: { ...unit, name: 'Calls', unit_config: { unit_amount: '0.50' }, billable_metric_id: metric.id } },
    ],
  });
  await client.plans.create({
    name: 'Business',
    external_plan_id: 'business',
    currency: 'USD',
    prices: [{ price: { ...unit, name: 'Seats', unit_config: { unit_amount: '20.00' }, fixed_price_quantity: 5 } }],
  });
  await client.plans.update(plan.id, { metadata: { tier: 'two' } });
  await client.plans.fetch(plan.id);
  await client.plans.list({ status: 'active' });
  await client.plans.externalPlanID.fetch('team');
  await client.plans.externalPlanID.update('team', { metadata: { tier: 'second' } });
  await versionsStory(client, plan.id);

  const group = await client.dimensionalPriceGroups.create({
    name: 'By region',
    billable_metric_id: metric.id,
    dimensions: ['region'],
    external_dimensional_price_group_id: 'regions',
  });
  await client.dimensionalPriceGroups.retrieve(group.id);
  await client.dimensionalPriceGroups.update(group.id, { metadata: { of: 'regions' } });
  await client.dimensionalPriceGroups.list();
  await client.dimensionalPriceGroups.externalDimensionalPriceGroupID.retrieve('regions');
  await client.dimensionalPriceGroups.externalDimensionalPriceGroupID.update('regions', { metadata: { of: 'all' } });
  return { item: item.id, metric: metric.id, plan: plan.id, customer: await customerStory(client) };
}

async function versionsStory(client: Orb, plan: string): Promise<void> {
  await client.beta.createPlanVersion(plan, { version: 2, set_as_default: false });
  await client.beta.fetchPlanVersion('2', { plan_id: plan });
  await client.beta.externalPlanID.createPlanVersion('team', { version: 3 });
  await client.beta.externalPlanID.fetchPlanVersion('3', { external_plan_id: 'team' });
  // A migration waits for subscriptions; without any there is nothing to cancel.
  const waiting = await client.customers.create({ name: 'Waiting', email: 'waiting@waiting.test' });
  await client.subscriptions.create({ customer_id: waiting.id, plan_id: plan });
  await client.beta.setDefaultPlanVersion(plan, { version: 2 });
  await client.beta.externalPlanID.setDefaultPlanVersion('team', { version: 1 });
  // Each new default begins a migration of the subscriptions that are on another version.
  const { data: migrations } = await client.plans.migrations.list(plan);
  const migration = migrations[0]?.id ?? '';
  await client.plans.migrations.retrieve(migration, { plan_id: plan });
  await client.plans.migrations.cancel(migration, { plan_id: plan });
}

async function customerStory(client: Orb): Promise<string> {
  const customer = await client.customers.create({
    name: 'Acme',
    email: 'billing@acme.test',
    external_customer_id: external,
    currency: 'USD',
  });
  await client.customers.update(customer.id, { name: 'Acme Inc.' });
  await client.customers.updateByExternalID(external, { metadata: { since: '2026' } });
  await client.customers.fetch(customer.id);
  await client.customers.fetchByExternalID(external);
  await client.customers.list();
  const brief = await client.customers.create({ name: 'Brief', email: 'brief@brief.test' });
  await client.customers.delete(brief.id);
  await client.customers.balanceTransactions.create(customer.id, { amount: '10.00', type: 'increment' });
  await client.customers.balanceTransactions.list(customer.id);
  await client.customers.createPortalSession(customer.id, {});
  await client.customers.createPortalSessionByExternalID(external, {});
  await client.customers.syncPaymentMethodsFromGateway(customer.id);
  await client.customers.syncPaymentMethodsFromGatewayByExternalCustomerID(external);
  return customer.id;
}

export async function subscriptionStory({ client, setClock }: ClientBackend, shop: Shop): Promise<string> {
  const coupon = await client.coupons.create({
    redemption_code: 'WELCOME',
    discount: { discount_type: 'percentage', percentage_discount: 0.1 },
  });
  await client.coupons.fetch(coupon.id);
  await client.coupons.list({ redemption_code: 'WELCOME' });
  const subscription = await client.subscriptions.create({ customer_id: shop.customer, plan_id: shop.plan });
  const { id } = subscription;
  await client.subscriptions.fetch(id);
  await client.subscriptions.list({ status: 'active', external_customer_id: [external] });
  await client.subscriptions.update(id, { metadata: { owner: 'sales' }, net_terms: 30 });
  await client.subscriptions.fetchSchedule(id);
  await client.subscriptions.redeemCoupon(id, { change_option: 'immediate', coupon_id: coupon.id });
  await client.coupons.subscriptions.list(coupon.id);
  const seats = subscription.price_intervals.find(({ price }) => price.name === 'Seats');
  const price_id = seats?.price.id ?? '';
  await client.subscriptions.updateFixedFeeQuantity(id, { price_id, quantity: 7, change_option: 'upcoming_invoice' });
  await client.subscriptions.unscheduleFixedFeeQuantityUpdates(id, { price_id });
  await client.subscriptions.schedulePlanChange(id, {
    change_option: 'end_of_subscription_term',
    external_plan_id: 'business',
  });
  await client.subscriptions.unschedulePendingPlanChanges(id);
  await client.subscriptions.cancel(id, { cancel_option: 'end_of_subscription_term' });
  await client.subscriptions.unscheduleCancellation(id);
  await client.subscriptions.priceIntervals(id, {
    edit: [{ price_interval_id: seats?.id ?? '', billing_cycle_day: subscription.billing_cycle_day }],
  });
  await client.coupons.archive(coupon.id);
  await phasesStory(client, shop);
  setClock('2026-01-16T08:00:00Z');
  return id;
}

/** A plan with phases is made by its subscription's prices; a trial ends where it is told to. */
async function phasesStory(client: Orb, shop: Shop): Promise<void> {
  const price = {
    name: 'Base',
    item_id: shop.item,
    cadence: 'monthly',
    model_type: 'unit',
    unit_config: { unit_amount: '5.00' },
    fixed_price_quantity: 1,
  };
  const phased = await client.plans.create({
    name: 'Ramp',
    currency: 'USD',
    plan_phases: [{ order: 1, duration: 1, duration_unit: 'monthly' }, { order: 2 }],
    prices: [
      { plan_phase_order: 1, price },
      { plan_phase_order: 2, price: { ...price, unit_config: { unit_amount: '8.00' } } },
    ],
  } as Orb.PlanCreateParams);
  const ramped = await client.subscriptions.create({
    customer_id: shop.customer,
    plan_id: phased.id,
    trial_duration_days: 7,
  });
  await client.subscriptions.updateTrial(ramped.id, { trial_end_date: 'immediate' });
  await client.subscriptions.triggerPhase(ramped.id, { allow_invoice_credit_or_void: true });
}
