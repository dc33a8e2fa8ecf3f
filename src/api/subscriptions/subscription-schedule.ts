import { toNumber } from '../../decimal/index.js';
import { invariant, openChild, refuse, refuseUnknown } from '../../errors/index.js';
import { segmentsOf, type Segment } from '../../subscriptions/index.js';
import { formatInstant } from '../../time/index.js';
import type {
  CustomerInput,
  PlanReference,
  Subscription,
  SubscriptionScheduleState,
  SubscriptionState,
} from '../../wire/index.js';
import { readCustomer } from '../decode/customer.js';
import { openInput } from '../decode/input.js';
import { readTimeline } from './decode/timeline.js';
import { dateOf } from './encode/intervals.js';

/** What `subscriptionSchedule` takes: the documents as an operation returned them. */
export type SubscriptionScheduleInput = {
  readonly subscription: Subscription | SubscriptionState;
  readonly schedule?: readonly SubscriptionScheduleState[] | undefined;
  readonly customer: CustomerInput;
};

/** A time in which nothing changes, `[start_date, end_date)`, and what is in force in it. */
export type ScheduledSegment = {
  readonly start_date: string;
  readonly end_date: string | null;
  readonly plan: PlanReference | null;
  readonly plan_phase_order: number | null;
  readonly is_trial: boolean;
  /** `quantity` is that of a fixed price; null where usage decides. */
  readonly prices: readonly {
    readonly price_interval_id: string;
    readonly price_id: string;
    readonly quantity: number | null;
  }[];
  readonly adjustment_interval_ids: readonly string[];
};

/**
 * Lists what applies when: the life of a subscription, cut wherever a plan, a phase, a price, a quantity or an adjustment
 * starts or ends.
 *
 * The segments are in order and without a gap, from the subscription's start to its end; one that was cancelled before it
 * began has none.
 *
 * @throws every fault of the documents, with its path
 * @example
 * ```ts
 * import { createSubscription, subscriptionSchedule } from 'reckoner';
 *
 * const customer = { id: 'acme', currency: 'USD', timezone: 'UTC' };
 * const plan = {
 *   id: 'basic',
 *   prices: [{ id: 'fee', name: 'Fee', model_type: 'unit', unit_config: { unit_amount: '60.00' } }],
 *   trial_config: { trial_period: 7, trial_period_unit: 'days' },
 * } as const;
 * const request = { customer_id: 'acme', plan_id: 'basic', start_date: '2025-03-01' };
 * const { subscription, schedule } = createSubscription({ customer, plans: [plan], request, at: '2025-03-01' });
 * subscriptionSchedule({ subscription, schedule, customer }).map(({ start_date, is_trial, prices }) => [start_date, is_trial, prices.length]);
 * // → [['2025-03-01T00:00:00+00:00', true, 0], ['2025-03-08T00:00:00+00:00', false, 1]]
 * ```
 */
export function subscriptionSchedule(given: SubscriptionScheduleInput): ScheduledSegment[] {
  const input = openInput(given);
  refuseUnknown(input, ['subscription', 'schedule', 'customer', 'ledgers', 'effects']);
  const owner = openChild(input, 'customer');
  const subscription = openChild(input, 'subscription');
  const customer = owner && readCustomer(owner);
  refuse(input.issues);
  invariant(customer !== null && subscription !== null, 'an input without errors is read');
  const timeline = readTimeline(subscription, input, customer.zone);
  refuse(input.issues);
  return segmentsOf(timeline).map(encodeSegment);
}

function encodeSegment({
  interval,
  stretch,
  phase_order,
  isTrial,
  prices,
  adjustment_interval_ids,
}: Segment): ScheduledSegment {
  return {
    start_date: formatInstant(interval.start),
    end_date: dateOf(interval.end),
    plan: stretch.plan && { ...stretch.plan },
    plan_phase_order: phase_order,
    is_trial: isTrial,
    prices: prices.map(({ price_interval_id, price_id, quantity }) => ({
      price_interval_id,
      price_id,
      quantity: quantity && toNumber(quantity),
    })),
    adjustment_interval_ids: [...adjustment_interval_ids],
  };
}
