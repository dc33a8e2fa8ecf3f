import { createMemoryRepository, type Repository } from '../../src/repository/index.js';
import { createBillingService, type BillingService, type BillingServiceOptions } from '../../src/service/index.js';

/** A service on a virtual clock whose ids count up. */
export type Backend = {
  readonly service: BillingService;
  readonly repository: Repository;
  /** Moves the clock; an instant, or a date meaning its midnight in UTC. */
  readonly setClock: (now: string) => void;
};

export function startBackend(now: string, options: Partial<BillingServiceOptions> = {}): Backend {
  let clock = instantOf(now);
  let count = 0;
  const repository = options.repository ?? createMemoryRepository();
  const service = createBillingService({
    repository,
    now: () => clock,
    account: { id: 'demo' },
    newId: (kind) => `${kind}_${++count}`,
    ...options,
  });
  return {
    service,
    repository,
    setClock: (next) => {
      clock = instantOf(next);
    },
  };
}

function instantOf(text: string): string {
  return text.length === 10 ? `${text}T00:00:00Z` : text;
}

/** What most stories begin with: an item, a metric that counts calls, a plan, and a customer. */
export async function openShop({ service }: Backend) {
  const item = await service.createItem({ body: { name: 'Seat' } });
  const metric = await service.createMetric({
    body: {
      name: 'Calls',
      description: null,
      item_id: item.id,
      sql: "SELECT COUNT(*) FROM events WHERE event_name = 'call'",
    },
  });
  const unit = (name: string, unit_amount: string, more: object = {}) => ({
    price: {
      name,
      item_id: item.id,
      cadence: 'monthly' as const,
      model_type: 'unit' as const,
      unit_config: { unit_amount },
      ...more,
    },
  });
  const team = await service.createPlan({
    body: {
      name: 'Team',
      external_plan_id: 'team',
      currency: 'USD',
      prices: [
        unit('Seats', '12.00', { fixed_price_quantity: 5 }),
        unit('Calls', '0.50', { billable_metric_id: metric.id }),
      ],
    },
  });
  const business = await service.createPlan({
    body: {
      name: 'Business',
      external_plan_id: 'business',
      currency: 'USD',
      prices: [unit('Seats', '20.00', { fixed_price_quantity: 5 })],
    },
  });
  const customer = await service.createCustomer({
    body: { name: 'Acme', email: 'billing@acme.test', external_customer_id: 'acme' },
  });
  return { item, metric, team, business, customer };
}

/** Calls of a customer at an instant. */
export function calls(external_customer_id: string, timestamp: string, count: number) {
  return Array.from({ length: count }, (_, index) => ({
    event_name: 'call',
    timestamp,
    properties: {},
    idempotency_key: `${external_customer_id} ${timestamp} ${index}`,
    external_customer_id,
  }));
}
