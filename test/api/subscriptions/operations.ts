import {
  cancelSubscription,
  createSubscription,
  editPriceIntervals,
  migratePlanVersion,
  redeemSubscriptionCoupon,
  schedulePlanChange,
  triggerPhase,
  unscheduleCancellation,
  unscheduleFixedFeeQuantityUpdates,
  unschedulePlanChanges,
  updateFixedFeeQuantity,
  updateTrial,
  type SubscriptionTransition,
} from '../../../src/index.js';
import type { Coupon } from '../../../src/wire/index.js';
import { decideCancellation, decideUncancellation } from '../../../src/api/subscriptions/transitions/cancel.js';
import { decidePlanChange, decidePlanUnscheduling } from '../../../src/api/subscriptions/transitions/change-plan.js';
import { decideRedemption } from '../../../src/api/subscriptions/transitions/coupon.js';
import { decideCreation } from '../../../src/api/subscriptions/transitions/create.js';
import type { Decision } from '../../../src/api/subscriptions/transitions/decision.js';
import { decideEdits } from '../../../src/api/subscriptions/transitions/edit.js';
import { decideMigration } from '../../../src/api/subscriptions/transitions/migrate.js';
import { decidePhase } from '../../../src/api/subscriptions/transitions/phase.js';
import { decideQuantity, decideQuantityUnscheduling } from '../../../src/api/subscriptions/transitions/quantity.js';
import { decideTrial } from '../../../src/api/subscriptions/transitions/trial.js';
import { formatInstant, type Instant } from '../../../src/time/index.js';
import { frozen } from '../../support/frozen.js';
import { business, customer, phased, team, teamThree, teamTwo } from './plans.js';

/** Every operation by its public name, beside what decides it and tells its consequences. */
export const operations = {
  cancelSubscription: decideCancellation,
  unscheduleCancellation: decideUncancellation,
  schedulePlanChange: decidePlanChange,
  unschedulePlanChanges: decidePlanUnscheduling,
  updateFixedFeeQuantity: decideQuantity,
  unscheduleFixedFeeQuantityUpdates: decideQuantityUnscheduling,
  updateTrial: decideTrial,
  triggerPhase: decidePhase,
  editPriceIntervals: decideEdits,
  redeemSubscriptionCoupon: decideRedemption,
  migratePlanVersion: decideMigration,
} as const satisfies Readonly<Record<string, (given: unknown) => Decision>>;

export type Operation = keyof typeof operations;

const publicly: { readonly [O in Operation]: (input: never) => SubscriptionTransition } = {
  cancelSubscription,
  unscheduleCancellation,
  schedulePlanChange,
  unschedulePlanChanges,
  updateFixedFeeQuantity,
  unscheduleFixedFeeQuantityUpdates,
  updateTrial,
  triggerPhase,
  editPriceIntervals,
  redeemSubscriptionCoupon,
  migratePlanVersion,
};

/** One operation asked for at an instant; `more` are further keys of its input. */
export type Asked = {
  readonly operation: Operation;
  readonly at: string;
  readonly request: object;
  readonly more?: object;
};

const coupon: Coupon = frozen({
  id: 'spring',
  redemption_code: 'SPRING',
  discount: { discount_type: 'percentage', percentage_discount: 0.2 },
  duration_in_months: 3,
  max_redemptions: 10,
  times_redeemed: 4,
  archived_at: null,
});

const surroundings = { customer, plans: [team, teamTwo, teamThree, phased, business], coupons: [coupon] };

/** A new subscription. */
export function begin(request: object, at: string): SubscriptionTransition {
  return createSubscription(frozen(inputOf({ request: { customer_id: 'acme', ...request }, at })) as never);
}

/** What creating a subscription would lead to. */
export function beginning(request: object, at: string): Decision {
  return decideCreation(frozen(inputOf({ request: { customer_id: 'acme', ...request }, at })));
}

/** The input of an operation after a state. */
export function inputAfter({ subscription, schedule }: SubscriptionTransition, { at, request, more }: Asked): object {
  return frozen(inputOf({ subscription, schedule, at, request, ...more }));
}

function inputOf(rest: object): object {
  return { ...surroundings, ...rest };
}

/** The state after an operation. */
export function apply(state: SubscriptionTransition, asked: Asked): SubscriptionTransition {
  return publicly[asked.operation](inputAfter(state, asked) as never);
}

/** What an operation means for invoices and credits, in words that a case can hold: prices and local dates. */
export function consequencesOf({ transition, price_of }: Decision): readonly unknown[] {
  const tell = (consequence: object): Record<string, unknown> => {
    const told: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(consequence)) {
      if (key === 'price_interval_ids') told['prices'] = (value as string[]).map(price_of);
      else if (key === 'price_interval_id') told['price'] = price_of(value as string);
      else if (key === 'stretches') told[key] = (value as object[]).map(tell);
      else if (typeof value === 'number') told[key] = localDate(formatInstant(value as Instant));
      else told[key] = typeof value === 'string' ? value : JSON.parse(JSON.stringify(value));
    }
    return told;
  };
  return transition.consequences.map(tell);
}

/** The local date in New York, with the time where it is no midnight. */
function localDate(date: string | null): string {
  if (date === null) return 'open';
  const text = new Date(date).toLocaleString('sv-SE', { timeZone: 'America/New_York' });
  return text.endsWith('00:00:00') ? text.slice(0, 10) : text.slice(0, 16);
}

/** The intervals of a state by the ids of their prices, as `start..end`. */
export function pricesOf({ subscription }: SubscriptionTransition): Record<string, string[]> {
  return spans(subscription.price_intervals.map(({ price, ...one }) => ({ ...one, name: price.id })));
}

/** The intervals of a state by the ids of their adjustments. */
export function adjustmentsOf({ subscription }: SubscriptionTransition): Record<string, string[]> {
  return spans(subscription.adjustment_intervals.map(({ adjustment, ...one }) => ({ ...one, name: adjustment.id })));
}

function spans(
  list: readonly { name: string; start_date: string; end_date: string | null }[],
): Record<string, string[]> {
  const byName: Record<string, string[]> = {};
  for (const { name, start_date, end_date } of list)
    (byName[name] ??= []).push(`${localDate(start_date)}..${localDate(end_date)}`);
  return byName;
}
