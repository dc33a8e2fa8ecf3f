import type { PriceIntervalsRequest } from '../../wire/index.js';
import type { SubscriptionTransition, SubscriptionTransitionInput } from './subscription-inputs.js';
import { decideEdits } from './transitions/edit.js';
import { completeTransition } from './transitions/decision.js';

/**
 * Adds, changes and deletes price and adjustment intervals, past and future, in one step (§9.2).
 *
 * An end equal to the start deletes, an end of null opens, a list of quantities replaces the whole list. All of the
 * request happens, or none of it. No price is ever in force twice at once (F4).
 *
 * @throws `price_reference`, `price_of_other_plan`, `invalid_reference`, `invalid_interval`, `not_fixed_fee`,
 * `billing_cycle_day_mismatch`, `adjustment_owned_by_coupon`, `invoice_change_not_allowed`, `balance_not_usable`; `customer_reference` for another customer, and every fault of a document or a request
 * @example
 * ```ts
 * import { createSubscription, editPriceIntervals } from 'reckoner';
 *
 * const customer = { id: 'acme', currency: 'USD', timezone: 'UTC' };
 * const plans = [
 *   { id: 'basic', prices: [{ id: 'fee', name: 'Fee', model_type: 'unit', unit_config: { unit_amount: '60.00' } }] },
 *   { id: 'plus', prices: [{ id: 'plus-fee', name: 'Fee', model_type: 'unit', unit_config: { unit_amount: '210.00' } }] },
 * ] as const;
 * const start = createSubscription({ customer, plans, request: { customer_id: 'acme', plan_id: 'basic', start_date: '2025-03-01' }, at: '2025-03-01' });
 * const { subscription } = editPriceIntervals({
 *   ...start,
 *   customer,
 *   at: '2025-03-09',
 *   request: {
 *     add: [{ price: { id: 'extra', name: 'Extra', model_type: 'unit', unit_config: { unit_amount: '5.00' } }, start_date: '2025-04-01' }],
 *     edit: [{ price_interval_id: start.subscription.price_intervals[0]?.id ?? '', end_date: '2025-04-01' }],
 *   },
 * });
 * subscription.price_intervals.map(({ price, start_date, end_date }) => [price.id, start_date, end_date]);
 * // → [['fee', '2025-03-01T00:00:00+00:00', '2025-04-01T00:00:00+00:00'], ['extra', '2025-04-01T00:00:00+00:00', null]]
 * ```
 */
export function editPriceIntervals(input: SubscriptionTransitionInput<PriceIntervalsRequest>): SubscriptionTransition {
  return completeTransition(decideEdits(input));
}
