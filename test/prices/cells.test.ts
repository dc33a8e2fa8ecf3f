import fc from 'fast-check';
import { preparePrice, ratePrice, type PriceInput, type UsageInput } from 'reckoner';
import { describe, expect, it } from 'vitest';
import { frozen } from '../support/frozen.js';
import { print, product, rational, sum } from '../support/rational.js';
import { faultsOf } from '../support/refusal.js';

const rates = new Map([
  ['eu', '0.30'],
  ['us', '0.1000000001'],
  ['far', '900719925474099.1'],
]);

const config = {
  dimensions: ['region'],
  default_unit_amount: '0.18',
  matrix_values: [...rates].map(([region, unit_amount]) => ({ dimension_values: [region], unit_amount })),
};
const price: PriceInput = { model_type: 'matrix', matrix_config: config };

/** Numbers and texts, small ones, ones beyond the safe integers, and ones finer than a column holds. */
const quantity = fc.oneof(
  fc.integer({ min: 0, max: 12_000_000 }).map((units) => units / 1000),
  fc.integer({ min: 0, max: 1000 }).map((units) => `${units}.500`),
  fc.bigInt({ min: 0n, max: 10n ** 20n }).map(String),
  fc.constantFrom(0, '0', 9_007_199_254_740_991, '0.000000000000000000000000000001', 1e-7),
);
const group = fc.record({
  grouping_values: fc.tuple(fc.constantFrom<string | number | boolean | null>(...rates.keys(), 'else', 1, true, null)),
  quantity,
});

describe('the subtotal of groups by the cells of a matrix', () => {
  it('is the sum of quantity × rate in rational numbers, whatever the quantities', () => {
    const { subtotal } = preparePrice(price);
    fc.assert(
      fc.property(fc.array(group, { maxLength: 12 }), (groups) => {
        const parts = groups.map(({ grouping_values: [value], quantity: given }) => {
          const rate = (typeof value === 'string' ? rates.get(value) : undefined) ?? '0.18';
          // Plain digits: a number as small as 1e-7 prints an exponent.
          const text = given === 1e-7 ? '0.0000001' : String(given);
          return product(rational(text), rational(rate));
        });
        expect(subtotal(frozen({ groups }))).toBe(print(sum(parts)));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['40 × 0.30 + 15 × 0.18', { groups: [['eu', 40], ['x', 15]] }, '14.7'],
    ['one group in two: (1.5 + 2.5) × 0.30', { groups: [['eu', 1.5], ['eu', '2.5']] }, '1.2'],
    ['two products beyond 2^53 and one within: 2 × 10 × 900719925474099.1 + 0.3', { groups: [['far', 10], ['far', 10], ['eu', 1]] }, '18014398509481982.3'],
    ['nothing', { groups: [] }, '0'],
  ] as const)('%s', (_, { groups }, expected) => {
    const usage = { groups: groups.map(([value, given]) => ({ grouping_values: [value], quantity: given })) };
    expect(preparePrice(price).subtotal(usage)).toBe(expected);
  }); // prettier-ignore

  it('refuses what rating refuses, with the same faults', () => {
    const { rate, subtotal } = preparePrice(price);
    const eu = { grouping_values: ['eu'], quantity: 1 };
    const wrong: readonly unknown[] = [
      { groups: [eu, { grouping_values: ['eu'], quantity: -1 }] },
      { groups: [eu, { grouping_values: ['eu'], quantity: '1e3' }, { grouping_values: [{}], quantity: 1 }] },
      { groups: [{ grouping_values: ['eu', 'x'], quantity: 1 }] },
      { groups: [, eu] }, // oxlint-disable-line no-sparse-arrays
      { groups: [Object.create(eu)] },
      { groups: [eu], quantity: 2 },
      { groups: {} },
      Object.create({ groups: [eu] }),
      { quantity: 1 },
      [],
    ];
    for (const usage of wrong) {
      const faults = faultsOf(() => rate(usage as UsageInput));
      expect(faults, JSON.stringify(usage)).not.toEqual([]);
      expect(faultsOf(() => subtotal(usage as UsageInput))).toEqual(faults);
    }
  });

  it('is refused for a fixed price, which has one quantity', () => {
    const fixed = preparePrice({ ...price, price_type: 'fixed_price' });
    expect(faultsOf(() => fixed.subtotal({ groups: [] }))).toEqual(['usage_shape_mismatch usage']);
  });
});

describe('a prepared rating of many charges', () => {
  it('is that of rating once, workings and all, however it is read', () => {
    const values = Array.from({ length: 40 }, (_, at) => `site-${at}`);
    const many: PriceInput = {
      model_type: 'matrix',
      matrix_config: {
        ...config,
        matrix_values: values.map((site) => ({ dimension_values: [site], unit_amount: '0.5' })),
      },
    };
    const usage = { groups: values.map((site, at) => ({ grouping_values: [site], quantity: at + 1 })) };
    const once = ratePrice(many, usage);
    const { rate } = preparePrice(many);
    // (1 + … + 40) × 0.5
    expect(once.subtotal).toBe('410');
    expect(JSON.stringify(rate(usage))).toBe(JSON.stringify(once));
    expect(rate(usage)).toEqual(once);
    expect(structuredClone(rate(usage))).toEqual(once);
    expect({ ...rate(usage) }.workings.charges).toHaveLength(40);
    const rated = rate(usage);
    expect(rated.workings).toBe(rated.workings);
  });
});
