import type { UpdateSubscriptionRequest } from '../../wire/index.js';
import type { SubscriptionTransition, SubscriptionTransitionInput } from './subscription-inputs.js';
import { completeTransition } from './transitions/decision.js';
import { decideSettings } from './transitions/settings.js';

/**
 * Changes the settings of a subscription; what the request leaves out stays, and null takes a value away.
 *
 * With an empty request the document is written as it stands at `at`: status, phase and current periods.
 *
 * @throws `invalid_threshold`, `invalid_type`; `customer_reference` for another customer, and every fault of a document
 * @example
 * ```ts
 * import { createSubscription, updateSubscription } from 'reckoner';
 *
 * const customer = { id: 'acme', currency: 'USD', timezone: 'UTC' };
 * const plan = { id: 'basic', prices: [{ id: 'fee', name: 'Fee', model_type: 'unit', unit_config: { unit_amount: '60.00' } }] } as const;
 * const start = createSubscription({ customer, plans: [plan], request: { customer_id: 'acme', plan_id: 'basic', start_date: '2025-03-01' }, at: '2025-03-01' });
 * const { subscription } = updateSubscription({ ...start, customer, at: '2025-05-09', request: { net_terms: 30 } });
 * [subscription.net_terms, subscription.current_billing_period_start_date]; // → [30, '2025-05-01T00:00:00+00:00']
 * ```
 */
export function updateSubscription(
  input: SubscriptionTransitionInput<UpdateSubscriptionRequest>,
): SubscriptionTransition {
  return completeTransition(decideSettings(input));
}
