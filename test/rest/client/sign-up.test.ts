import { describe, expect, it } from 'vitest';
import { startClient } from './backend.js';

describe('the official client', () => {
  it('signs a customer up, meters, and reads the invoice', async () => {
    const { client, setClock, failures } = startClient('2026-01-15T12:00:00Z');
    expect(await client.topLevel.ping()).toEqual({ response: expect.any(String) as string });
    const item = await client.items.create({ name: 'Calls' });
    const metric = await client.metrics.create({
      name: 'Calls',
      description: null,
      item_id: item.id,
      sql: "SELECT COUNT(*) FROM events WHERE event_name = 'call'",
    });
    const plan = await client.plans.create({
      name: 'Pay as you go',
      currency: 'USD',
      prices: [
        {
          price: {
            name: 'Calls',
            item_id: item.id,
            billable_metric_id: metric.id,
            cadence: 'monthly',
            model_type: 'package',
            package_config: { package_amount: '4.99', package_size: 2 },
          },
        },
      ],
    } as never);
    const customer = await client.customers.create({
      name: 'Acme',
      email: 'a@acme.test',
      external_customer_id: 'acme',
    });
    const subscription = await client.subscriptions.create({ external_customer_id: 'acme', plan_id: plan.id });
    expect(subscription.status).toBe('active');
    const events = [1, 2, 3].map((hour) => ({
      event_name: 'call',
      timestamp: `2026-01-16T0${hour}:00:00Z`,
      idempotency_key: `k${hour}`,
      properties: {},
      external_customer_id: 'acme',
    }));
    setClock('2026-01-16T08:00:00Z');
    const ingested = await client.events.ingest({ events });
    expect(ingested.validation_failed).toEqual([]);
    const upcoming = await client.invoices.fetchUpcoming({ subscription_id: subscription.id });
    // Three calls are two packages of two.
    expect(upcoming.total).toBe('9.98');
    const drafts: unknown[] = [];
    for await (const invoice of client.invoices.list({ customer_id: customer.id, status: ['draft'] })) {
      drafts.push(invoice.total);
    }
    expect(drafts).toEqual(['9.98']);
    expect(failures).toEqual([]);
  });
});
