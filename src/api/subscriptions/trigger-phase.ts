import type { TriggerPhaseRequest } from '../../wire/index.js';
import type { SubscriptionTransition, SubscriptionTransitionInput } from './subscription-inputs.js';
import { decidePhase } from './transitions/phase.js';
import { completeTransition } from './transitions/decision.js';

/**
 * Enters the next phase of the plan ahead of its time; without a date it is today (§9.2).
 *
 * The current phase ends there, and the later ones are summed anew from that date.
 *
 * @throws `nothing_scheduled` where no phase follows, `subscription_not_active`, `subscription_ended`,
 * `invoice_change_not_allowed`, `balance_not_usable`; `customer_reference` for another customer, and every fault of a document or a request
 * @example
 * ```ts
 * import { createSubscription, triggerPhase } from 'reckoner';
 *
 * const customer = { id: 'acme', currency: 'USD', timezone: 'UTC' };
 * const fee = { name: 'Fee', model_type: 'unit', unit_config: { unit_amount: '60.00' } } as const;
 * const plan = {
 *   id: 'ramp',
 *   plan_phases: [{ order: 1, duration: 6, duration_unit: 'monthly' }, { order: 2 }],
 *   prices: [{ plan_phase_order: 1, price: { ...fee, id: 'low' } }, { plan_phase_order: 2, price: { ...fee, id: 'high' } }],
 * } as const;
 * const request = { customer_id: 'acme', plan_id: 'ramp', start_date: '2025-03-01' };
 * const start = createSubscription({ customer, plans: [plan], request, at: '2025-03-01' });
 * const { subscription } = triggerPhase({ ...start, customer, at: '2025-04-10T15:00:00Z', request: {} });
 * subscription.active_plan_phase_order; // → 2
 * subscription.price_intervals.map(({ price, start_date }) => [price.id, start_date]);
 * // → [['low', '2025-03-01T00:00:00+00:00'], ['high', '2025-04-10T00:00:00+00:00']]
 * ```
 */
export function triggerPhase(input: SubscriptionTransitionInput<TriggerPhaseRequest>): SubscriptionTransition {
  return completeTransition(decidePhase(input));
}
