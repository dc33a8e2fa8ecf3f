import type { PlanChangeRequest } from '../../wire/index.js';
import type { SubscriptionTransition, SubscriptionTransitionInput } from './subscription-inputs.js';
import { decidePlanChange } from './transitions/change-plan.js';
import { completeTransition } from './transitions/decision.js';

/**
 * Moves a subscription to another plan, now, at the end of the term, or on a date (§9.2).
 *
 * What is in force ends there and the new plan is laid from there on, with the same departures that creating a
 * subscription allows. Boundaries stay where they are, unless `billing_cycle_alignment` or an anchor says otherwise. Plan
 * changes at or after that date are dropped, and so is a cancellation.
 *
 * @throws as `createSubscription` does of plans, prices and adjustments; `subscription_ended`, `conflicting_anchor`,
 * `invalid_interval`; `customer_reference` for another customer, and every fault of a document or a request
 * @example
 * ```ts
 * import { createSubscription, schedulePlanChange } from 'reckoner';
 *
 * const customer = { id: 'acme', currency: 'USD', timezone: 'UTC' };
 * const plans = [
 *   { id: 'basic', prices: [{ id: 'fee', name: 'Fee', model_type: 'unit', unit_config: { unit_amount: '60.00' } }] },
 *   { id: 'plus', prices: [{ id: 'plus-fee', name: 'Fee', model_type: 'unit', unit_config: { unit_amount: '210.00' } }] },
 * ] as const;
 * const start = createSubscription({ customer, plans, request: { customer_id: 'acme', plan_id: 'basic', start_date: '2025-03-01' }, at: '2025-03-01' });
 * const { subscription, schedule } = schedulePlanChange({
 *   ...start, customer, plans, at: '2025-03-09', request: { plan_id: 'plus', change_option: 'immediate' },
 * });
 * subscription.plan?.id; // → 'plus'
 * subscription.price_intervals.map(({ price, start_date }) => [price.id, start_date]);
 * // → [['fee', '2025-03-01T00:00:00+00:00'], ['plus-fee', '2025-03-09T00:00:00+00:00']]
 * schedule.length; // → 2
 * ```
 */
export function schedulePlanChange(input: SubscriptionTransitionInput<PlanChangeRequest>): SubscriptionTransition {
  return completeTransition(decidePlanChange(input));
}
