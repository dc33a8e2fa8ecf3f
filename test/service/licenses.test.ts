import { describe, expect, it } from 'vitest';
import { importDocuments } from '../../src/service/index.js';
import { openShop, startBackend } from './backend.js';
import { placed } from './imports/fetch-all.js';

/** Calls of a user at an instant. */
function callsOf(user: string, timestamp: string, count: number) {
  return Array.from({ length: count }, (_, index) => ({
    event_name: 'call',
    timestamp,
    properties: { user },
    idempotency_key: `${user} ${timestamp} ${index}`,
    external_customer_id: 'acme',
  }));
}

/** Two licences of 20 credits a month each, on calls at one credit, of which one is billed at 0.10. */
async function openLicensed() {
  const backend = startBackend('2026-01-01');
  const { service } = backend;
  const { item, metric, customer } = await openShop(backend);
  const type = await service.createLicenseType({ body: { name: 'User', grouping_key: 'user' } });
  const common = { item_id: item.id, model_type: 'unit', cadence: 'monthly' };
  const granting = {
    ...common,
    name: 'Credits',
    currency: 'USD',
    unit_config: { unit_amount: '0.00' },
    fixed_price_quantity: 20,
    credit_allocation: {
      currency: 'credits',
      allows_rollover: false,
      custom_expiration: null,
      license_type_id: type.id,
    },
  };
  const charging = {
    ...common,
    name: 'Calls',
    currency: 'credits',
    conversion_rate: 0.1,
    unit_config: { unit_amount: '1' },
    billable_metric_id: metric.id,
    license_type_id: type.id,
  };
  const { id: subscription_id, price_intervals } = await service.createSubscription({
    body: {
      customer_id: customer.id,
      external_plan_id: 'business',
      add_prices: [{ price: granting }, { price: charging }] as never,
    },
  });
  const named = { subscription_id, license_type_id: type.id };
  const ann = await service.createLicense({ body: { ...named, external_license_id: 'ann' } });
  await service.createLicense({ body: { ...named, external_license_id: 'bob' } });
  backend.setClock('2026-01-02');
  await service.runBilling({ until: '2026-01-02T00:00:00Z' });
  return { ...backend, customer, item, type, subscription_id, price_intervals, named, ann };
}

describe('licences', () => {
  it('use their own credits, which their usage and the invoices tell alike', async () => {
    const { service, setClock, subscription_id, named, ann } = await openLicensed();
    setClock('2026-01-09T13:00:00Z');
    await service.ingestEvents({
      body: {
        events: [
          ...callsOf('ann', '2026-01-09T10:00:00Z', 25),
          ...callsOf('bob', '2026-01-09T11:00:00Z', 4),
          ...callsOf('eve', '2026-01-09T12:00:00Z', 3),
        ],
      },
    });
    const rows = async () =>
      (await service.fetchLicenseUsageByType(named)).data.map((row) => [
        row.external_license_id,
        row.allocated_credits,
        row.consumed_credits,
        row.remaining_credits,
        row.allocation_eligible_credits,
      ]);
    // Ann's 25 take all of her 20, Bob's 4 leave him 16.
    const used = [
      ['ann', 20, 20, 0, 25],
      ['bob', 20, 4, 16, 4],
    ];
    expect(await rows()).toEqual(used);
    const lineOf = ({ line_items }: { readonly line_items: readonly { name: string; amount: string }[] }) =>
      line_items.find(({ name }) => name === 'Calls')?.amount;
    // (25 − 20 + 3) × 0.10 = 0.80: what Ann used beyond hers, and Eve, who has no licence.
    expect(lineOf(await service.fetchUpcomingInvoice({ subscription_id }))).toBe('0.80');
    setClock('2026-02-01T13:00:00Z');
    await service.runBilling({ until: '2026-02-01T13:00:00Z' });
    const { data } = await service.listInvoices({ subscription_id, status: ['issued'] });
    expect(data.map(lineOf)).toContain('0.80');
    const january = { start_date: '2026-01-01', end_date: '2026-02-01' };
    // What Bob left has expired since; it was not consumed.
    const { data: bills } = await service.fetchLicenseUsageByType({ ...named, ...january });
    expect(bills.map(({ consumed_credits }) => consumed_credits)).toEqual([20, 4]);
    expect((await service.fetchLicenseUsage({ license_id: ann.id })).data).toMatchObject([
      { allocated_credits: 20, consumed_credits: 0, remaining_credits: 20 },
    ]);
  });

  it('show their type on the prices that name it', async () => {
    const { service, price_intervals, type, item } = await openLicensed();
    const typesOf = (prices: readonly { readonly license_type?: unknown; readonly metadata: object }[]) =>
      prices.map(({ license_type, metadata }) => [license_type, metadata]);
    // Seats of the plan, credits that are granted, and the calls, which alone name it.
    expect(typesOf(price_intervals.map(({ price }) => price))).toEqual([
      [null, {}],
      [null, {}],
      [type, {}],
    ]);
    const price = {
      name: 'Calls',
      item_id: item.id,
      cadence: 'monthly',
      currency: 'USD',
      model_type: 'unit',
      unit_config: { unit_amount: '1' },
      fixed_price_quantity: 1,
      license_type_id: type.id,
    } as const;
    expect(typesOf([await service.createPrice({ body: price })])).toEqual([[type, {}]]);
    const plan = await service.createPlan({ body: { name: 'Licensed', currency: 'USD', prices: [{ price }] } });
    expect(typesOf(plan.prices)).toEqual([[type, {}]]);
    const version = await service.createPlanVersion({
      plan_id: plan.id,
      body: { version: 2, add_prices: [{ price }] },
    });
    expect(typesOf(version.prices)).toEqual([
      [type, {}],
      [type, {}],
    ]);
    await expect(service.createPrice({ body: { ...price, license_type_id: 'none' } })).rejects.toMatchObject({
      code: 'resource_not_found',
    });
  });

  it('fire the alerts on their balance, once in a billing period', async () => {
    const { service, repository, setClock, customer, type, subscription_id } = await openLicensed();
    const alert = {
      object: 'alert',
      id: 'half',
      type: 'license_balance_threshold_reached',
      enabled: true,
      thresholds: [{ value: 50 }],
      balance_alert_status: null,
      customer: { id: customer.id, external_customer_id: 'acme' },
      plan: null,
      subscription: { id: subscription_id },
      metric: null,
      license_type: { id: type.id },
      currency: null,
      created_at: '2026-01-01T00:00:00Z',
    };
    const options = { repository, now: () => '2026-01-01T00:00:00Z', account: { id: 'demo' } };
    const report = await importDocuments(options, { lines: () => placed([alert]) });
    expect(report.notes).toEqual([]);
    const firedAfter = async (user: string, day: string, count: number) => {
      const at = `2026-01-${day}T12:00:00Z`;
      setClock(at);
      await service.ingestEvents({ body: { events: callsOf(user, at, count) } });
      // Alerts are looked at when the day ends.
      const later = new Date(Date.parse(at) + 43_200_000).toISOString();
      setClock(later);
      await service.runBilling({ until: later });
      const messages = await repository.account('demo').readOutbox(1000);
      return messages.flatMap(({ message }) => {
        const fired = message['notification'] as Record<string, unknown> | undefined;
        return fired === undefined ? [] : [[fired['threshold'], fired['value']]];
      });
    };
    // Of 40: Ann 19, 47.5 %; then Ann 1 more and Bob none, 50 %; then Bob's 10, 75 %, which fires nothing again.
    expect(await firedAfter('ann', '05', 19)).toEqual([]);
    expect(await firedAfter('ann', '06', 1)).toEqual([['50', '50']]);
    expect(await firedAfter('bob', '07', 10)).toEqual([['50', '50']]);
  });
});
