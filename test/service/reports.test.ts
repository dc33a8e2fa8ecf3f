import { describe, expect, it } from 'vitest';
import {
  createMemoryRepository,
  type AccountStore,
  type Repository,
  type Transaction,
} from '../../src/repository/index.js';
import { calls, openShop, startBackend } from './backend.js';

/** A repository that says how many events were read. */
function watched(repository: Repository): { readonly repository: Repository; readonly read: { events: number } } {
  const read = { events: 0 };
  const watching = (inner: Transaction): Transaction => ({
    ...inner,
    readEvents: async function* (query) {
      for await (const batch of inner.readEvents(query)) {
        read.events += batch.length;
        yield batch;
      }
    },
  });
  const account = (account_id: string): AccountStore => {
    const store = repository.account(account_id);
    return { ...store, transaction: (work) => store.transaction((inner) => work(watching(inner))) };
  };
  return { repository: { ...repository, account }, read };
}

/** A subscription from the first of January, with three calls in January, five in February and seven in March. */
async function open(now: string) {
  const { repository, read } = watched(createMemoryRepository());
  const backend = startBackend('2026-01-01', { repository });
  const { service, setClock } = backend;
  const { customer } = await openShop(backend);
  const { id: subscription_id } = await service.createSubscription({
    body: { customer_id: customer.id, external_plan_id: 'team' },
  });
  for (const [day, count] of [
    ['2026-01-10', 3],
    ['2026-02-10', 5],
    ['2026-03-03', 7],
  ] as const) {
    setClock(`${day}T12:00:00Z`);
    await service.ingestEvents({ body: { events: calls('acme', `${day}T11:00:00Z`, count) } });
  }
  setClock(now);
  read.events = 0;
  return { ...backend, subscription_id, customer_id: customer.id, read };
}

const january = { timeframe_start: '2026-01-01T00:00:00Z', timeframe_end: '2026-02-01T00:00:00Z' };

describe('the costs of a subscription', () => {
  it('are those of the billing periods that the timeframe meets, of their own events', async () => {
    const { service, subscription_id, customer_id, read } = await open('2026-03-05');
    const { data } = await service.fetchSubscriptionCosts({ subscription_id, ...january });
    // Five seats at 12.00, and 3 × 0.50 from the tenth on.
    expect(data.map(({ total }) => total)).toEqual([...Array(9).fill('60.00'), ...Array(22).fill('61.50')]);
    expect(read.events).toBe(3);
    const frame = { timeframe_start: '2026-01-31T00:00:00Z', timeframe_end: '2026-02-11T00:00:00Z' };
    const across = await service.fetchSubscriptionCosts({ subscription_id, ...frame });
    expect(across.data.map(({ timeframe_end, total }) => [timeframe_end.slice(5, 10), total])).toEqual([
      ['02-01', '61.50'],
      ...['02', '03', '04', '05', '06', '07', '08', '09', '10'].map((day) => [`02-${day}`, '60.00']),
      ['02-11', '62.50'],
    ]);
    expect(await service.fetchCustomerCosts({ customer_id, ...frame })).toEqual(across);
    const { data: current } = await service.fetchSubscriptionCosts({ subscription_id });
    expect(current.map(({ total }) => total)).toEqual(['60.00', '60.00', '63.50', '63.50', '63.50']);
    const later = { timeframe_start: '2026-04-01T00:00:00Z', timeframe_end: '2026-05-01T00:00:00Z' };
    expect(await service.fetchSubscriptionCosts({ subscription_id, ...later })).toEqual({ data: [] });
  });

  it('are those of the last billing period once it has ended, and none before it begins', async () => {
    const { service, subscription_id, customer_id, setClock } = await open('2026-03-05');
    const { id: coming } = await service.createSubscription({
      body: { customer_id, external_plan_id: 'business', start_date: '2026-06-01' },
    });
    await service.cancelSubscription({ subscription_id, body: { cancel_option: 'immediate' } });
    setClock('2026-03-20');
    const { data } = await service.fetchSubscriptionCosts({ subscription_id });
    // Of 60.00 what four days of March are billed for, 60.00 × 4/31, and 3.50 of calls from the third on.
    expect(data.map(({ total }) => total)).toEqual(['7.74', '7.74', '11.24', '11.24']);
    expect(await service.fetchSubscriptionCosts({ subscription_id: coming })).toEqual({ data: [] });
    expect(await service.fetchCustomerCosts({ customer_id })).toEqual({ data });
  });

  it('are what is billed for each period, of fees of any cadence, from a first day within it', async () => {
    const backend = startBackend('2026-03-10');
    const { service } = backend;
    const { customer, item } = await openShop(backend);
    const fee = (name: string, cadence: 'monthly' | 'quarterly' | 'one_time', unit_amount: string) => ({ price: { name, item_id: item.id, cadence, model_type: 'unit', unit_config: { unit_amount }, fixed_price_quantity: 1 } as const }); // prettier-ignore
    const prices = [fee('m', 'monthly', '31.00'), fee('q', 'quarterly', '90.00'), fee('once', 'one_time', '500.00')];
    const plan = await service.createPlan({ body: { name: 'Fees', currency: 'USD', prices } });
    const { id: subscription_id } = await service.createSubscription({
      body: { customer_id: customer.id, plan_id: plan.id },
    });
    backend.setClock('2026-06-20');
    const bounds = { timeframe_start: '2026-03-10T00:00:00Z', timeframe_end: '2026-06-20T00:00:00Z' };
    const { data } = await service.fetchSubscriptionCosts({ subscription_id, ...bounds });
    const lasts = ['2026-04-01', '2026-05-01', '2026-06-01', '2026-06-20'].map((day) => data.find(({ timeframe_end }) => timeframe_end.startsWith(day))); // prettier-ignore
    // 31.00 × 22/31 and 90.00 × 22/90 and 500.00; then 31.00, and of 90.00 for 91 days those of 30, 31 and 30 days.
    expect(lasts.map((row) => [row?.total, ...(row?.per_price_costs.map(({ total }) => total) ?? [])])).toEqual([
      ['544.00', '22.00', '22.00', '500.00'],
      ['60.67', '31.00', '29.67'],
      ['61.66', '31.00', '30.66'],
      ['60.67', '31.00', '29.67'],
    ]);
  });
});

describe('the usage of a subscription', () => {
  it('is read from the events of its timeframe', async () => {
    const { service, subscription_id, read } = await open('2026-03-05');
    const quantities = async (frame: object) => {
      read.events = 0;
      const { data } = await service.fetchSubscriptionUsage({ subscription_id, ...frame });
      return [data.map(({ usage }) => usage.map(({ quantity }) => quantity)), read.events];
    };
    expect(await quantities(january)).toEqual([[[3]], 3]);
    expect(await quantities({})).toEqual([[[7]], 7]);
    const only = { timeframe_start: january.timeframe_start };
    await expect(quantities(only)).rejects.toThrow(/timeframe_end/);
    await expect(quantities({ ...january, timeframe_end: 'soon' })).rejects.toThrow(/timeframe_end/);
  });

  it('is that of its last billing period once it has ended, and of the first before it begins', async () => {
    const { service, subscription_id, customer_id, setClock } = await open('2026-03-05');
    const { id: coming } = await service.createSubscription({
      body: { customer_id, external_plan_id: 'team', start_date: '2026-06-01' },
    });
    await service.cancelSubscription({ subscription_id, body: { cancel_option: 'immediate' } });
    setClock('2026-03-20');
    const usageOf = async (id: string) =>
      (await service.fetchSubscriptionUsage({ subscription_id: id })).data.flatMap(({ usage }) => usage);
    expect(await usageOf(subscription_id)).toEqual([
      { quantity: 7, timeframe_start: '2026-03-01T00:00:00+00:00', timeframe_end: '2026-03-05T00:00:00+00:00' },
    ]);
    expect(await usageOf(coming)).toEqual([
      { quantity: 0, timeframe_start: '2026-06-01T00:00:00+00:00', timeframe_end: '2026-07-01T00:00:00+00:00' },
    ]);
    await service.cancelSubscription({ subscription_id: coming, body: { cancel_option: 'immediate' } });
    expect(await usageOf(coming)).toEqual([]);
  });
});
