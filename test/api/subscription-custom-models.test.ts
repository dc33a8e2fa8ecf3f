import {
  cancelSubscription,
  createSubscription,
  definePriceModel,
  draftInvoice,
  editPriceIntervals,
  evaluatePrices,
  schedulePlanChange,
  upcomingInvoice,
  type CustomPlanInput,
} from 'reckoner';
import { describe, expect, it } from 'vitest';
import { frozen } from '../support/frozen.js';
import { faultsOf } from '../support/refusal.js';

/** So much a unit, and never more than a cap. */
const capped = definePriceModel<{ readonly rate: string; readonly cap: string }, 'quantity'>({
  needs: 'quantity',
  rate({ config, usage }) {
    const amount = Math.min(Number(config.rate) * Number(usage.quantity), Number(config.cap));
    return { subtotal: String(amount), rows: [{ name: 'Capped', quantity: usage.quantity, amount: String(amount) }] };
  },
});
const custom_models = { capped };
const calls = {
  id: 'calls',
  name: 'Calls',
  model_type: 'capped',
  capped_config: { rate: '2', cap: '50' },
  billable_metric_id: 'calls',
} as const;
const seats = {
  id: 'seats',
  name: 'Seats',
  model_type: 'capped',
  capped_config: { rate: '12', cap: '100' },
  fixed_price_quantity: 5,
} as const;

const customer = { id: 'acme', currency: 'USD' };
const plans: readonly CustomPlanInput[] = frozen([
  { id: 'pro', name: 'Pro', currency: 'USD', prices: [calls, seats] },
  {
    id: 'max',
    name: 'Max',
    currency: 'USD',
    prices: [{ ...calls, id: 'more-calls', capped_config: { rate: '1', cap: '9' } }],
  },
]);
const around = { customer, plans, custom_models };

const create = (more: object = {}) =>
  createSubscription({
    ...around,
    at: '2026-01-01',
    request: { customer_id: 'acme', plan_id: 'pro', start_date: '2026-01-01' },
    ...more,
  });
const lines = (invoice: { readonly line_items: readonly { readonly name: string; readonly subtotal: string }[] }) =>
  invoice.line_items.map(({ name, subtotal }) => [name, subtotal]);

describe('custom models over a subscription (§2.2)', () => {
  it('are subscribed to with their configuration, and billed: 5 × 12 = 60; 30 × 2 = 60, capped at 50', () => {
    const { subscription, schedule, effects } = create();
    expect(subscription.price_intervals.map(({ price }) => price)).toMatchObject([
      { model_type: 'capped', capped_config: { rate: '2', cap: '50' }, price_type: 'usage_price' },
      { model_type: 'capped', capped_config: { rate: '12', cap: '100' }, price_type: 'fixed_price' },
    ]);
    const billed = effects.flatMap((effect) => (effect.kind === 'invoice_created' ? [effect.invoice] : []));
    expect(billed.map(lines)).toEqual([[['Seats', '60.00']]]);
    const due = { customer, custom_models, subscription, schedule, usage: { calls: { quantity: 30 } } };
    const { invoice } = draftInvoice({ ...due, invoice_date: '2026-02-01' });
    expect(lines(invoice)).toEqual([
      ['Calls', '50.00'],
      ['Seats', '60.00'],
    ]);
    expect(upcomingInvoice({ ...due, at: '2026-01-20' }).invoice.total).toBe('110.00');
  });

  it('survive a change of plan, an added price and a cancellation, which are given the models', () => {
    const began = create();
    const changed = schedulePlanChange({
      ...began,
      ...around,
      at: '2026-01-15',
      request: { plan_id: 'max', change_option: 'requested_date', change_date: '2026-02-01' },
    });
    const added = editPriceIntervals({
      ...changed,
      ...around,
      at: '2026-02-02',
      prices: [{ ...calls, id: 'extra' }],
      request: { add: [{ price_id: 'extra', start_date: '2026-02-10' }] },
    });
    const ended = cancelSubscription({
      ...added,
      ...around,
      at: '2026-02-12',
      request: { cancel_option: 'end_of_subscription_term' },
    });
    const { subscription, schedule } = ended;
    const metrics = [{ id: 'calls', aggregation: { kind: 'count' } }] as const;
    const events = Array.from({ length: 12 }, (_, at) => ({
      event_name: 'call',
      timestamp: `2026-02-${String(at + 5).padStart(2, '0')}T00:00:00Z`,
      properties: {},
    }));
    const { invoice } = draftInvoice({
      customer,
      custom_models,
      subscription,
      schedule,
      metrics,
      events,
      invoice_date: '2026-03-01',
    });
    // 12 calls at 1 are capped at 9; 7 of them came from the 10th on, at 2 each.
    expect(lines(invoice)).toEqual([
      ['Calls', '9.00'],
      ['Calls', '14.00'],
    ]);
  });

  it('are refused where they are not given, and where they are faulty', () => {
    expect(faultsOf(() => create({ custom_models: undefined }))).toEqual([
      'unknown_model_type plans[0].prices[0].model_type',
      'unknown_model_type plans[0].prices[1].model_type',
    ]);
    expect(faultsOf(() => create({ custom_models: { capped: { needs: 'quantity' } } }))).toContain(
      'custom_model_invalid custom_models.capped',
    );
    const { subscription, schedule } = create();
    const usage = { calls: { quantity: 1 } };
    expect(
      faultsOf(() => draftInvoice({ customer, subscription, schedule, usage, invoice_date: '2026-02-01' })),
    ).toEqual([
      'unknown_model_type subscription.price_intervals[0].price.model_type',
      'unknown_model_type subscription.price_intervals[1].price.model_type',
    ]);
  });

  it('are evaluated over events', () => {
    const { data } = evaluatePrices({
      custom_models,
      prices: [calls],
      currency: 'USD',
      price_evaluations: [{ price_id: 'calls' }],
      metrics: [{ id: 'calls', aggregation: { kind: 'count' } }],
      events: [{ event_name: 'call', timestamp: '2026-01-05T00:00:00Z', properties: {} }],
      timeframe_start: '2026-01-01T00:00:00Z',
      timeframe_end: '2026-02-01T00:00:00Z',
    });
    expect(data.map(({ amount }) => amount)).toEqual(['2']);
  });
});
