import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSubscription, isBillingError, subscriptionSchedule } from '../../../src/index.js';
import { mutationsOf } from '../../support/mutations.js';
import { begin, inputAfter, operations, type Asked, type Operation } from './operations.js';
import { completeTransition } from '../../../src/api/subscriptions/transitions/decision.js';
import { business, customer, phased, team } from './plans.js';

/** Whatever stands in an input, it is carried out or refused; nothing in it can make the library stumble. */
function expectDoneOrRefused(action: () => unknown): void {
  try {
    action();
  } catch (error) {
    if (!isBillingError(error)) throw error;
    expect(error.issues.length).toBeGreaterThan(0);
  }
}

const state = begin({ plan_id: 'phased', trial_duration_days: 10, coupon_redemption_code: 'SPRING' }, '2026-01-10');
const asked: readonly Asked[] = [
  {
    operation: 'cancelSubscription',
    at: '2026-01-20',
    request: { cancel_option: 'requested_date', cancellation_date: '2026-03-01' },
  },
  {
    operation: 'schedulePlanChange',
    at: '2026-01-20',
    request: { plan_id: 'team', change_option: 'immediate', billing_cycle_alignment: 'start_of_month' },
  },
  { operation: 'updateFixedFeeQuantity', at: '2026-01-20', request: { price_id: 'all', quantity: 3 } },
  { operation: 'updateTrial', at: '2026-01-20', request: { trial_end_date: '2026-02-01', shift: true } },
  { operation: 'triggerPhase', at: '2026-01-20', request: { effective_date: '2026-01-25' } },
  {
    operation: 'editPriceIntervals',
    at: '2026-01-20',
    request: {
      add: [{ price_id: 'all', start_date: '2026-02-01', minimum_amount: '5' }],
      edit: [
        { price_interval_id: state.subscription.price_intervals[0]?.id, end_date: 'end_of_term', billing_cycle_day: 3 },
      ],
      add_adjustments: [{ adjustment: { adjustment_type: 'maximum', maximum_amount: '5' }, start_date: '2026-02-01' }],
      edit_adjustments: [{ adjustment_interval_id: state.subscription.adjustment_intervals[0]?.id, end_date: null }],
    },
  },
];

describe('an input with parts replaced, removed, doubled or swapped', () => {
  it('creates a subscription or is refused', () => {
    const input = {
      customer,
      plans: [team, phased, business],
      at: '2026-01-10',
      request: {
        customer_id: 'acme',
        plan_id: 'team',
        add_prices: [{ price_id: 'support', start_date: '2026-02-01' }],
        replace_prices: [
          {
            replaces_price_id: 'base',
            fixed_price_quantity: 2,
            discounts: [{ discount_type: 'amount', amount_discount: '1' }],
          },
        ],
        add_adjustments: [
          { adjustment: { adjustment_type: 'minimum', minimum_amount: '5', applies_to_price_ids: ['base'] } },
        ],
        price_overrides: [{ id: 'seats', minimum_amount: null, unit_config: { unit_amount: '1' } }],
        metadata: { order: '7' },
      },
    };
    fc.assert(
      fc.property(mutationsOf(input), (mutated) => expectDoneOrRefused(() => createSubscription(mutated as never))),
      { numRuns: 400 },
    );
  });

  it('changes a subscription or is refused', () => {
    const inputs = asked.map((one): [Operation, object] => [one.operation, inputAfter(state, one)]);
    const mutated = fc
      .constantFrom(...inputs)
      .chain(([operation, input]) => mutationsOf(input).map((document) => ({ operation, document })));
    fc.assert(
      fc.property(mutated, ({ operation, document }) =>
        expectDoneOrRefused(() => completeTransition(operations[operation](document))),
      ),
      { numRuns: 400 },
    );
  });

  it('has its schedule listed or is refused', () => {
    const { subscription, schedule } = state;
    fc.assert(
      fc.property(mutationsOf({ subscription, schedule, customer }), (mutated) =>
        expectDoneOrRefused(() => subscriptionSchedule(mutated as never)),
      ),
      { numRuns: 200 },
    );
  });
});
