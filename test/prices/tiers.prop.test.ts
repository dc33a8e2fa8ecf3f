import fc from 'fast-check';
import { ratePrice, type PriceInput } from 'reckoner';
import { describe, expect, it } from 'vitest';
import { anyQuantities, anyRates, decimalTexts, plainRates } from '../support/decimal-texts.js';
import {
  difference,
  greater,
  lesser,
  nothing,
  order,
  print,
  product,
  quotient,
  rational,
  sum,
  type Rational,
} from '../support/rational.js';

const widths = fc.oneof(fc.integer({ min: 1, max: 200 }).map(String), decimalTexts(1n, 9_999n, 2).filter(isPositive));
const rows = fc.array(fc.record({ width: widths, rate: anyRates }), { minLength: 1, maxLength: 6 });
const risingRows = fc.array(fc.record({ width: widths, rate: plainRates }), { minLength: 1, maxLength: 6 });

type Rows = readonly { readonly width: string; readonly rate: string }[];

describe('§2.1 tiers', () => {
  it('L16 the notations 0/10, 10/… and 1/10, 11/… agree', () => {
    fc.assert(
      fc.property(rows, anyQuantities, (list, quantity) => {
        const zeroBased = ratePrice(tiered(list, '0'), { quantity });
        expect(ratePrice(tiered(list, '1'), { quantity })).toEqual(zeroBased);
      }),
    );
  });

  it('L17 grouped_tiered with one group is tiered', () => {
    fc.assert(
      fc.property(rows, anyQuantities, (list, quantity) => {
        const whole = ratePrice(tiered(list, '0'), { quantity });
        const grouped = ratePrice(groupedTiered(list), { groups: [{ grouping_values: ['eu'], quantity }] });
        expect(grouped.subtotal).toBe(whole.subtotal);
        expect(grouped.sub_line_items.map((row) => ({ ...row, grouping: null }))).toEqual(whole.sub_line_items);
      }),
    );
  });

  it('L17 grouped_tiered_package with one group is tiered_package', () => {
    const sizes = fc.integer({ min: 1, max: 60 });
    const lists = fc.array(fc.record({ packages: fc.integer({ min: 1, max: 9 }), rate: anyRates }), { minLength: 1 });
    fc.assert(
      fc.property(sizes, lists, anyQuantities, (size, list, quantity) => {
        let packages = 0;
        const tiers = list.map((row) => {
          const tier_lower_bound = String(packages * size);
          packages += row.packages;
          return { tier_lower_bound, per_unit: row.rate };
        });
        const config = { package_size: String(size), tiers };
        const plain: PriceInput = { model_type: 'tiered_package', tiered_package_config: config };
        const byRegion: PriceInput = {
          model_type: 'grouped_tiered_package',
          grouped_tiered_package_config: { ...config, grouping_key: 'region' },
        };
        const whole = ratePrice(plain, { quantity });
        const grouped = ratePrice(byRegion, { groups: [{ grouping_values: ['eu'], quantity }] });
        expect(grouped.subtotal).toBe(whole.subtotal);
        expect(grouped.sub_line_items.map((row) => ({ ...row, grouping: null }))).toEqual(whole.sub_line_items);
      }),
    );
  });

  it('what each part of a growing quantity adds is its units at the rates of the tiers they lie in, and the parts add up', () => {
    const parts = fc.array(anyQuantities, { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(rows, parts, (list, quantities) => {
        const price = tiered(list, '0');
        let [reached, billed] = ['0', '0'];
        let expected = rational('0');
        for (const quantity of quantities) {
          const next = print(sum([rational(reached), rational(quantity)]));
          const { subtotal } = ratePrice(price, { quantity: next });
          const added = unitsInTiers(list, reached, next);
          expect(order(difference(rational(subtotal), rational(billed)), added)).toBe(0);
          expected = sum([expected, added]);
          [reached, billed] = [next, subtotal];
        }
        expect(billed).toBe(print(expected));
      }),
    );
  });

  it('L13 graduated is continuous: near a bound it grows by no more than the step times the greatest rate', () => {
    const step = '0.000001';
    fc.assert(
      fc.property(risingRows, fc.nat({ max: 5 }), (list, pick) => {
        const bound = boundsOf(list)[pick % list.length] ?? '0';
        const price = tiered(list, '0');
        const before = rational(ratePrice(price, { quantity: bound }).subtotal);
        const after = rational(ratePrice(price, { quantity: print(sum([rational(bound), rational(step)])) }).subtotal);
        const rates = list.map(({ rate }) => rational(rate));
        const greatest = rates.reduce((a, b) => (order(a, b) >= 0 ? a : b));
        expect(order(after, before)).not.toBe(-1);
        expect(order(after, sum([before, product(rational(step), greatest)]))).not.toBe(1);
      }),
    );
  });

  it('L13 a bound belongs to the lower tier, and what exceeds it by anything to the next', () => {
    fc.assert(
      fc.property(
        rows.filter((list) => list.length > 1),
        fc.nat({ max: 5 }),
        (list, pick) => {
          const at = 1 + (pick % (list.length - 1));
          const bound = boundsOf(list)[at] ?? '0';
          const price = tiered(list, '0');
          expect(ratePrice(price, { quantity: bound }).sub_line_items).toHaveLength(at);
          const beyond = print(sum([rational(bound), rational('0.000000000000000001')]));
          expect(ratePrice(price, { quantity: beyond }).sub_line_items).toHaveLength(at + 1);
        },
      ),
    );
  });

  it('L15 tiered_package with one tier is package', () => {
    fc.assert(
      fc.property(anyRates, fc.integer({ min: 1, max: 500 }), anyQuantities, (rate, size, quantity) => {
        const tiers = [{ tier_lower_bound: '0', per_unit: rate }];
        const tieredPackage: PriceInput = {
          model_type: 'tiered_package',
          tiered_package_config: { package_size: String(size), tiers },
        };
        const plain: PriceInput = {
          model_type: 'package',
          package_config: { package_amount: rate, package_size: size },
        };
        expect(ratePrice(tieredPackage, { quantity }).subtotal).toBe(ratePrice(plain, { quantity }).subtotal);
      }),
    );
  });

  it('L15 a package of one unit on whole quantities is unit', () => {
    fc.assert(
      fc.property(anyRates, fc.nat(), (rate, quantity) => {
        const packages: PriceInput = {
          model_type: 'package',
          package_config: { package_amount: rate, package_size: 1 },
        };
        const unit: PriceInput = { model_type: 'unit', unit_config: { unit_amount: rate } };
        expect(ratePrice(packages, { quantity }).subtotal).toBe(ratePrice(unit, { quantity }).subtotal);
      }),
    );
  });

  it('L14 bulk charges the whole quantity at one of its rates', () => {
    fc.assert(
      fc.property(rows, anyQuantities, (list, quantity) => {
        const uppers = [...boundsOf(list).slice(1), null];
        const tiers = list.map(({ rate }, at) => ({ maximum_units: uppers[at] ?? null, unit_amount: rate }));
        const price: PriceInput = { model_type: 'bulk', bulk_config: { tiers } };
        const { subtotal } = ratePrice(price, { quantity });
        const at = uppers.findIndex((upper) => upper === null || order(rational(quantity), rational(upper)) <= 0);
        expect(subtotal).toBe(print(product(rational(quantity), rational(list[at]?.rate ?? ''))));
      }),
    );
  });

  it('a share of the period cuts rows and subtotal alike: exact values, each cut for itself (F1)', () => {
    const third = { fraction: { numerator: 1, denominator: 3 } };
    fc.assert(
      fc.property(rows, anyQuantities, (list, quantity) => {
        const price = { ...tiered(list, '0'), price_type: 'fixed_price' as const };
        const whole = ratePrice(price, { quantity });
        const cut = ratePrice(price, { quantity }, third);
        cut.sub_line_items.forEach((row, at) => {
          const exact = quotient(rational(whole.sub_line_items[at]?.amount ?? ''), rational('3'));
          const gap = sum([exact, quotient(rational(row.amount), rational('-1'))]);
          expect(order(product(gap, gap), rational(`0.${'0'.repeat(39)}1`))).toBe(-1);
        });
      }),
    );
  });
});

function isPositive(text: string): boolean {
  return order(rational(text), rational('0')) > 0;
}

/** Σ over tiers of the units between two quantities that lie in it, at its rate: by hand, tier by tier. */
function unitsInTiers(list: Rows, from: string, to: string): Rational {
  const bounds = boundsOf(list);
  return sum(
    list.map(({ rate }, at) => {
      const start = greater(rational(bounds[at] ?? '0'), rational(from));
      const upper = bounds[at + 1];
      const end = upper === undefined ? rational(to) : lesser(rational(upper), rational(to));
      return product(greater(difference(end, start), nothing), rational(rate));
    }),
  );
}

/** Where each row begins. */
function boundsOf(list: Rows): readonly string[] {
  let lower = '0';
  return list.map(({ width }) => {
    const bound = lower;
    lower = print(sum([rational(lower), rational(width)]));
    return bound;
  });
}

function tiered(list: Rows, first: '0' | '1'): PriceInput {
  const bounds = boundsOf(list);
  const tiers = list.map(({ rate }, at) => ({
    first_unit: print(sum([rational(bounds[at] ?? '0'), rational(first)])),
    last_unit: bounds[at + 1] ?? null,
    unit_amount: rate,
  }));
  return { model_type: 'tiered', tiered_config: { tiers } };
}

function groupedTiered(list: Rows): PriceInput {
  const bounds = boundsOf(list);
  const tiers = list.map(({ rate }, at) => ({ tier_lower_bound: bounds[at] ?? '0', unit_amount: rate }));
  return { model_type: 'grouped_tiered', grouped_tiered_config: { grouping_key: 'region', tiers } };
}
