import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  applySubscriptionChange,
  cancelSubscriptionChange,
  createSubscription,
  createSubscriptionChange,
  type ApplySubscriptionChangeInput,
  type CreateSubscriptionChangeInput,
  type Effect,
  type StagedSubscriptionChange,
} from '../../../src/index.js';
import { isDescribed, validatorOf } from '../../support/api-description.js';
import { frozen } from '../../support/frozen.js';
import { faultsOf } from '../../support/refusal.js';
import { apply, begin, inputAfter, type Asked, type Operation } from './operations.js';
import { customer, team } from './plans.js';

const types = {
  cancelSubscription: 'cancel',
  unscheduleCancellation: 'unschedule_cancellation',
  schedulePlanChange: 'schedule_plan_change',
  unschedulePlanChanges: 'unschedule_pending_plan_changes',
  updateFixedFeeQuantity: 'update_fixed_fee_quantity',
  unscheduleFixedFeeQuantityUpdates: 'unschedule_fixed_fee_quantity_updates',
  updateTrial: 'update_trial',
  triggerPhase: 'trigger_phase',
  editPriceIntervals: 'price_intervals',
  redeemSubscriptionCoupon: 'redeem_coupon',
  migratePlanVersion: 'plan_version_migration',
} as const satisfies { readonly [O in Operation]: CreateSubscriptionChangeInput['change_type'] };

type State = ReturnType<typeof begin>;

/** What staging an operation takes: what the operation takes, and its name. */
const staging = (state: State, asked: Asked, more: object = {}): CreateSubscriptionChangeInput =>
  frozen({
    ...inputAfter(state, asked),
    change_type: types[asked.operation],
    ...more,
  }) as CreateSubscriptionChangeInput;

/** What applying takes: the same surroundings without the request, which the change keeps. */
function applying(staged: StagedSubscriptionChange, given: object, more: object): ApplySubscriptionChangeInput {
  const own = ['request', 'change_type', 'subscription', 'id'];
  const surroundings = Object.fromEntries(Object.entries(given).filter(([key]) => !own.includes(key)));
  const { subscription_change, subscription } = staged;
  const mentioned = subscription === null ? {} : { subscription };
  const input: object = frozen({ ...surroundings, subscription_change, ...mentioned, ...more });
  return input as ApplySubscriptionChangeInput;
}

type Case = {
  readonly name: string;
  readonly start: { readonly request: object; readonly at: string };
  readonly steps: readonly Asked[];
};
const { transitions } = JSON.parse(
  readFileSync(new URL('../../cases/subscriptions/transitions.json', import.meta.url), 'utf8'),
) as { readonly transitions: readonly Case[] };

const created = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.kind === 'invoice_created' ? [effect.invoice] : []));

describe('a change that awaits confirmation', () => {
  it.each(transitions)('leads, once applied, where its operation leads: $name', ({ start, steps }) => {
    const before = [...steps];
    const last = before.pop() as Asked;
    const state = before.reduce(apply, begin(start.request, start.at));
    const given = staging(state, last);
    const staged = createSubscriptionChange(given);
    const { subscription_change: _, customer: __, ...applied } = applySubscriptionChange(applying(staged, given, {}));
    expect(applied).toEqual(apply(state, last));
  });

  const state = begin({ plan_id: 'team' }, '2026-01-10');
  const upgrade: Asked = {
    operation: 'schedulePlanChange',
    at: '2026-02-09T15:00:00Z',
    request: { plan_id: 'business', change_option: 'immediate' },
  };
  const given = staging(state, upgrade);
  const staged = createSubscriptionChange(given);

  it('changes nothing but that the subscription mentions it, and shows what would be', () => {
    const { subscription_change: change, subscription } = staged;
    expect(subscription).toEqual({ ...state.subscription, pending_subscription_change: { id: change.id } });
    const direct = apply(state, upgrade);
    const { changed_resources, ...preview } = change.subscription ?? {};
    expect(preview).toEqual({ ...direct.subscription, pending_subscription_change: { id: change.id } });
    // Five seats in arrears end on the 9th: 60.00 × 8/28 = 17.14. The new fee in advance has an invoice of its own: the 9th
    // is the first of 20 days of 28, 120.00 × 20/28 = 85.71; it alone can be paid before anything else happens.
    expect(changed_resources?.created_invoices.map(({ total, is_payable_now }) => [total, is_payable_now])).toEqual([
      ['17.14', false],
      ['85.71', true],
    ]);
    expect(change).toMatchObject({
      status: 'pending',
      change_type: 'schedule_plan_change',
      change_option: 'immediate',
      plan_id: 'business',
      effective_date: '2026-02-09T15:00:00+00:00',
      expiration_time: '2026-02-10T15:00:00+00:00',
      applied_at: null,
      cancelled_at: null,
    });
  });

  it('keeps every other operation and a second change away', () => {
    const busy = { ...state, subscription: staged.subscription as State['subscription'] };
    const fault = 'pending_change_exists subscription.pending_subscription_change';
    for (const operation of Object.keys(types) as Operation[]) {
      const asked = { operation, at: '2026-02-10', request: {} };
      expect(faultsOf(() => apply(busy, asked))).toEqual([fault]);
      expect(faultsOf(() => createSubscriptionChange(staging(busy, asked)))).toEqual([fault]);
    }
  });

  it('is applied as of when it was asked for, however much later that is', () => {
    const later = applySubscriptionChange(applying(staged, given, { at: '2026-02-10T14:59:59Z' }));
    const starts = (one: Pick<State, 'subscription'>) =>
      one.subscription.price_intervals.map(({ id, start_date, end_date }) => [id, start_date, end_date]);
    expect(starts(later)).toEqual(starts(apply(state, upgrade)));
    expect(later.subscription.pending_subscription_change).toBeNull();
    expect(later.subscription_change).toMatchObject({ status: 'applied', applied_at: '2026-02-10T14:59:59+00:00' });
  });

  it('leaves no trace when it is cancelled', () => {
    const { subscription_change, subscription } = staged;
    const named = { subscription_change, subscription: subscription ?? undefined };
    const cancelled = cancelSubscriptionChange(frozen({ ...named, at: '2026-02-09T16:00:00Z' }));
    expect(cancelled.subscription).toEqual(state.subscription);
    expect(cancelled.subscription_change).toEqual({
      ...subscription_change,
      status: 'cancelled',
      cancelled_at: '2026-02-09T16:00:00+00:00',
    });
  });

  it.each([
    [
      'after its expiration',
      { at: '2026-02-10T15:00:00Z' },
      ['invalid_transition subscription_change.expiration_time'],
    ],
    [
      'twice',
      { subscription_change: { ...staged.subscription_change, status: 'applied' } },
      ['invalid_transition subscription_change.status'],
    ],
    [
      'to a subscription that does not mention it',
      { subscription: state.subscription },
      ['invalid_reference subscription.pending_subscription_change'],
    ],
    ['to none', { subscription: undefined }, ['missing_field subscription']],
    [
      'with a negative amount',
      { request: { previously_collected_amount: '-1.00' } },
      ['invalid_amount request.previously_collected_amount'],
    ],
    [
      'with a fraction of a cent',
      { request: { previously_collected_amount: '1.005' } },
      ['unrounded_amount request.previously_collected_amount'],
    ],
    ['with what nobody reads', { request: { amount: '1.00' } }, ['invalid_type request.amount']],
    ['without a number for an invoice', { request: { mark_as_paid: true } }, ['missing_field invoice_numbers']],
    ['with numbers that are none', { invoice_numbers: [''] }, ['invalid_type invoice_numbers']],
    [
      'that is torn',
      { subscription_change: { id: 'x', status: 'pending', subscription: null } },
      [
        'missing_field subscription_change.change_type',
        'missing_field subscription_change.expiration_time',
        'missing_field subscription_change.request',
        'missing_field subscription_change.requested_at',
        'missing_field subscription_change.subscription_id',
      ],
    ],
    [
      'of an operation that there is not',
      { subscription_change: { ...staged.subscription_change, change_type: '__proto__' } },
      ['invalid_type subscription_change.change_type'],
    ],
  ])('is not applied %s', (_, more, faults) => {
    expect(faultsOf(() => applySubscriptionChange(applying(staged, given, more))).sort()).toEqual(faults);
  });

  it('is not cancelled when it was applied, nor staged to expire before it can be applied', () => {
    const subscription_change = { ...staged.subscription_change, status: 'applied' } as const;
    const subscription = staged.subscription ?? undefined;
    const cancelling = () =>
      cancelSubscriptionChange({ subscription_change, subscription, at: '2026-02-09T16:00:00Z' });
    expect(faultsOf(cancelling)).toEqual(['invalid_transition subscription_change.status']);
    const expired = staging(state, upgrade, { expiration_time: '2026-02-09' });
    expect(faultsOf(() => createSubscriptionChange(expired))).toEqual(['invalid_interval expiration_time']);
  });

  // Without the description there is nothing to hold the documents against.
  it.skipIf(!isDescribed)('is a document of the API, pending, applied and cancelled', () => {
    const validate = validatorOf('SubscriptionChangeResponse');
    const { subscription_change, subscription } = staged;
    const done = applySubscriptionChange(applying(staged, given, {}));
    const dropped = cancelSubscriptionChange({
      subscription_change,
      subscription: subscription ?? undefined,
      at: '2026-02-09T16:00:00Z',
    });
    for (const one of [subscription_change, done.subscription_change, dropped.subscription_change]) {
      validate(one);
      expect(validate.errors ?? []).toEqual([]);
    }
  });
});

describe('what was collected before a change is applied', () => {
  // 60.00 for the 31 days of January from the 10th on: 22 days, 60.00 × 22/31 = 42.58; support 1200.00 a year, from the
  // 10th to 1 February (22 of the 365 days since 1 February 2025): 72.33. Together 114.91; seats are in arrears.
  const plans = [{ ...team, adjustments: [] }];
  const request = { customer_id: 'acme', plan_id: 'team' };
  const staged = (payer: object) =>
    createSubscriptionChange(
      frozen({ change_type: 'create_subscription', customer: payer, plans, request, at: '2026-01-10' }) as never,
    );
  const collecting = (payer: object, body: object) =>
    applySubscriptionChange(
      frozen({
        subscription_change: staged(payer).subscription_change,
        customer: payer,
        plans,
        request: body,
        at: '2026-01-10T18:00:00Z',
        invoice_numbers: ['ACME-00001'],
      }) as never,
    );
  const outcome = ({ effects, customer: payer }: ReturnType<typeof collecting>) => ({
    invoices: created(effects).map(({ status, total, amount_due }) => [status, total, amount_due]),
    moves: effects.flatMap((effect) =>
      effect.kind === 'balance_transaction'
        ? [`${effect.transaction.action} ${effect.transaction.starting_balance} → ${effect.transaction.ending_balance}`]
        : [],
    ),
    balance: payer.balance,
  });

  const withBalance = { ...customer, balance: '25.00' };

  it.each([
    ['nothing: the invoice stays a draft', {}, [['draft', '114.91', '89.91']], [], '25.00'],
    [
      'all of it: on the balance, which pays the invoice',
      { previously_collected_amount: '114.91', description: 'Checkout' },
      [['paid', '114.91', '0.00']],
      ['manual_adjustment 25.00 → 139.91', 'applied_to_invoice 139.91 → 25.00'],
      '25.00',
    ],
    [
      'less: the balance pays what it can',
      { previously_collected_amount: '50.00' },
      [['issued', '114.91', '39.91']],
      ['manual_adjustment 25.00 → 75.00', 'applied_to_invoice 75.00 → 0.00'],
      '0.00',
    ],
    ['as paid: the balance takes no part', { mark_as_paid: true }, [['paid', '114.91', '114.91']], [], '25.00'],
    [
      'as paid, and more: the rest goes on the balance',
      { mark_as_paid: true, previously_collected_amount: '120.00', payment_received_date: '2026-01-09' },
      [['paid', '114.91', '114.91']],
      ['manual_adjustment 25.00 → 30.09'],
      '30.09',
    ],
    [
      'as paid, and less: nothing goes on the balance',
      { mark_as_paid: true, previously_collected_amount: '100.00' },
      [['paid', '114.91', '114.91']],
      [],
      '25.00',
    ],
  ])('%s', (_, body, invoices, moves, balance) => {
    expect(outcome(collecting(withBalance, body))).toEqual({ invoices, moves, balance });
  });

  it('is in the currency that a customer without one takes on', () => {
    const applied = collecting({ id: 'acme', timezone: 'America/New_York' }, { previously_collected_amount: '114.91' });
    expect(outcome(applied).balance).toBe('0.00');
    expect(applied.effects.map(({ kind }) => kind)).toEqual([
      'balance_transaction',
      'customer',
      'invoice_created',
      'balance_transaction',
    ]);
  });

  it('is dated by the day it was received', () => {
    const paid = collecting(customer, { mark_as_paid: true, payment_received_date: '2026-01-09' });
    expect(created(paid.effects).map(({ paid_at }) => paid_at)).toEqual(['2026-01-09T05:00:00+00:00']);
  });

  it('creates the subscription that was shown', () => {
    const { subscription } = createSubscription({ customer, plans, request, at: '2026-01-10' });
    const shown = staged(customer).subscription_change.subscription;
    expect(shown?.price_intervals).toEqual(subscription.price_intervals);
    const spans = ({ price_intervals }: Pick<typeof subscription, 'price_intervals'>) =>
      price_intervals.map(({ id, start_date, end_date }) => [id, start_date, end_date]);
    const applied = collecting(customer, {}).subscription;
    expect([applied.id, spans(applied)]).toEqual([subscription.id, spans(subscription)]);
    expect(staged(customer).subscription).toBeNull();
  });
});
