import type { SubscriptionTransition, SubscriptionTransitionInput } from './subscription-inputs.js';
import { decideUncancellation } from './transitions/cancel.js';
import { completeTransition } from './transitions/decision.js';

/**
 * Takes back an end that lies ahead (§9.2).
 *
 * It loses something: what the cancellation cut runs on without an end, whatever end it had before, and what lay beyond
 * does not come back.
 *
 * @throws `nothing_scheduled` without an end, `subscription_ended`, `subscription_not_active`; `customer_reference` for another customer, and every fault of a document or a request
 * @example
 * ```ts
 * import { cancelSubscription, createSubscription, unscheduleCancellation } from 'reckoner';
 *
 * const customer = { id: 'acme', currency: 'USD', timezone: 'UTC' };
 * const plans = [
 *   { id: 'basic', prices: [{ id: 'fee', name: 'Fee', model_type: 'unit', unit_config: { unit_amount: '60.00' } }] },
 *   { id: 'plus', prices: [{ id: 'plus-fee', name: 'Fee', model_type: 'unit', unit_config: { unit_amount: '210.00' } }] },
 * ] as const;
 * const start = createSubscription({ customer, plans, request: { customer_id: 'acme', plan_id: 'basic', start_date: '2025-03-01' }, at: '2025-03-01' });
 * const cancelled = cancelSubscription({ ...start, customer, at: '2025-03-09', request: { cancel_option: 'end_of_subscription_term' } });
 * const { subscription } = unscheduleCancellation({ ...cancelled, customer, at: '2025-03-10', request: {} });
 * subscription.end_date; // → null
 * ```
 */
export function unscheduleCancellation(input: SubscriptionTransitionInput<object>): SubscriptionTransition {
  return completeTransition(decideUncancellation(input));
}
