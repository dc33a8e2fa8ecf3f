import type { SubscriptionTransition, SubscriptionTransitionInput } from './subscription-inputs.js';
import { decidePlanUnscheduling } from './transitions/change-plan.js';
import { completeTransition } from './transitions/decision.js';

/**
 * Drops every plan change that lies ahead; a cancellation stays (§9.2).
 *
 * What the first of them cut runs on. Coupons that they redeemed are given back and have to be among `coupons`.
 *
 * @throws `nothing_scheduled`, `subscription_ended`, `coupon_not_found`; `customer_reference` for another customer, and every fault of a document or a request
 * @example
 * ```ts
 * import { createSubscription, schedulePlanChange, unschedulePlanChanges } from 'reckoner';
 *
 * const customer = { id: 'acme', currency: 'USD', timezone: 'UTC' };
 * const plans = [
 *   { id: 'basic', prices: [{ id: 'fee', name: 'Fee', model_type: 'unit', unit_config: { unit_amount: '60.00' } }] },
 *   { id: 'plus', prices: [{ id: 'plus-fee', name: 'Fee', model_type: 'unit', unit_config: { unit_amount: '210.00' } }] },
 * ] as const;
 * const start = createSubscription({ customer, plans, request: { customer_id: 'acme', plan_id: 'basic', start_date: '2025-03-01' }, at: '2025-03-01' });
 * const changed = schedulePlanChange({
 *   ...start, customer, plans, at: '2025-03-09', request: { plan_id: 'plus', change_option: 'end_of_subscription_term' },
 * });
 * const { subscription } = unschedulePlanChanges({ ...changed, customer, at: '2025-03-10', request: {} });
 * subscription.price_intervals.map(({ price, end_date }) => [price.id, end_date]); // → [['fee', null]]
 * ```
 */
export function unschedulePlanChanges(input: SubscriptionTransitionInput<object>): SubscriptionTransition {
  return completeTransition(decidePlanUnscheduling(input));
}
