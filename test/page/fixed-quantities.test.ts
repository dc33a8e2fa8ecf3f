import fc from 'fast-check';
import { quote } from 'reckoner';
import { describe, expect, it } from 'vitest';
import { estimate } from '../../page/estimate.js';
import { fixedFields } from '../../page/fixed-fields.js';
import { openOffer, type Offer } from '../../page/offers.js';
import { compareRequest, quoteRequest } from '../../page/requests.js';
import { initialState, type EstimatorState } from '../../page/state.js';
import { roundAmount } from '../../src/index.js';

const seats = {
  id: 'seats',
  name: 'Seats',
  item_id: 'seat',
  model_type: 'unit',
  unit_config: { unit_amount: '9.00' },
  fixed_price_quantity: 5,
} as const;
const own = (prices: readonly unknown[], fixed: readonly (readonly [string, string])[] = []): EstimatorState => ({
  ...initialState,
  plan: 'own',
  other: '',
  own: JSON.stringify({ currency: 'USD', prices }),
  fixed: new Map(fixed),
});
const totalOf = (state: EstimatorState): string =>
  quote(quoteRequest(state, openOffer('own', state))).totals.recognized;

describe('quantities that prices have of their own', () => {
  it('are asked for by item, which plans share, and begin as in the first plan', () => {
    const dear = { price: { ...seats, id: 'dear', fixed_price_quantity: '8.5' }, plan_phase_order: null };
    const same = { ...seats, id: 'same', item_id: undefined, item: { id: 'seat' } };
    expect(fixedFields([{ prices: [seats] }, { prices: [dear] }, { prices: [same] }])).toEqual([
      { key: 'seat', label: 'Seats', planned: ['5', '8.5'], phase: null },
    ]);
  });

  it('are asked for price by price where a plan has several of one item', () => {
    const prices = [1, 2].map((order) => ({ price: { ...seats, id: `seats-${order}` }, plan_phase_order: order }));
    expect(fixedFields([{ prices }]).map(({ key, phase }) => [key, phase])).toEqual([
      ['price seats-1', 1],
      ['price seats-2', 2],
    ]);
    const flat = prices.map(({ price }) => price);
    // 2 × 9.00 for the one, 5 × 9.00 for the other.
    expect(totalOf(own(flat, [['price seats-1', '2']]))).toBe('63.00');
  });

  it.each([
    ['a price by usage', { ...seats, billable_metric_id: 'used' }],
    ['a fetched price by usage', { ...seats, billable_metric: { id: 'used' } }],
    ['a price that says so', { ...seats, price_type: 'usage_price' }],
    ['a composite', { ...seats, model_type: 'percent' }],
    ['a fee that states none', { ...seats, fixed_price_quantity: null }],
    ['a price without any id', { ...seats, id: undefined }],
    ['what is no price', null],
  ])('are not of %s', (_, price) => {
    expect(fixedFields([{ prices: [price] }, null, { prices: 'none' }])).toEqual([]);
  });

  it('are billed as typed, of a price under either id', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.nat(99), fc.boolean(), (whole, hundredths, isExternal) => {
        const typed = `${whole}.${String(hundredths).padStart(2, '0')}`;
        const price = isExternal ? { ...seats, id: undefined, external_price_id: 'mine' } : seats;
        const cents = BigInt(whole * 100 + hundredths) * 9n;
        const expected = `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
        expect(totalOf(own([price], [['seat', ` ${typed}`]]))).toBe(expected);
      }),
      { numRuns: 20 },
    );
  });

  it('leave the deal as the plan has it until they differ from it', () => {
    const state = own([seats], [['seat', '5']]);
    expect(quoteRequest(state, openOffer('own', state)).terms).toBeUndefined();
    expect(quoteRequest({ ...state, coupon: 'amount', off: '1' }, openOffer('own', state)).terms).toEqual({
      coupon_redemption_code: 'ESTIMATE',
    });
  });

  it('are the same for both plans that are compared, so that what is shown is what is compared', () => {
    const state = own([seats]);
    const other: Offer = { id: 'b', name: 'B', plan: { prices: [{ ...seats, id: 'b', fixed_price_quantity: 8 }] } };
    const termsOf = (more: Partial<EstimatorState>) =>
      compareRequest({ ...state, ...more }, [openOffer('own', state), other]).offers.map(({ terms }) => terms);
    const replaced = (id: string, quantity: string) => ({
      replace_prices: [{ replaces_price_id: id, fixed_price_quantity: quantity }],
    });
    expect(termsOf({})).toEqual([undefined, replaced('b', '5')]);
    expect(termsOf({ fixed: new Map([['seat', '12']]) })).toEqual([replaced('seats', '12'), replaced('b', '12')]);
  });

  it.each(['', 'x', '-1', '1e3'])('of %j are refused at their field, whichever plan has them', (typed) => {
    const refused = estimate(own([seats], [['seat', typed]])).refused;
    expect([...refused.keys()]).toEqual(['seat']);
    // The plan that is chosen has no seats, the one that it is compared with has.
    const compared = estimate({ ...initialState, other: 'team', fixed: new Map([['seats', typed]]) });
    expect([...compared.refused.keys()]).toEqual(['seats']);
    expect('value' in compared.quote).toBe(true);
    expect(compared.question).toBeNull();
  });

  it('of a bundled plan come to what is written out', () => {
    // 49 + 12 × 9.00 + 15,000 × 0.004 + 2 × 8.00.
    const { quote: quoted } = estimate({ ...initialState, plan: 'team', fixed: new Map([['seats', '12']]) });
    expect('value' in quoted && quoted.value.totals.recognized).toBe(roundAmount({ amount: '233', currency: 'USD' }));
  });
});
