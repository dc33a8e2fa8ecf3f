import type { CancelSubscriptionRequest } from '../../wire/index.js';
import type { SubscriptionTransition, SubscriptionTransitionInput } from './subscription-inputs.js';
import { decideCancellation } from './transitions/cancel.js';
import { completeTransition } from './transitions/decision.js';

/**
 * Ends a subscription now, at the end of its term, or on a date (§9.2).
 *
 * Everything in force is cut at the end, and what lies beyond is gone. The term is the cell of the longest cadence. One
 * that has not begun can only be ended at once, and ends where it would have started.
 *
 * @throws `subscription_ended`, `subscription_not_active`, `paid_invoice_in_range` for an end before a paid invoice,
 * `invoice_change_not_allowed`, `balance_not_usable`, `invalid_interval`, `missing_field`; `customer_reference` for another customer, and every fault of a document or a request
 * @example
 * ```ts
 * import { createSubscription, cancelSubscription } from 'reckoner';
 *
 * const customer = { id: 'acme', currency: 'USD', timezone: 'UTC' };
 * const plans = [
 *   { id: 'basic', prices: [{ id: 'fee', name: 'Fee', model_type: 'unit', unit_config: { unit_amount: '60.00' } }] },
 *   { id: 'plus', prices: [{ id: 'plus-fee', name: 'Fee', model_type: 'unit', unit_config: { unit_amount: '210.00' } }] },
 * ] as const;
 * const start = createSubscription({ customer, plans, request: { customer_id: 'acme', plan_id: 'basic', start_date: '2025-03-01' }, at: '2025-03-01' });
 * const { subscription } = cancelSubscription({ ...start, customer, at: '2025-03-09', request: { cancel_option: 'end_of_subscription_term' } });
 * subscription.end_date; // → '2025-04-01T00:00:00+00:00'
 * subscription.price_intervals[0]?.end_date; // → '2025-04-01T00:00:00+00:00'
 * ```
 */
export function cancelSubscription(
  input: SubscriptionTransitionInput<CancelSubscriptionRequest>,
): SubscriptionTransition {
  return completeTransition(decideCancellation(input));
}
