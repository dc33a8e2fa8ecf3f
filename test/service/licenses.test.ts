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

  it('tell what was used by licence, by day and by both, in force or not', async () => {
    const { service, setClock, named, ann } = await openLicensed();
    const ingest = async (day: string, uses: readonly (readonly [user: string, count: number])[]) => {
      setClock(`${day}T12:00:00Z`);
      const events = uses.flatMap(([user, count]) => callsOf(user, `${day}T10:00:00Z`, count));
      await service.ingestEvents({ body: { events } });
    };
    await ingest('2026-01-09', [['ann', 7]]);
    await ingest('2026-01-10', [['ann', 3], ['dan', 2]]); // prettier-ignore
    // Ann leaves at the end of the 9th; Dan comes on the 11th.
    await service.deactivateLicense({ license_id: ann.id, body: { end_date: '2026-01-10' } });
    await service.createLicense({ body: { ...named, external_license_id: 'dan', start_date: '2026-01-11' } });
    await ingest('2026-01-11', [['dan', 5]]);
    setClock('2026-01-11T13:00:00Z');
    await service.runBilling({ until: '2026-01-11T13:00:00Z' });
    const rowsOf = async (group_by: string | null, range: object = {}) =>
      (await service.fetchLicenseUsageByType({ ...named, ...range, group_by })).data.map((row) => [
        row.external_license_id,
        `${row.start_date.slice(8)}–${row.end_date.slice(8)}`,
        row.allocated_credits,
        row.consumed_credits,
        row.remaining_credits,
        row.allocation_eligible_credits,
        row.shared_pool_credits,
      ]);
    // Nothing is shared, so that what was used outside a licence is billed: 3 of Ann's after hers, 2 of Dan's before his.
    const whole = [
      ['ann', '01–01', 20, 7, 13, 7, 3],
      ['bob', '01–01', 20, 0, 20, 0, 0],
      ['dan', '01–01', 20, 5, 15, 5, 2],
    ];
    expect(await rowsOf(null)).toEqual(whole);
    expect(await rowsOf('license')).toEqual(whole);
    const days = { start_date: '2026-01-09', end_date: '2026-01-12' };
    // What is left of a day begins the next; with Ann's licence her credits end.
    const byBoth = [
      ['ann', '09–10', 20, 7, 13, 7, 0],
      ['ann', '10–11', 0, 0, 0, 0, 3],
      ['ann', '11–12', 0, 0, 0, 0, 0],
      ['bob', '09–10', 20, 0, 20, 0, 0],
      ['bob', '10–11', 20, 0, 20, 0, 0],
      ['bob', '11–12', 20, 0, 20, 0, 0],
      ['dan', '09–10', 0, 0, 0, 0, 0],
      ['dan', '10–11', 0, 0, 0, 0, 2],
      ['dan', '11–12', 20, 5, 15, 5, 0],
    ];
    expect(await rowsOf('license,day', days)).toEqual(byBoth);
    expect(await rowsOf('day,license', days)).toEqual(byBoth);
    const together = [
      [null, '09–10', 40, 7, 33, 7, 0],
      [null, '10–11', 20, 0, 20, 0, 5],
      [null, '11–12', 40, 5, 35, 5, 0],
    ];
    expect(await rowsOf('day', days)).toEqual(together);
    const two = await service.fetchLicenseUsageByType({ ...named, ...days, group_by: 'license,day', limit: 2 });
    expect([two.data.length, two.pagination_metadata.has_more]).toEqual([2, true]);
    const one = await service.fetchLicenseUsage({ license_id: ann.id, ...days, group_by: 'day' });
    expect(one.data.map((row) => [row.license_id, row.consumed_credits, row.shared_pool_credits])).toEqual([
      [null, 7, 0],
      [null, 0, 3],
      [null, 0, 0],
    ]);
    const refusalOf = (query: object) => service.fetchLicenseUsageByType({ ...named, ...query });
    await expect(refusalOf({ group_by: 'week' })).rejects.toMatchObject({ code: 'invalid_type' });
    await expect(refusalOf({ start_date: '2026-01-09', end_date: '2026-01-08' })).rejects.toMatchObject({
      code: 'invalid_timeframe',
    });
    await expect(refusalOf({ start_date: '1900-01-01', end_date: '2100-01-01' })).rejects.toMatchObject({
      code: 'horizon_exceeded',
    });
    await expect(refusalOf({ license_type_id: 'none' })).rejects.toMatchObject({ code: 'resource_not_found' });
  });

  it('are in force from their first day to the day of their end, nobody twice at one time', async () => {
    const { service, setClock, named, ann } = await openLicensed();
    const external = { ...named, external_license_id: 'ann' };
    const again = (dates: object) => service.createLicense({ body: { ...external, ...dates } });
    await expect(again({ start_date: '2026-03-01' })).rejects.toMatchObject({ code: 'duplicate_resource' });
    await service.deactivateLicense({ license_id: ann.id, body: { end_date: '2026-02-01' } });
    await expect(again({ start_date: '2026-01-31', end_date: '2026-02-10' })).rejects.toMatchObject({
      code: 'duplicate_resource',
    });
    const next = await again({ start_date: '2026-03-01T10:00:00Z' });
    expect([next.status, next.start_date]).toEqual(['inactive', '2026-03-01T00:00:00+00:00']);
    const extended = service.deactivateLicense({ license_id: ann.id, body: { end_date: '2026-03-02' } });
    await expect(extended).rejects.toMatchObject({ code: 'duplicate_resource' });
    const currentOn = async (date: string) => {
      setClock(date);
      return (await service.fetchLicenseByExternalId(external)).id;
    };
    expect(await currentOn('2026-01-31')).toBe(ann.id);
    // Between the two none is in force: the latest is told, and no usage.
    expect(await currentOn('2026-02-15')).toBe(next.id);
    await expect(service.fetchLicenseUsageByExternalId(external)).rejects.toMatchObject({
      code: 'resource_not_found',
    });
    expect(await currentOn('2026-03-01')).toBe(next.id);
    await service.fetchLicenseUsageByExternalId(external);
  });

  it('are granted what a plan says for each, beyond which nothing is billed where it is written off', async () => {
    const { service, setClock, item, type, customer } = await openLicensed();
    const { data: metrics } = await service.listMetrics();
    const common = { item_id: item.id, model_type: 'unit', cadence: 'monthly', license_type_id: type.id } as const;
    const license_allocations = [{ currency: 'credits', amount: '10', write_off_overage: true }];
    const seats = {
      ...common,
      name: 'Seats',
      unit_config: { unit_amount: '9.00' },
      fixed_price_quantity: 2,
      license_allocations,
    };
    const calls = {
      ...common,
      name: 'Calls',
      currency: 'credits',
      conversion_rate: 0.1,
      unit_config: { unit_amount: '1' },
      billable_metric_id: metrics[0]!.id,
    };
    const { id: plan_id } = await service.createPlan({ body: { name: 'Team', currency: 'USD', prices: [] } });
    const versionOf = (version: number, entry: object) =>
      service.createPlanVersion({
        plan_id,
        body: { version, set_as_default: true, add_prices: [entry, { price: calls }] as never },
      });
    const { prices } = await versionOf(2, { license_allocation_price: seats });
    expect(prices[0]).toMatchObject({ name: 'Seats', license_type: type, license_allocations });
    const unknown = { currency: 'credits', amount: '1', cadence: 'monthly', license_type_id: 'none' };
    for (const entry of [
      { license_allocation_price: { ...seats, license_type_id: 'none' } },
      { allocation_price: unknown },
    ]) {
      await expect(versionOf(3, entry)).rejects.toMatchObject({ code: 'resource_not_found' });
    }
    const { id: subscription_id } = await service.createSubscription({ body: { customer_id: customer.id, plan_id } });
    const named = { subscription_id, license_type_id: type.id };
    await service.createLicense({ body: { ...named, external_license_id: 'zoe' } });
    setClock('2026-01-03');
    await service.runBilling({ until: '2026-01-03T00:00:00Z' });
    setClock('2026-01-09T13:00:00Z');
    await service.ingestEvents({ body: { events: callsOf('zoe', '2026-01-09T10:00:00Z', 16) } });
    const { data } = await service.fetchLicenseUsageByType(named);
    // Of her 16 calls 10 are paid by her own credits, and 6 by nobody.
    expect(data).toMatchObject([
      { external_license_id: 'zoe', allocated_credits: 10, consumed_credits: 10, allocation_eligible_credits: 16 },
    ]);
    const { line_items } = await service.fetchUpcomingInvoice({ subscription_id });
    expect(line_items.map(({ name, amount }) => [name, amount])).toEqual([
      ['Seats', '18.00'],
      ['Calls', '0.00'],
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
