import { describe, expect, it } from 'vitest';
import { calls, openShop, startBackend } from './backend.js';

describe('a step that moves what has passed to what lies ahead', () => {
  // 10 calls of January at 1.00 less half, from a discount that ended on 20 January, come to 10.00 on 1 February. It is let
  // run on to 1 March: 5.00 of the invoice comes back.
  it('is held against the usage that was invoiced since', async () => {
    const backend = startBackend('2026-01-01');
    const { service } = backend;
    const { customer, item, metric } = await openShop(backend);
    const price = {
      name: 'Calls',
      item_id: item.id,
      cadence: 'monthly',
      model_type: 'unit',
      unit_config: { unit_amount: '1.00' },
      billable_metric_id: metric.id,
    } as const;
    const plan = await service.createPlan({ body: { name: 'Calls', currency: 'USD', prices: [{ price }] } });
    const { id: subscription_id } = await service.createSubscription({
      body: {
        customer_id: customer.id,
        plan_id: plan.id,
        add_adjustments: [
          {
            start_date: '2026-01-01T00:00:00Z',
            end_date: '2026-01-20T00:00:00Z',
            adjustment: { adjustment_type: 'percentage_discount', percentage_discount: 0.5, applies_to_all: true },
          },
        ],
      },
    });
    backend.setClock('2026-01-10');
    await service.ingestEvents({
      body: { events: calls('acme', '2026-01-10T00:00:00Z', 10) },
    });
    backend.setClock('2026-02-10');
    await service.runBilling({ until: '2026-02-10T00:00:00Z' });
    const invoiced = async () => {
      const { data } = await service.listInvoices({ customer_id: customer.id, status: ['issued'] });
      return data
        .filter(({ total }) => total !== '0.00')
        .map(({ invoice_date, total }) => [invoice_date.slice(0, 10), total]);
    };
    expect(await invoiced()).toEqual([['2026-02-01', '10.00']]);
    const { adjustment_intervals } = await service.fetchSubscription({ subscription_id });
    const { changed_resources } = await service.editPriceIntervals({
      subscription_id,
      body: {
        edit_adjustments: [{ adjustment_interval_id: adjustment_intervals[0]!.id, end_date: '2026-03-01T00:00:00Z' }],
      },
    });
    expect(changed_resources?.voided_invoices.map(({ total }) => total)).toEqual(['10.00']);
    await service.runBilling({ until: '2026-02-10T00:00:00Z' });
    expect(await invoiced()).toEqual([['2026-02-01', '5.00']]);
  });
});
