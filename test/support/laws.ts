import fc from 'fast-check';
import {
  checkPrice,
  isBillingError,
  preparePrice,
  ratePrice,
  type Amount,
  type Issue,
  type PriceInput,
  type UsageGroupInput,
  type UsageInput,
} from 'reckoner';
import { expect } from 'vitest';
import { formatDecimal } from '../../src/decimal/index.js';
import { isRow } from '../../src/prices/index.js';
import type { ModelType } from '../../src/wire/index.js';
import { anyRates, plainRates } from './decimal-texts.js';
import { frozen } from './frozen.js';
import { rateExactly } from './exact-rating.js';
import { mutationsOf } from './mutations.js';
import {
  negative,
  nothing,
  order,
  print,
  product,
  quotient,
  rational,
  rationalOf,
  sum,
  type Rational,
} from './rational.js';
import { rateables, usageShapes, withRates, type Rateable } from './price-arbitraries.js';
import { prepared } from './prepared.js';

/** One thing that holds for every price model, with no code for any of them. */
export type Law = {
  /** What holds, after the number of its rule. */
  readonly name: string;
  /** The models that the law does not bind, each with the reason. */
  readonly except: { readonly [M in ModelType]?: string };
  readonly holdsFor: (model: ModelType) => void;
};

/** Models whose subtotal may fall while usage grows, with a price, both usages and both subtotals, worked by hand. */
export const fallingSubtotals: {
  readonly [M in ModelType]?: {
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
  bulk_with_filters: {
    why: 'one unit more moves all matching units to the lower rate: 999 × 0.50 = 499.50, 1000 × 0.40 = 400',
    price: {
      model_type: 'bulk_with_filters',
      bulk_with_filters_config: {
        filters: [{ property_key: 'region', property_value: 'eu' }],
        tiers: [
          { tier_lower_bound: '0', unit_amount: '0.50' },
          { tier_lower_bound: '1000', unit_amount: '0.40' },
        ],
      },
    },
    less: [{ groups: [{ grouping_values: ['eu'], quantity: 999 }] }, '499.5'],
    more: [{ groups: [{ grouping_values: ['eu'], quantity: 1000 }] }, '400'],
  },
  bulk_with_proration: {
    why: 'one unit more moves all units to the lower rate: 1000 × 0.50 = 500, 1001 × 0.40 = 400.40',
    price: {
      model_type: 'bulk_with_proration',
      bulk_with_proration_config: {
        tiers: [
          { tier_lower_bound: '0', unit_amount: '0.50' },
          { tier_lower_bound: '1000', unit_amount: '0.40' },
        ],
      },
    },
    less: [{ quantity: 1000 }, '500'],
    more: [{ quantity: 1001 }, '400.4'],
  },
  tiered_with_minimum: {
    why: 'a higher tier may state a lower minimum: 30 up to 100 units, then none, 100 × 0.1 + 1 × 0.1 = 10.1',
    price: {
      model_type: 'tiered_with_minimum',
      tiered_with_minimum_config: {
        tiers: [
          { tier_lower_bound: '0', unit_amount: '0.1', minimum_amount: '30' },
          { tier_lower_bound: '100', unit_amount: '0.1', minimum_amount: '0' },
        ],
      },
    },
    less: [{ quantity: 100 }, '30'],
    more: [{ quantity: 101 }, '10.1'],
  },
  tiered_package_with_minimum: {
    why: 'a higher tier may state a lower minimum: 20 up to 100 units, then none, 10 × 1 + 1 × 1 = 11',
    price: {
      model_type: 'tiered_package_with_minimum',
      tiered_package_with_minimum_config: {
        package_size: 10,
        tiers: [
          { tier_lower_bound: '0', per_unit: '1', minimum_amount: '20' },
          { tier_lower_bound: '100', per_unit: '1', minimum_amount: '0' },
        ],
      },
    },
    less: [{ quantity: 100 }, '20'],
    more: [{ quantity: 101 }, '11'],
  },
  cumulative_grouped_bulk: {
    why: 'usage of one group moves all groups to lower rates: 100 × 1 = 100, 100 × 0.8 + 1 × 0.8 = 80.80',
    price: {
      model_type: 'cumulative_grouped_bulk',
      cumulative_grouped_bulk_config: {
        group: 'region',
        dimension_values: [
          { grouping_key: 'eu', tier_lower_bound: '0', unit_amount: '1' },
          { grouping_key: 'eu', tier_lower_bound: '100', unit_amount: '0.8' },
        ],
      },
    },
    less: [{ groups: [{ grouping_values: ['eu'], quantity: 100 }] }, '100'],
    more: [{ groups: [{ grouping_values: ['eu'], quantity: 101 }] }, '80.8'],
  },
  minimum_composite: {
    why: 'the more the other lines cost, the less is lacking: 500 − 100 = 400, 500 − 300 = 200',
    price: { model_type: 'minimum_composite', minimum_composite_config: { minimum_amount: '500' } },
    less: [{ components: [{ price_id: 'a', subtotal: '100' }] }, '400'],
    more: [{ components: [{ price_id: 'a', subtotal: '300' }] }, '200'],
  },
  metered_allowance: {
    why: 'usage of the group that earns offsets what the other costs: 10 × 2 = 20, (10 − 5) × 2 = 10',
    price: {
      model_type: 'metered_allowance',
      metered_allowance_config: {
        grouping_key: 'kind',
        consumption_grouping_value: 'used',
        allowance_grouping_value: 'earned',
        unit_amount: '2',
      },
    },
    less: [{ groups: [{ grouping_values: ['used'], quantity: 10 }] }, '20'],
    more: [
      {
        groups: [
          { grouping_values: ['used'], quantity: 10 },
          { grouping_values: ['earned'], quantity: 5 },
        ],
      },
      '10',
    ],
  },
  bulk_bps: {
    why: 'one event more moves all events to the lower share: 1000 at 100 is 10, 2000 at 10 is 2',
    price: {
      model_type: 'bulk_bps',
      bulk_bps_config: { tiers: [{ maximum_amount: '1000', bps: 100 }, { bps: 10 }] },
    },
    less: [{ events: [{ quantity: 1000 }] }, '10'],
    more: [{ events: [{ quantity: 1000 }, { quantity: 1000 }] }, '2'],
  },
  tiered_bps: {
    why: 'an event that ends in the next tier has its cap: 1000 at 100 is 10, 1001 is capped at 1',
    price: {
      model_type: 'tiered_bps',
      tiered_bps_config: {
        tiers: [
          { minimum_amount: '0', maximum_amount: '1000', bps: 100 },
          { minimum_amount: '1000', bps: 100, per_unit_maximum: '1' },
        ],
      },
    },
    less: [{ events: [{ quantity: 1000 }] }, '10'],
    more: [{ events: [{ quantity: 1001 }] }, '1'],
  },
};

const models = Object.keys(usageShapes) as ModelType[];

/** The models that a reason excepts. */
function all(isExcepted: (model: ModelType) => boolean, why: string): Law['except'] {
  return Object.fromEntries(models.filter(isExcepted).map((model) => [model, why]));
}

const composite = all((model) => usageShapes[model] === 'components', 'it rates what other lines cost, not usage');

/** Models that compare an amount with another one, so that a negative factor turns the comparison round. */
const bounded = new Set<ModelType>([
  'tiered_with_minimum',
  'tiered_package_with_minimum',
  'matrix_with_threshold_discounts',
  'grouped_with_prorated_minimum',
  'grouped_with_min_max_thresholds',
  'grouped_with_metered_minimum',
  'daily_credit_allowance',
  'bps',
  'bulk_bps',
  'tiered_bps',
]);

/** Models that do not bill every unit they meter, each with where the others are. */
const unbilled: Law['except'] = {
  ...composite,
  bulk_with_filters: 'usage that the filters do not match is not billed',
  package_with_allocation: 'the allocation is free',
  matrix_with_allocation: 'the allocation is free',
  grouped_allocation: 'the allocations are free',
  cumulative_grouped_allocation: 'the allocations are free',
  matrix_with_threshold_discounts: 'a discount is a row of quantity one',
  max_group_tiered_package: 'only the largest group is billed',
  scalable_matrix_with_tiered_pricing: 'its tiers count scaled units',
  metered_allowance: 'the allowance that is not used is no row',
  tiered_with_minimum: 'a minimum is a row of quantity one',
  tiered_package_with_minimum: 'a minimum is a row of quantity one',
};

const none: Law['except'] = {};

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
  law(
    'L12 nothing used costs nothing and has no rows',
    {
      grouped_with_prorated_minimum: 'a group that was seen costs its minimum',
      grouped_with_min_max_thresholds: 'a group that was seen costs its minimum',
      percent: 'it states a minimum',
      minimum_composite: 'it states a minimum',
    },
    ({ price, usage }) => {
      const { subtotal, sub_line_items } = ratePrice(
        price,
        withQuantities(usage, () => '0'),
      );
      expect({ subtotal, sub_line_items }).toEqual({ subtotal: '0', sub_line_items: [] });
    },
  ),
  law('W1 the subtotal is the fold of the charges, and of the rows where there are any', none, ({ price, usage }) => {
    for (const share of [null, { numerator: 7, denominator: 30 }]) {
      const { subtotal, amounts, rated } = rateExactly(price, usage, share);
      expect(order(sum(amounts), subtotal)).toBe(0);
      expect([0, rated.charges.length], 'all charges are rows, or none').toContain(rated.charges.filter(isRow).length);
    }
    // What never ends is cut for printing, row by row, so that only what ends adds up on paper.
    if (!rateExactly(price, usage).amounts.every(ends)) return;
    const { sub_line_items: rows, subtotal, workings } = ratePrice(price, usage);
    if (rows.length > 0) expect(print(sum(rows.map((row) => rational(row.amount))))).toBe(subtotal);
    expect(print(sum(workings.charges.map((charge) => rational(charge.amount))))).toBe(subtotal);
  }),
  {
    name: 'a subtotal alone is the one that rating says, of one usage and of many quantities, whatever the share',
    except: none,
    holdsFor: (model) =>
      assertEach(
        fc.record({
          given: fc.array(rateables(model, anyRates), { minLength: 1, maxLength: 4 }),
          numerator: fc.constantFrom(7, 30),
        }),
        ({ given, numerator }) => {
          const price = given[0]?.price as PriceInput;
          const rater = preparePrice(price, { fraction: { numerator, denominator: 30 } });
          const usages = given.flatMap(({ usage, more }) => [usage, more]);
          const outcomes = usages.map((usage) => outcomeOf(() => rater.rate(usage).subtotal));
          expect(usages.map((usage) => outcomeOf(() => rater.subtotal(usage)))).toEqual(outcomes);
          const quantities = usages.flatMap((usage) => ('quantity' in usage ? [usage.quantity] : []));
          if (quantities.length < usages.length) return;
          const issues = outcomes.flatMap((outcome, at) =>
            typeof outcome === 'string' ? [] : outcome.map((issue) => ({ ...issue, path: `quantities[${at}]` })),
          );
          expect(outcomeOf(() => rater.subtotals(quantities).toJSON())).toEqual(issues.length > 0 ? issues : outcomes);
        },
      ),
  },
  {
    name: 'more usage never costs less while rates are not negative',
    except: Object.fromEntries(Object.entries(fallingSubtotals).map(([model, { why }]) => [model, why])),
    holdsFor: (model) =>
      assertEach(rateables(model, plainRates), ({ price, usage, more }) => {
        expect(order(subtotalOf(price, usage), subtotalOf(price, grown(usage, more)))).not.toBe(1);
      }),
  },
  {
    name: 'L3 the order of groups and events is irrelevant, and so is the splitting of groups',
    except: all(
      (model) => ['quantity', 'components'].includes(usageShapes[model]),
      'it rates one quantity or a sum, which has no order and no parts',
    ),
    holdsFor: (model) =>
      assertEach(fc.tuple(rateables(model, anyRates), fc.infiniteStream(fc.nat({ max: 9 }))), ([given, picks]) => {
        const { price, usage } = given;
        const shuffled = <T>(list: readonly T[]): readonly T[] =>
          list
            .map((entry) => ({ entry, rank: picks.next().value }))
            .sort((a, b) => a.rank - b.rank)
            .map(({ entry }) => entry);
        const again =
          'events' in usage
            ? { events: shuffled(usage.events) }
            : { groups: shuffled(groupsIn(usage).flatMap((group) => [half(group), half(group)])) };
        expect(ratePrice(price, again)).toEqual(ratePrice(price, usage));
      }),
  },
  {
    name: 'L10 rates multiplied by k multiply the subtotal by k',
    except: {
      ...composite,
      event_output: 'its rates are in the events',
    },
    holdsFor: (model) =>
      assertEach(
        fc.tuple(
          rateables(model, anyRates),
          fc.constantFrom('0', '1', '3', '0.1', '2.5', ...(bounded.has(model) ? [] : ['-1', '-0.04'])),
        ),
        ([{ price, usage }, k]) => {
          const scaled = withRates(price, (rate) => print(product(rational(rate), rational(k))));
          expect(order(subtotalOf(scaled, usage), product(subtotalOf(price, usage), rational(k)))).toBe(0);
        },
      ),
  },
  law('L13, L14, L15 no unit vanishes; only packages round up, by less than one each', unbilled, ({ price, usage }) => {
    const { rated } = rateExactly(price, usage);
    const billed = sum(
      rated.charges.map((charge) => {
        const size =
          'package_size' in charge && charge.package_size !== null ? formatDecimal(charge.package_size) : '1';
        return product(rationalOf(charge.quantity), rational(size));
      }),
    );
    const excess = sum([billed, negative(sum(quantitiesOf(usage)))]);
    const [first] = rated.charges;
    if (first && 'package_size' in first && first.package_size !== null) {
      // Every group fills packages of its own.
      const groups = new Set(rated.charges.map(({ grouping }) => grouping?.value));
      const limit = product(rational(formatDecimal(first.package_size)), rational(String(groups.size)));
      expect(order(excess, nothing)).not.toBe(-1);
      expect(order(excess, limit)).toBe(-1);
    } else expect(order(excess, nothing)).toBe(0);
  }),
  {
    name: 'L19 a share of 0 costs nothing, of 1 the whole, and the subtotal is linear in it',
    except: { ...composite, grouped_with_prorated_minimum: 'only its minimum is scaled' },
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
    except: all((model) => usageShapes[model] !== 'quantity', 'a fixed price has one quantity'),
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
    except: composite,
    holdsFor: (model) =>
      assertEach(rateables(model, anyRates), ({ price, usage }) => {
        if (!quantitiesOf(usage).some((quantity) => order(quantity, nothing) > 0)) return;
        const minus = withQuantities(usage, (quantity) => print(negative(rational(quantity))));
        expect(codeOf(() => ratePrice(price, minus))).toBe('negative_quantity');
        const allowed = { policies: { negative_quantity: 'allow' } } as const;
        if (prepared(price)?.plan.odd !== true)
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

// Thirty-eight models times a dozen laws: sixty inputs each are some thirty thousand.
const runs = 60;

function assertEach<T>(arbitrary: fc.Arbitrary<T>, check: (value: T) => unknown): void {
  fc.assert(
    fc.property(arbitrary, (value) => {
      check(value);
    }),
    { numRuns: runs },
  );
}

/** What an action returns, or the issues that it is refused with. */
function outcomeOf<T>(action: () => T): T | readonly Issue[] {
  try {
    return action();
  } catch (error) {
    if (!isBillingError(error)) throw error;
    return error.issues;
  }
}

function through<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

function subtotalOf(price: PriceInput, usage: UsageInput): Rational {
  return rateExactly(price, usage).subtotal;
}

function quantitiesOf(usage: UsageInput): readonly Rational[] {
  if ('quantity' in usage) return [rational(String(usage.quantity))];
  const parts = 'events' in usage ? usage.events : groupsIn(usage);
  return parts.map(({ quantity }) => rational(String(quantity)));
}

function withQuantities(usage: UsageInput, change: (quantity: string) => string): UsageInput {
  const changed = <T extends { readonly quantity: Amount }>(part: T) => ({
    ...part,
    quantity: change(String(part.quantity)),
  });
  if ('quantity' in usage) return { quantity: change(String(usage.quantity)) };
  return 'events' in usage ? { events: usage.events.map(changed) } : { groups: groupsIn(usage).map(changed) };
}

/** Usage and what comes after it. */
function grown(usage: UsageInput, more: UsageInput): UsageInput {
  if ('events' in usage && 'events' in more) {
    const later = more.events.map((event) => ({ ...event, timestamp: `2${event.timestamp?.slice(1)}` }));
    return { events: [...usage.events, ...later] };
  }
  if ('components' in usage && 'components' in more) return { components: [...usage.components, ...more.components] };
  return 'quantity' in usage ? more : { groups: [...groupsIn(usage), ...groupsIn(more)] };
}

function groupsIn(usage: UsageInput): readonly UsageGroupInput[] {
  return 'groups' in usage ? (usage.groups ?? []) : [];
}

function half(group: UsageGroupInput): UsageGroupInput {
  return { ...group, quantity: print(quotient(rational(String(group.quantity)), rational('2'))) };
}

/** Whether a value is a decimal: nothing but twos and fives in its lower number. */
function ends({ over, under }: Rational): boolean {
  let rest = under / gcd(over < 0n ? -over : over, under);
  for (const prime of [2n, 5n]) while (rest % prime === 0n) rest /= prime;
  return rest === 1n;
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
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
