import type { UnscheduleFixedFeeQuantityRequest } from '../../wire/index.js';
import type { SubscriptionTransition, SubscriptionTransitionInput } from './subscription-inputs.js';
import { decideQuantityUnscheduling } from './transitions/quantity.js';
import { completeTransition } from './transitions/decision.js';

/**
 * Drops the quantities of a fixed price that lie ahead (§9.2).
 *
 * @throws `nothing_scheduled`, `not_fixed_fee`, `price_reference`, `subscription_not_active`, `subscription_ended`; `customer_reference` for another customer, and every fault of a document or a request
 * @example
 * ```ts
 * import { createSubscription, unscheduleFixedFeeQuantityUpdates, updateFixedFeeQuantity } from 'reckoner';
 *
 * const customer = { id: 'acme', currency: 'USD', timezone: 'UTC' };
 * const plans = [
 *   { id: 'basic', prices: [{ id: 'fee', name: 'Fee', model_type: 'unit', unit_config: { unit_amount: '60.00' } }] },
 *   { id: 'plus', prices: [{ id: 'plus-fee', name: 'Fee', model_type: 'unit', unit_config: { unit_amount: '210.00' } }] },
 * ] as const;
 * const start = createSubscription({ customer, plans, request: { customer_id: 'acme', plan_id: 'basic', start_date: '2025-03-01' }, at: '2025-03-01' });
 * const request = { price_id: 'fee', quantity: 3, change_option: 'upcoming_invoice' } as const;
 * const updated = updateFixedFeeQuantity({ ...start, customer, at: '2025-03-09', request });
 * updated.subscription.fixed_fee_quantity_schedule.length; // → 2
 * const { subscription } = unscheduleFixedFeeQuantityUpdates({ ...updated, customer, at: '2025-03-10', request: { price_id: 'fee' } });
 * subscription.fixed_fee_quantity_schedule.length; // → 1
 * ```
 */
export function unscheduleFixedFeeQuantityUpdates(
  input: SubscriptionTransitionInput<UnscheduleFixedFeeQuantityRequest>,
): SubscriptionTransition {
  return completeTransition(decideQuantityUnscheduling(input));
}
