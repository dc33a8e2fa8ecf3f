import { describe, expect, it } from 'vitest';
import type { TaxFunction } from '../../src/index.js';
import { createMemoryRepository } from '../../src/repository/index.js';
import { openShop, startBackend } from './backend.js';

/** A customer with many subscriptions of one plan, each of which charges every call a credit; told how often one was drafted. */
async function open(subscriptions: number) {
  let drafts = 0;
  const tax: TaxFunction = (lines) => {
    drafts += 1;
    return lines.map(() => []);
  };
  const repository = createMemoryRepository();
  const backend = startBackend('2026-03-01', { tax, repository });
  const { service } = backend;
  const { customer, item, metric } = await openShop(backend);
  const price = { name: 'Calls', item_id: item.id, billable_metric_id: metric.id, cadence: 'monthly', currency: 'credits', conversion_rate: 2, model_type: 'unit', unit_config: { unit_amount: '1' } } as const; // prettier-ignore
  const { id: plan_id } = await service.createPlan({ body: { name: 'Calls', currency: 'USD', prices: [{ price }] } });
  const customer_id = customer.id;
  for (let number = 0; number < subscriptions; number += 1) {
    await service.createSubscription({ body: { customer_id, plan_id } });
  }
  await service.createLedgerEntry({ customer_id, body: { entry_type: 'increment', amount: 10 * subscriptions } });
  for (const day of ['05', '15', '25']) {
    const timestamp = `2026-03-${day}T10:00:00Z`;
    backend.setClock(timestamp);
    const events = [1, 2, 3, 4].map((place) => ({ event_name: 'call', timestamp, properties: {}, idempotency_key: `${day} ${place}`, external_customer_id: 'acme' })); // prettier-ignore
    await service.ingestEvents({ body: { events } });
  }
  const ledgers = () =>
    repository
      .account('demo')
      .transaction((transaction) =>
        transaction.listDocuments({ kind: 'credit_ledger', key: `customer:${customer_id}`, limit: 9 }),
      );
  const run = async (now: string) => {
    backend.setClock(now);
    const before = { drafts, version: (await ledgers()).documents[0]!.version };
    await service.runBilling({ until: now });
    return { drafts: drafts - before.drafts, writes: (await ledgers()).documents[0]!.version - before.version };
  };
  return { service, customer_id, run };
}

describe('a run of a customer with many subscriptions', () => {
  it('drafts what each has coming a few times, and not once more for every invoice of another', async () => {
    const [few, many] = [await open(2), await open(8)];
    const [two, eight] = [await few.run('2026-04-02T00:00:00Z'), await many.run('2026-04-02T00:00:00Z')];
    // Four times as many subscriptions: as many drafts of each, and the ledger stored as often.
    expect(eight).toEqual({ drafts: 4 * two.drafts, writes: two.writes });
  });

  it('burns their credits day by day all the same (§8.3)', async () => {
    const { service, customer_id, run } = await open(8);
    await run('2026-04-02T00:00:00Z');
    const { data } = await service.listInvoices({ customer_id, limit: 100 });
    const lines = data
      .filter(({ status }) => status !== 'draft')
      .flatMap(({ line_items }) => line_items.map(({ credits_applied, amount }) => `${credits_applied} ${amount}`));
    // 80 credits, 8 × 4 a day: 32 on the 5th and 15th; of the 25th the first four have 4 each, the rest 4 × 2.00.
    expect(lines.sort()).toEqual([
      ...Array.from({ length: 4 }, () => '12 0.00'),
      ...Array.from({ length: 4 }, () => '8 8.00'),
    ]);
  });
});
