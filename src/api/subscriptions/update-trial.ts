import type { UpdateTrialRequest } from '../../wire/index.js';
import type { SubscriptionTransition, SubscriptionTransitionInput } from './subscription-inputs.js';
import { decideTrial } from './transitions/trial.js';
import { completeTransition } from './transitions/decision.js';

/**
 * Moves the end of the trial, and the intervals that touch it; with `shift` everything later too (§9.2).
 *
 * It may lie anywhere in the current plan: at its start there is no trial, and a plan without one gets one.
 *
 * @throws `trial_out_of_range`, `subscription_ended`; `customer_reference` for another customer, and every fault of a document or a request
 * @example
 * ```ts
 * import { createSubscription, updateTrial } from 'reckoner';
 *
 * const customer = { id: 'acme', currency: 'USD', timezone: 'UTC' };
 * const plans = [
 *   { id: 'basic', prices: [{ id: 'fee', name: 'Fee', model_type: 'unit', unit_config: { unit_amount: '60.00' } }] },
 *   { id: 'plus', prices: [{ id: 'plus-fee', name: 'Fee', model_type: 'unit', unit_config: { unit_amount: '210.00' } }] },
 * ] as const;
 * const start = createSubscription({ customer, plans, request: { customer_id: 'acme', plan_id: 'basic', start_date: '2025-03-01' }, at: '2025-03-01' });
 * const { subscription } = updateTrial({ ...start, customer, at: '2025-03-09', request: { trial_end_date: '2025-03-15' } });
 * subscription.trial_info.end_date; // → '2025-03-15T00:00:00+00:00'
 * subscription.price_intervals[0]?.start_date; // → '2025-03-15T00:00:00+00:00'
 * ```
 */
export function updateTrial(input: SubscriptionTransitionInput<UpdateTrialRequest>): SubscriptionTransition {
  return completeTransition(decideTrial(input));
}
