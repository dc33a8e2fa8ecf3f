import type { BillingService } from '../src/service/index.js';

const eventsEach = 4;

/** Customers of one plan with five prices, each with a few events in January. */
export async function openCustomers(service: BillingService, clock: { now: string }, count: number): Promise<void> {
  await openCatalog(service);
  for (let number = 0; number < count; number += 1) await subscribe(service, `customer-${number}`);
  clock.now = '2026-01-15T00:00:00Z';
  for (let first = 0; first < count * eventsEach; first += 500) {
    await service.ingestEvents({ body: { events: eventsFrom(first, Math.min(500, count * eventsEach - first)) } });
  }
}

/** Two fees in advance, one in arrears, and two prices of usage, one of them in tiers. */
async function openCatalog({ createItem, createMetric, createPlan }: BillingService): Promise<void> {
  const { id: item_id } = await createItem({ body: { name: 'Service' } });
  const metricOf = (name: string, sql: string) =>
    createMetric({ body: { name, description: null, item_id, sql } }).then(({ id }) => id);
  const calls = await metricOf('Calls', "SELECT COUNT(*) FROM events WHERE event_name = 'call'");
  const tokens = await metricOf('Tokens', "SELECT SUM(tokens) FROM events WHERE event_name = 'call'");
  const own = { item_id, cadence: 'monthly' } as const;
  const unit = (name: string, unit_amount: string, more: object) => ({
    price: { ...own, name, model_type: 'unit' as const, unit_config: { unit_amount }, ...more },
  });
  const tiers = [
    { first_unit: 0, last_unit: 1000, unit_amount: '0.02' },
    { first_unit: 1000, last_unit: null, unit_amount: '0.015' },
  ];
  await createPlan({
    body: {
      name: 'Team',
      external_plan_id: 'team',
      currency: 'USD',
      prices: [
        unit('Seats', '12.00', { fixed_price_quantity: 5 }),
        unit('Support', '49.00', { fixed_price_quantity: 1 }),
        unit('Storage', '0.10', { fixed_price_quantity: 200, billed_in_advance: false }),
        unit('Calls', '0.50', { billable_metric_id: calls }),
        {
          price: { ...own, name: 'Tokens', billable_metric_id: tokens, model_type: 'tiered', tiered_config: { tiers } },
        },
      ],
    },
  });
}

async function subscribe({ createCustomer, createSubscription }: BillingService, name: string): Promise<void> {
  await createCustomer({ body: { name, email: `${name}@example.test`, external_customer_id: name } });
  await createSubscription({ body: { external_customer_id: name, external_plan_id: 'team' } });
}

function eventsFrom(first: number, count: number) {
  return Array.from({ length: count }, (_, place) => ({
    event_name: 'call',
    timestamp: '2026-01-14T18:00:00Z',
    properties: { tokens: 100 + ((first + place) % 900) },
    idempotency_key: `event-${first + place}`,
    external_customer_id: `customer-${Math.floor((first + place) / eventsEach)}`,
  }));
}
