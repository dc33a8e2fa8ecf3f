import { describe, expect, it } from 'vitest';
import { openShop, startBackend } from './backend.js';

/** Calls of some regions at noon of a day. */
function callsOf(day: string, regions: Readonly<Record<string, number>>) {
  return Object.entries(regions).flatMap(([region, count]) =>
    Array.from({ length: count }, (_, index) => ({
      event_name: 'call',
      timestamp: `${day}T20:00:00Z`,
      properties: region === 'none' ? {} : { region },
      idempotency_key: `${day} ${region} ${index}`,
      external_customer_id: 'acme',
    })),
  );
}

describe('an alert on the cost of groups', () => {
  it('fires for each group at its own threshold, once in a billing period', async () => {
    const backend = startBackend('2026-01-27');
    const { service, setClock, repository } = backend;
    const { customer } = await openShop(backend);
    await service.updateCustomer({ customer_id: customer.id, body: { currency: 'USD' } });
    const { id: subscription_id } = await service.createSubscription({
      body: { customer_id: customer.id, external_plan_id: 'team' },
    });
    const body = {
      type: 'cost_exceeded',
      currency: 'USD',
      thresholds: [{ value: 2 }, { value: 4 }],
      grouping_keys: ['region'],
    } as const;
    const alert = await service.createSubscriptionAlert({ subscription_id, body });
    const overrides = [{ group_values: ['us'], thresholds: [{ value: 10 }] }];
    await service.updateAlert({
      alert_configuration_id: alert.id,
      body: { thresholds: [...body.thresholds], threshold_overrides: overrides },
    });
    const firedBy = async (day: string, regions: Readonly<Record<string, number>>) => {
      setClock(`${day}T22:00:00Z`);
      await service.ingestEvents({ body: { events: callsOf(day, regions) } });
      const store = repository.account('demo');
      await store.acknowledge((await store.readOutbox(1000)).map(({ position }) => position));
      const midnight = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString();
      setClock(midnight);
      await service.runBilling({ until: midnight });
      const messages = await store.readOutbox(1000);
      return messages.flatMap(({ message }) => {
        const notification = message['notification'] as Record<string, unknown> | undefined;
        return notification === undefined
          ? []
          : [[notification['group_values'], notification['threshold'], notification['value']]];
      });
    };
    // At 0.50 each: eu 1.50, us 3.00, and 5.00 that are of no region and so of no group.
    expect(await firedBy('2026-01-28', { eu: 3, us: 6, none: 10 })).toEqual([]);
    // eu 4.50, over both of its thresholds at once; us 3.50, which has a threshold of its own.
    expect(await firedBy('2026-01-29', { eu: 6, us: 1 })).toEqual([[['eu'], '4', '4.5']]);
    // eu no more in this period; us 11.00; ap 2.00, which is at the threshold.
    const later = await firedBy('2026-01-30', { eu: 5, us: 15, ap: 4 });
    expect(later).toEqual([
      [['ap'], '2', '2'],
      [['us'], '10', '11'],
    ]);
    // A new period begins at nothing.
    expect(await firedBy('2026-02-01', { eu: 4 })).toEqual([[['eu'], '2', '2']]);
  });
});
