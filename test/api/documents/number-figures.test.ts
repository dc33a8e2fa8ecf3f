import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createAlert,
  createSubscription,
  draftInvoice,
  isBillingError,
  quote,
  ratePrice,
  updateFixedFeeQuantity,
  type PriceInput,
} from '../../../src/index.js';
import { decimalTexts, isKeptByNumber } from '../../support/decimal-texts.js';
import { seats, subscribed } from '../../support/subscribed.js';

const start_date = '2026-01-01';
const customer = { id: 'acme', currency: 'USD', timezone: 'UTC' } as const;
const period = { start_date, end_date: '2026-02-01' };
const usage = { events: [{ quantity: '100', properties: {} }] };
// 2^53 + 1, the first whole number that no double is: its nearest ends in 2 or 4.
const unkept = '9007199254740993';

/** A price of a tenth of a basis point per unit of the figure, on single events. */
const payments = (bps: string): PriceInput => ({
  id: 'pay',
  name: 'Payments',
  billable_metric_id: 'pay',
  model_type: 'tiered_bps',
  tiered_bps_config: { tiers: [{ minimum_amount: '0', maximum_amount: null, bps }] },
});

const subscribe = (prices: readonly PriceInput[], request: object = {}, plan: object = {}) =>
  createSubscription({
    customer,
    plans: [{ id: 'pro', name: 'Pro', currency: 'USD', prices, ...plan }],
    request: { customer_id: 'acme', plan_id: 'pro', start_date, ...request },
    at: start_date,
    id: 'sub',
  });

const discounted = (adjustment: object) => subscribe([seats('1', 1)], { add_adjustments: [{ adjustment }] });

/** A figure as a share of one; of sixteen digits behind the point all are kept, so that the unkept one has a digit more. */
const share = (figure: string) => (Number(figure) < 1 ? figure : `0.${figure}${figure === unkept ? '1' : ''}`);

/** Every door where a figure becomes a JSON number of a document that bills are computed from later. */
const doors: readonly (readonly [path: string, (figure: string) => unknown])[] = [
  [
    'prices[0].tiered_bps_config.tiers[0].bps',
    (figure) => draftInvoice({ customer, period, prices: [payments(figure)], usage: { pay: usage } }),
  ],
  ['plans[0].prices[0].tiered_bps_config.tiers[0].bps', (figure) => subscribe([payments(figure)])],
  [
    'plan.prices[0].tiered_bps_config.tiers[0].bps',
    (figure) =>
      quote({
        customer,
        plan: { prices: [payments(figure)] },
        start_date,
        periods: 1,
        events: [],
        metrics: [{ id: 'pay', event_names: ['pay'], aggregation: { kind: 'sum', expression: 'amount' } }],
      }),
  ],
  ['plans[0].prices[0].fixed_price_quantity', (figure) => subscribe([seats('1', 1, { fixed_price_quantity: figure })])],
  [
    'plans[0].prices[0].conversion_rate',
    (figure) => subscribe([seats('1', 1, { currency: 'credits', conversion_rate: figure })]),
  ],
  [
    'request.replace_prices[0].fixed_price_quantity',
    (figure) =>
      subscribe([seats('1', 1)], { replace_prices: [{ replaces_price_id: 'seats', fixed_price_quantity: figure }] }),
  ],
  ['request.per_credit_overage_amount', (figure) => subscribe([seats('1', 1)], { per_credit_overage_amount: figure })],
  [
    'request.add_adjustments[0].adjustment.usage_discount',
    (usage_discount) => discounted({ adjustment_type: 'usage_discount', usage_discount }),
  ],
  [
    'request.quantity',
    (quantity) =>
      updateFixedFeeQuantity({
        ...subscribed([seats('1', 1)], { start_date, customer }),
        request: { price_id: 'seats', quantity },
        at: '2026-01-10',
      }),
  ],
  [
    'request.add_adjustments[0].adjustment.percentage_discount',
    (figure) => discounted({ adjustment_type: 'percentage_discount', percentage_discount: share(figure) }),
  ],
  [
    'request.add_adjustments[0].adjustment.tiers[0].upper_bound',
    (figure) =>
      discounted({
        adjustment_type: 'tiered_percentage_discount',
        tiers: [
          { lower_bound: 0, upper_bound: figure, percentage: 0.1 },
          { lower_bound: figure, upper_bound: null, percentage: 0.2 },
        ],
      }),
  ],
  [
    'request.thresholds[0].value',
    (value) =>
      createAlert({
        subscription: subscribe([seats('1', 1)]).subscription,
        alerts: [],
        request: { type: 'cost_exceeded', thresholds: [{ value }] },
        at: start_date,
      }),
  ],
];

describe('a figure that documents hold as a JSON number', () => {
  it.each(doors)('is refused at %s where no number keeps it', (path, write) => {
    let refused: unknown;
    try {
      write(unkept);
    } catch (error) {
      refused = error;
    }
    if (!isBillingError(refused)) throw refused ?? new Error('was taken');
    expect(refused.issues[0]).toMatchObject({ path, code: 'invalid_decimal' });
    expect(refused.message).toContain(unkept);
  });

  it.each(doors)('is taken at %s where a number keeps it', (_, write) => {
    for (const figure of ['0.1', '0.30000000000000004', '9007199254740992']) {
      expect(() => write(figure)).not.toThrow();
    }
  });

  it('is billed from the document as it was given', () => {
    fc.assert(
      fc.property(decimalTexts(0n, 10n ** 18n, 6).filter(isKeptByNumber), (bps) => {
        const [interval] = subscribe([payments(bps)]).subscription.price_intervals;
        const document = interval!.price as PriceInput;
        expect(ratePrice(document, usage).subtotal).toBe(ratePrice(payments(bps), usage).subtotal);
      }),
      { numRuns: 50 },
    );
  });
});
