import fc from 'fast-check';
import {
  applyLedgerEntry,
  createLedger,
  createSubscription,
  draftInvoice,
  explain,
  invoicesDue,
  percentTax,
  quote,
  type CreditLedger,
  type PriceInput,
  type QuoteInput,
} from 'reckoner';
import { describe, expect, it } from 'vitest';
import { frozen } from '../support/frozen.js';
import { call, callMetric, calls, newYorker, seats } from '../support/subscribed.js';

const tiered: PriceInput = {
  id: 'storage',
  name: 'Storage',
  model_type: 'tiered',
  tiered_config: {
    tiers: [
      { first_unit: 0, last_unit: 100, unit_amount: '0.25' },
      { first_unit: 100, last_unit: null, unit_amount: '0.10' },
    ],
  },
  billable_metric_id: 'storage',
};

type Deal = {
  readonly start_date: string;
  readonly cadence: 'monthly' | 'quarterly' | 'annual';
  readonly trial: number;
  readonly periods: number;
  readonly quantities: readonly number[];
};

const deals: fc.Arbitrary<Deal> = fc.record({
  start_date: fc.constantFrom('2026-01-01', '2026-01-17', '2026-02-28', '2026-10-31'),
  cadence: fc.constantFrom('monthly', 'quarterly', 'annual'),
  trial: fc.constantFrom(0, 0, 14, 40),
  periods: fc.integer({ min: 1, max: 7 }),
  quantities: fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 7, maxLength: 7 }),
});

function inputOf({ start_date, cadence, trial, periods, quantities }: Deal): QuoteInput {
  const minimum = {
    adjustment_type: 'minimum',
    minimum_amount: '40.00',
    item_id: 'storage',
    applies_to_price_ids: ['storage'],
  } as const;
  return {
    customer: newYorker,
    plan: {
      id: 'pro',
      currency: 'USD',
      prices: [seats('12.00', 5), { ...seats('900.00', 1), id: 'platform', cadence }, calls('0.05'), tiered],
      adjustments: [
        { adjustment_type: 'percentage_discount', percentage_discount: 0.1, applies_to_all: true },
        minimum,
      ],
    },
    start_date,
    periods,
    terms: { trial_duration_days: trial },
    tax: percentTax([{ tax_rate_description: 'VAT', tax_rate_percentage: '19' }]),
    usage: { calls: { quantity: quantities.slice(0, periods) }, storage: { quantity: 120 } },
  };
}

/** Local dates by their number; all of these are midnights in New York. */
function dayOf(instant: string): number {
  return Math.floor(Date.parse(instant.slice(0, 10)) / 86_400_000);
}

/** What was used from one midnight to another, if each period's quantity is used evenly by days; told to whole units. */
function naiveUsage(
  periods: readonly { readonly start_date: string; readonly end_date: string }[],
  quantities: readonly number[],
) {
  const until = (instant: string): number =>
    periods.reduce((sum, { start_date, end_date }, index) => {
      const [from, to, at] = [dayOf(start_date), dayOf(end_date), dayOf(instant)];
      const days = Math.max(0, Math.min(at, to) - from);
      return sum + Math.floor((quantities[index]! * days) / (to - from) + 0.5);
    }, 0);
  return (start: string, end: string): number => until(end) - until(start);
}

describe('quoting is billing', () => {
  it('gives the documents that draftInvoice gives for the same usage', () => {
    fc.assert(
      fc.property(deals, (deal) => {
        const input = frozen(inputOf(deal));
        const quoted = quote(input);
        const { subscription, schedule } = createSubscription({
          customer: newYorker,
          plans: [input.plan!],
          request: { ...input.terms, customer_id: 'acme', plan_id: 'pro', start_date: deal.start_date },
          at: deal.start_date,
        });
        expect(quoted.subscription).toEqual(subscription);
        const end = quoted.periods.at(-1)!.end_date;
        const due = invoicesDue({ subscription, schedule, customer: newYorker, until: end });
        const usedOf = (quantities: readonly number[]) => naiveUsage(quoted.periods, quantities);
        const used: Record<string, (start: string, end: string) => number> = {
          calls: usedOf(deal.quantities),
          storage: usedOf(quoted.periods.map(() => 120)),
        };
        const billed = due.map(({ invoice_date, services }) => {
          const metered = services.filter(({ price_id }) => price_id in used);
          const usage = Object.fromEntries(
            metered.map(({ price_interval_id, price_id, start_date, end_date }) => [
              price_interval_id,
              { quantity: used[price_id]!(start_date, end_date) },
            ]),
          );
          return draftInvoice({ subscription, schedule, customer: newYorker, invoice_date, usage, tax: input.tax });
        });
        const before = quoted.invoices.filter(({ invoice }) => invoice.invoice_date < end);
        expect(before.map(({ invoice }) => invoice)).toEqual(billed.map(({ invoice }) => invoice));
        expect(before.map(({ workings }) => workings)).toEqual(billed.map(({ workings }) => workings));
        expect(before.map(({ explanation }) => explanation)).toEqual(billed.map((draft) => explain(draft)));
      }),
      { numRuns: 25 },
    );
  });

  it('bills at its end what a subscription bills that ends there', () => {
    const deal = {
      start_date: '2026-01-01',
      cadence: 'quarterly',
      trial: 0,
      periods: 3,
      quantities: [70, 80, 90],
    } as const;
    const open = quote(inputOf(deal));
    const ending = quote({ ...inputOf(deal), terms: { trial_duration_days: 0, end_date: '2026-04-01' } });
    const told = (all: typeof open): unknown =>
      all.invoices.map(({ invoice }) => [invoice.invoice_date, invoice.total]);
    expect(told(open)).toEqual(told(ending));
    // A longer quote begins with the shorter one (L29).
    const longer = quote({ ...inputOf({ ...deal, periods: 5, quantities: [70, 80, 90, 5, 6] }) });
    expect(longer.invoices.slice(0, 3).map(({ invoice }) => invoice)).toEqual(
      open.invoices.slice(0, 3).map(({ invoice }) => invoice),
    );
  });

  it('pays from the same ledgers, in the same order', () => {
    const credits = { amount: '50.00', expiry_date: '2026-03-01', per_unit_cost_basis: '1' } as const;
    const input: QuoteInput = {
      customer: newYorker,
      prices: [calls('0.10')],
      start_date: '2026-01-01',
      periods: 3,
      usage: { calls: { quantity: [300, 400, 500] } },
      credits: [credits],
    };
    const quoted = quote(frozen(input));
    const { subscription, schedule } = createSubscription({
      customer: newYorker,
      plans: [{ id: 'quote', name: 'Quote', currency: 'USD', prices: [calls('0.10')] }],
      request: { customer_id: 'acme', plan_id: 'quote', start_date: '2026-01-01' },
      at: '2026-01-01',
    });
    let ledger: CreditLedger = applyLedgerEntry({
      ledger: createLedger({ customer_id: 'acme', currency: 'USD', timezone: 'America/New_York' }),
      entry: { entry_type: 'increment', ...credits, invoice_settings: { auto_collection: false, net_terms: 0 } },
      at: '2026-01-01',
    }).ledger;
    const billed = [300, 400, 500].map((quantity, month) => {
      const draft = draftInvoice({
        subscription,
        schedule,
        customer: newYorker,
        invoice_date: `2026-0${month + 2}-01`,
        usage: { calls: { quantity } },
        ledgers: [ledger],
      });
      ledger = draft.ledgers[0]!;
      return draft.invoice;
    });
    const [purchase, ...drafted] = quoted.invoices.map(({ invoice }) => invoice);
    expect([purchase!.total, purchase!.invoice_source]).toEqual(['50.00', 'one_off']);
    expect(drafted).toEqual(billed);
    expect(quoted.ledgers).toEqual([ledger]);
    // 30.00 of the 50.00 in January, 20.00 of the 40.00 in February, nothing left in March.
    expect(drafted.map(({ total }) => total)).toEqual(['0.00', '20.00', '50.00']);
    expect(quoted.periods.map(({ recognized }) => recognized)).toEqual(['30.00', '40.00', '50.00']);
  });

  it('measures recorded events as invoices do', () => {
    const events = ['2026-01-03T12:00:00Z', '2026-01-20T12:00:00Z', '2026-02-10T12:00:00Z'].map((at) => call(at));
    const quoted = quote(
      frozen({
        customer: newYorker,
        prices: [calls('2.00')],
        start_date: '2026-01-01',
        periods: 2,
        events,
        metrics: [callMetric],
      }),
    );
    expect(quoted.invoices.map(({ invoice }) => invoice.total)).toEqual(['4.00', '2.00']);
  });

  it('grants what the plan allocates, and earns it when it is used', () => {
    const allocation_price = {
      amount: 100,
      currency: 'credits',
      cadence: 'monthly',
      expires_at_end_of_cadence: true,
      per_unit_cost_basis: '0.50',
    } as const;
    const gpu: PriceInput = { ...calls('1'), currency: 'credits', conversion_rate: 0.9 };
    const quoted = quote({
      customer: newYorker,
      plan: { id: 'pro', currency: 'USD', prices: [{ allocation_price }, gpu] },
      start_date: '2026-01-01',
      periods: 2,
      usage: { calls: { quantity: [60, 130] } },
    });
    // 100 × 0.50 each month in advance; 60 used, 40 lost on 1 February; 100 used and 30 × 0.90 beyond.
    expect(quoted.invoices.map(({ invoice }) => invoice.total)).toEqual(['50.00', '50.00', '27.00']);
    expect(quoted.periods.map(({ recognized }) => recognized)).toEqual(['30.00', '97.00']);
  });
});
