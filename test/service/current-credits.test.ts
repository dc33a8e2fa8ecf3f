import { describe, expect, it } from 'vitest';
import { calls, openShop, startBackend } from './backend.js';

/** A customer whose calls cost a credit each, with blocks of 50 credits, which expire, and of 5, which do not. */
async function open() {
  const backend = startBackend('2026-01-01');
  const { service } = backend;
  const { customer, item, metric } = await openShop(backend);
  const price = { name: 'Calls', item_id: item.id, billable_metric_id: metric.id, cadence: 'monthly', currency: 'credits', conversion_rate: 1, model_type: 'unit', unit_config: { unit_amount: '1' } } as const; // prettier-ignore
  const plan = await service.createPlan({ body: { name: 'Credits', currency: 'USD', prices: [{ price }] } });
  const customer_id = customer.id;
  await service.createSubscription({ body: { customer_id, plan_id: plan.id } });
  await service.createLedgerEntry({ customer_id, body: { entry_type: 'increment', amount: 5 } });
  await service.createLedgerEntry({
    customer_id,
    body: { entry_type: 'increment', amount: 50, expiry_date: '2027-01-01' },
  });
  const use = async (at: string, count: number) => {
    backend.setClock(at);
    await service.ingestEvents({ body: { events: calls('acme', at, count) } });
  };
  const blocks = async () => (await service.listCredits({ customer_id })).data.map(({ balance }) => balance);
  const entries = async () => (await service.listCreditLedger({ customer_id })).data.map(({ id, entry_type, entry_status, amount, ending_balance }) => [id, entry_type, entry_status, amount, ending_balance]); // prettier-ignore
  return { backend, service, customer_id, use, blocks, entries };
}

describe('a balance of credits', () => {
  it('falls as usage comes, and stays what it is when that is invoiced', async () => {
    const { backend, service, customer_id, use, blocks, entries } = await open();
    const ledger = `ledger_entry:${customer_id}:credits`;
    await use('2026-01-10T12:00:00Z', 53);
    backend.setClock('2026-01-10T18:00:00Z');
    // 53 calls: 50 of the block that expires, 3 of the other, whose 2 are left.
    expect(await blocks()).toEqual([2]);
    const [last, first] = await entries();
    expect([first, last]).toEqual([
      [`${ledger}:2`, 'decrement', 'pending', 50, 5],
      [`${ledger}:3`, 'decrement', 'pending', 3, 2],
    ]);
    backend.setClock('2026-02-03');
    await service.runBilling({ until: '2026-02-03T00:00:00Z' });
    expect(await blocks()).toEqual([2]);
    expect((await entries()).slice(0, 2)).toEqual([
      [`${ledger}:3`, 'decrement', 'committed', 3, 2],
      [`${ledger}:2`, 'decrement', 'committed', 50, 5],
    ]);
  });

  it('is learnt by a new alert as it is, so that what fell before does not fire', async () => {
    const { backend, service, customer_id, use } = await open();
    await use('2026-01-10T12:00:00Z', 53);
    backend.setClock('2026-01-10T18:00:00Z');
    const body = { type: 'credit_balance_dropped', currency: 'credits', thresholds: [{ value: 10 }, { value: 1 }] } as const; // prettier-ignore
    const alert = await service.createCustomerAlert({ customer_id, body });
    expect(alert.balance_alert_status?.map(({ in_alert }) => in_alert)).toEqual([true, false]);
    const fired = async (until: string) => {
      backend.setClock(until);
      await service.runBilling({ until });
      const messages = await backend.repository.account('demo').readOutbox(1000);
      return messages.flatMap(({ message }) => (message['notification'] as { threshold: string } | undefined)?.threshold ?? []); // prettier-ignore
    };
    expect(await fired('2026-01-11T00:00:00Z')).toEqual([]);
    await use('2026-01-11T12:00:00Z', 1);
    // 2 − 1 is at the threshold 1.
    expect(await fired('2026-01-12T00:00:00Z')).toEqual(['1']);
  });
});
