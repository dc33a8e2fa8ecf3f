import type { UsageInput } from 'reckoner';
import type { Amount, ModelType, PriceModelConfigs } from '../../src/wire/index.js';
import {
  difference,
  greater,
  lesser,
  nothing,
  order,
  product,
  quotient,
  rational,
  sum,
  whole,
  ceiling,
  type Rational,
} from './rational.js';

/** The exact subtotal of a usage price for a share of its period, straight from the rule book, in whole-number fractions. */
type Oracle<M extends ModelType> = (config: PriceModelConfigs[M], usage: Used, share: Rational) => Rational;

/** Usage as an oracle reads it. */
export type Used = {
  readonly q: Rational;
  readonly groups: readonly { readonly values: readonly unknown[]; readonly q: Rational }[];
  readonly events: readonly {
    readonly of: Readonly<Record<string, unknown>>;
    readonly q: Rational;
    readonly at: string;
  }[];
  readonly components: readonly Rational[];
};

/** Reads usage once, with empty lists for the forms that it does not have. */
export function used(usage: UsageInput): Used {
  return {
    q: 'quantity' in usage ? r(usage.quantity) : nothing,
    groups: ('groups' in usage ? (usage.groups ?? []) : []).map(({ grouping_values, quantity }) => ({
      values: grouping_values,
      q: r(quantity),
    })),
    events: ('events' in usage ? usage.events : []).map(({ properties = {}, quantity, timestamp = '' }) => ({
      of: properties,
      q: r(quantity),
      at: timestamp,
    })),
    components: ('components' in usage ? usage.components : []).map(({ subtotal }) => r(subtotal)),
  };
}

/** §2.2: one straightforward function per model, sharing nothing with the library but the types of its input. */
export const oracles: { readonly [M in ModelType]: Oracle<M> } = {
  unit: (c, { q }, f) => times(q, r(c.unit_amount), c.prorated ? f : whole),
  unit_with_proration: (c, { q }, f) => times(q, r(c.unit_amount), f),
  unit_with_percent: (c, { q }) => times(q, r(c.unit_amount), quotient(r(c.percent), r(100))),
  tiered: (c, { q }, f) =>
    times(
      graduated(
        q,
        c.tiers.map(({ unit_amount }, at) => [at === 0 ? nothing : r(c.tiers[at - 1]?.last_unit ?? 0), r(unit_amount)]),
      ),
      c.prorated ? f : whole,
    ),
  tiered_with_proration: (c, { q }, f) => times(graduated(q, steps(c.tiers)), f),
  tiered_with_minimum: (c, { q }, f) => {
    const gross = graduated(q, steps(c.tiers));
    return times(order(q, nothing) === 0 ? nothing : greater(gross, reached(c.tiers, q)), c.prorate ? f : whole);
  },
  tiered_package: (c, { q }) => packaged(q, r(c.package_size), stepsPerPackage(c.tiers)),
  tiered_package_with_minimum: (c, { q }) => {
    const size = r(c.package_size);
    const gross = packaged(q, size, stepsPerPackage(c.tiers));
    return order(q, nothing) === 0
      ? nothing
      : greater(gross, reached(c.tiers, times(ceiling(quotient(q, size)), size)));
  },
  bulk: (c, { q }) => {
    const tier = c.tiers.find(({ maximum_units: end = null }) => end === null || order(q, r(end)) <= 0);
    return times(q, r(tier?.unit_amount ?? 0));
  },
  bulk_with_proration: (c, { q }, f) => {
    const [, rate] = lastOf(steps(c.tiers), ([from]) => order(q, from) > 0) ?? [nothing, nothing];
    return times(q, rate, f);
  },
  bulk_with_filters: (c, { groups }) => {
    const q = sumOf(
      groups.filter(({ values }) => c.filters.every((filter, at) => values[at] === filter.property_value)),
    );
    const [, rate] = lastOf(steps(c.tiers), ([from]) => order(q, from) >= 0) ?? [nothing, nothing];
    return times(q, rate);
  },
  package: (c, { q }) => times(ceiling(quotient(q, r(c.package_size))), r(c.package_amount)),
  package_with_allocation: (c, { q }) =>
    times(ceiling(quotient(beyond(q, r(c.allocation)), r(c.package_size))), r(c.package_amount)),
  threshold_total_amount: (c, { q }, f) => {
    const row = lastOf(c.consumption_table, ({ threshold }) => order(q, r(threshold)) > 0);
    return times(r(row?.total_amount ?? 0), c.prorate ? f : whole);
  },
  matrix: (c, { groups }) => cells(c, groups),
  matrix_with_allocation: (c, { groups }) => {
    const total = sumOf(groups);
    if (order(total, nothing) === 0) return nothing;
    const kept = quotient(beyond(total, r(c.allocation)), total);
    return cells(
      c,
      groups.map(({ values, q }) => ({ values, q: times(q, kept) })),
    );
  },
  matrix_with_display_name: (c, { groups }) =>
    sum(
      groups.map(({ values: [value], q }) =>
        times(q, r(c.unit_amounts.find(({ dimension_value }) => dimension_value === value)?.unit_amount ?? 0)),
      ),
    ),
  matrix_with_threshold_discounts: (c, { groups }) => {
    const rate = (values: readonly unknown[]) =>
      r(c.matrix_values.find((cell) => isPair(cell, values))?.unit_amount ?? c.default_unit_amount);
    const discounts = (c.threshold_discount_groups ?? []).map((group) => {
      const coordinates = group.cell_coordinates.split(';').map((pair) => pair.split(',').map((value) => value.trim()));
      const spend = sum(
        groups
          .filter(({ values }) => coordinates.some((own) => own.every((value, at) => value === values[at])))
          .map(({ values, q }) => times(q, rate(values))),
      );
      const t = r(group.threshold_amount);
      return sum([
        times(lesser(spend, t), r(group.below_threshold_discount_percentage)),
        times(beyond(spend, t), r(group.above_threshold_discount_percentage)),
      ]);
    });
    return difference(sum(groups.map(({ values, q }) => times(q, rate(values)))), sum(discounts));
  },
  grouped_tiered: (c, { groups }) => perGroup(groups, (q) => graduated(q, steps(c.tiers))),
  grouped_tiered_package: (c, { groups }) =>
    perGroup(groups, (q) => packaged(q, r(c.package_size), stepsPerPackage(c.tiers))),
  grouped_tiered_matrix: (c, { groups }) =>
    perGroup(groups, (q, value) => {
      const own = c.tiers.filter(({ dimension_value }) => dimension_value === value);
      return own.length > 0 ? graduated(q, steps(own)) : times(q, r(c.default_unit_amount));
    }),
  grouped_allocation: (c, { groups }) =>
    perGroup(groups, (q) => times(beyond(q, r(c.allocation)), r(c.overage_unit_rate))),
  grouped_with_prorated_minimum: (c, { groups }, f) =>
    perGroup(groups, (q) => greater(times(q, r(c.unit_rate)), times(r(c.minimum), f))),
  grouped_with_min_max_thresholds: (c, { groups }) =>
    perGroup(groups, (q) => lesser(greater(times(q, r(c.per_unit_rate)), r(c.minimum_charge)), r(c.maximum_charge))),
  grouped_with_metered_minimum: (c, { groups }) =>
    sum(
      groups.map(({ values: [, pricing, scaling], q }) => {
        const rate = c.unit_amounts.find(({ pricing_value }) => pricing_value === pricing)?.unit_amount;
        const factor = c.scaling_factors.find(({ scaling_value }) => scaling_value === scaling)?.scaling_factor ?? 1;
        const floor = r(c.minimum_unit_amount);
        return times(q, rate === undefined ? floor : greater(times(r(rate), r(factor)), floor));
      }),
    ),
  max_group_tiered_package: (c, { groups }) => {
    const largest = [...merged(groups).values()].reduce(greater, nothing);
    const tiers = c.tiers.map((tier) => ({ ...tier, per_unit: tier.unit_amount }));
    return packaged(largest, r(c.package_size), stepsPerPackage(tiers));
  },
  scalable_matrix_with_unit_pricing: (c, { groups }, f) =>
    times(scaled(c.matrix_scaling_factors, groups), r(c.unit_price), c.prorate ? f : whole),
  scalable_matrix_with_tiered_pricing: (c, { groups }) =>
    graduated(scaled(c.matrix_scaling_factors, groups), steps(c.tiers)),
  cumulative_grouped_bulk: (c, { groups }) => {
    const total = sumOf(groups);
    return perGroup(groups, (q, value) => {
      const own = steps(c.dimension_values.filter(({ grouping_key }) => grouping_key === value));
      // Exclusive: a bound belongs to the tier below it.
      const [, rate] = lastOf(own, ([from], at) => at === 0 || order(total, from) > 0) ?? [nothing, nothing];
      return times(q, rate);
    });
  },
  cumulative_grouped_allocation: (c, { groups }) => {
    const all = merged(groups);
    let [running, charged] = [nothing, nothing];
    for (const value of [...all.keys()].sort(byKind)) {
      const q = all.get(value) ?? nothing;
      const next = sum([running, q]);
      const growth = difference(beyond(next, r(c.cumulative_allocation)), beyond(running, r(c.cumulative_allocation)));
      charged = sum([charged, greater(beyond(q, r(c.group_allocation)), growth)]);
      running = next;
    }
    return times(charged, r(c.unit_amount));
  },
  percent: (c, { components }, f) => {
    const least = times(r(c.minimum_amount ?? 0), c.prorated ? f : whole);
    const wanted = greater(times(sum(components), r(c.percent)), least);
    return isMissing(c.maximum_amount) ? wanted : lesser(wanted, r(c.maximum_amount));
  },
  minimum_composite: (c, { components }, f) =>
    beyond(times(r(c.minimum_amount), c.prorated ? f : whole), sum(components)),
  event_output: (c, { events }) =>
    sum(
      events.map(({ of, q }) => {
        const stated = of[c.unit_rating_key];
        const isNumeric = /^-?\d+(\.\d+)?$/.test(String(stated)) && typeof stated !== 'boolean';
        return times(q, isNumeric ? r(stated as Amount) : r(c.default_unit_rate ?? 0));
      }),
    ),
  daily_credit_allowance: (c, { groups }) => {
    const days = new Set(groups.map(({ values: [day] }) => day));
    return sum(
      [...days].map((day) => {
        const own = groups.filter(({ values }) => values[0] === day);
        const spent = cells(
          c,
          own.map(({ values, q }) => ({ values: values.slice(1), q })),
        );
        return beyond(spent, r(c.daily_allowance));
      }),
    );
  },
  metered_allowance: (c, { groups }) => {
    const of = (wanted: string) => sumOf(groups.filter(({ values: [value] }) => value === wanted));
    const consumed = of(c.consumption_grouping_value);
    return times(difference(consumed, lesser(of(c.allowance_grouping_value), consumed)), r(c.unit_amount));
  },
  bps: (c, { events }) => sum(events.map(({ q }) => fee(c, q))),
  bulk_bps: (c, { events }) => {
    const total = sumOf(events);
    const tier = c.tiers.find(({ maximum_amount: end }) => isMissing(end) || order(total, r(end)) <= 0);
    return sum(events.map(({ q }) => fee(tier ?? { bps: 0 }, q)));
  },
  tiered_bps: (c, { events }) => {
    let from = nothing;
    const fees = [...events]
      .sort((a, b) => Number(a.at > b.at) - Number(a.at < b.at))
      .map(({ q }) => {
        const to = sum([from, q]);
        const inside = c.tiers.map(({ minimum_amount, maximum_amount, bps }) => {
          const start = greater(from, r(minimum_amount));
          const end = isMissing(maximum_amount) ? to : lesser(to, r(maximum_amount));
          return times(beyond(end, start), quotient(r(bps), r(10_000)));
        });
        const last = c.tiers.find(({ maximum_amount: end }) => isMissing(end) || order(to, r(end)) <= 0);
        from = to;
        const charged = sum(inside);
        return isMissing(last?.per_unit_maximum) || order(q, nothing) === 0
          ? charged
          : lesser(charged, r(last.per_unit_maximum));
      });
    return sum(fees);
  },
};

type Step = readonly [from: Rational, rate: Rational];
type Counted = { readonly q: Rational };
type Group = Counted & { readonly values: readonly unknown[] };

function lastOf<T>(list: readonly T[], isWanted: (entry: T, at: number) => boolean): T | undefined {
  let last: T | undefined;
  list.forEach((entry, at) => (last = isWanted(entry, at) ? entry : last));
  return last;
}

function r(value: Amount): Rational {
  return rational(String(value));
}

function times(...values: readonly Rational[]): Rational {
  return values.reduce(product);
}

function isMissing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

function beyond(value: Rational, limit: Rational): Rational {
  return greater(difference(value, limit), nothing);
}

function sumOf(counted: readonly Counted[]): Rational {
  return sum(counted.map(({ q }) => q));
}

function steps(rows: readonly { readonly tier_lower_bound?: Amount | null; readonly unit_amount: Amount }[]): Step[] {
  // A first bound of 1 counts as 0.
  return rows.map(({ tier_lower_bound, unit_amount }, at) => [
    at === 0 ? nothing : r(tier_lower_bound ?? 0),
    r(unit_amount),
  ]);
}

function stepsPerPackage(
  rows: readonly { readonly tier_lower_bound?: Amount | null; readonly per_unit: Amount }[],
): Step[] {
  return steps(rows.map(({ tier_lower_bound = null, per_unit }) => ({ tier_lower_bound, unit_amount: per_unit })));
}

/** Everything beyond each bound costs the change of rates there. */
function graduated(q: Rational, tiers: readonly Step[]): Rational {
  return sum(tiers.map(([from, rate], at) => times(beyond(q, from), difference(rate, tiers[at - 1]?.[1] ?? nothing))));
}

function packaged(q: Rational, size: Rational, tiers: readonly Step[]): Rational {
  const packages = ceiling(quotient(q, size));
  return graduated(
    packages,
    tiers.map(([from, rate]) => [quotient(from, size), rate]),
  );
}

type MinimumRow = { readonly tier_lower_bound?: Amount | null; readonly minimum_amount: Amount };

/** The minimum of the last tier that a quantity is beyond the bound of. */
function reached(rows: readonly MinimumRow[], q: Rational): Rational {
  const row = lastOf(rows, ({ tier_lower_bound }, at) => at === 0 || order(q, r(tier_lower_bound ?? 0)) > 0);
  return r(row?.minimum_amount ?? 0);
}

type Matrix = Pick<PriceModelConfigs['matrix'], 'dimensions' | 'default_unit_amount' | 'matrix_values'>;

function cells(c: Matrix, groups: readonly Group[]): Rational {
  const width = c.dimensions.filter((dimension) => dimension !== null).length;
  return sum(
    groups.map(({ values, q }) => {
      const cell = c.matrix_values.find(({ dimension_values: own }) =>
        own.slice(0, width).every((value, at) => value === values[at]),
      );
      return times(q, r(cell?.unit_amount ?? c.default_unit_amount));
    }),
  );
}

type PairCell = { readonly first_dimension_value: string; readonly second_dimension_value?: string | null };

function isPair(cell: PairCell, [first, second]: readonly unknown[]): boolean {
  return (
    cell.first_dimension_value === first && (second === undefined || (cell.second_dimension_value ?? null) === second)
  );
}

function scaled(
  factors: readonly (PairCell & { readonly scaling_factor: Amount })[],
  groups: readonly Group[],
): Rational {
  return sum(
    groups.map(({ values, q }) => times(q, r(factors.find((cell) => isPair(cell, values))?.scaling_factor ?? 1))),
  );
}

function merged(groups: readonly Group[]): ReadonlyMap<unknown, Rational> {
  const byValue = new Map<unknown, Rational>();
  for (const { values, q } of groups) byValue.set(values[0], sum([byValue.get(values[0]) ?? nothing, q]));
  return byValue;
}

function perGroup(groups: readonly Group[], charge: (q: Rational, value: unknown) => Rational): Rational {
  return sum([...merged(groups)].map(([value, q]) => charge(q, value)));
}

/** Strings by code unit, numbers, booleans, null (§2.1). */
function byKind(a: unknown, b: unknown): number {
  const kinds = ['string', 'number', 'boolean', 'object'];
  const gap = kinds.indexOf(typeof a) - kinds.indexOf(typeof b);
  return gap || Number((a as string) > (b as string)) - Number((a as string) < (b as string));
}

function fee({ bps, per_unit_maximum }: { bps: Amount; per_unit_maximum?: Amount | null }, value: Rational): Rational {
  const share = times(value, quotient(r(bps), r(10_000)));
  return isMissing(per_unit_maximum) ? share : lesser(share, r(per_unit_maximum));
}
