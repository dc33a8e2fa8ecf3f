import fc from 'fast-check';
import { checkPrice, isBillingError, ratePrice, type PriceInput, type UsageInput } from 'reckoner';
import { expect } from 'vitest';
import { formatDecimal } from '../../src/decimal/index.js';
import { isRow, priceModels, type RatedModelType } from '../../src/prices/index.js';
import { anyRates, plainRates } from './decimal-texts.js';
import { frozen } from './frozen.js';
import { rateExactly } from './exact-rating.js';
import { mutationsOf } from './mutations.js';
import { negative, nothing, order, print, product, quotient, rational, sum, type Rational } from './rational.js';
import { rateables, withRates, type Rateable } from './price-arbitraries.js';

/** One thing that holds for every price model, with no code for any of them. */
export type Law = {
  /** What holds, after the number of its rule. */
  readonly name: string;
  /** The models that the law does not bind, each with the reason. */
  readonly except: { readonly [M in RatedModelType]?: string };
  readonly holdsFor: (model: RatedModelType) => void;
};

/** Models whose subtotal may fall while usage grows, with a price, both usages and both subtotals, worked by hand. */
export const fallingSubtotals: {
  readonly [M in RatedModelType]?: {
    readonly why: string;
    readonly price: PriceInput;
    readonly less: readonly [usage: UsageInput, subtotal: string];
    readonly more: readonly [usage: UsageInput, subtotal: string];
  };
} = {
  bulk: {
    why: 'one unit more moves all units to the lower rate: 50 × 1.20 = 60, 51 × 0.95 = 48.45',
    price: {
      model_type: 'bulk',
      bulk_config: { tiers: [{ maximum_units: 50, unit_amount: '1.20' }, { unit_amount: '0.95' }] },
    },
    less: [{ quantity: 50 }, '60'],
    more: [{ quantity: 51 }, '48.45'],
  },
  threshold_total_amount: {
    why: 'a table may state a lower total for a higher threshold: 25 up to 100, then 10',
    price: {
      model_type: 'threshold_total_amount',
      threshold_total_amount_config: {
        consumption_table: [
          { threshold: '0', total_amount: '25' },
          { threshold: '100', total_amount: '10' },
        ],
      },
    },
    less: [{ quantity: 100 }, '25'],
    more: [{ quantity: 101 }, '10'],
  },
};

const none: Law['except'] = {};
const oneQuantity = 'it rates one quantity, which has no order and no parts';

/** The laws of every price model. */
export const laws: readonly Law[] = [
  law('L1, L2, L4 the same bytes from frozen input, surviving JSON', none, ({ price, usage }) => {
    frozen([price, usage]);
    const bytes = JSON.stringify(ratePrice(price, usage));
    expect(JSON.stringify(ratePrice(price, usage))).toBe(bytes);
    expect(JSON.parse(bytes)).toEqual(ratePrice(price, usage));
  }),
  law('L4 a price that went through JSON rates the same', none, ({ price, usage }) => {
    expect(ratePrice(through(price), through(usage))).toEqual(ratePrice(price, usage));
  }),
  law('a valid price has no issues, not even a warning', none, ({ price }) => {
    expect(checkPrice(price)).toEqual([]);
  }),
  law('L12 nothing used costs nothing and has no rows', none, ({ price, usage }) => {
    const { subtotal, sub_line_items } = ratePrice(
      price,
      withQuantities(usage, () => '0'),
    );
    expect({ subtotal, sub_line_items }).toEqual({ subtotal: '0', sub_line_items: [] });
  }),
  law('W1 the subtotal is the fold of the charges, and of the rows where there are any', none, ({ price, usage }) => {
    for (const share of [null, { numerator: 7, denominator: 30 }]) {
      const { subtotal, amounts, rated } = rateExactly(price, usage, share);
      expect(order(sum(amounts), subtotal)).toBe(0);
      expect([0, rated.charges.length], 'all charges are rows, or none').toContain(rated.charges.filter(isRow).length);
    }
    const { sub_line_items: rows, subtotal, workings } = ratePrice(price, usage);
    if (rows.length > 0) expect(print(sum(rows.map((row) => rational(row.amount))))).toBe(subtotal);
    expect(print(sum(workings.charges.map((charge) => rational(charge.amount))))).toBe(subtotal);
  }),
  {
    name: 'more usage never costs less while rates are not negative',
    except: Object.fromEntries(Object.entries(fallingSubtotals).map(([model, { why }]) => [model, why])),
    holdsFor: (model) =>
      assertEach(rateables(model, plainRates), ({ price, usage, more }) => {
        const grown = 'quantity' in usage ? more : joined(usage, more);
        expect(order(subtotalOf(price, usage), subtotalOf(price, grown))).not.toBe(1);
      }),
  },
  {
    name: 'L3 the order and the splitting of groups are irrelevant',
    except: {
      unit: oneQuantity,
      tiered: oneQuantity,
      bulk: oneQuantity,
      package: oneQuantity,
      tiered_package: oneQuantity,
      threshold_total_amount: oneQuantity,
    },
    holdsFor: (model) =>
      assertEach(fc.tuple(rateables(model, anyRates), fc.infiniteStream(fc.nat({ max: 9 }))), ([given, picks]) => {
        const { price, usage } = given;
        if (!('groups' in usage) || !usage.groups) throw new Error('the law binds a model that rates one quantity');
        const halves = usage.groups.flatMap((group) => [half(group), half(group)]);
        const shuffled = halves
          .map((group) => ({ group, rank: picks.next().value }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ group }) => group);
        expect(ratePrice(price, { groups: shuffled })).toEqual(ratePrice(price, usage));
      }),
  },
  {
    name: 'L10 rates multiplied by k multiply the subtotal by k',
    except: none,
    holdsFor: (model) =>
      assertEach(
        fc.tuple(rateables(model, anyRates), fc.constantFrom('0', '1', '3', '0.1', '2.5', '-1', '-0.04')),
        ([{ price, usage }, k]) => {
          const scaled = withRates(price, (rate) => print(product(rational(rate), rational(k))));
          expect(order(subtotalOf(scaled, usage), product(subtotalOf(price, usage), rational(k)))).toBe(0);
        },
      ),
  },
  law('L13, L14, L15 no unit vanishes; only packages round up, by less than one each', none, ({ price, usage }) => {
    const { rated } = rateExactly(price, usage);
    const billed = sum(
      rated.charges.map((charge) => {
        const size =
          'package_size' in charge && charge.package_size !== null ? formatDecimal(charge.package_size) : '1';
        return product(rational(formatDecimal(charge.quantity)), rational(size));
      }),
    );
    const excess = sum([billed, negative(sum(quantitiesOf(usage)))]);
    const [first] = rated.charges;
    if (first && 'package_size' in first && first.package_size !== null) {
      expect(order(excess, nothing)).not.toBe(-1);
      expect(order(excess, rational(formatDecimal(first.package_size)))).toBe(-1);
    } else expect(order(excess, nothing)).toBe(0);
  }),
  {
    name: 'L19 a share of 0 costs nothing, of 1 the whole, and the subtotal is linear in it',
    except: none,
    holdsFor: (model) =>
      assertEach(
        fc.tuple(rateables(model, anyRates), fc.integer({ min: 1, max: 366 }), fc.nat({ max: 366 })),
        ([{ price, usage }, denominator, at]) => {
          const numerator = at % (denominator + 1);
          const whole = rateExactly(price, usage);
          const cut = rateExactly(price, usage, { numerator, denominator });
          const share = quotient(rational(String(numerator)), rational(String(denominator)));
          const expected = whole.prepared.plan.prorated ? product(whole.subtotal, share) : whole.subtotal;
          expect(order(cut.subtotal, expected)).toBe(0);
          const one = { numerator: denominator, denominator };
          expect(ratePrice(price, usage, { fraction: one })).toEqual(ratePrice(price, usage));
        },
      ),
  },
  {
    name: 'L19 a fixed price is scaled once, whatever its flag',
    except: { matrix: 'it rates groups, and a fixed price has none', grouped_tiered: 'it rates groups likewise' },
    holdsFor: (model) =>
      assertEach(fc.tuple(rateables(model, anyRates), fc.nat({ max: 31 })), ([{ price, usage }, numerator]) => {
        const [quantity] = quantitiesOf(usage);
        const fixed = { ...price, fixed_price_quantity: print(quantity ?? nothing) };
        const whole = rateExactly(fixed, null);
        const cut = rateExactly(fixed, null, { numerator, denominator: 31 });
        expect(whole.rated.price_type).toBe('fixed_price');
        expect(order(whole.subtotal, subtotalOf(price, usage))).toBe(0);
        const share = quotient(rational(String(numerator)), rational('31'));
        expect(order(cut.subtotal, product(whole.subtotal, share))).toBe(0);
      }),
  },
  {
    name: 'negative quantities are refused, or where they are allowed mirror the positive ones',
    except: none,
    holdsFor: (model) =>
      assertEach(rateables(model, anyRates), ({ price, usage }) => {
        if (!quantitiesOf(usage).some((quantity) => order(quantity, nothing) > 0)) return;
        const minus = withQuantities(usage, (quantity) => print(negative(rational(quantity))));
        expect(codeOf(() => ratePrice(price, minus))).toBe('negative_quantity');
        const allowed = { policies: { negative_quantity: 'allow' } } as const;
        if (!priceModels[model].odd)
          return expect(codeOf(() => ratePrice(price, minus, allowed))).toBe('negative_quantity');
        const mirrored = print(negative(rational(ratePrice(price, usage).subtotal)));
        expect(ratePrice(price, minus, allowed).subtotal).toBe(mirrored);
      }),
  },
  {
    name: 'checkPrice finds an error exactly where rating refuses the price, the same one first',
    except: none,
    holdsFor: (model) =>
      assertEach(
        rateables(model, anyRates).chain(({ price, usage }) =>
          fc.record({ price: mutationsOf(price), usage: fc.constant(usage) }),
        ),
        ({ price, usage }) => {
          const expected = checkPrice(price).find((issue) => issue.severity === 'error');
          const found = issueOf(() => ratePrice(price as PriceInput, usage));
          if (expected) expect(found).toEqual(expected);
          // A valid price may still be given usage of another shape, or beyond its last tier.
          else expect(found?.path ?? 'usage').toMatch(/^usage/);
        },
      ),
  },
];

function law(name: string, except: Law['except'], check: (given: Rateable) => void): Law {
  return { name, except, holdsFor: (model) => assertEach(rateables(model, anyRates), check) };
}

function assertEach<T>(arbitrary: fc.Arbitrary<T>, check: (value: T) => unknown): void {
  fc.assert(
    fc.property(arbitrary, (value) => {
      check(value);
    }),
    { numRuns: 250 },
  );
}

function through<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

function subtotalOf(price: PriceInput, usage: UsageInput): Rational {
  return rateExactly(price, usage).subtotal;
}

function quantitiesOf(usage: UsageInput): readonly Rational[] {
  if ('quantity' in usage) return [rational(String(usage.quantity))];
  return usage.groups.map(({ quantity }) => rational(String(quantity)));
}

function withQuantities(usage: UsageInput, change: (quantity: string) => string): UsageInput {
  if ('quantity' in usage) return { quantity: change(String(usage.quantity)) };
  return { groups: usage.groups.map((group) => ({ ...group, quantity: change(String(group.quantity)) })) };
}

function joined(usage: UsageInput, more: UsageInput): UsageInput {
  return { groups: [...(usage.groups ?? []), ...(more.groups ?? [])] };
}

type Group = NonNullable<UsageInput['groups']>[number];

function half(group: Group): Group {
  return { ...group, quantity: print(quotient(rational(String(group.quantity)), rational('2'))) };
}

function issueOf(call: () => unknown) {
  try {
    call();
  } catch (error) {
    if (isBillingError(error)) return error.issues.find((issue) => issue.severity === 'error');
    throw error;
  }
  return undefined;
}

function codeOf(call: () => unknown): string | undefined {
  return issueOf(call)?.code;
}
