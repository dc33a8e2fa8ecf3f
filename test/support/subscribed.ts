import { createSubscription, type CustomerInput, type PriceInput } from '../../src/index.js';
import type { PlanInput, SubscriptionScheduleState, SubscriptionState } from '../../src/wire/index.js';

export const newYorker = { id: 'acme', currency: 'USD', timezone: 'America/New_York' } as const;

/** A subscription as it is stored, its schedule and its customer: what billing it takes. */
export type Subscribed = {
  readonly subscription: SubscriptionState;
  readonly schedule: readonly SubscriptionScheduleState[];
  readonly customer: CustomerInput;
};

type Terms = { readonly start_date: string; readonly customer?: CustomerInput; readonly plan?: Partial<PlanInput> } & {
  readonly [key: string]: unknown;
};

/** Subscribes a customer of New York to a plan of these prices. */
export function subscribed(
  prices: readonly PriceInput[],
  { customer = newYorker, plan, ...request }: Terms,
): Subscribed {
  const { subscription, schedule } = createSubscription({
    customer,
    plans: [{ id: 'pro', name: 'Pro', currency: 'USD', prices, ...plan }],
    request: { customer_id: customer.id, plan_id: 'pro', ...request },
    at: request.start_date,
    id: 'sub',
  });
  return { subscription, schedule, customer };
}

/** A fee of so much per seat. */
export function seats(unit_amount: string, fixed_price_quantity: number, more: object = {}): PriceInput {
  return {
    id: 'seats',
    name: 'Seats',
    model_type: 'unit',
    unit_config: { unit_amount },
    fixed_price_quantity,
    ...more,
  };
}

/** Calls at a rate, metered. */
export function calls(unit_amount: string, more: object = {}): PriceInput {
  return {
    id: 'calls',
    name: 'Calls',
    model_type: 'unit',
    unit_config: { unit_amount },
    billable_metric_id: 'calls',
    ...more,
  };
}

export const callMetric = { id: 'calls', event_names: ['call'], aggregation: { kind: 'count' } } as const;

/** A call at an instant. */
export function call(
  timestamp: string,
  more: object = {},
): {
  event_name: string;
  timestamp: string;
  idempotency_key: string;
  properties: Record<string, never>;
} {
  return {
    event_name: 'call',
    timestamp,
    idempotency_key: `${timestamp}${JSON.stringify(more)}`,
    properties: {},
    ...more,
  };
}
