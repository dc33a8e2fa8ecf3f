import type { PriceInput, UsageInput } from '../../src/index.js';
import type { Amount } from '../../src/wire/index.js';
import type { Arithmetic } from './invoice-document.js';

/** A rated price as one would write it without this library: the subtotal, and the rows that Orb shows. */
export type NaiveRating = {
  readonly model_type: string;
  readonly price_type: string;
  readonly quantity: string;
  readonly subtotal: string;
  readonly sub_line_items: readonly unknown[];
};

type Part<N> = { readonly subtotal: N; readonly rows: readonly unknown[] };
type Rate<N> = (quantity: N, usage: UsageInput) => Part<N>;
type PriceOf<M> = Extract<PriceInput, { readonly model_type: M }>;
type Raters<N> = {
  readonly [M in PriceInput['model_type']]?: (price: PriceOf<M>, n: Arithmetic<N>) => Rate<N>;
};

/** Reads a price's numbers once and rates usage with the arithmetic given: no checks, no workings. */
export function naiveRater<N>(price: PriceInput, n: Arithmetic<N>): (usage: UsageInput) => NaiveRating {
  const prepare = (raters as unknown as Raters<N>)[price.model_type] as (
    price: PriceInput,
    n: Arithmetic<N>,
  ) => Rate<N>;
  const rate = prepare(price, n);
  return (usage) => {
    const quantity = meteredOf(usage, n);
    const { subtotal, rows } = rate(quantity, usage);
    return {
      model_type: price.model_type,
      price_type: 'usage_price',
      quantity: n.text(quantity),
      subtotal: n.text(subtotal),
      sub_line_items: rows,
    };
  };
}

const raters: Raters<unknown> = {
  unit: ({ unit_config }, n) => {
    const rate = read(unit_config.unit_amount, n);
    return (q) => ({ subtotal: n.times(q, rate), rows: [] });
  },
  tiered: ({ tiered_config }, n) => {
    let from = n.of(0);
    const tiers = tiered_config.tiers.map(({ last_unit = null, unit_amount }) => {
      const tier = { from, to: last_unit === null ? null : read(last_unit, n), rate: read(unit_amount, n) };
      from = tier.to ?? from;
      return tier;
    });
    return (q) => graduated(tiers, q, { n, grouping: null });
  },
  bulk: ({ bulk_config }, n) => {
    const tiers = bulk_config.tiers.map(({ maximum_units = null, unit_amount }) => ({
      to: maximum_units === null ? null : read(maximum_units, n),
      rate: read(unit_amount, n),
    }));
    return (q) => {
      const tier = tiers.find(({ to }) => to === null || n.atMost(q, to));
      return { subtotal: n.times(q, tier?.rate), rows: [] };
    };
  },
  package: ({ package_config }, n) => {
    const [amount, size] = [read(package_config.package_amount, n), read(package_config.package_size, n)];
    return (q) => ({ subtotal: n.times(n.packages(q, size), amount), rows: [] });
  },
  matrix: ({ matrix_config }, n) => {
    const cells = new Map(
      matrix_config.matrix_values.map((cell) => [
        cell.dimension_values.join('\0'),
        { values: cell.dimension_values, rate: read(cell.unit_amount, n) },
      ]),
    );
    return (_, usage) => matrixRows(cells, usage, n);
  },
  tiered_package: ({ tiered_package_config }, n) => {
    const size = read(tiered_package_config.package_size, n);
    const tiers = lowerBounds(
      tiered_package_config.tiers.map((tier) => ({ from: tier.tier_lower_bound, rate: tier.per_unit })),
      n,
    );
    return (q) => graduated(tiers, n.times(n.packages(q, size), size), { n, grouping: null, size });
  },
  grouped_tiered: ({ grouped_tiered_config }, n) => {
    const key = grouped_tiered_config.grouping_key;
    const tiers = lowerBounds(
      grouped_tiered_config.tiers.map((tier) => ({ from: tier.tier_lower_bound, rate: tier.unit_amount })),
      n,
    );
    return (_, usage) => {
      const parts = sorted(usage).map(({ grouping_values, quantity }) =>
        graduated(tiers, read(quantity, n), { n, grouping: { key, value: String(grouping_values[0]) } }),
      );
      return {
        subtotal: parts.reduce((sum, part) => n.plus(sum, part.subtotal), n.of(0)),
        rows: parts.flatMap((part) => part.rows),
      };
    };
  },
  threshold_total_amount: ({ threshold_total_amount_config }, n) => {
    const table = threshold_total_amount_config.consumption_table.map((row) => ({
      threshold: read(row.threshold, n),
      total: read(row.total_amount, n),
    }));
    return (q) => {
      let subtotal = n.of(0);
      for (const { threshold, total } of table) if (!n.atMost(q, threshold)) subtotal = total;
      return { subtotal, rows: [] };
    };
  },
};

type Tier<N> = { readonly from: N; readonly to: N | null; readonly rate: N };
type Rows<N> = { readonly n: Arithmetic<N>; readonly grouping: unknown; readonly size?: N };

const ordinals = ['One', 'Two', 'Three', 'Four', 'Five'];

function graduated<N>(tiers: readonly Tier<N>[], q: N, { n, grouping, size }: Rows<N>): Part<N> {
  const rows: unknown[] = [];
  let subtotal = n.of(0);
  for (const [position, { from, to, rate }] of tiers.entries()) {
    if (n.atMost(q, from)) break;
    const units = n.minus(to === null || n.atMost(q, to) ? q : to, from);
    const quantity = size === undefined ? units : n.packages(units, size);
    const amount = n.times(quantity, rate);
    subtotal = n.plus(subtotal, amount);
    rows.push({
      name: `Tier ${ordinals[position]}`,
      quantity: n.toNumber(quantity),
      amount: n.text(amount),
      grouping,
      type: 'tier',
      tier_config: {
        first_unit: n.toNumber(from),
        last_unit: to === null ? null : n.toNumber(to),
        unit_amount: n.text(rate),
      },
    });
  }
  return { subtotal, rows };
}

type Cells<N> = ReadonlyMap<string, { readonly values: readonly (string | null)[]; readonly rate: N }>;

function matrixRows<N>(cells: Cells<N>, usage: UsageInput, n: Arithmetic<N>): Part<N> {
  const quantities = new Map<string, N>();
  for (const { grouping_values, quantity } of groupsIn(usage)) {
    const key = grouping_values.join('\0');
    const before = quantities.get(key);
    quantities.set(key, before === undefined ? read(quantity, n) : n.plus(before, read(quantity, n)));
  }
  const rows: unknown[] = [];
  let subtotal = n.of(0);
  for (const [key, { values, rate }] of cells) {
    const quantity = quantities.get(key);
    if (quantity === undefined) continue;
    const amount = n.times(quantity, rate);
    subtotal = n.plus(subtotal, amount);
    rows.push({
      name: values.join(', '),
      quantity: n.toNumber(quantity),
      amount: n.text(amount),
      grouping: null,
      type: 'matrix',
      scaled_quantity: null,
      matrix_config: { dimension_values: [...values] },
    });
  }
  return { subtotal, rows };
}

function lowerBounds<N>(
  rows: readonly { readonly from?: Amount | null | undefined; readonly rate: Amount }[],
  n: Arithmetic<N>,
): readonly Tier<N>[] {
  const bounds = rows.map(({ from }) => read(from ?? 0, n));
  return rows.map(({ rate }, at) => ({ from: bounds[at] as N, to: bounds[at + 1] ?? null, rate: read(rate, n) }));
}

function sorted(usage: UsageInput) {
  const groups = [...groupsIn(usage)];
  return groups.sort((a, b) => (String(a.grouping_values[0]) < String(b.grouping_values[0]) ? -1 : 1));
}

function meteredOf<N>(usage: UsageInput, n: Arithmetic<N>): N {
  if ('quantity' in usage) return read(usage.quantity, n);
  return groupsIn(usage).reduce((sum, group) => n.plus(sum, read(group.quantity, n)), n.of(0));
}

/** The groups of usage that has some. */
export function groupsIn(usage: UsageInput) {
  return 'groups' in usage ? (usage.groups ?? []) : [];
}

function read<N>(value: Amount, n: Arithmetic<N>): N {
  return n.of(value);
}
