import type { NewSubscription } from '../../wire/index.js';
import type { SubscriptionSurroundings, SubscriptionTransition } from './subscription-inputs.js';
import { decideCreation } from './transitions/create.js';
import { completeTransition } from './transitions/decision.js';

/** What `createSubscription` takes. */
export type CreateSubscriptionInput = SubscriptionSurroundings & {
  /** Orb's create body. */
  readonly request: NewSubscription;
  /** The subscription's id; absent: customer, plan and start identify it. */
  readonly id?: string | undefined;
};

/**
 * Subscribes a customer to a plan: plan, overrides, phases and trial become price and adjustment intervals (§9.1).
 *
 * Dates without time are local midnights of the customer; without a start date it is the beginning of today. A customer
 * without a currency takes on that of the plan. No amount is computed here.
 *
 * @throws `customer_reference`, `plan_reference`, `plan_not_found`, `price_reference`, `invalid_reference`, `not_on_plan`,
 * `phase_required`, `override_not_allowed`, `currency_mismatch`, `invalid_interval`, `invalid_threshold`,
 * `conflicting_anchor`, `invalid_anchor`, `coupon_not_found`, `coupon_archived`, `coupon_exhausted`, and every fault of a
 * price or an adjustment that is written out
 * @example
 * ```ts
 * import { createSubscription } from 'reckoner';
 *
 * const { subscription, schedule } = createSubscription({
 *   customer: { id: 'acme', currency: 'USD', timezone: 'America/New_York' },
 *   plans: [
 *     {
 *       id: 'team',
 *       prices: [{ id: 'seats', name: 'Seats', model_type: 'unit', unit_config: { unit_amount: '12.00' }, fixed_price_quantity: 5 }],
 *       trial_config: { trial_period: 14, trial_period_unit: 'days' },
 *     },
 *   ],
 *   request: { customer_id: 'acme', plan_id: 'team', start_date: '2026-01-10' },
 *   at: '2026-01-10',
 * });
 * subscription.status; // → 'active'
 * subscription.trial_info.end_date; // → '2026-01-24T05:00:00+00:00'
 * subscription.price_intervals[0]?.start_date; // → '2026-01-24T05:00:00+00:00'
 * schedule[0]?.plan?.id; // → 'team'
 * ```
 */
export function createSubscription(input: CreateSubscriptionInput): SubscriptionTransition {
  return completeTransition(decideCreation(input));
}
