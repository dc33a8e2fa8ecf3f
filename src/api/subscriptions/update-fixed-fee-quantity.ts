import type { FixedFeeQuantityRequest } from '../../wire/index.js';
import type { SubscriptionTransition, SubscriptionTransitionInput } from './subscription-inputs.js';
import { decideQuantity } from './transitions/quantity.js';
import { completeTransition } from './transitions/decision.js';

/**
 * Changes the quantity of a fixed price, now, on a date, or with the next invoice (§9.2).
 *
 * The day of the change belongs to the new quantity. A later interval of the same price goes on with it.
 *
 * @throws `not_fixed_fee`, `price_reference`, `subscription_not_active`, `subscription_ended`, `negative_quantity`,
 * `invoice_change_not_allowed`, `balance_not_usable`; `customer_reference` for another customer, and every fault of a document or a request
 * @example
 * ```ts
 * import { createSubscription, updateFixedFeeQuantity } from 'reckoner';
 *
 * const customer = { id: 'acme', currency: 'USD', timezone: 'UTC' };
 * const plans = [
 *   { id: 'basic', prices: [{ id: 'fee', name: 'Fee', model_type: 'unit', unit_config: { unit_amount: '60.00' } }] },
 *   { id: 'plus', prices: [{ id: 'plus-fee', name: 'Fee', model_type: 'unit', unit_config: { unit_amount: '210.00' } }] },
 * ] as const;
 * const start = createSubscription({ customer, plans, request: { customer_id: 'acme', plan_id: 'basic', start_date: '2025-03-01' }, at: '2025-03-01' });
 * const request = { price_id: 'fee', quantity: 3, change_option: 'effective_date', effective_date: '2025-03-20' } as const;
 * const { subscription } = updateFixedFeeQuantity({ ...start, customer, at: '2025-03-09', request });
 * subscription.fixed_fee_quantity_schedule.map(({ quantity, start_date }) => [quantity, start_date]);
 * // → [[1, '2025-03-01T00:00:00+00:00'], [3, '2025-03-20T00:00:00+00:00']]
 * ```
 */
export function updateFixedFeeQuantity(
  input: SubscriptionTransitionInput<FixedFeeQuantityRequest>,
): SubscriptionTransition {
  return completeTransition(decideQuantity(input));
}
