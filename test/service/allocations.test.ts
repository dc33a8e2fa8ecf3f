import { describe, expect, it } from 'vitest';
import { openShop, startBackend } from './backend.js';

/** A price that grants 40 credits, each to be used for the item of the shop alone. */
async function grantedBy(cadence: object, allows_rollover: boolean) {
  const backend = startBackend('2026-01-10');
  const { service, setClock } = backend;
  const { item, customer } = await openShop(backend);
  const price = {
    name: 'Credits',
    item_id: item.id,
    currency: 'USD',
    model_type: 'unit',
    unit_config: { unit_amount: '0.00' },
    fixed_price_quantity: 40,
    credit_allocation: {
      currency: 'credits',
      allows_rollover,
      custom_expiration: null,
      filters: [{ field: 'item_id', operator: 'includes', values: [item.id] }],
    },
    ...cadence,
  };
  await service.createSubscription({
    body: {
      customer_id: customer.id,
      external_plan_id: 'business',
      align_billing_with_subscription_start_date: true,
      add_prices: [{ price }] as never,
    },
  });
  setClock('2026-01-21');
  await service.runBilling({ until: '2026-01-21T00:00:00Z' });
  const { data } = await service.listCreditLedger({ customer_id: customer.id, currency: 'credits' });
  const { data: blocks } = await service.listCredits({ customer_id: customer.id, currency: 'credits' });
  return {
    entries: data.map(({ entry_type, ending_balance }) => [entry_type, ending_balance]).reverse(),
    filters: blocks.map(({ filters }) => filters),
    item,
  };
}

describe('credits that a price grants', () => {
  it('come by a cadence of its own: every 5 days from 10 January, on the 15th and the 20th', async () => {
    const days = { cadence: 'custom', billing_cycle_configuration: { duration: 5, duration_unit: 'day' } };
    const { entries } = await grantedBy(days, false);
    expect(entries).toEqual([
      ['increment', 40],
      ['credit_block_expiry', 0],
      ['increment', 40],
      ['credit_block_expiry', 0],
      ['increment', 40],
    ]);
  });

  it('come once where the price is billed once, and stay, for the items that they are meant for', async () => {
    const { entries, filters, item } = await grantedBy({ cadence: 'one_time' }, false);
    expect(entries).toEqual([['increment', 40]]);
    expect(filters).toEqual([[{ field: 'item_id', operator: 'includes', values: [item.id] }]]);
  });
});
