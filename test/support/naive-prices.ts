import { Big } from 'big.js';
import type { UsageInput } from 'reckoner';
import type { Amount, ModelType, PriceModelConfigs } from '../../src/wire/index.js';

/** The subtotal of a configuration and a usage, as one would write it with big.js, straight from the rule book. */
/** The models that big.js rates here: those whose amounts end. */
type NaiveModel = Extract<
  ModelType,
  'unit' | 'tiered' | 'bulk' | 'package' | 'matrix' | 'tiered_package' | 'grouped_tiered' | 'threshold_total_amount'
>;

export type NaivePrice<M extends NaiveModel> = (config: PriceModelConfigs[M], usage: UsageInput) => Big;

/** A share of a period, as the rules write it. */
export type NaiveShare = { readonly numerator: number; readonly denominator: number };

/** §2.2, one straightforward function per model: the oracle of the tests and the baseline of the benchmarks. */
export const naivePrices: { readonly [M in NaiveModel]: NaivePrice<M> } = {
  unit: (config, usage) => quantityOf(usage).times(big(config.unit_amount)),

  tiered: (config, usage) => {
    const upperBounds = config.tiers.map((tier) => tier.last_unit ?? null);
    return graduated(
      quantityOf(usage),
      config.tiers.map((tier, at) => ({
        from: at === 0 ? big(0) : big(upperBounds[at - 1] ?? 0),
        to: upperBounds[at] ?? null,
        rate: tier.unit_amount,
      })),
    );
  },

  bulk: (config, usage) => {
    const q = quantityOf(usage);
    const tier = config.tiers.find(({ maximum_units = null }) => maximum_units === null || q.lte(big(maximum_units)));
    return q.times(big(tier?.unit_amount ?? 0));
  },

  package: (config, usage) => packages(quantityOf(usage), big(config.package_size)).times(big(config.package_amount)),

  matrix: (config, usage) => {
    const width = config.dimensions.filter((dimension) => dimension !== null).length;
    let subtotal = big(0);
    for (const { grouping_values, quantity } of groupsIn(usage)) {
      const cell = config.matrix_values.find(({ dimension_values }) =>
        grouping_values.every((value, at) => value === dimension_values.slice(0, width)[at]),
      );
      subtotal = subtotal.plus(big(quantity).times(big(cell?.unit_amount ?? config.default_unit_amount)));
    }
    return subtotal;
  },

  tiered_package: (config, usage) => {
    const size = big(config.package_size);
    const filled = packages(quantityOf(usage), size).times(size);
    // A rate is per package: a unit's share of it is the rate over the size, and the shares of whole packages add up.
    return graduated(filled, lowerBoundTiers(config.tiers, 'per_unit')).div(size);
  },

  grouped_tiered: (config, usage) => {
    const byValue = new Map<unknown, Big>();
    for (const { grouping_values, quantity } of groupsIn(usage)) {
      const [value] = grouping_values;
      byValue.set(value, (byValue.get(value) ?? big(0)).plus(big(quantity)));
    }
    const tiers = lowerBoundTiers(config.tiers, 'unit_amount');
    return [...byValue.values()].reduce((total, q) => total.plus(graduated(q, tiers)), big(0));
  },

  threshold_total_amount: (config, usage) => {
    const q = quantityOf(usage);
    const passed = config.consumption_table.filter((row) => q.gt(big(row.threshold)));
    return big(passed.at(-1)?.total_amount ?? 0);
  },
};

/** A subtotal as `ratePrice` prints it: scaled by a share, and cut toward zero at 20 places if it never ends (F1). */
export function printNaive(subtotal: Big, share: NaiveShare = { numerator: 1, denominator: 1 }): string {
  const product = subtotal.times(share.numerator);
  const exact = dividedAt(120, product, share.denominator);
  const ends = exact.times(share.denominator).eq(product);
  return (ends ? exact : dividedAt(20, product, share.denominator)).toFixed().replace(/^-0$/, '0');
}

function dividedAt(places: number, value: Big, by: number): Big {
  const Cutting = Big();
  Cutting.DP = places;
  Cutting.RM = Cutting.roundDown;
  return new Cutting(value).div(by);
}

type NaiveTier = { readonly from: Big; readonly to: Amount | null; readonly rate: Amount };

function graduated(q: Big, tiers: readonly NaiveTier[]): Big {
  let subtotal = big(0);
  for (const { from, to, rate } of tiers) {
    const end = to !== null && q.gt(big(to)) ? big(to) : q;
    if (end.gt(from)) subtotal = subtotal.plus(end.minus(from).times(big(rate)));
  }
  return subtotal;
}

function lowerBoundTiers<K extends string>(
  rows: readonly ({ readonly tier_lower_bound?: Amount | null } & { readonly [key in K]: Amount })[],
  rate: K,
): readonly NaiveTier[] {
  return rows.map((row, at) => ({
    from: at === 0 ? big(0) : big(row.tier_lower_bound ?? 0),
    to: rows[at + 1]?.tier_lower_bound ?? null,
    rate: row[rate],
  }));
}

/** ⌈q / size⌉, where big.js divides to 20 places only: as many sizes as fit, and one more if anything is left. */
function packages(q: Big, size: Big): Big {
  const whole = q.div(size).round(0, Big.roundDown);
  const rest = q.minus(whole.times(size));
  return rest.gt(0) ? whole.plus(1) : whole;
}

function groupsIn(usage: UsageInput) {
  return 'groups' in usage ? (usage.groups ?? []) : [];
}

function quantityOf(usage: UsageInput): Big {
  return 'quantity' in usage ? big(usage.quantity) : big(0);
}

function big(value: Amount): Big {
  return new Big(value);
}
