import { describe, expect, it } from 'vitest';
import { calls, openShop, startBackend, type Backend } from './backend.js';

const values = (...list: readonly number[]) => list.map((value) => ({ value }));

/** What fires in a run up to an instant: when, of what type, at which threshold, on which value, of which period. */
async function firedBy({ service, setClock, repository }: Backend, until: string) {
  const store = repository.account('demo');
  await store.acknowledge((await store.readOutbox(1000)).map(({ position }) => position));
  setClock(until);
  await service.runBilling({ until });
  const messages = (await store.readOutbox(1000)).map(({ message }) => message);
  return messages.flatMap(({ at, notification }) => {
    const fired = notification as Record<string, string> | undefined;
    return fired === undefined
      ? []
      : [`${(at as string).slice(0, 16)} ${fired['type']} ${fired['threshold']} ${fired['value']} ${fired['period_start']?.slice(0, 10)}`]; // prettier-ignore
  });
}

async function use({ service, setClock }: Backend, at: string, count: number, timestamp = at) {
  setClock(at);
  await service.ingestEvents({ body: { events: calls('acme', timestamp, count) } });
}

/** A customer on the plan Team: 5 seats at 12.00 in advance, calls at 0.50. */
async function open(options: Parameters<typeof startBackend>[1] = {}) {
  const backend = startBackend('2026-01-01', options);
  const shop = await openShop(backend);
  const { id: subscription_id } = await backend.service.createSubscription({
    body: { customer_id: shop.customer.id, plan_id: shop.team.id },
  });
  return { backend, subscription_id, ...shop };
}

describe('alerts of a billing period', () => {
  it.each([12, 0])('look at its last day, with a grace of %s hours', async (grace_period_hours) => {
    const account = { id: 'demo', policies: { grace_period_hours } };
    const { backend, subscription_id, metric } = await open({ account });
    for (const body of [
      { type: 'usage_exceeded', metric_id: metric.id, thresholds: values(5, 10, 20) },
      // Not reached by the 60.00 of February's seats that January's invoice bills in advance.
      { type: 'cost_exceeded', thresholds: values(65) },
    ] as const) {
      await backend.service.createSubscriptionAlert({ subscription_id, body });
    }
    await use(backend, '2026-01-31T20:00:00Z', 10);
    // 10 × 0.50 + 60.00
    expect(await firedBy(backend, '2026-02-01T00:00:00Z')).toEqual([
      '2026-02-01T00:00 usage_exceeded 10 10 2026-01-01',
      '2026-02-01T00:00 cost_exceeded 65 65 2026-01-01',
    ]);
    // February begins at nothing.
    await use(backend, '2026-02-01T13:00:00Z', 5);
    expect(await firedBy(backend, '2026-02-02T00:00:00Z')).toEqual(['2026-02-02T00:00 usage_exceeded 5 5 2026-02-01']);
  });

  it('look once more as its grace ends, at what came late', async () => {
    const { backend, subscription_id, metric } = await open();
    const body = { type: 'usage_exceeded', metric_id: metric.id, thresholds: values(5) } as const;
    await backend.service.createSubscriptionAlert({ subscription_id, body });
    await use(backend, '2026-01-31T20:00:00Z', 3);
    expect(await firedBy(backend, '2026-02-01T00:00:00Z')).toEqual([]);
    await use(backend, '2026-02-01T06:00:00Z', 3, '2026-01-31T22:00:00Z');
    expect(await firedBy(backend, '2026-02-03T00:00:00Z')).toEqual(['2026-02-01T12:00 usage_exceeded 5 6 2026-01-01']);
  });

  it('look at the last days of a subscription that ends', async () => {
    const { backend, subscription_id, metric } = await open();
    const body = { type: 'usage_exceeded', metric_id: metric.id, thresholds: values(5) } as const;
    await backend.service.createSubscriptionAlert({ subscription_id, body });
    await use(backend, '2026-01-20T06:00:00Z', 4);
    await backend.service.cancelSubscription({ subscription_id, body: { cancel_option: 'end_of_subscription_term' } });
    await use(backend, '2026-01-31T22:00:00Z', 1);
    expect(await firedBy(backend, '2026-03-01T00:00:00Z')).toEqual(['2026-02-01T00:00 usage_exceeded 5 5 2026-01-01']);
  });

  it('are those of the version of the plan, and of the plan, that is in force', async () => {
    const { backend, subscription_id, metric, item, team, business } = await open();
    const { service } = backend;
    const price = { name: 'More', item_id: item.id, cadence: 'monthly', model_type: 'unit', unit_config: { unit_amount: '0.10' }, billable_metric_id: metric.id } as const; // prettier-ignore
    await service.createPlanVersion({ plan_id: team.id, body: { version: 2, add_prices: [{ price }] } });
    const body = { type: 'usage_exceeded', metric_id: metric.id } as const;
    for (const plan_version of [1, 2]) {
      const thresholds = values(plan_version === 1 ? 9 : 5);
      await service.createPlanAlert({ plan_id: team.id, body: { ...body, thresholds, plan_version } });
    }
    await service.createPlanAlert({ plan_id: business.id, body: { type: 'cost_exceeded', thresholds: values(100) } });
    const listed = async () => (await service.listAlerts({ subscription_id })).data.map(({ thresholds }) => thresholds);
    expect(await listed()).toEqual([values(9)]);
    await service.schedulePlanChange({
      subscription_id,
      body: { plan_id: business.id, change_option: 'end_of_subscription_term' },
    });
    await use(backend, '2026-01-30T06:00:00Z', 8);
    expect(await firedBy(backend, '2026-01-31T00:00:00Z')).toEqual([]);
    await use(backend, '2026-01-31T06:00:00Z', 1);
    // The last day of Team; then Business, whose 5 seats cost 20.00 each.
    expect(await firedBy(backend, '2026-02-02T00:00:00Z')).toEqual([
      '2026-02-01T00:00 usage_exceeded 9 9 2026-01-01',
      '2026-02-01T00:00 cost_exceeded 100 100 2026-02-01',
    ]);
    expect(await listed()).toEqual([values(100)]);
  });
});
