import type { Big } from 'big.js';
import {
  preparePrice,
  type PreparedPriceRater,
  type PriceInput,
  type PriceRating,
  type PriceSubtotals,
  type UsageInput,
} from '../src/index.js';
import { compare, type Comparison } from './harness.js';
import { bigArithmetic, floatArithmetic } from './naive/arithmetic.js';
import { naiveBulk, naiveMatrix, naivePackage, naiveTiered, naiveUnit } from './naive/price-subtotals.js';
import { groupsIn, naiveRater, type NaiveRating } from './naive/rated-price.js';

type Rating = {
  readonly name: string;
  readonly price: PriceInput;
  readonly usages: readonly UsageInput[];
};

const some = 5000;
const cells = 100;

/** Quantities with three decimals at most, exact in big.js at its own precision. */
const quantities = Array.from({ length: some }, (_, at) => ({ quantity: String(((at * 7919) % 12_000_000) / 1000) }));

const bounds = [100, 500, 1000, 5000];
const rates = ['0.5', '0.4', '0.35', '0.3', '0.25'];
const lowerBoundTiers = [0, ...bounds].map((tier_lower_bound, at) => ({
  tier_lower_bound,
  unit_amount: rates[at] ?? '0',
}));

const regions = Array.from({ length: 10 }, (_, at) => `region-${at}`);
const plans = Array.from({ length: 10 }, (_, at) => `plan-${at}`);
const pairs = regions.flatMap((region) => plans.map((plan) => [region, plan]));

const unit = { model_type: 'unit', unit_config: { unit_amount: '0.0375' } } as const;
const tiered = {
  model_type: 'tiered',
  tiered_config: {
    tiers: [0, ...bounds].map((first_unit, at) => ({
      first_unit,
      last_unit: bounds[at] ?? null,
      unit_amount: rates[at] ?? '0',
    })),
  },
} as const;
const packaged = { model_type: 'package', package_config: { package_amount: '4.99', package_size: 250 } } as const;
const bulk = {
  model_type: 'bulk',
  bulk_config: { tiers: rates.map((unit_amount, at) => ({ maximum_units: bounds[at] ?? null, unit_amount })) },
} as const;
const matrix = {
  model_type: 'matrix',
  matrix_config: {
    dimensions: ['region', 'plan'],
    default_unit_amount: '0.01',
    matrix_values: pairs.map((dimension_values, at) => ({ dimension_values, unit_amount: `0.${at + 1}` })),
  },
} as const;

export function run(): readonly Comparison[] {
  return [...subtotalsAlone(), cellsAlone(), ...againstNaive(), groupedAtScale(), cellsAtScale()];
}

/** Quantities as a document's numbers arrive: `JSON.parse` lays them out as an array of doubles. */
const numbers = JSON.parse(
  JSON.stringify(Array.from({ length: 100_000 }, (_, at) => ((at * 7919) % 12_000_000) / 1000)),
) as number[];

/** A prepared price and a list of numbers in; a list of exact amounts out, which all three write when they are asked to. */
function subtotalsAlone(): readonly Comparison[] {
  const goals = (big: number, float: number) => ({ 'big.js': { at_least: big }, float: { at_most: float } });
  const rows = [
    { price: unit, naive: naiveUnit(unit), goals: goals(70, 5) },
    { price: tiered, naive: naiveTiered(tiered), goals: goals(20, 2) },
    { price: packaged, naive: naivePackage(packaged), goals: goals(25, 2.5) },
    { price: bulk, naive: naiveBulk(bulk), goals: goals(9, 2) },
  ];
  return rows.map((row) => {
    const { big, float } = row.naive;
    const prepared = preparePrice(row.price);
    return compare<PriceSubtotals, ArrayLike<Big | number>>({
      name: `${row.price.model_type}, subtotals of numbers`,
      rows: numbers.length,
      ours: () => prepared.subtotals(numbers),
      baselines: {
        'big.js': () => numbers.map(big),
        float: () => {
          // The fastest that plain floats can do.
          const subtotals = new Float64Array(numbers.length);
          for (let at = 0; at < numbers.length; at += 1) subtotals[at] = float(numbers[at] as number);
          return subtotals;
        },
      },
      equal: (ours, bigs) => ours.toJSON().every((text, at) => text === (bigs[at] as Big).toFixed()),
      goals: row.goals,
    });
  });
}

/** A hundred groups with numbers in, one text out. */
function cellsAlone(): Comparison {
  const prepared = preparePrice(matrix);
  const naive = naiveMatrix(matrix);
  const usages = Array.from({ length: some / cells }, (_, start) => ({
    groups: pairs.map((_pair, at) => ({
      grouping_values: pairs[(at * 37 + start) % cells] ?? [],
      quantity: numbers[start * cells + at] ?? 0,
    })),
  }));
  return compare({
    name: 'matrix, subtotals of 100 groups of numbers',
    rows: some,
    rounds: 31,
    ours: () => usages.map((usage) => prepared.subtotal(usage)),
    baselines: {
      'big.js': () => usages.map(({ groups }) => naive.big(groups)),
      float: () => usages.map(({ groups }) => naive.float(groups)),
    },
    goals: { 'big.js': { at_least: 8 }, float: { at_most: 1.3 } },
  });
}

/** A prepared price, quantities as text in; whole documents out: subtotal, rows and their texts, and ours has workings too. */
function againstNaive(): readonly Comparison[] {
  return ratings.map(({ name, price, usages }) => {
    const ours = preparePrice(price);
    const big = naiveRater(price, bigArithmetic);
    const float = naiveRater(price, floatArithmetic);
    for (const usage of usages) assertSame(name, ours.rate(usage), big(usage));
    return compare({
      name,
      // Per quantity: a usage of a hundred groups is a hundred quantities.
      rows: usages.reduce((count, usage) => count + (groupsIn(usage).length || 1), 0),
      // Only the subtotals are kept, or the collector would be timed with five thousand documents in its hands.
      ours: () => usages.map((usage) => ours.rate(usage).subtotal),
      baselines: {
        'big.js': () => usages.map((usage) => big(usage).subtotal),
        float: () => usages.map((usage) => float(usage).subtotal),
      },
    });
  });
}

const many = 10_000;

/** Linear in groups: a thousand cost at most a fifth more than ten times a hundred, with the noise of a shared machine. */
function groupedAtScale(): Comparison {
  const price = preparePrice({
    model_type: 'grouped_tiered',
    grouped_tiered_config: { grouping_key: 'region', tiers: lowerBoundTiers },
  });
  // Every tenth of the groups reaches the same tiers.
  const groups = Array.from({ length: 1000 }, (_, at) => ({
    grouping_values: [`site-${at}`],
    quantity: String(((at % 100) + 1) * 70),
  }));
  return tenTimes({ name: 'grouped_tiered, 1,000 groups of 5 tiers', groups, raters: [price, price], calls: 30 });
}

/** Linear in cells, of the configuration and of the usage alike. */
function cellsAtScale(): Comparison {
  const cellsOf = (count: number) =>
    Array.from({ length: count }, (_, at) => [`region-${at % 100}`, `plan-${Math.floor(at / 100)}`]);
  const priceOf = (count: number) =>
    preparePrice({
      model_type: 'matrix',
      matrix_config: {
        dimensions: ['region', 'plan'],
        default_unit_amount: '0.01',
        matrix_values: cellsOf(count).map((dimension_values, at) => ({
          dimension_values,
          unit_amount: `0.${(at % 1000) + 1}`,
        })),
      },
    });
  // Figures repeat in every tenth, so that both sides compute and print as many digits.
  const groups = cellsOf(many).map((grouping_values, at) => ({ grouping_values, quantity: String((at % 1000) + 1) }));
  return tenTimes({ name: 'matrix, 10,000 cells', groups, raters: [priceOf(many), priceOf(many / 10)], calls: 5 });
}

type AtScale = {
  readonly name: string;
  readonly groups: readonly { readonly grouping_values: readonly string[]; readonly quantity: string }[];
  /** For all groups, and for a tenth of them. */
  readonly raters: readonly [PreparedPriceRater, PreparedPriceRater];
  readonly calls: number;
};

/**
 * All groups in one usage against ten times a tenth of them. The ten documents are held until the last is made, as the one
 * is until it is whole: else the collector would be compared, which never has to move what is dropped at once.
 */
function tenTimes({ name, groups, raters: [all, tenth], calls }: AtScale): Comparison {
  const few = groups.slice(0, groups.length / 10);
  const rowsOf = (rater: PreparedPriceRater, usage: UsageInput, documents: number): number => {
    let rows = 0;
    for (let call = 0; call < calls; call += 1) {
      const held = Array.from({ length: documents }, () => rater.rate(usage));
      for (const { sub_line_items } of held) rows += sub_line_items.length;
    }
    return rows;
  };
  return compare({
    name,
    rows: groups.length * calls,
    ours: () => rowsOf(all, { groups }, 1),
    baselines: { 'ten times a tenth': () => rowsOf(tenth, { groups: few }, 10) },
    oracle: 'ten times a tenth',
    goals: { 'ten times a tenth': { at_most: 1.2 } },
  });
}

/** The whole result has to be the same, rows and all, but for the workings, which a naive implementation has none of. */
function assertSame(name: string, ours: PriceRating, big: NaiveRating): void {
  const [rated, naive] = [JSON.stringify({ ...ours, workings: undefined }), JSON.stringify(big)];
  if (rated !== naive) throw new Error(`${name}: ${rated} and ${naive}`);
}

const ratings: readonly Rating[] = [
  { name: 'unit, documents', price: unit, usages: quantities },
  { name: 'tiered, 5 tiers, documents', price: tiered, usages: quantities },
  { name: 'package, documents', price: packaged, usages: quantities },
  { name: 'bulk, 5 tiers, documents', price: bulk, usages: quantities },
  {
    name: 'matrix, 100 cells, documents',
    price: matrix,
    // Every usage names each cell once, in an order of its own.
    usages: Array.from({ length: some / cells }, (_, start) => ({
      groups: pairs.map((_pair, at) => ({
        grouping_values: pairs[(at * 37 + start) % cells] ?? [],
        quantity: quantities[start * cells + at]?.quantity ?? '0',
      })),
    })).map(({ groups }) => ({ groups: groups.filter(({ quantity }) => quantity !== '0') })),
  },
  {
    name: 'tiered_package, 5 tiers, documents',
    price: {
      model_type: 'tiered_package',
      tiered_package_config: {
        package_size: '10',
        tiers: lowerBoundTiers.map(({ tier_lower_bound, unit_amount }) => ({
          tier_lower_bound,
          per_unit: unit_amount,
        })),
      },
    },
    usages: quantities,
  },
  {
    name: 'grouped_tiered, 10 groups of 5 tiers, documents',
    price: { model_type: 'grouped_tiered', grouped_tiered_config: { grouping_key: 'region', tiers: lowerBoundTiers } },
    usages: Array.from({ length: some / regions.length }, (_, start) => ({
      groups: regions.map((_region, at) => ({
        grouping_values: [regions[(at * 7 + start) % regions.length] ?? null],
        quantity: quantities[start * regions.length + at]?.quantity ?? '0',
      })),
    })),
  },
  {
    name: 'threshold_total_amount, 5 rows, documents',
    price: {
      model_type: 'threshold_total_amount',
      threshold_total_amount_config: {
        consumption_table: [0, ...bounds].map((threshold) => ({ threshold, total_amount: `${threshold / 10}.5` })),
      },
    },
    usages: quantities,
  },
];
