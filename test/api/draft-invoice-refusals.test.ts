import { describe, expect, it } from 'vitest';
import { draftInvoice, type DraftInvoiceInput } from '../../src/index.js';
import { faultsOf, refusal } from '../support/refusal.js';

const seats = { id: 'seats', model_type: 'unit', unit_config: { unit_amount: '12.00' } } as const;
const good: DraftInvoiceInput = {
  customer: { id: 'acme', currency: 'USD' },
  prices: [seats],
  usage: { seats: { quantity: 2 } },
  period: { start_date: '2026-01-01', end_date: '2026-02-01' },
};

type Refused = readonly [what: string, input: Record<string, unknown>, faults: readonly string[]];

const bounded = {
  id: 'seats',
  model_type: 'tiered',
  tiered_config: { tiers: [{ first_unit: 0, last_unit: 1, unit_amount: '1' }] },
};

const refused: readonly Refused[] = [
  ['no customer', { customer: undefined }, ['missing_field customer']],
  [
    'an unknown zone',
    { customer: { id: 'a', currency: 'USD', timezone: 'Mars/Olympus' } },
    ['unknown_timezone customer.timezone'],
  ],
  ['an unknown currency', { customer: { id: 'a', currency: 'usd' } }, ['unknown_currency customer.currency']],
  ['no currency anywhere', { customer: { id: 'a' } }, ['missing_field customer.currency']],
  [
    'a balance of fractions of a cent',
    { customer: { id: 'a', currency: 'USD', balance: '0.005' } },
    ['unrounded_amount customer.balance'],
  ],
  ['two currencies', { prices: [{ ...seats, currency: 'EUR' }] }, ['mixed_currencies prices[0]']],
  [
    'a customer who pays in another currency than the plan',
    { prices: undefined, plan: { invoicing_currency: 'EUR', prices: [seats] } },
    ['currency_mismatch customer.currency'],
  ],
  ['a pricing unit without a rate', { prices: [{ ...seats, currency: 'credits' }] }, ['missing_conversion prices[0]']],
  ['neither plan nor prices', { prices: undefined }, ['missing_field ']],
  ['both plan and prices', { plan: { prices: [] } }, ['missing_field ']],
  [
    'a period that ends before it starts',
    { period: { start_date: '2026-02-01', end_date: '2026-01-01' } },
    ['invalid_interval period'],
  ],
  ['an empty period', { period: { start_date: '2026-01-01', end_date: '2026-01-01' } }, ['invalid_interval period']],
  [
    'a date that is none',
    { period: { start_date: '2026-02-30', end_date: '2026-03-01' } },
    ['invalid_date period.start_date'],
  ],
  [
    'an instant without a zone',
    { period: { start_date: '2026-01-01T00:00:00', end_date: '2026-02-01' } },
    ['invalid_instant period.start_date'],
  ],
  ['an unknown model', { prices: [{ id: 'seats', model_type: 'flat' }] }, ['unknown_model_type prices[0].model_type']],
  [
    'a model without its config',
    { prices: [{ id: 'seats', model_type: 'unit' }] },
    ['missing_field prices[0].unit_config'],
  ],
  ['two prices of one id', { prices: [seats, seats] }, ['invalid_reference prices[1]']],
  ['usage of no price', { usage: { seats: { quantity: 1 }, seat: { quantity: 1 } } }, ['price_reference usage.seat']],
  ['usage forgotten', { prices: [{ ...seats, billable_metric_id: 'm' }], usage: {} }, ['missing_field usage.seats']],
  ['a negative quantity', { usage: { seats: { quantity: -1 } } }, ['negative_quantity usage.seats.quantity']],
  [
    'a quantity that is no decimal',
    { usage: { seats: { quantity: '1e3' } } },
    ['invalid_decimal usage.seats.quantity'],
  ],
  ['groups for a model of one quantity', { usage: { seats: { groups: [] } } }, ['usage_shape_mismatch usage.seats']],
  ['a quantity beyond the last tier', { prices: [bounded] }, ['quantity_beyond_last_tier usage.seats']],
  [
    'an adjustment of no type',
    { prices: undefined, plan: { prices: [seats], adjustments: [{}] } },
    ['missing_field plan.adjustments[0].adjustment_type'],
  ],
  [
    'a minimum below zero on a price',
    { prices: [{ ...seats, minimum_amount: '-5' }] },
    ['invalid_adjustment prices[0].minimum_amount'],
  ],
  [
    'a trial discount, where no trial could end',
    { prices: [{ ...seats, discount: { discount_type: 'trial' } }] },
    ['invalid_adjustment prices[0].discount'],
  ],
  ['a balance finer than a cent', { customer_balance: '0.001' }, ['unrounded_amount customer_balance']],
  ['credits that are no function', { payWithCredits: {} }, ['invalid_type payWithCredits']],
  ['earlier invoices that are no list', { earlier_invoices: {} }, ['invalid_type earlier_invoices']],
  [
    'phases',
    { prices: undefined, plan: { prices: [seats], plan_phases: [{ order: 1 }] } },
    ['phase_required plan.plan_phases'],
  ],
  [
    'a grouped line of a fixed price',
    { prices: [{ ...seats, fixed_price_quantity: 2, invoice_grouping_key: 'team' }], usage: {} },
    ['invoice_grouping_unsupported prices[0].invoice_grouping_key'],
  ],
  [
    'a policy that is none',
    { policies: { rounding: 'up', tax: true } },
    ['unknown_policy policies.rounding', 'unknown_policy policies.tax'],
  ],
  ['a field that nobody reads', { tax: {} }, ['invalid_type tax']],
  [
    'a metric that is not there',
    { prices: [{ ...seats, billable_metric_id: 'm' }], usage: undefined, events: [] },
    ['invalid_reference prices[0]'],
  ],
  [
    'an event without a timestamp',
    {
      prices: [{ ...seats, billable_metric_id: 'm' }],
      usage: undefined,
      metrics: [{ id: 'm', aggregation: { kind: 'count' } }],
      events: [{ event_name: 'call', properties: {} }],
    },
    ['missing_field events[0].timestamp'],
  ],
];

describe('draftInvoice refuses', () => {
  it.each(refused)('%s', (_what, change, faults) => {
    const input = { ...good, ...change } as DraftInvoiceInput;
    expect(faultsOf(() => draftInvoice(input))).toEqual(faults);
  });

  it('all faults of all prices at once', () => {
    const input = {
      ...good,
      prices: [
        { id: 'a', model_type: 'unit', unit_config: { unit_amount: 'x' } },
        { id: 'b', model_type: 'package', package_config: { package_amount: '1', package_size: 0 } },
      ],
    } as DraftInvoiceInput;
    expect(faultsOf(() => draftInvoice(input))).toEqual([
      'invalid_decimal prices[0].unit_config.unit_amount',
      'invalid_price_config prices[1].package_config.package_size',
    ]);
  });

  it('all usage that cannot be rated at once', () => {
    const input = {
      ...good,
      prices: [
        { ...seats, id: 'a' },
        { ...seats, id: 'b' },
      ],
      usage: { a: { quantity: -1 }, b: { quantity: -2 } },
    };
    expect(faultsOf(() => draftInvoice(input))).toEqual([
      'negative_quantity usage.a.quantity',
      'negative_quantity usage.b.quantity',
    ]);
  });

  it.each([null, undefined, 7, 'x', [], () => 0])('%s for an input', (input) => {
    expect(refusal(() => draftInvoice(input as never)).issues.length).toBeGreaterThan(0);
  });

  it('a document that refers to itself', () => {
    const metadata: Record<string, unknown> = {};
    metadata['self'] = metadata;
    const input = { ...good, prices: [{ ...seats, metadata }] } as unknown as DraftInvoiceInput;
    expect(refusal(() => draftInvoice(input)).code).toBe('limit_exceeded');
  });
});

describe('hostile keys', () => {
  it('stay data: a price, a usage entry and metadata may be called __proto__', () => {
    const prices = [
      { ...seats, id: '__proto__', metadata: JSON.parse('{"__proto__": "x"}') as Record<string, string> },
    ];
    const usage = JSON.parse('{"__proto__": {"quantity": 2}}') as DraftInvoiceInput['usage'];
    const { invoice } = draftInvoice({ ...good, prices, usage });
    expect(invoice.total).toBe('24.00');
    expect(Object.keys(invoice.line_items[0]?.price.metadata ?? {})).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>)['quantity']).toBeUndefined();
  });
});
