import fc from 'fast-check';
import type { Amount, PriceInput, UsageInput } from 'reckoner';
import { prepared } from './prepared.js';
import type { UsageShape } from '../../src/prices/index.js';
import type { ModelType, PriceModelConfigs } from '../../src/wire/index.js';
import { anyQuantities, decimalTexts, plainRates } from './decimal-texts.js';
import { order, print, rational, sum } from './rational.js';

/** The form of usage of every model (§2.1), written down once more than the models do. */
export const usageShapes: { readonly [M in ModelType]: UsageShape } = {
  unit: 'quantity',
  tiered: 'quantity',
  bulk: 'quantity',
  package: 'quantity',
  matrix: 'groups',
  tiered_package: 'quantity',
  grouped_tiered: 'groups',
  grouped_tiered_package: 'groups',
  grouped_tiered_matrix: 'groups',
  threshold_total_amount: 'quantity',
  bulk_with_filters: 'groups',
  bulk_with_proration: 'quantity',
  unit_with_proration: 'quantity',
  tiered_with_proration: 'quantity',
  unit_with_percent: 'quantity',
  package_with_allocation: 'quantity',
  tiered_with_minimum: 'quantity',
  tiered_package_with_minimum: 'quantity',
  matrix_with_allocation: 'groups',
  matrix_with_display_name: 'groups',
  matrix_with_threshold_discounts: 'groups',
  grouped_allocation: 'groups',
  grouped_with_prorated_minimum: 'groups',
  grouped_with_min_max_thresholds: 'groups',
  grouped_with_metered_minimum: 'groups',
  max_group_tiered_package: 'groups',
  scalable_matrix_with_unit_pricing: 'groups',
  scalable_matrix_with_tiered_pricing: 'groups',
  cumulative_grouped_bulk: 'groups',
  cumulative_grouped_allocation: 'groups',
  percent: 'components',
  minimum_composite: 'components',
  event_output: 'events',
  daily_credit_allowance: 'groups',
  metered_allowance: 'groups',
  bps: 'events',
  bulk_bps: 'events',
  tiered_bps: 'events',
};

/** Makes valid configurations of a model whose rates come from a given source. */
type Configs<M extends ModelType> = (rates: fc.Arbitrary<string>) => fc.Arbitrary<PriceModelConfigs[M]>;

/**
 * The valid configurations of every model, small enough that quantities meet their bounds. This is all that a new model
 * states to be held to every law of `laws.ts`; without an entry here it does not compile.
 */
const configs: { readonly [M in ModelType]: Configs<M> } = {
  unit: (rates) => fc.record({ unit_amount: rates, prorated: fc.boolean() }, { requiredKeys: ['unit_amount'] }),
  tiered: (rates) =>
    fc
      .record({ rows: rowsOf(rates), notation: fc.constantFrom(0, 1), last: openEnd(), prorated: fc.boolean() })
      .map(({ rows, notation, last, prorated }) => ({
        prorated,
        tiers: rows.map(({ lower, upper, rate }, position) => ({
          first_unit: position === 0 ? notation : print(sum([rational(lower), rational(String(notation))])),
          last_unit: position === rows.length - 1 && last === 'open' ? null : upper,
          unit_amount: rate,
        })),
      })),
  bulk: (rates) =>
    fc.record({ rows: rowsOf(rates), last: openEnd() }).map(({ rows, last }) => ({
      tiers: rows.map(({ upper, rate }, position) => ({
        maximum_units: position === rows.length - 1 && last === 'open' ? null : upper,
        unit_amount: rate,
      })),
    })),
  package: (rates) => fc.record({ package_amount: rates, package_size: fc.integer({ min: 1, max: 300 }) }),
  matrix: (rates) => matrixConfigs(rates),
  tiered_package: (rates) => packageConfigs(rates),
  grouped_tiered: (rates) =>
    rowsOf(rates).map((rows) => ({
      grouping_key: 'region',
      tiers: rows.map(({ lower, rate }) => ({ tier_lower_bound: lower, unit_amount: rate })),
    })),
  threshold_total_amount: (rates) =>
    fc.record({ rows: rowsOf(rates), prorate: fc.boolean() }).map(({ rows, prorate }) => ({
      prorate,
      consumption_table: rows.map(({ lower, rate }) => ({ threshold: lower, total_amount: rate })),
    })),
  grouped_tiered_package: (rates) => packageConfigs(rates).map((config) => ({ ...config, grouping_key: 'region' })),
  max_group_tiered_package: (rates) =>
    packageConfigs(rates).map(({ package_size, tiers }) => ({
      package_size,
      grouping_key: 'region',
      tiers: tiers.map(({ tier_lower_bound, per_unit }) => ({ tier_lower_bound, unit_amount: per_unit })),
    })),
  grouped_tiered_matrix: (rates) =>
    fc
      .record({ default_unit_amount: rates, lists: fc.array(rowsOf(rates), { minLength: 1, maxLength: 3 }) })
      .map(({ default_unit_amount, lists }) => ({
        dimension: 'region',
        default_unit_amount,
        tiers: lists.flatMap((rows, at) =>
          lowerBounds(rows).map((tier) => ({ ...tier, dimension_value: texts[at] ?? 'eu' })),
        ),
      })),
  bulk_with_filters: (rates) =>
    fc
      .record({ rows: rowsOf(rates), keys: fc.subarray(['region', 'plan'], { minLength: 1 }), value: groupTexts })
      .map(({ rows, keys, value }) => ({
        filters: keys.map((property_key) => ({ property_key, property_value: value })),
        tiers: lowerBounds(rows),
      })),
  bulk_with_proration: (rates) => rowsOf(rates).map((rows) => ({ tiers: lowerBounds(rows) })),
  unit_with_proration: (rates) => fc.record({ unit_amount: rates }),
  tiered_with_proration: (rates) => rowsOf(rates).map((rows) => ({ tiers: lowerBounds(rows) })),
  unit_with_percent: (rates) => fc.record({ unit_amount: rates, percent: decimalTexts(0n, 10_000n, 2) }),
  package_with_allocation: (rates) =>
    fc.record({ package_amount: rates, package_size: sizes, allocation: anyQuantities }),
  tiered_with_minimum: (rates) =>
    fc
      .record({ rows: minimumRows(rates), hide_zero_amount_tiers: fc.boolean(), prorate: fc.boolean() })
      .map(({ rows, ...flags }) => ({
        ...flags,
        tiers: rows.map(({ lower, rate, minimum }) => ({
          tier_lower_bound: lower,
          unit_amount: rate,
          minimum_amount: minimum,
        })),
      })),
  tiered_package_with_minimum: (rates) =>
    fc.record({ config: packageConfigs(rates), minimum: rates }).map(({ config, minimum }) => ({
      package_size: config.package_size,
      tiers: config.tiers.map((tier) => ({ ...tier, minimum_amount: minimum })),
    })),
  matrix_with_allocation: (rates) =>
    fc
      .record({ matrix: matrixConfigs(rates), allocation: anyQuantities })
      .map(({ matrix, allocation }) => ({ ...matrix, allocation })),
  matrix_with_display_name: (rates) =>
    pairsOf(rates).map((pairs) => ({
      dimension: 'region',
      unit_amounts: firstOfEach(pairs).map(({ pair: [value], rate }) => ({
        dimension_value: value ?? '',
        display_name: `Region ${value}`,
        unit_amount: rate,
      })),
    })),
  matrix_with_threshold_discounts: (rates) =>
    fc
      .record({
        ...pairMatrix(rates),
        threshold_amount: plainRates,
        below: fc.constantFrom('0', '0.05', '0.5', '1'),
        above: fc.constantFrom('0', '0.2', '1'),
        discounted: fc.nat({ max: 3 }),
      })
      .map(({ second_dimension, rows, threshold_amount, below, above, discounted }) => {
        // Coordinates are trimmed and split, so that only plain values can be named by them.
        const named = rows.filter(({ pair }) => pair.every((value) => value !== null && /^\w+$/.test(value)));
        const groups = named.slice(0, discounted).map(({ pair }) => ({
          cell_coordinates: ` ${pair.join(' , ')} `,
          threshold_amount,
          below_threshold_discount_percentage: below,
          above_threshold_discount_percentage: above,
        }));
        return {
          first_dimension: 'region',
          second_dimension,
          default_unit_amount: '0.18',
          matrix_values: rows.map(({ pair, rate }) => ({ ...pairValues(pair), unit_amount: rate })),
          ...(groups.length > 0 && { threshold_discount_groups: groups }),
        };
      }),
  grouped_allocation: (rates) =>
    fc.record({ grouping_key: fc.constant('region'), allocation: anyQuantities, overage_unit_rate: rates }),
  grouped_with_prorated_minimum: (rates) =>
    fc.record({ grouping_key: fc.constant('region'), unit_rate: rates, minimum: rates }),
  grouped_with_min_max_thresholds: (rates) =>
    fc.record({ per_unit_rate: rates, one: rates, other: rates }).map(({ per_unit_rate, one, other }) => {
      const isRising = order(rational(one), rational(other)) <= 0;
      return {
        grouping_key: 'region',
        per_unit_rate,
        minimum_charge: isRising ? one : other,
        maximum_charge: isRising ? other : one,
      };
    }),
  grouped_with_metered_minimum: (rates) =>
    fc
      .record({ rates: fc.array(rates, { minLength: 2, maxLength: 4 }), minimum_unit_amount: rates })
      .map(({ rates: amounts, minimum_unit_amount }) => ({
        grouping_key: 'region',
        pricing_key: 'plan',
        scaling_key: 'level',
        scaling_factors: [
          { scaling_value: 'eu', scaling_factor: '0.5' },
          { scaling_value: '1', scaling_factor: '3' },
        ],
        unit_amounts: amounts.map((unit_amount, at) => ({ pricing_value: texts[at] ?? '', unit_amount })),
        minimum_unit_amount,
      })),
  scalable_matrix_with_unit_pricing: (rates) =>
    fc
      .record({ ...pairMatrix(factors), unit_price: rates, prorate: fc.boolean(), key: fc.constantFrom(null, 'level') })
      .map(({ second_dimension, rows, unit_price, prorate, key }) => ({
        first_dimension: 'region',
        second_dimension,
        grouping_key: key,
        matrix_scaling_factors: rows.map(({ pair, rate }) => ({ ...pairValues(pair), scaling_factor: rate })),
        unit_price,
        prorate,
      })),
  scalable_matrix_with_tiered_pricing: (rates) =>
    fc.record({ ...pairMatrix(factors), tiers: rowsOf(rates) }).map(({ second_dimension, rows, tiers }) => ({
      first_dimension: 'region',
      second_dimension,
      matrix_scaling_factors: rows.map(({ pair, rate }) => ({ ...pairValues(pair), scaling_factor: rate })),
      tiers: lowerBounds(tiers),
    })),
  cumulative_grouped_bulk: (rates) =>
    fc.record({ rows: rowsOf(rates), change: rates }).map(({ rows, change }) => ({
      group: 'region',
      // Values interleave, because only the rows of one value have to rise.
      dimension_values: lowerBounds(rows).flatMap((tier) => [
        { ...tier, grouping_key: 'eu' },
        { ...tier, grouping_key: '1', unit_amount: change },
      ]),
    })),
  cumulative_grouped_allocation: (rates) =>
    fc.record({
      grouping_key: fc.constant('region'),
      group_allocation: anyQuantities,
      cumulative_allocation: anyQuantities,
      unit_amount: rates,
    }),
  percent: (rates) =>
    fc.record(
      {
        percent: fc.constantFrom('1', '0.035', 0.5, '0.000001'),
        minimum_amount: fc.option(rates),
        maximum_amount: fc.option(rates),
        prorated: fc.boolean(),
      },
      { requiredKeys: ['percent'] },
    ),
  minimum_composite: (rates) =>
    fc.record({ minimum_amount: rates, prorated: fc.boolean() }, { requiredKeys: ['minimum_amount'] }),
  event_output: (rates) =>
    fc.record(
      {
        unit_rating_key: fc.constant('rate'),
        grouping_key: fc.constantFrom('region', null),
        default_unit_rate: fc.option(rates),
      },
      { requiredKeys: ['unit_rating_key'] },
    ),
  daily_credit_allowance: (rates) =>
    fc
      .record({ matrix: matrixConfigs(rates), daily_allowance: plainRates })
      .map(({ matrix, daily_allowance }) => ({ ...matrix, daily_allowance, event_day_property: 'day' })),
  metered_allowance: (rates) =>
    fc.record({
      grouping_key: fc.constant('kind'),
      consumption_grouping_value: fc.constantFrom('eu', '1'),
      allowance_grouping_value: fc.constantFrom('us', 'true'),
      unit_amount: rates,
    }),
  bps: (rates) => basisPoints(rates),
  bulk_bps: (rates) =>
    fc.record({ rows: rowsOf(rates), terms: basisPoints(rates) }).map(({ rows, terms }) => ({
      tiers: rows.map(({ upper, rate }, at) => ({
        ...terms,
        bps: rate,
        maximum_amount: at === rows.length - 1 ? null : upper,
      })),
    })),
  tiered_bps: (rates) =>
    fc.record({ rows: rowsOf(rates), terms: basisPoints(rates) }).map(({ rows, terms }) => ({
      tiers: rows.map(({ lower, upper, rate }, at) => ({
        ...terms,
        bps: rate,
        minimum_amount: lower,
        maximum_amount: at === rows.length - 1 ? null : upper,
      })),
    })),
};

/** The keys under which configurations keep rates and amounts: what is scaled when all rates are. */
const amountKeys = new Set(
  (
    'unit_amount package_amount default_unit_amount per_unit total_amount unit_rate minimum minimum_amount ' +
    'maximum_amount per_unit_rate minimum_charge maximum_charge overage_unit_rate unit_price minimum_unit_amount ' +
    'threshold_amount default_unit_rate daily_allowance bps per_unit_maximum'
  ).split(' '),
);

/** Where a legacy model bounds its tiers by amounts, these are no rates. */
const boundingKeys = new Set(['minimum_amount', 'maximum_amount']);

/** A valid price of a model. */
function pricesOf(model: ModelType, rates: fc.Arbitrary<string>): fc.Arbitrary<PriceInput> {
  return configs[model](rates).map(
    (config) => ({ model_type: model, [`${model}_config`]: config }) as unknown as PriceInput,
  );
}

/** A price together with usage that it can rate, and the usage by which it grows. */
export type Rateable = { readonly price: PriceInput; readonly usage: UsageInput; readonly more: UsageInput };

/** A valid price of a model with usage in its form, up to its last tier's end. */
export function rateables(model: ModelType, rates: fc.Arbitrary<string>): fc.Arbitrary<Rateable> {
  return pricesOf(model, rates).chain((price): fc.Arbitrary<Rateable> => {
    const shape = usageShapes[model];
    if (shape !== 'quantity') {
      const usages = usageOf(shape, groupingKeysOf(price), rates);
      return fc.record({ price: fc.constant(price), usage: usages, more: usages });
    }
    return fc
      .record({ first: quantitiesFor(price, model), second: quantitiesFor(price, model) })
      .map(({ first, second }) => {
        const [less, more] = order(rational(first), rational(second)) <= 0 ? [first, second] : [second, first];
        return { price, usage: { quantity: less }, more: { quantity: more } };
      });
  });
}

/** How many properties a price groups by. */
function groupingKeysOf(price: PriceInput): number {
  const plan = prepared(price)?.plan;
  return plan?.shape === 'groups' ? plan.grouping_keys.length : 0;
}

function usageOf(shape: UsageShape, keys: number, rates: fc.Arbitrary<string>): fc.Arbitrary<UsageInput> {
  if (shape === 'groups') return groupsBy(keys);
  return shape === 'events' ? eventsWith(rates) : componentsOf(rates);
}

/** Events with rates of their own, at times that all differ, so that their order is told by the times alone. */
function eventsWith(rates: fc.Arbitrary<string>): fc.Arbitrary<UsageInput> {
  const event = fc.record({
    quantity: anyQuantities,
    minute: fc.nat({ max: 100_000 }),
    properties: fc.record(
      { rate: fc.oneof(rates, fc.constantFrom(0.02, 'none', true, null)), region: groupValues },
      { requiredKeys: [] },
    ),
  });
  return fc.uniqueArray(event, { selector: ({ minute }) => minute, maxLength: 8 }).map((events) => ({
    events: events.map(({ quantity, minute, properties }) => ({
      quantity,
      properties,
      timestamp: new Date(minute * 60_000).toISOString(),
    })),
  }));
}

function componentsOf(rates: fc.Arbitrary<string>): fc.Arbitrary<UsageInput> {
  return fc
    .array(rates, { maxLength: 5 })
    .map((subtotals) => ({ components: subtotals.map((subtotal, at) => ({ price_id: `price-${at}`, subtotal })) }));
}

/** The same price with all its rates multiplied. */
export function withRates(price: PriceInput, scale: (rate: string) => string): PriceInput {
  const isBounding = price.model_type.endsWith('_bps');
  const isRate = (key: string) => amountKeys.has(key) && !(isBounding && boundingKeys.has(key));
  return scaled(price, isRate, scale) as PriceInput;
}

function scaled(value: unknown, isRate: (key: string) => boolean, scale: (rate: string) => string): unknown {
  if (Array.isArray(value)) return value.map((entry) => scaled(entry, isRate, scale));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      key,
      isRate(key) && entry !== null ? scale(String(entry)) : scaled(entry, isRate, scale),
    ]),
  );
}

/** Quantities, with those at and around the price's bounds among them, none beyond a bounded last tier. */
function quantitiesFor(price: PriceInput, model: ModelType): fc.Arbitrary<string> {
  const bounds = boundsIn(Reflect.get(price, `${model}_config`));
  const end = endOf(Reflect.get(price, `${model}_config`));
  const around = bounds.flatMap((bound) =>
    ['0', '0.01', '-0.01', '0.5', '1'].map((step) => print(sum([rational(bound), rational(step)]))),
  );
  const candidates = [...around, '0'].filter((quantity) => !quantity.startsWith('-'));
  return fc
    .oneof(fc.constantFrom(...candidates), anyQuantities)
    .map((quantity) => (end !== null && order(rational(quantity), rational(end)) > 0 ? end : quantity));
}

const boundKeys = new Set(['last_unit', 'maximum_units', 'tier_lower_bound', 'threshold', 'package_size']);

function boundsIn(config: unknown): readonly string[] {
  if (Array.isArray(config)) return config.flatMap(boundsIn);
  if (typeof config !== 'object' || config === null) return [];
  return Object.entries(config).flatMap(([key, value]) =>
    boundKeys.has(key) && value !== null ? [String(value)] : boundsIn(value),
  );
}

type Ends = { readonly last_unit?: Amount | null; readonly maximum_units?: Amount | null };

/** Where a bounded last tier ends; null if usage may grow without end. */
function endOf(config: { readonly tiers?: readonly Ends[] }): string | null {
  const last = config.tiers?.at(-1);
  const end = last?.last_unit ?? last?.maximum_units ?? null;
  return end === null ? null : String(end);
}

const groupTexts = fc.constantFrom('eu', '1', '__proto__');

const factors = fc.constantFrom('0', '1', '0.75', '2.5');

const sizes = fc.constantFrom('1', '7', '50', '0.5');

function lowerBounds(rows: readonly Row[]) {
  return rows.map(({ lower, rate }) => ({ tier_lower_bound: lower, unit_amount: rate }));
}

function minimumRows(rates: fc.Arbitrary<string>) {
  return fc
    .record({ rows: rowsOf(rates), minimums: fc.infiniteStream(rates) })
    .map(({ rows, minimums }) => rows.map((row) => ({ ...row, minimum: minimums.next().value })));
}

/** The cells of a matrix of one or two dimensions, in the form that names the first and the second. */
function pairMatrix(rates: fc.Arbitrary<string>) {
  return {
    second_dimension: fc.constant('plan'),
    rows: pairsOf(rates).map((cells) => cells.filter(({ pair: [first] }) => first !== null)),
  };
}

function pairValues([first, second]: Pair) {
  return { first_dimension_value: first ?? '', second_dimension_value: second };
}

function basisPoints(rates: fc.Arbitrary<string>) {
  return fc.record({ bps: rates, per_unit_maximum: fc.option(plainRates) }, { requiredKeys: ['bps'] });
}

function matrixConfigs(rates: fc.Arbitrary<string>) {
  return fc
    .record({ two: fc.boolean(), default_unit_amount: rates, pairs: pairsOf(rates) })
    .map(({ two, default_unit_amount, pairs }) => ({
      default_unit_amount,
      dimensions: two ? ['region', 'plan'] : ['region', null],
      matrix_values: two
        ? pairs.map(({ pair, rate }) => ({ dimension_values: pair, unit_amount: rate }))
        : firstOfEach(pairs).map(({ pair, rate }) => ({ dimension_values: [pair[0]], unit_amount: rate })),
    }));
}

function packageConfigs(rates: fc.Arbitrary<string>) {
  return fc
    .record({ size: fc.constantFrom('1', '7', '50', '0.5'), rows: rowsOf(rates, fc.integer({ min: 1, max: 9 })) })
    .map(({ size, rows }) => ({
      package_size: size,
      tiers: rows.map(({ lower, rate }) => ({
        tier_lower_bound: print(sum(Array.from({ length: Number(lower) }, () => rational(size)))),
        per_unit: rate,
      })),
    }));
}

type Row = { readonly lower: string; readonly upper: string; readonly rate: string };

/** Rows from 0 up, each as wide as the widths say. */
function rowsOf(rates: fc.Arbitrary<string>, widths: fc.Arbitrary<number | string> = anyWidths) {
  return fc.array(fc.tuple(widths, rates), { minLength: 1, maxLength: 6 }).map((entries): readonly Row[] => {
    let lower = '0';
    return entries.map(([width, rate]) => {
      const upper = print(sum([rational(lower), rational(String(width))]));
      const row = { lower, upper, rate };
      lower = upper;
      return row;
    });
  });
}

const anyWidths: fc.Arbitrary<number | string> = fc.oneof(
  fc.integer({ min: 1, max: 120 }),
  fc.integer({ min: 1, max: 100_000 }),
  fc.constantFrom('0.5', '2.25', '0.001'),
);

function openEnd(): fc.Arbitrary<'open' | 'closed'> {
  return fc.constantFrom('open', 'open', 'closed');
}

// Few values, so that usage meets cells, with names that trip careless lookups.
const texts = ['eu', 'us', '', '1', 'true', 'null', '__proto__', 'constructor'];

type Pair = readonly [string | null, string | null];

function pairsOf(rates: fc.Arbitrary<string>) {
  const value = fc.constantFrom(...texts, null);
  const entry = fc.record({ pair: fc.tuple(value, value), rate: rates });
  const unique = { selector: ({ pair }: { pair: Pair }) => JSON.stringify(pair), minLength: 1, maxLength: 12 };
  // At least one pair begins with a text, so that a matrix of one dimension has a cell.
  return fc
    .tuple(fc.constantFrom(...texts), rates, fc.uniqueArray(entry, unique))
    .map(([first, rate, rest]) => [
      { pair: [first, 'first'] as Pair, rate },
      ...rest.map((cell) => ({ ...cell, pair: cell.pair as Pair })),
    ]);
}

function firstOfEach(cells: readonly { readonly pair: Pair; readonly rate: string }[]) {
  const seen = new Set<string | null>([null]);
  return cells.filter(({ pair: [first] }) => !seen.has(first) && seen.add(first));
}

const groupValues = fc.oneof(fc.constantFrom(...texts), fc.constantFrom(1, 0, -1.5, true, false, null));

/** Groups in the form of `aggregateUsage`, equal ones, empty ones and missing properties among them. */
function groupsBy(keys: number): fc.Arbitrary<{ groups: { grouping_values: GroupValue[]; quantity: string }[] }> {
  return fc.record({
    groups: fc.array(
      fc.record({
        grouping_values: fc.array(groupValues, { minLength: keys, maxLength: keys }),
        quantity: anyQuantities,
      }),
      { maxLength: 8 },
    ),
  });
}

type GroupValue = string | number | boolean | null;
