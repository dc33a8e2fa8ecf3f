import fc from 'fast-check';
import type { Amount, PriceInput, UsageInput } from 'reckoner';
import type { RatedModelType } from '../../src/prices/index.js';
import { prepared } from './prepared.js';
import type { PriceModelConfigs } from '../../src/wire/index.js';
import { anyQuantities } from './decimal-texts.js';
import { order, print, rational, sum } from './rational.js';

/** Makes valid configurations of a model whose rates come from a given source. */
type Configs<M extends RatedModelType> = (rates: fc.Arbitrary<string>) => fc.Arbitrary<PriceModelConfigs[M]>;

/**
 * The valid configurations of every model, small enough that quantities meet their bounds. This is all that a new model
 * states to be held to every law of `laws.ts`; without an entry here it does not compile.
 */
const configs: { readonly [M in RatedModelType]: Configs<M> } = {
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
  matrix: (rates) =>
    fc
      .record({ two: fc.boolean(), default_unit_amount: rates, pairs: pairsOf(rates) })
      .map(({ two, default_unit_amount, pairs }) => ({
        default_unit_amount,
        dimensions: two ? ['region', 'plan'] : ['region', null],
        matrix_values: two
          ? pairs.map(({ pair, rate }) => ({ dimension_values: pair, unit_amount: rate }))
          : firstOfEach(pairs).map(({ pair, rate }) => ({ dimension_values: [pair[0]], unit_amount: rate })),
      })),
  tiered_package: (rates) =>
    fc
      .record({ size: fc.constantFrom('1', '7', '50', '0.5'), rows: rowsOf(rates, fc.integer({ min: 1, max: 9 })) })
      .map(({ size, rows }) => ({
        package_size: size,
        tiers: rows.map(({ lower, rate }) => ({
          tier_lower_bound: print(sum(Array.from({ length: Number(lower) }, () => rational(size)))),
          per_unit: rate,
        })),
      })),
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
};

/** The keys under which configurations keep rates and amounts: what is scaled when all rates are. */
const amountKeys = new Set(['unit_amount', 'package_amount', 'default_unit_amount', 'per_unit', 'total_amount']);

/** A valid price of a model. */
function pricesOf(model: RatedModelType, rates: fc.Arbitrary<string>): fc.Arbitrary<PriceInput> {
  return configs[model](rates).map(
    (config) => ({ model_type: model, [`${model}_config`]: config }) as unknown as PriceInput,
  );
}

/** A price together with usage that it can rate, and the usage by which it grows. */
export type Rateable = { readonly price: PriceInput; readonly usage: UsageInput; readonly more: UsageInput };

/** A valid price of a model with usage in its form, up to its last tier's end. */
export function rateables(model: RatedModelType, rates: fc.Arbitrary<string>): fc.Arbitrary<Rateable> {
  return pricesOf(model, rates).chain((price): fc.Arbitrary<Rateable> => {
    const keys = groupingKeysOf(price);
    if (keys !== null)
      return fc.record({ price: fc.constant(price), usage: groupsBy(keys.length), more: groupsBy(keys.length) });
    return fc
      .record({ first: quantitiesFor(price, model), second: quantitiesFor(price, model) })
      .map(({ first, second }) => {
        const [less, more] = order(rational(first), rational(second)) <= 0 ? [first, second] : [second, first];
        return { price, usage: { quantity: less }, more: { quantity: more } };
      });
  });
}

/** The properties that a price groups by; null if it rates one quantity. */
function groupingKeysOf(price: PriceInput): readonly string[] | null {
  const plan = prepared(price)?.plan;
  return plan?.shape === 'groups' ? plan.grouping_keys : null;
}

/** The same price with all its rates multiplied. */
export function withRates(price: PriceInput, scale: (rate: string) => string): PriceInput {
  return scaled(price, scale) as PriceInput;
}

function scaled(value: unknown, scale: (rate: string) => string): unknown {
  if (Array.isArray(value)) return value.map((entry) => scaled(entry, scale));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      key,
      amountKeys.has(key) ? scale(String(entry)) : scaled(entry, scale),
    ]),
  );
}

/** Quantities, with those at and around the price's bounds among them, none beyond a bounded last tier. */
function quantitiesFor(price: PriceInput, model: RatedModelType): fc.Arbitrary<string> {
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
