import { describe, expect, it } from 'vitest';
import { definePriceModel } from '../../src/index.js';
import { calls, openShop, startBackend } from './backend.js';

/** So much a unit, and never more than a cap. */
const capped = definePriceModel<{ readonly rate: string; readonly cap: string }, 'quantity'>({
  needs: 'quantity',
  rate({ config, usage }) {
    const amount = String(Math.min(Number(config.rate) * Number(usage.quantity), Number(config.cap)));
    return { subtotal: amount, rows: [{ name: 'Capped', quantity: usage.quantity, amount }] };
  },
});

describe('a service with price models of its own', () => {
  it('bills their prices, of plans and by themselves, at thresholds and at the end', async () => {
    const backend = startBackend('2026-01-01', { custom_models: { capped } });
    const { service, setClock } = backend;
    const { customer, item, metric } = await openShop(backend);
    const price = (rate: string) =>
      ({
        name: 'Calls',
        item_id: item.id,
        billable_metric_id: metric.id,
        cadence: 'monthly',
        currency: 'USD',
        model_type: 'capped',
        capped_config: { rate, cap: '50' },
      }) as const;
    const plan = await service.createPlan({
      body: { name: 'Capped', currency: 'USD', prices: [{ price: price('2') }] },
    });
    const alone = await service.createPrice({ body: price('1') });
    const { id } = await service.createSubscription({
      body: { customer_id: customer.id, plan_id: plan.id, invoicing_threshold: '20.00' },
    });
    await service.editPriceIntervals({
      subscription_id: id,
      body: { add: [{ price_id: alone.id, start_date: '2026-01-01' }] },
    });
    setClock('2026-01-10T12:00:00Z');
    await service.ingestEvents({ body: { events: calls('acme', '2026-01-10T11:00:00Z', 30) } });
    const upcoming = await service.fetchUpcomingInvoice({ subscription_id: id });
    // min(30 × 2, 50) + min(30 × 1, 50)
    expect(upcoming.total).toBe('80.00');
    const costs = await service.fetchSubscriptionCosts({ subscription_id: id });
    expect(costs.data.at(-1)?.subtotal).toBe('80.00');
    await service.runBilling({ until: '2026-02-02T00:00:00Z' });
    const { data } = await service.listInvoices({ customer_id: customer.id });
    expect(data.map(({ invoice_source, total }) => [invoice_source, total])).toEqual([
      ['subscription', '0.00'],
      ['partial', '80.00'],
    ]);
    const window = { timeframe_start: '2026-01-01T00:00:00Z', timeframe_end: '2026-02-01T00:00:00Z' };
    const evaluated = await service.evaluatePrice({
      price_id: alone.id,
      body: { customer_id: customer.id, ...window },
    });
    expect(evaluated.data.map(({ amount }) => amount)).toEqual(['30']);
  });
});
