import { describe, expect, it } from 'vitest';
import { createSubscription } from '../../../src/index.js';
import { isDescribed, validatorOf } from '../../support/api-description.js';
import { apply, begin, type Asked } from './operations.js';
import { customer, phased, team } from './plans.js';

// Without the description there is nothing to hold the documents against.
describe.skipIf(!isDescribed)('subscriptions against the API description', () => {
  const faults = (schema: string, document: unknown) => {
    const validate = validatorOf(schema);
    validate(document);
    return validate.errors ?? [];
  };

  it.each([
    { plan_id: 'team' },
    { plan_id: 'team', trial_duration_days: 14 },
    { plan_id: 'phased', invoicing_threshold: '100' },
    {
      plan_id: 'team',
      add_prices: [{ allocation_price: { amount: '10', currency: 'credits', cadence: 'monthly' } }],
    } as const,
  ])('a new subscription and its schedule: %j', (departures) => {
    const request = { customer_id: 'acme', ...departures };
    const made = createSubscription({ customer, plans: [team, phased], request, at: '2026-01-10' });
    expect(faults('MutatedSubscription', made.subscription)).toEqual([]);
    expect(made.schedule.flatMap((item) => faults('SubscriptionScheduleItem', item))).toEqual([]);
  });

  it('a subscription after everything that can happen to it', () => {
    const steps: Asked[] = [
      { operation: 'updateTrial', at: '2026-01-12', request: { trial_end_date: '2026-01-20' } },
      { operation: 'updateFixedFeeQuantity', at: '2026-01-13', request: { price_id: 'seats', quantity: 7 } },
      {
        operation: 'redeemSubscriptionCoupon',
        at: '2026-01-14',
        request: { coupon_id: 'spring', change_option: 'immediate' },
      },
      { operation: 'schedulePlanChange', at: '2026-02-05', request: { plan_id: 'phased', change_option: 'immediate' } },
      { operation: 'triggerPhase', at: '2026-02-10', request: {} },
      { operation: 'cancelSubscription', at: '2026-02-12', request: { cancel_option: 'end_of_subscription_term' } },
    ];
    const ended = steps.reduce(apply, begin({ plan_id: 'team', trial_duration_days: 14 }, '2026-01-10'));
    expect(faults('MutatedSubscription', ended.subscription)).toEqual([]);
    expect(ended.schedule.flatMap((item) => faults('SubscriptionScheduleItem', item))).toEqual([]);
  });

  it('can fail', () => {
    expect(faults('Subscription', {})).not.toEqual([]);
  });
});
