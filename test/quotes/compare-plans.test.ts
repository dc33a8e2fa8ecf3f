import { comparePlans, quote, type ComparePlansInput, type PriceInput } from 'reckoner';
import { describe, expect, it } from 'vitest';
import { frozen } from '../support/frozen.js';
import { faultsOf } from '../support/refusal.js';

const price = { id: 'calls', name: 'Calls', billable_metric_id: 'calls', item_id: 'api' } as const;
const fee = (unit_amount: string, more: object = {}): PriceInput => ({
  id: 'fee',
  name: 'Fee',
  model_type: 'unit',
  unit_config: { unit_amount },
  ...more,
});
const perCall = (unit_amount: string): PriceInput => ({ ...price, model_type: 'unit', unit_config: { unit_amount } });

const scenario = {
  customer: { id: 'acme', currency: 'USD', timezone: 'UTC' },
  start_date: '2026-01-01',
  periods: 3,
  usage: { calls: { quantity: [500, 1000, 2000] } },
};
const offers = [
  { id: 'payg', name: 'Pay as you go', prices: [perCall('0.10')] },
  { id: 'pro', prices: [perCall('0.04'), fee('50.00')] },
];

describe('plans compared', () => {
  it('by period, by item and in whole, against the first', () => {
    const comparison = comparePlans(frozen({ ...scenario, offers }));
    // 50, 100, 200 against 50 + 20, 50 + 40, 50 + 80.
    expect(comparison.periods.map(({ amounts, cheapest }) => [amounts.map(({ amount }) => amount), cheapest])).toEqual([
      [['50.00', '70.00'], ['payg']],
      [['100.00', '90.00'], ['pro']],
      [['200.00', '130.00'], ['pro']],
    ]);
    expect(comparison.total).toEqual({
      amounts: [
        { offer_id: 'payg', amount: '350.00', difference: '0.00' },
        { offer_id: 'pro', amount: '290.00', difference: '-60.00' },
      ],
      cheapest: ['pro'],
    });
    expect(
      comparison.items.map(({ item_id, amounts }) => [item_id, amounts.map(({ difference }) => difference)]),
    ).toEqual([
      ['api', ['0.00', '-210.00']],
      ['fee', ['0.00', '150.00']],
    ]);
    expect(comparison.offers.map(({ name }) => name)).toEqual(['Pay as you go', 'pro']);
    expect(JSON.parse(JSON.stringify(comparison.offers[1]!.quote))).toEqual(
      JSON.parse(JSON.stringify(quote({ ...scenario, prices: offers[1]!.prices }))),
    );
    expect(comparison.break_even).toBeNull();
  });

  it('over the periods of the one that bills most often, whatever is paid when', () => {
    const yearly = { id: 'yearly', prices: [fee('365.00', { cadence: 'annual' })] };
    const monthly = { id: 'monthly', prices: [fee('31.00')] };
    const { periods } = comparePlans({ ...scenario, usage: undefined, offers: [yearly, monthly] });
    expect(periods.map(({ amounts }) => amounts.map(({ amount }) => amount))).toEqual([
      ['31.00', '31.00'],
      ['28.00', '31.00'],
      ['31.00', '31.00'],
    ]);
    expect(periods.map(({ cheapest }) => cheapest)).toEqual([['yearly', 'monthly'], ['yearly'], ['yearly', 'monthly']]);
  });
});

describe('a break-even', () => {
  const ask = (pair: ComparePlansInput['offers'], to: number | string, more: object = {}) =>
    comparePlans({
      ...scenario,
      usage: { calls: { quantity: 1 } },
      offers: pair,
      break_even: { usage: 'calls', to, ...more },
    }).break_even!;

  it('is exact where prices are rated on one quantity: 0.10 q = 0.04 q + 50 at 833.33…', () => {
    expect(ask(offers, 10_000)).toEqual({
      usage: 'calls',
      between: ['payg', 'pro'],
      method: 'exact',
      points: [{ quantity: '833.33333333333333333333', cheaper_below: 'payg', cheaper_above: 'pro', method: 'exact' }],
    });
  });

  it('has as many points as the curves cross: 0.25 up to 100 then 0.05, against 0.15', () => {
    const tiers = [
      { first_unit: 0, last_unit: 100, unit_amount: '0.25' },
      { first_unit: 100, last_unit: 1000, unit_amount: '0.05' },
      { first_unit: 1000, last_unit: null, unit_amount: '0.35' },
    ];
    // 25 + 0.05 (q − 100) = 0.15 q at 200; 70 + 0.35 (q − 1000) = 0.15 q at 1400.
    const tiered: PriceInput = { ...price, model_type: 'tiered', tiered_config: { tiers } };
    const { method, points } = ask(
      [
        { id: 'a', prices: [tiered] },
        { id: 'b', prices: [perCall('0.15')] },
      ],
      2000,
      { from: 1 },
    );
    expect(method).toBe('exact');
    expect(
      points.map(({ quantity, cheaper_below, cheaper_above }) => [quantity, cheaper_below, cheaper_above]),
    ).toEqual([
      ['200', 'b', 'a'],
      ['1400', 'a', 'b'],
    ]);
  });

  it('is at the jump where a package begins: 12 per 100 against 0.10: 100 costs 12 and 10, 120 both 24 and 12', () => {
    const packaged: PriceInput = {
      ...price,
      model_type: 'package',
      package_config: { package_amount: '12.00', package_size: 100 },
    };
    const { method, points } = ask(
      [
        { id: 'a', prices: [packaged] },
        { id: 'b', prices: [perCall('0.16')] },
      ],
      250,
      { from: 1 },
    );
    expect(method).toBe('exact');
    // Until 75 the package costs more, until 100 less, until 150 more (24 against 16 to 24), then less, beyond 200 more.
    expect(points.map(({ quantity, cheaper_above }) => [quantity, cheaper_above])).toEqual([
      ['75', 'a'],
      ['100', 'b'],
      ['150', 'a'],
      ['200', 'b'],
      ['225', 'a'],
    ]);
  });

  it('is searched by drafting where adjustments act, and says so', () => {
    const minimum = {
      adjustment_type: 'minimum',
      minimum_amount: '40.00',
      item_id: 'api',
      applies_to_all: true,
    } as const;
    const committed = {
      id: 'committed',
      plan: { id: 'c', currency: 'USD', prices: [perCall('0.05')], adjustments: [minimum] },
    };
    // max(40, 0.05 q) against 0.10 q: the first whole unit above 400.
    const { method, points } = ask([{ id: 'payg', prices: [perCall('0.10')] }, committed], 2000);
    expect(method).toBe('search');
    expect(points).toEqual([
      { quantity: '400', cheaper_below: 'payg', cheaper_above: null, method: 'search' },
      { quantity: '401', cheaper_below: null, cheaper_above: 'committed', method: 'search' },
    ]);
  });

  it('is nowhere where one offer is always cheaper', () => {
    expect(
      ask(
        [
          { id: 'a', prices: [perCall('0.10')] },
          { id: 'b', prices: [perCall('0.11')] },
        ],
        100,
        { from: 1 },
      ).points,
    ).toEqual([]);
  });

  it('takes lines over several periods: a quarter at 0.10 from 300 on free, against 0.05', () => {
    const tiers = [
      { first_unit: 0, last_unit: 300, unit_amount: '0.10' },
      { first_unit: 300, last_unit: null, unit_amount: '0' },
    ];
    const quarterly: PriceInput = { ...price, model_type: 'tiered', tiered_config: { tiers }, cadence: 'quarterly' };
    const monthly = fee('0');
    // Three months of q: min(3q, 300) × 0.10 against 3q × 0.05: 30 = 0.15 q at 200.
    const { method, points } = ask(
      [
        { id: 'a', prices: [quarterly, monthly] },
        { id: 'b', prices: [perCall('0.05')] },
      ],
      1000,
      { from: 1 },
    );
    expect([method, points.map(({ quantity }) => quantity)]).toEqual(['exact', ['200']]);
  });
});

describe('what comparePlans refuses', () => {
  it.each([
    ['no offers', { offers: [] }, ['invalid_type offers']],
    ['one offer', { offers: [offers[0]] }, ['invalid_type offers']],
    ['offers that are none', { offers: undefined }, ['missing_field offers']],
    ['two offers of one id', { offers: [offers[0], offers[0]] }, ['invalid_reference offers[1].id']],
    [
      'a fault of an offer',
      { offers: [offers[0], { id: 'x', prices: [{ id: 'y', model_type: 'free' }] }] },
      ['unknown_model_type offers[1].prices[0].model_type'],
    ],
    ['a field of no offer', { offers: [offers[0], { ...offers[1], price: 1 }] }, ['invalid_type offers[1].price']],
    [
      'currencies that differ',
      {
        customer: { id: 'a' },
        offers: [offers[0], { id: 'e', plan: { id: 'e', currency: 'EUR', prices: [perCall('1')] } }],
      },
      ['mixed_currencies offers[1]'],
    ],
    [
      'usage that no offer charges',
      { usage: { calls: { quantity: 1 }, cals: { quantity: 1 } } },
      ['price_reference usage.cals'],
    ],
    ['a break-even of nothing', { break_even: { usage: 'seats', to: 10 } }, ['price_reference break_even.usage']],
    ['a break-even without an end', { break_even: { usage: 'calls' } }, ['missing_field break_even.to']],
    ['a break-even backwards', { break_even: { usage: 'calls', from: 5, to: 5 } }, ['invalid_interval break_even.to']],
    [
      'a break-even between an offer and itself',
      { break_even: { usage: 'calls', to: 5, between: ['pro', 'pro'] } },
      ['invalid_type break_even.between'],
    ],
    [
      'a negative break-even',
      { break_even: { usage: 'calls', from: -1, to: 5 } },
      ['negative_quantity break_even.from'],
    ],
    [
      'a break-even far out',
      { break_even: { usage: 'calls', to: '1000000000000000' } },
      ['limit_exceeded break_even.to'],
    ],
    ['too many periods', { periods: 1e9, usage: { calls: { quantity: 1 } } }, ['horizon_exceeded periods']],
  ])('%s', (_, change, faults) => {
    expect(faultsOf(() => comparePlans({ ...scenario, offers, ...change } as never))).toEqual(faults);
  });
});
