import { describe, expect, it } from 'vitest';
import { createSubscription, schedulePlanChange, upcomingInvoice, updateSubscription } from '../../../src/index.js';
import type { PlanInput } from '../../../src/index.js';
import { frozen } from '../../support/frozen.js';
import { startBackend, openShop } from '../../service/backend.js';

const customer = { id: 'acme', currency: 'USD', timezone: 'UTC' };
const fee = (id: string, more: object = {}) => ({ id, name: id, cadence: 'monthly', model_type: 'unit', unit_config: { unit_amount: '31.00' }, ...more }) as const; // prettier-ignore
const basic: PlanInput = { id: 'basic', name: 'Basic', currency: 'USD', prices: [fee('basic')] };
const pro: PlanInput = { id: 'pro', name: 'Pro', currency: 'USD', prices: [fee('pro')] };
const ramped: PlanInput = {
  id: 'ramped',
  name: 'Ramped',
  currency: 'USD',
  plan_phases: [
    { order: 1, duration: 40, duration_unit: 'daily' },
    { order: 2, duration: null, duration_unit: null, align_billing_with_phase_start_date: true },
  ],
  prices: [
    { plan_phase_order: 1, price: fee('low') },
    { plan_phase_order: 2, price: fee('high') },
  ],
};
const plans = [basic, pro, ramped];

const begun = (plan_id: string) =>
  createSubscription(frozen({ customer, plans, request: { customer_id: 'acme', plan_id, start_date: '2026-03-01' }, at: '2026-03-01' })); // prettier-ignore
type State = Pick<ReturnType<typeof begun>, 'subscription' | 'schedule'>;

/** The billing period that a subscription shows on a day. */
function periodOn({ subscription, schedule }: State, at: string) {
  const shown = updateSubscription(frozen({ subscription, schedule, customer, plans, request: {}, at })).subscription;
  return [shown.current_billing_period_start_date, shown.current_billing_period_end_date].map((date) => date?.slice(0, 10)); // prettier-ignore
}

function changed(billing_cycle_alignment: 'unchanged' | 'plan_change_date'): State {
  const request = { plan_id: 'pro', change_option: 'requested_date', change_date: '2026-03-20', billing_cycle_alignment } as const; // prettier-ignore
  return schedulePlanChange(frozen({ ...begun('basic'), customer, plans, request, at: '2026-03-05' }));
}

describe('the current billing period (L25)', () => {
  it('ends where a plan with boundaries of its own begins, and the next begins there', () => {
    const state = changed('plan_change_date');
    expect(periodOn(state, '2026-03-10')).toEqual(['2026-03-01', '2026-03-20']);
    expect(periodOn(state, '2026-03-20')).toEqual(['2026-03-20', '2026-04-20']);
    expect(periodOn(state, '2026-04-10')).toEqual(['2026-03-20', '2026-04-20']);
  });

  it('goes on where the boundaries stay', () => {
    const state = changed('unchanged');
    expect(periodOn(state, '2026-03-10')).toEqual(['2026-03-01', '2026-04-01']);
    expect(periodOn(state, '2026-03-25')).toEqual(['2026-03-01', '2026-04-01']);
  });

  it('ends where a phase begins its own count', () => {
    // 40 days from March 1st: April 10th.
    const state = begun('ramped');
    expect(periodOn(state, '2026-03-10')).toEqual(['2026-03-01', '2026-04-01']);
    expect(periodOn(state, '2026-04-05')).toEqual(['2026-04-01', '2026-04-10']);
    expect(periodOn(state, '2026-04-10')).toEqual(['2026-04-10', '2026-05-10']);
  });

  it('says when the upcoming invoice is dated', () => {
    const { subscription, schedule } = changed('plan_change_date');
    const { invoice } = upcomingInvoice(frozen({ subscription, schedule, customer, at: '2026-03-10' }));
    expect([invoice.target_date, invoice.total]).toEqual(['2026-03-20T00:00:00+00:00', '31.00']);
  });
});

describe('costs over a change of boundaries', () => {
  it('are told period by period', async () => {
    const backend = startBackend('2026-03-01');
    const { service, setClock } = backend;
    const { customer: payer, team, business } = await openShop(backend);
    const { id: subscription_id } = await service.createSubscription({
      body: { customer_id: payer.id, plan_id: team.id },
    });
    setClock('2026-03-20');
    await service.schedulePlanChange({
      subscription_id,
      body: { plan_id: business.id, change_option: 'immediate', billing_cycle_alignment: 'plan_change_date' },
    });
    setClock('2026-04-25');
    const bounds = { timeframe_start: '2026-03-01T00:00:00Z', timeframe_end: '2026-04-25T00:00:00Z' };
    const { data } = await service.fetchSubscriptionCosts({ subscription_id, ...bounds });
    const ends = ['2026-03-20', '2026-04-20', '2026-04-25'].map((day) => data.find(({ timeframe_end }) => timeframe_end.startsWith(day))); // prettier-ignore
    // 5 × 12.00 × 19/31 of Team, then 5 × 20.00 a month of Business.
    expect(ends.map((row) => [row?.timeframe_start.slice(0, 10), row?.total])).toEqual([
      ['2026-03-01', '36.77'],
      ['2026-03-20', '100.00'],
      ['2026-04-20', '100.00'],
    ]);
  });
});
