import { isObject } from '../../errors/index.js';
import type { SubscriptionSurroundings } from '../../index.js';
import type { Plan, Price } from '../../wire/index.js';
import type { BilledUsage } from './usage.js';

const deepest = 6;

/**
 * What a request may bring to a subscription, as far as usage is measured for it: prices that it names by themselves or
 * with their plan, prices that it writes out, and customers whose usage they are to bill.
 */
export function joiningPrices(
  request: unknown,
  { plans = [], prices = [] }: Pick<SubscriptionSurroundings, 'plans' | 'prices'>,
): BilledUsage['price_intervals'] {
  // Both were read from the store, where they are complete.
  const named = [...(plans as readonly Plan[]).flatMap((plan) => plan.prices), ...(prices as readonly Price[])];
  return [...named.map((price) => ({ price })), ...writtenIn(request)];
}

function writtenIn(request: unknown, depth = 0): BilledUsage['price_intervals'] {
  if (depth > deepest || typeof request !== 'object' || request === null) return [];
  const own = isObject(request) ? readOwn(request) : [];
  return [...own, ...Object.values(request).flatMap((value) => writtenIn(value, depth + 1))];
}

function readOwn({ billable_metric_id, usage_customer_ids }: Readonly<Record<string, unknown>>) {
  const customers = Array.isArray(usage_customer_ids) ? (usage_customer_ids as readonly unknown[]) : [];
  const isMetered = typeof billable_metric_id === 'string';
  if (!isMetered && customers.length === 0) return [];
  return [
    {
      price: { billable_metric: isMetered ? { id: billable_metric_id } : null },
      // Anything else is refused by the step itself, with its path.
      usage_customer_ids: customers.filter((id) => typeof id === 'string'),
    },
  ];
}
