import { describe, expect, it } from 'vitest';
import { createMemoryRepository } from '../../../src/repository/index.js';
import { importDocuments } from '../../../src/service/index.js';
import { startClient, type ClientBackend } from '../../rest/client/backend.js';
import { openShop } from '../backend.js';
import { fetchAll, placed } from './fetch-all.js';

const pending = { creates_pending_change: true } as const;
const [asked, moved, applied] = ['2026-01-10T09:00:00Z', '2026-01-10T12:00:00Z', '2026-01-10T15:00:00Z'] as const;

type Shop = Awaited<ReturnType<typeof openShop>> & { readonly subscription_id: string };

/** An account with a subscription of ten days, on which a change was asked to wait. */
async function withChange(ask: (service: ClientBackend['service'], shop: Shop) => Promise<unknown>) {
  const backend = startClient('2026-01-01T00:00:00Z');
  const { service, setClock } = backend;
  const shop = await openShop(backend);
  const body = { customer_id: shop.customer.id, plan_id: shop.team.id };
  const { id: subscription_id } = await service.createSubscription({ body });
  setClock(asked);
  await ask(service, { ...shop, subscription_id });
  setClock(moved);
  return { ...backend, ...shop, subscription_id };
}

const emptyTarget = () => startClient(moved, { service: { repository: createMemoryRepository() } });

async function importInto({ repository }: ClientBackend, documents: readonly unknown[], more: object = {}) {
  const options = { repository, now: () => moved, account: { id: 'demo' } };
  return importDocuments(options, { lines: () => placed(documents), ...more });
}

/** What there is to compare: subscriptions, what was billed, and what is to come; numbers of new documents left aside. */
async function stateOf({ client }: ClientBackend) {
  const subscriptions = (await client.subscriptions.list()).data;
  const upcoming = [];
  for (const { id, status } of subscriptions) {
    if (status === 'active') upcoming.push(await client.invoices.fetchUpcoming({ subscription_id: id }));
  }
  const invoices = [...(await client.invoices.list()).data, ...upcoming];
  const notes = (await client.creditNotes.list()).data;
  return {
    subscriptions,
    invoices: invoices.map(({ total, amount_due, line_items }) => [
      total,
      amount_due,
      line_items.map(({ name, quantity, amount, start_date }) => [name, quantity, amount, start_date]),
    ]),
    notes: notes.map(({ total }) => total),
  };
}

/** The documents of an account, with what was asked for beside a change of which Orb's document does not say it. */
async function exported(source: ClientBackend, beside: object | null) {
  const documents = await fetchAll(source.client);
  const isChange = (one: unknown) => typeof one === 'object' && one !== null && 'change_type' in one;
  return documents.map((one) => (beside !== null && isChange(one) ? { ...beside, document: one } : one));
}

const end = { cancel_option: 'end_of_subscription_term' } as const;
const half = { redemption_code: 'HALF', discount: { discount_type: 'percentage', percentage_discount: 0.5 } } as const;
const seats = (shop: Shop, more: object) => ({ price_id: shop.team.prices[0]!.id, quantity: 8, ...more });
type Case = readonly [string, Parameters<typeof withChange>[0], ((shop: Shop) => object)?];

const changes: readonly Case[] = [
  ['a new subscription', (service, { customer, business }) => service.createSubscription({ body: { customer_id: customer.id, plan_id: business.id, start_date: '2026-01-10', name: 'Second' } }, pending)],
  ['a plan change at once', (service, { subscription_id, business }) => service.schedulePlanChange({ subscription_id, body: { plan_id: business.id, change_option: 'immediate' } }, pending)],
  ['a plan change that moves the cycle', (service, { subscription_id, business }) => service.schedulePlanChange({ subscription_id, body: { plan_id: business.id, change_option: 'immediate', billing_cycle_alignment: 'plan_change_date' } }, pending)],
  ['a plan change on a day', (service, { subscription_id, business }) => service.schedulePlanChange({ subscription_id, body: { plan_id: business.id, change_option: 'requested_date', change_date: '2026-01-20T00:00:00Z' } }, pending)],
  ['a plan change with the term', (service, { subscription_id, business }) => service.schedulePlanChange({ subscription_id, body: { plan_id: business.id, change_option: 'end_of_subscription_term' } }, pending)],
  ['a plan change taken back', async (service, { subscription_id, business }) => {
    await service.schedulePlanChange({ subscription_id, body: { plan_id: business.id, change_option: 'end_of_subscription_term' } });
    await service.unschedulePlanChanges({ subscription_id }, pending);
  }],
  ['an end at once', (service, { subscription_id }) => service.cancelSubscription({ subscription_id, body: { cancel_option: 'immediate' } }, pending)],
  ['an end with the term', (service, { subscription_id }) => service.cancelSubscription({ subscription_id, body: end }, pending)],
  ['an end on a day', (service, { subscription_id }) => service.cancelSubscription({ subscription_id, body: { cancel_option: 'requested_date', cancellation_date: '2026-01-25T00:00:00Z' } }, pending)],
  ['an end taken back', async (service, { subscription_id }) => {
    await service.cancelSubscription({ subscription_id, body: end });
    await service.unscheduleCancellation({ subscription_id }, pending);
  }],
  ['more seats', (service, shop) => service.updateFixedFeeQuantity({ subscription_id: shop.subscription_id, body: seats(shop, {}) }, pending), (shop) => seats(shop, {})],
  ['more seats, taken back', async (service, shop) => {
    const { subscription_id } = shop;
    await service.updateFixedFeeQuantity({ subscription_id, body: seats(shop, { change_option: 'effective_date', effective_date: '2026-02-15' }) });
    await service.unscheduleFixedFeeQuantityUpdates({ subscription_id, body: { price_id: shop.team.prices[0]!.id } }, pending);
  }, (shop) => ({ price_id: shop.team.prices[0]!.id })],
  ['a discount', async (service, { subscription_id }) => {
    await service.createCoupon({ body: { ...half, duration_in_months: 3 } });
    await service.redeemCoupon({ subscription_id, body: { coupon_redemption_code: 'HALF', change_option: 'immediate' } }, pending);
  }, () => ({ coupon_redemption_code: 'HALF', change_option: 'immediate' })],
  ['another interval', (service, { subscription_id }) => service.editPriceIntervals({ subscription_id, body: { add_adjustments: [{ start_date: '2026-02-01T00:00:00Z', adjustment: { adjustment_type: 'amount_discount', amount_discount: '5.00', applies_to_all: true } }] } as never }, pending),
    () => ({ add_adjustments: [{ start_date: '2026-02-01T00:00:00Z', adjustment: { adjustment_type: 'amount_discount', amount_discount: '5.00', applies_to_all: true } }] })],
]; // prettier-ignore

describe('a change that waits, imported with its account', () => {
  it.each(changes.map(([what, ask, beside]) => ({ what, ask, beside })))(
    'comes to the same as where it was asked for: $what',
    async ({ ask, beside }) => {
      const source = await withChange(ask);
      const target = emptyTarget();
      const request = beside?.(source);
      if (request !== undefined) {
        // Orb's document alone does not say it, and then the refusal says what to do.
        const alone = importInto(target, await exported(source, null));
        await expect(alone).rejects.toThrow(
          /does not say what was asked for; write what was asked for beside the document/,
        );
      }
      const documents = await exported(source, request === undefined ? null : { request, requested_at: asked });
      const report = await importInto(target, documents);
      expect(report.notes.filter(({ outcome }) => outcome !== 'passed_over')).toEqual([]);
      expect(report.kinds.find(({ kind }) => kind === 'subscription_change')).toMatchObject({ read: 1, created: 1 });
      expect(await stateOf(target)).toEqual(await stateOf(source));
      const change = async ({ client }: ClientBackend) => (await client.subscriptionChanges.list()).data;
      expect(await change(target)).toEqual(await change(source));
      const again = await importInto(target, documents);
      expect(again.kinds.find(({ kind }) => kind === 'subscription_change')).toMatchObject({ unchanged: 1 });
      // While it waits, it keeps other steps away; then it is made.
      const change_id = (await change(target))[0]!.id;
      for (const { client, service, setClock } of [source, target]) {
        setClock(applied);
        await client.subscriptionChanges.apply(change_id);
        setClock('2026-02-02');
        await service.runBilling({ until: '2026-02-02T00:00:00Z' });
      }
      expect(await stateOf(target)).toEqual(await stateOf(source));
    },
  );

  const cancelled = () => withChange((service, { subscription_id }) => service.cancelSubscription({ subscription_id, body: end }, pending)); // prettier-ignore
  type Documents = readonly unknown[];
  const changed = (documents: Documents, more: object) =>
    documents.map((one) => (Reflect.has(one as object, 'change_type') ? { ...(one as object), ...more } : one));
  const without = (documents: Documents, key: string) => documents.filter((one) => !Reflect.has(one as object, key));
  it.each([
    ['mentioned by a list alone', (all: Documents) => changed(all, { subscription: undefined }), /: is a change that waits, without the subscription that it leads to; add it as subscriptionChanges\.retrieve answers it/],
    ['of a type that nobody knows', (all: Documents) => changed(all, { change_type: 'pause' }), /: change_type: is "pause", which is not known here; apply or cancel the change at Orb/],
    ['that would come to something else', (all: Documents) => changed(all, { change_option: 'immediate' }), /made from \{"cancel_option":"immediate"\} it comes to something else here than the document shows: there is the plan plan_3 from 2026-01-01T00:00:00.000Z to 2026-02-01T00:00:00.000Z; .*; write what was asked for beside/],
    ['that cannot be made', (all: Documents) => changed(all, { change_option: 'sometime' }), /cannot be made from \{"cancel_option":"sometime"\}: request\.cancel_option is .*; write what was asked for beside/],
    ['of a subscription that is not there', (all: Documents) => changed(without(without(all, 'price_intervals'), 'line_items'), {}), /: subscription\.id: is "subscription_6", a subscription that is neither stored nor among the files/],
    ['that is missing', (all: Documents) => without(all, 'change_type'), /: pending_subscription_change\.id: is "subscription_change_7", a change that is neither stored nor among the files; add it as subscriptionChanges\.retrieve answers it/],
  ])('is refused %s, and nothing is stored', async (_what, spoil, message) => {
    const target = emptyTarget();
    const documents = spoil(await fetchAll((await cancelled()).client));
    await expect(importInto(target, documents)).rejects.toThrow(message);
    expect((await target.service.listItems()).data).toEqual([]);
  }); // prettier-ignore

  it('is as its request says, which is told where that comes to something else than was shown', async () => {
    const source = await cancelled();
    const beside = { request: { cancel_option: 'immediate' }, requested_at: asked };
    const { notes } = await importInto(emptyTarget(), await exported(source, beside));
    const warnings = notes.filter(({ outcome }) => outcome === 'warning');
    expect(warnings.map(({ kind, message }) => `${kind} ${message}`)).toEqual([
      expect.stringMatching(/^subscription_change request: comes to something else here than the document shows: there is .*; that is what applying it will lead to$/),
    ]); // prettier-ignore
  });

  it('can only be cancelled once it has expired, which takes no request', async () => {
    const source = await withChange((service, shop) => service.updateFixedFeeQuantity({ subscription_id: shop.subscription_id, body: seats(shop, {}) }, pending)); // prettier-ignore
    const documents = changed(await fetchAll(source.client), { expiration_time: moved });
    const target = emptyTarget();
    await importInto(target, documents);
    const { id } = (await target.client.subscriptionChanges.list()).data[0]!;
    await expect(target.client.subscriptionChanges.apply(id)).rejects.toThrow(/cancel the change, and stage another/);
    await target.client.subscriptionChanges.cancel(id);
    const { subscription_id } = source;
    expect(await target.service.fetchSubscription({ subscription_id })).toMatchObject({ pending_subscription_change: null }); // prettier-ignore
  });
});

describe('a migration under way, imported with its account', () => {
  /** Two subscriptions on a plan of which a second version came on the 10th; their terms end on the 1st and on the 6th. */
  async function migrating(until: string) {
    const source = startClient('2026-01-01T00:00:00Z');
    const { service, setClock } = source;
    const { item, team, customer } = await openShop(source);
    const other = await service.createCustomer({ body: { name: 'Other', email: 'o@other.test' } });
    const plan_id = team.id;
    await service.createSubscription({ body: { customer_id: customer.id, plan_id } });
    setClock('2026-01-06');
    await service.createSubscription({ body: { customer_id: other.id, plan_id, align_billing_with_subscription_start_date: true } }); // prettier-ignore
    setClock('2026-01-10');
    const price = { name: 'Seats', item_id: item.id, cadence: 'monthly', model_type: 'unit', unit_config: { unit_amount: '15.00' }, fixed_price_quantity: 5 } as const; // prettier-ignore
    const replace_prices = [{ replaces_price_id: team.prices[0]!.id, price }];
    await service.createPlanVersion({ plan_id, body: { version: 2, replace_prices, set_as_default: true } });
    setClock(until);
    await service.runBilling({ until });
    return { source, plan_id };
  }

  it.each(['2026-01-10T06:00:00Z', '2026-01-12T00:00:00Z', '2026-02-02T00:00:00Z'])(
    'goes on from %s as it would have',
    async (until) => {
      const { source, plan_id } = await migrating(until);
      const target = startClient(until, { service: { repository: createMemoryRepository() } });
      const options = { repository: target.repository, now: () => until, account: { id: 'demo' } };
      const documents = await fetchAll(source.client);
      await importDocuments(options, { lines: () => placed(documents) });
      const migrations = async ({ client }: ClientBackend) => (await client.plans.migrations.list(plan_id)).data;
      expect(await migrations(target)).toEqual(await migrations(source));
      expect(await stateOf(target)).toEqual(await stateOf(source));
      const seen = [];
      for (const day of ['2026-02-03T00:00:00Z', '2026-02-05T00:00:00Z', '2026-02-07T00:00:00Z']) {
        for (const { service, setClock } of [source, target]) {
          setClock(day);
          await service.runBilling({ until: day });
        }
        expect(await stateOf(target)).toEqual(await stateOf(source));
        expect(await migrations(target)).toEqual(await migrations(source));
        seen.push((await migrations(target))[0]!.status);
      }
      // The last subscription moves on the 6th.
      expect(seen).toEqual(['in_progress', 'in_progress', 'completed']);
    },
  );

  // Without the migration: it was completed at Orb once all moves were scheduled, and the file is without it.
  it('goes on though only the prices of its subscriptions tell of it, and the version after it takes its place', async () => {
    const until = '2026-01-12T00:00:00Z';
    const { source, plan_id } = await migrating(until);
    const all = await fetchAll(source.client);
    const documents = all
      .filter((one) => !Reflect.has(one as object, 'effective_time'))
      .map((one) => JSON.parse(JSON.stringify(one, (key, value: unknown) => (key === 'plan_versions' ? undefined : value))) as unknown); // prettier-ignore
    const target = startClient(until, { service: { repository: createMemoryRepository() } });
    await importInto(target, documents);
    const again = await importInto(target, documents);
    expect(again.kinds.find(({ kind }) => kind === 'subscription_schedule')).toMatchObject({ unchanged: 2 });
    const [{ prices }] = [await source.service.fetchPlan({ plan_id })];
    const price = { name: 'Seats', item_id: prices[0]!.item.id, cadence: 'monthly', model_type: 'unit', unit_config: { unit_amount: '18.00' }, fixed_price_quantity: 5 } as const; // prettier-ignore
    const replaces_price_id = prices.find(({ name }) => name === 'Seats')!.id;
    for (const { service, setClock } of [source, target]) {
      await service.runBilling({ until: '2026-02-10T00:00:00Z' });
      setClock('2026-02-10');
      const replace_prices = [{ replaces_price_id, price }];
      await service.createPlanVersion({ plan_id, body: { version: 3, replace_prices, set_as_default: true } });
      setClock('2026-03-07');
      await service.runBilling({ until: '2026-03-07T00:00:00Z' });
    }
    const billed = async ({ service }: ClientBackend) =>
      (await service.listInvoices({ status: ['issued', 'paid'] })).data.map(({ total, invoice_date }) => [invoice_date, total]); // prettier-ignore
    expect(await billed(target)).toEqual(await billed(source));
    // 5 × 15.00 in February and 5 × 18.00 in March, of each subscription, and never both.
    const march = (await billed(target)).filter(([date]) => date! >= '2026-03').map(([, total]) => total);
    expect(march).toEqual(['90.00', '90.00']);
  });

  it('is refused where Orb waits for somebody, or where its version is not there', async () => {
    const { source } = await migrating('2026-01-10T06:00:00Z');
    const documents = await fetchAll(source.client);
    const spoilt = (spoil: (one: object) => unknown) => documents.map((one) => (Reflect.has(one as object, 'effective_time') ? spoil(one as object) : one)); // prettier-ignore
    await expect(importInto(emptyTarget(), spoilt((one) => ({ ...one, status: 'action_needed' })))).rejects.toThrow(/: status: is "action_needed": a subscription could not be moved; do what Orb asks for there/); // prettier-ignore
    await expect(importInto(emptyTarget(), spoilt((document) => ({ plan_version_number: 3, document })))).rejects.toThrow(/: plan_id: leads to version 3 of the plan plan_3, which is neither stored nor among the files; add its line/); // prettier-ignore
  });
});
