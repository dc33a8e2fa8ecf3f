import fc from 'fast-check';
import { isBillingError, quote, ratePrice, roundAmount, type BillingError, type PriceInput } from 'reckoner';
import { describe, expect, it } from 'vitest';
import { estimate } from '../../page/estimate.js';
import { openOffer } from '../../page/offers.js';
import { compareRequest, quoteRequest } from '../../page/requests.js';
import { initialState, type EstimatorState } from '../../page/state.js';
import { usageFields } from '../../page/usage-fields.js';
import { priceModels } from '../../src/prices/index.js';
import type { ModelType } from '../../src/wire/index.js';
import { documentRates, plainRates } from '../support/decimal-texts.js';
import { rateables, usageShapes } from '../support/price-arbitraries.js';

const models = Object.keys(priceModels) as ModelType[];

const own = (prices: readonly unknown[], more: Partial<EstimatorState> = {}): EstimatorState => ({
  ...initialState,
  plan: 'own',
  other: '',
  own: JSON.stringify({ name: 'Own', currency: 'USD', prices }),
  ...more,
});

const quoted = (state: EstimatorState) => quote(quoteRequest(state, openOffer('own', state)));

function refusalOf(state: EstimatorState): BillingError {
  try {
    quoted(state);
  } catch (error) {
    if (isBillingError(error)) return error;
    throw error;
  }
  throw new Error('was not refused');
}

function refuses(ask: () => unknown): boolean {
  try {
    ask();
    return false;
  } catch (error) {
    if (isBillingError(error)) return true;
    throw error;
  }
}

describe('a price of every model', () => {
  it.each(models)('%s can be entered, and comes to what its usage rates to', (model) => {
    const metered = usageShapes[model] !== 'components';
    fc.assert(
      fc.property(rateables(model, documentRates(model, plainRates)), ({ price }) => {
        const metric = metered ? { billable_metric_id: 'used' } : {};
        const { fixed_price_quantity: _, ...rest } = price;
        const own_price = { ...rest, id: 'own', name: 'Own', ...metric };
        const state = own([own_price]);
        const [field] = usageFields(JSON.parse(state.own));
        expect(field?.shape ?? 'components').toBe(usageShapes[model]);
        const request = quoteRequest(state, openOffer('own', state));
        const usage =
          field?.shape === 'events'
            ? { events: [...(request.events ?? [])].map(({ properties }) => ({ properties, quantity: '100' })) }
            : (request.usage?.['used'] ?? { components: [] });
        const rate = () => ratePrice(own_price as PriceInput, usage as Parameters<typeof ratePrice>[1]);
        // A configuration may end before what a field begins with; everything else is rated.
        if (refuses(rate)) {
          expect(refusalOf(state).code).toBe('quantity_beyond_last_tier');
          return;
        }
        const [line] = quote(request).invoices.flatMap(({ invoice }) => invoice.line_items);
        expect(line?.subtotal).toBe(roundAmount({ amount: rate().subtotal, currency: 'USD' }));
      }),
      { numRuns: 2 },
    );
  });
});

const matrix: PriceInput = {
  id: 'gpu',
  name: 'GPU hours',
  billable_metric_id: 'gpu',
  model_type: 'matrix',
  matrix_config: {
    dimensions: ['kind', 'region'],
    default_unit_amount: '0.50',
    matrix_values: [
      { dimension_values: ['a100', 'eu'], unit_amount: '2.00' },
      { dimension_values: ['t4', null], unit_amount: '0.25' },
    ],
  },
};
const plain: PriceInput = {
  id: 'plain',
  name: 'GPU hours, any',
  billable_metric_id: 'gpu',
  model_type: 'unit',
  unit_config: { unit_amount: '1.00' },
};

describe('usage by groups', () => {
  it('begins with the groups that the price names, and takes any other', () => {
    const [field] = usageFields({ prices: [matrix] });
    expect(field).toMatchObject({ keys: ['kind', 'region'], names: ['gpu'] });
    expect(field!.first).toEqual([
      ['a100', 'eu', '1000'],
      ['t4', '', '1000'],
    ]);
    const rows = [
      ['a100', 'eu', '3'],
      ['t4', '', '8'],
      ['h100', 'us', '2'],
      ['a100', 'eu', '1'],
    ];
    // (3 + 1) × 2.00 + 8 × 0.25 + 2 × 0.50 = 11.
    expect(quoted(own([matrix], { rows: new Map([[field!.key, rows]]) })).totals.recognized).toBe('11.00');
    expect(quoted(own([matrix], { rows: new Map([[field!.key, []]]) })).totals.recognized).toBe('0.00');
  });

  it('is asked for price by price where a metric is also one quantity', () => {
    const state = own([matrix, plain], { quantities: new Map([['gpu', '7']]) });
    const fields = usageFields(JSON.parse(state.own));
    expect(fields.map(({ names }) => names)).toEqual([['gpu'], ['plain']]);
    // 1000 × 2.00 + 1000 × 0.25 + 7 × 1.00.
    expect(quoted(state).totals.recognized).toBe('2257.00');
  });

  it('draws the curve of the first group, and none of what is refused', () => {
    const shown = estimate(own([matrix])).curve;
    if (shown === null || 'error' in shown) throw shown?.error ?? new Error('no curve');
    expect(shown.value.group).toEqual(['a100', 'eu']);
    expect(shown.value.curve.segments.map(({ marginal_rate }) => marginal_rate)).toEqual(['2']);
    // The plan to compare with has a curve, but that is not what was chosen.
    expect(estimate(own([], { own: '{"prices":"none"}', other: 'payg' })).curve).toBeNull();
    expect(estimate(own([matrix], { periods: '0', other: 'payg' })).curve).toBeNull();
  });
});

describe('usage by single events', () => {
  const payments: PriceInput = {
    id: 'pay',
    name: 'Payments',
    billable_metric_id: 'pay',
    model_type: 'bps',
    bps_config: { bps: 100, per_unit_maximum: '5.00' },
  };
  const rows = new Map([
    [
      'pay, events',
      [
        ['200', '3'],
        ['1000.50', '2'],
      ],
    ],
  ]);

  it('is as many events in each period, none of them told to grow', () => {
    // 3 × 2.00 + 2 × 5.00 (of 10.005, capped) = 16, in each of three months.
    const { totals, invoices } = quoted(own([payments], { rows, periods: '3' }));
    expect([totals.recognized, invoices.length]).toEqual(['48.00', 3]);
  });

  it('is compared over the periods that both plans have', () => {
    const weekly = { ...payments, id: 'week', billing_cycle_configuration: { duration: 1, duration_unit: 'month' } };
    const state = own([payments], { rows, periods: '2' });
    const offers = [openOffer('own', state), { id: 'other', name: 'Other', plan: { prices: [weekly] } }] as const;
    const { events, metrics } = compareRequest(state, offers);
    expect([[...(events ?? [])].length, metrics?.length]).toEqual([10, 1]);
  });

  it.each([
    [['x', '1'], 'invalid_decimal', 'usage.pay.events[0].amount'],
    [['1', '1.5'], 'invalid_type', 'usage.pay.events[0].count'],
    [['1', '999999'], 'limit_exceeded', 'usage'],
    [['-1', '1'], 'negative_quantity', undefined],
    [[], 'invalid_decimal', 'usage.pay.events[0].amount'],
  ])('of %j is refused', (row, code, path) => {
    const { code: told, issues } = refusalOf(own([payments], { rows: new Map([['pay, events', [row]]]) }));
    expect([told, path === undefined ? path : issues[0]?.path]).toEqual([code, path]);
  });
});

describe('growth', () => {
  const grown = (kind: string, by: string, factors: string) =>
    own([plain], {
      periods: '3',
      quantities: new Map([['gpu', '100']]),
      growth: new Map([['gpu', { kind, by, factors }]]),
    });

  it.each([
    ['', '9', '', '300.00'],
    // 100 + 110 + 120.
    ['linear', '10', '', '330.00'],
    // 100 + 105 + 110.25, in whole units: 110.
    ['compound', '5', '', '315.00'],
    // 100, 150, 50.
    ['seasonal', '', '1 1.5; 0.5', '300.00'],
    // 100 × 1, 110 × 2, 120 × 1.
    ['linear', '10', '1 2', '440.00'],
  ])('%s by %j with factors %j', (kind, by, factors, total) => {
    expect(quoted(grown(kind, by, factors)).totals.recognized).toBe(total);
  });

  it.each([
    ['linear', '', '', 'usage.gpu.growth.amount'],
    ['compound', 'x', '', 'usage.gpu.growth.rate'],
    ['seasonal', '', '', 'usage.gpu.growth.factors'],
    ['seasonal', '', '1 x', 'usage.gpu.growth.factors[1]'],
  ])('%s by %j with factors %j is refused', (kind, by, factors, path) => {
    expect(refusalOf(grown(kind, by, factors)).issues[0]?.path).toBe(path);
  });
});

describe('a coupon and credits', () => {
  const state = own([plain], { quantities: new Map([['gpu', '100']]), periods: '2' });

  it.each([
    // 100 a month: 7.5 % off both; 25 off the first; 80 credits at 0.50 pay the first 80.
    ['a share', { coupon: 'percentage', off: '7.5' }, '185.00'],
    ['an amount, for a month', { coupon: 'amount', off: '25', months: '1' }, '175.00'],
    ['credits', { credits: '80', cost: '0.5' }, '160.00'],
    // January's 100 are paid by them, 200 expire, and February's 100 are paid in money.
    ['credits that expire unused', { credits: '300', cost: '1', expires: '2026-02-15' }, '400.00'],
    ['a gift', { credits: '80' }, '120.00'],
  ])('%s', (_, more, recognized) => {
    expect(quoted({ ...state, ...more }).totals.recognized).toBe(recognized);
  });

  it.each([
    [{ coupon: 'percentage', off: '' }, 'coupons[0].discount'],
    [{ coupon: 'percentage', off: '101' }, 'coupons[0].discount'],
    [{ coupon: 'amount', off: 'x' }, 'coupons[0].discount'],
    [{ coupon: 'amount', off: '1', months: '0' }, 'coupons[0].duration_in_months'],
    [{ credits: 'x' }, 'credits[0].amount'],
    [{ credits: '5', cost: '-1' }, 'credits[0].per_unit_cost_basis'],
    [{ credits: '5', expires: 'soon' }, 'credits[0].expiry_date'],
  ])('%j is refused at its place', (more, place) => {
    expect(refusalOf({ ...state, ...more }).issues[0]?.path.startsWith(place)).toBe(true);
  });

  it('come with every plan that is compared', () => {
    const { offers } = compareRequest({ ...state, coupon: 'amount', off: '5', credits: '10' }, [
      openOffer('own', state),
      openOffer('payg', state),
    ]);
    expect(offers.map(({ coupons, credits }) => [coupons?.length, credits?.length])).toEqual([
      [1, 1],
      [1, 1],
    ]);
    expect(quote(quoteRequest(state, openOffer('own', state))).ledgers).toEqual([]);
  });
});
