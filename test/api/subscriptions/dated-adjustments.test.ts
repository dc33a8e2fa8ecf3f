import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  costReport,
  createSubscription,
  draftInvoice,
  draftPartialInvoice,
  editPriceIntervals,
  invoicesDue,
  schedulePlanChange,
  type AdjustmentInput,
  type Invoice,
  type InvoiceDraft,
  type PriceInput,
} from '../../../src/index.js';
import cases from '../../cases/subscriptions/dated-adjustments.json' with { type: 'json' };
import { frozen } from '../../support/frozen.js';
import { print, rational, sum } from '../../support/rational.js';
import { call, callMetric, calls, seats, subscribed, type Subscribed } from '../../support/subscribed.js';

const customer = { id: 'acme', currency: 'USD', timezone: 'UTC' } as const;

type Offered = { readonly id: string; readonly unit_amount: string; readonly [key: string]: unknown };
type Saved = { readonly percentage_discount: number; readonly duration_in_months: number };
type Lines = Readonly<Record<string, readonly (readonly string[])[]>>;

type Case = {
  readonly name: string;
  readonly arithmetic: string;
  readonly prices: readonly Offered[];
  readonly plan_adjustments?: readonly AdjustmentInput[];
  readonly adjustments?: readonly object[];
  readonly coupon?: Saved;
  readonly trial_days?: number;
  /** Whether usage that ends waits for the next invoice. */
  readonly defer?: boolean;
  /** The plan that is changed to. */
  readonly next?: {
    readonly at: string;
    readonly prices: readonly Offered[];
    readonly plan_adjustments?: readonly AdjustmentInput[];
    readonly coupon?: Saved;
  };
  /** How many calls there were on a day. */
  readonly calls?: Readonly<Record<string, number>>;
  /** Price, adjusted subtotal and amount of each line of the threshold invoice of a day. */
  readonly threshold?: Lines;
  /** The same of the invoice of a day. */
  readonly billed: Lines;
  /** Subtotal and total of the costs of a day. */
  readonly costs?: Readonly<Record<string, readonly [string, string]>>;
};

function offered({ id, unit_amount, ...more }: Offered): PriceInput {
  return id.endsWith('calls') ? calls(unit_amount, { ...more, id }) : seats(unit_amount, 1, { ...more, id });
}

function couponOf({ percentage_discount, duration_in_months }: Saved) {
  const discount = { discount_type: 'percentage', percentage_discount } as const;
  const counted = { max_redemptions: null, times_redeemed: 0, archived_at: null };
  return { id: 'coupon', redemption_code: 'HALF', discount, duration_in_months, ...counted };
}

function begin({ prices, plan_adjustments = [], adjustments = [], coupon, trial_days, defer, next }: Case): Subscribed {
  const plans = [
    { id: 'pro', name: 'Pro', currency: 'USD', prices: prices.map(offered), adjustments: plan_adjustments },
    ...(next === undefined
      ? []
      : [
          {
            id: 'next',
            name: 'Next',
            currency: 'USD',
            prices: next.prices.map(offered),
            adjustments: next.plan_adjustments ?? [],
          },
        ]),
  ];
  const coupons = [coupon, next?.coupon].flatMap((saved) => (saved === undefined ? [] : [couponOf(saved)]));
  const surroundings = { customer, plans, coupons };
  const code = (saved: Saved | undefined) => (saved === undefined ? {} : { coupon_redemption_code: 'HALF' });
  const request = {
    customer_id: 'acme',
    plan_id: 'pro',
    start_date: '2026-01-01',
    add_adjustments: adjustments,
    trial_duration_days: trial_days,
    ...code(coupon),
  };
  let state = createSubscription(frozen({ ...surroundings, request, at: '2026-01-01', id: 'sub' }) as never);
  if (defer === true) {
    const edit = state.subscription.price_intervals.map(({ id }) => ({
      price_interval_id: id,
      can_defer_billing: true,
    }));
    state = editPriceIntervals(frozen({ ...state, ...surroundings, request: { edit }, at: '2026-01-01' }) as never);
  }
  if (next === undefined) return { ...state, customer };
  const change = { plan_id: 'next', change_option: 'immediate', ...code(next.coupon) };
  return {
    ...schedulePlanChange(frozen({ ...state, ...surroundings, request: change, at: next.at }) as never),
    customer,
  };
}

function usage({ calls: days = {} }: Case) {
  const events = Object.entries(days).flatMap(([day, count]) =>
    Array.from({ length: count }, (_, position) => call(`${day}T12:00:00Z`, { idempotency_key: `${day} ${position}` })),
  );
  return { events, metrics: [callMetric] };
}

function linesOf({ line_items }: Pick<Invoice, 'line_items'>): readonly (readonly string[])[] {
  return line_items.map(({ price, adjusted_subtotal, amount }) => [price.id, adjusted_subtotal, amount]);
}

describe('the date by which an adjustment acts (§6)', () => {
  it.each(cases as unknown as readonly Case[])('$name: $arithmetic', (given) => {
    const { subscription, schedule } = begin(given);
    const state = { subscription, schedule, customer, ...usage(given) };
    const earlier: object[] = [];
    for (const [at, lines] of Object.entries(given.threshold ?? {})) {
      const input = { ...state, at, invoicing_threshold: '1.00', earlier_invoices: [...earlier] };
      const { invoice } = draftPartialInvoice(frozen(input) as never);
      expect(linesOf(invoice as Invoice)).toEqual(lines);
      earlier.push(invoice as Invoice);
    }
    const billed: Record<string, unknown> = {};
    for (const { invoice_date } of invoicesDue({ subscription, schedule, customer, until: '2027-01-01' })) {
      const { invoice } = draftInvoice(frozen({ ...state, invoice_date, earlier_invoices: [...earlier] }) as never);
      billed[invoice_date.slice(0, 10)] = linesOf(invoice);
      earlier.push(invoice);
    }
    expect(billed).toMatchObject(given.billed);
    for (const [day, costs] of Object.entries(given.costs ?? {})) {
      const { data } = costReport(frozen({ customer, subscription, ...usage(given), at: `${day}T12:00:00Z` }) as never);
      expect([data.at(-1)?.subtotal, data.at(-1)?.total]).toEqual(costs);
    }
  });
});

type Dated = { readonly adjustment: AdjustmentInput; readonly start_date: string; readonly end_date: string | null };

const month = fc.integer({ min: 0, max: 6 });
const whole = fc.integer({ min: 1, max: 4000 }).map(String);

/** An adjustment in force over some months. */
const dated: fc.Arbitrary<Dated> = fc
  .record({
    from: month,
    lasts: fc.option(month, { nil: null }),
    adjustment: fc.oneof(
      whole.map((usage_discount) => ({ adjustment_type: 'usage_discount' as const, usage_discount })),
      whole.map((amount_discount) => ({ adjustment_type: 'amount_discount' as const, amount_discount })),
      fc.constantFrom(0.1, 0.333, 1).map((percentage_discount) => ({
        adjustment_type: 'percentage_discount' as const,
        percentage_discount,
      })),
      whole.map((minimum_amount) => ({ adjustment_type: 'minimum' as const, minimum_amount, item_id: 'item' })),
      whole.map((maximum_amount) => ({ adjustment_type: 'maximum' as const, maximum_amount })),
    ),
  })
  .map(({ from, lasts, adjustment }) => ({
    start_date: monthText(from),
    end_date: lasts === null ? null : monthText(from + 1 + lasts),
    adjustment,
  }));

function monthText(index: number): string {
  return `${2026 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-15`;
}

describe('instalments and invoices of a part of the usage', () => {
  it('come to what the one invoice of the quarter comes to, whichever adjustments begin or end in between (L41)', () => {
    const quarterly = (add_adjustments: readonly Dated[], more: object) =>
      subscribed(
        [seats('1234.56', 3, { cadence: 'quarterly', ...more }), calls('2.75', { cadence: 'quarterly', ...more })],
        {
          start_date: '2026-02-01',
          customer,
          align_billing_with_subscription_start_date: true,
          add_adjustments,
        },
      );
    const events = [2, 2, 3, 3, 4, 4, 4].map((at, position) =>
      call(`2026-${String(at).padStart(2, '0')}-10T12:00:00Z`, { idempotency_key: String(position) }),
    );
    const monthly = { invoicing_cycle_configuration: { duration: 1, duration_unit: 'month' } };
    fc.assert(
      fc.property(fc.array(dated, { maxLength: 4 }), (adjustments) => {
        // Each line by itself: what an amount takes off several lines depends on what else is invoiced on the day.
        const each = adjustments.flatMap(({ adjustment, ...dates }) =>
          ['seats', 'calls'].map((id) => ({
            ...dates,
            adjustment: { ...adjustment, applies_to_price_ids: [id] },
          })),
        );
        const totals = [{}, monthly].map((more) => {
          const state = quarterly(each, more);
          const invoices: InvoiceDraft[] = [];
          for (const { invoice_date } of invoicesDue({ ...state, until: '2026-05-02' })) {
            const asked = { ...state, invoice_date, events, metrics: [callMetric], earlier_invoices: [...invoices] };
            invoices.push(draftInvoice(frozen(asked)).invoice);
          }
          const lines = invoices.flatMap(({ line_items }) => line_items);
          return ['seats', 'calls'].map((id) => {
            const own = lines.filter(({ price, start_date }) => price.id === id && start_date.startsWith('2026-02-01'));
            return print(sum(own.map(({ amount }) => rational(amount))));
          });
        });
        expect(totals[1]).toEqual(totals[0]);
      }),
      { numRuns: 20 },
    );
  });
});
