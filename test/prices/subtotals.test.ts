import fc from 'fast-check';
import { preparePrice, type Amount, type PriceInput } from 'reckoner';
import { describe, expect, it } from 'vitest';
import { frozen } from '../support/frozen.js';
import { faultsOf } from '../support/refusal.js';

const tiers = [
  { first_unit: 0, last_unit: 10, unit_amount: '4.00' },
  { first_unit: 10, last_unit: 25, unit_amount: '3.25' },
  { first_unit: 25, last_unit: 1000, unit_amount: '2.50' },
];
const tiered: PriceInput = { model_type: 'tiered', tiered_config: { tiers, prorated: true } };
const packages = { package_amount: '4.99', package_size: 250 };

/** Quantities and what each costs, worked by hand. */
const rows: readonly (readonly [what: string, price: PriceInput, costs: readonly (readonly [Amount, string])[]])[] = [
  [
    'tiered: 10 × 4; + 20 × 3.25 beyond; 40 + 15 × 3.25 + 5.5 × 2.50',
    tiered,
    [
      [10, '40'],
      ['10.000', '40'],
      [20, '72.5'],
      ['30.5', '102.5'],
      [0, '0'],
      ['0.000000000000000000000000000001', '0.000000000000000000000000000004'],
    ],
  ],
  [
    'package: 9 × 4.99; a unit more starts the tenth; 4 × 10^15 packages of the largest',
    { model_type: 'package', package_config: packages },
    [
      [2250, '44.91'],
      [2250.001, '49.9'],
      ['1000000000000000000', '19960000000000000'],
      [0, '0'],
    ],
  ],
  [
    'unit at 10^-12: quantities beyond and within the fast lane',
    { model_type: 'unit', unit_config: { unit_amount: '0.000000000001' } },
    [
      ['1000000000000000000', '1000000'],
      [3, '0.000000000003'],
      [9_007_199_254_740_991, '9007.199254740991'],
    ],
  ],
  [
    'thresholds have to be passed: 0 → 0, 100 → 25, 100.5 → 60',
    {
      model_type: 'threshold_total_amount',
      threshold_total_amount_config: {
        consumption_table: [
          { threshold: '0', total_amount: '25' },
          { threshold: '100', total_amount: '60' },
        ],
      },
    },
    [
      [0, '0'],
      [100, '25'],
      [100.5, '60'],
    ],
  ],
  [
    'a bound finer than the quantities: 1 × 2; 1.5 × 2; 1.5 × 2 + 0.5 × 1; and one beyond 2^53, which nothing reaches',
    {
      model_type: 'tiered',
      tiered_config: {
        tiers: [
          { first_unit: 0, last_unit: '1.5', unit_amount: 2 },
          { first_unit: '1.5', last_unit: '1000000000000000000', unit_amount: 1 },
          { first_unit: '1000000000000000000', unit_amount: 0 },
        ],
      },
    },
    [
      [1, '2'],
      ['1.5', '3'],
      [2, '3.5'],
    ],
  ],
  [
    'a model without a table: the minimum of the tier reached',
    {
      model_type: 'tiered_with_minimum',
      tiered_with_minimum_config: {
        tiers: [
          { tier_lower_bound: '0', unit_amount: '0.60', minimum_amount: '30' },
          { tier_lower_bound: '100', unit_amount: '0.40', minimum_amount: '75' },
        ],
      },
    },
    [
      [40, '30'],
      [120, '75'],
      [200, '100'],
      [0, '0'],
    ],
  ],
];

describe('subtotals of many quantities', () => {
  it.each(rows)('%s', (_, price, costs) => {
    const quantities = frozen(costs.map(([quantity]) => quantity));
    const prepared = preparePrice(price);
    const many = prepared.subtotals(quantities);
    expect(many.length).toBe(costs.length);
    expect(JSON.stringify(many)).toBe(JSON.stringify(costs.map(([, cost]) => cost)));
    expect(costs.map((_cost, at) => many.at(at))).toEqual(costs.map(([, cost]) => cost));
    expect(quantities.map((quantity) => prepared.subtotal({ quantity }))).toEqual(costs.map(([, cost]) => cost));
  });

  it('scale with a cut period, and round nothing until they are written: 3 × 40 × 1/3', () => {
    const third = preparePrice(tiered, { fraction: { numerator: 1, denominator: 3 } }).subtotals([10, 10, 10]);
    expect(third.at(0)).toBe('13.33333333333333333333');
    expect(third.total()).toBe('40');
  });

  it('mirror negative quantities where the policy allows them', () => {
    const unit = { model_type: 'unit', unit_config: { unit_amount: '2' } } as const;
    const allowed = preparePrice(unit, { policies: { negative_quantity: 'allow' } });
    expect(allowed.subtotals([3, -3, '-0.5']).toJSON()).toEqual(['6', '-6', '-1']);
  });

  it('are refused with every fault and its place', () => {
    const { subtotals } = preparePrice(tiered);
    expect(faultsOf(() => subtotals([1, -1, 5, 1001, '-0.5']))).toEqual([
      'negative_quantity quantities[1]',
      'quantity_beyond_last_tier quantities[3]',
      'negative_quantity quantities[4]',
    ]);
    expect(faultsOf(() => subtotals([1, 'x']))).toEqual(['invalid_decimal quantities[1]']);
    expect(faultsOf(() => subtotals({} as never))).toEqual(['invalid_type quantities']);
    expect(faultsOf(() => subtotals(null as never))).toEqual(['missing_field quantities']);
    expect(faultsOf(() => subtotals(Array.from({ length: 200_000 }, () => -1)))).toHaveLength(100);
    expect(faultsOf(() => subtotals([1]).at(1))).toEqual(['invalid_type position']);
    expect(faultsOf(() => subtotals([1]).at(-1))).toEqual(['invalid_type position']);
  });

  it('need a price of one quantity', () => {
    const matrix = {
      dimensions: ['region'],
      default_unit_amount: '1',
      matrix_values: [{ dimension_values: ['eu'], unit_amount: '2' }],
    };
    const { subtotals, subtotal } = preparePrice({ model_type: 'matrix', matrix_config: matrix });
    expect(faultsOf(() => subtotals([1]))).toEqual(['usage_shape_mismatch quantities']);
    expect(faultsOf(() => subtotal({ quantity: 1 }))).toEqual(['usage_shape_mismatch usage']);
    expect(
      subtotal({
        groups: [
          { grouping_values: ['eu'], quantity: 3 },
          { grouping_values: [null], quantity: 1 },
        ],
      }),
    ).toBe('7');
  });

  it('are exact on both sides of the end of the safe integers, tier by tier', () => {
    const most = BigInt(Number.MAX_SAFE_INTEGER);
    const large = fc.bigInt({ min: 1n, max: most });
    fc.assert(
      fc.property(large, large, large, fc.bigInt({ min: -3n, max: 3n }), (bound, first, second, step) => {
        const two = [
          { first_unit: 0, last_unit: String(bound), unit_amount: String(first) },
          { first_unit: String(bound), last_unit: null, unit_amount: String(second) },
        ];
        const costOf = (quantity: bigint): string =>
          String(quantity <= bound ? quantity * first : bound * first + (quantity - bound) * second);
        // Around the bound, and around where the product of either rate, and the sum, leave the range.
        const rest = most - bound * first;
        const edges = [bound, most / first, most / second, bound + (rest > 0n ? rest / second : 0n), most];
        const quantities = edges.map((edge) => edge + step).filter((quantity) => quantity >= 0n);
        const price = { model_type: 'tiered', tiered_config: { tiers: two } } as const;
        const given = quantities.map((quantity) => (quantity < 10n ** 15n ? Number(quantity) : String(quantity)));
        expect(preparePrice(price).subtotals(given).toJSON()).toEqual(quantities.map(costOf));
      }),
      { numRuns: 300 },
    );
  });

  it('of a fixed price are those of the quantities given, and without usage its own', () => {
    const seats = preparePrice({ model_type: 'unit', unit_config: { unit_amount: '12' }, fixed_price_quantity: 5 });
    expect(seats.subtotal()).toBe('60');
    expect(seats.subtotals([1, 2]).toJSON()).toEqual(['12', '24']);
  });
});
