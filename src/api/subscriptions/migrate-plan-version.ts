import type { MigratePlanVersionRequest } from '../../wire/index.js';
import type { SubscriptionTransition, SubscriptionTransitionInput } from './subscription-inputs.js';
import { completeTransition } from './transitions/decision.js';
import { decideMigration } from './transitions/migrate.js';

/**
 * Moves a subscription to another version of its plan, which has to be among `plans` (§9.2, F28).
 *
 * Intervals of prices that are the old version's own end and those of the new version start; what the subscription added,
 * replaced or anchored stays. A price that both versions have goes on, and a new one that replaces a fixed price takes over
 * its quantity. The document shows the version in force: a later step, once the move has come, needs it among `plans`, and
 * a move on the date of another, or before it, comes in its place.
 *
 * @throws `plan_not_found`, also where a version that has come is not given; `subscription_ended`, also for a time at which the
 * subscription is on another plan; `invoice_change_not_allowed`, `balance_not_usable`;
 * `customer_reference` for another customer, and every fault of a document or a request
 * @example
 * ```ts
 * import { createSubscription, migratePlanVersion } from 'reckoner';
 *
 * const customer = { id: 'acme', currency: 'USD', timezone: 'UTC' };
 * const fee = { name: 'Fee', model_type: 'unit', unit_config: { unit_amount: '60.00' } } as const;
 * const first = { id: 'basic', version: 1, prices: [{ ...fee, id: 'fee' }] };
 * const second = { id: 'basic', version: 2, prices: [{ ...fee, id: 'fee-2', replaces_price_id: 'fee' }] };
 * const request = { customer_id: 'acme', plan_id: 'basic', start_date: '2025-03-01' };
 * const start = createSubscription({ customer, plans: [first], request, at: '2025-03-01' });
 * const { subscription } = migratePlanVersion({
 *   ...start, customer, plans: [second], at: '2025-03-09', request: { plan_version_number: 2, effective_time: 'end_of_term' },
 * });
 * subscription.price_intervals.map(({ price, start_date }) => [price.id, start_date]);
 * // → [['fee', '2025-03-01T00:00:00+00:00'], ['fee-2', '2025-04-01T00:00:00+00:00']]
 * ```
 */
export function migratePlanVersion(
  input: SubscriptionTransitionInput<MigratePlanVersionRequest>,
): SubscriptionTransition {
  return completeTransition(decideMigration(input));
}
