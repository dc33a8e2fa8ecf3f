import { printMoney, roundMoney, settle, type Currency } from '../../../currency/index.js';
import { subtract, subtractExact, sumExact, toNumber, zero, type Exact } from '../../../decimal/index.js';
import { chargeAmounts } from '../../../prices/index.js';
import type { Cost } from '../../../reports/index.js';
import { formatInstant, type Instant, type Period } from '../../../time/index.js';
import type { AggregatedCost, PerPriceCost } from '../../../wire/index.js';
import type { ListedPrice } from '../../prices/decode/price-list.js';
import { encodePrice } from '../../prices/encode/price.js';

/** What a matrix price came to for the values of its dimensions; null values are those of no cell. */
export type CostGroup = {
  readonly grouping_key: string | null;
  readonly grouping_value: string | null;
  readonly secondary_grouping_key: string | null;
  readonly secondary_grouping_value: string | null;
  readonly subtotal: string;
};

/** Orb's cost of a price, with the groups of a matrix price. */
export type PriceCost = PerPriceCost & { readonly price_groups?: readonly CostGroup[] };

/** A row of costs. */
export type CostRow = Omit<AggregatedCost, 'per_price_costs'> & { readonly per_price_costs: readonly PriceCost[] };

/** A cost of a price; `before` is taken off, for a view of the day alone. */
export type CostEntry = {
  readonly listed: ListedPrice;
  readonly cost: Cost;
  readonly before: Cost | null;
};

/** How costs are written. */
export type CostWriting = { readonly currency: Currency; readonly at: Instant; readonly unrounded_scale: number };

/** Writes the costs of one day: of all prices, the sums, and each price's own. */
export function encodeCosts({ start, end }: Period, entries: readonly CostEntry[], writing: CostWriting): CostRow {
  const { currency, unrounded_scale } = writing;
  const print = (amounts: readonly Exact[]) => printMoney(sumExact(amounts), currency, unrounded_scale);
  return {
    timeframe_start: formatInstant(start),
    timeframe_end: formatInstant(end),
    subtotal: print(entries.map(({ cost, before }) => since(cost.subtotal, before?.subtotal))),
    total: print(entries.map(({ cost, before }) => since(cost.total, before?.total))),
    per_price_costs: entries.map((entry) => encodeCost(entry, writing)),
  };
}

function since(now: Exact, before: Exact | undefined): Exact {
  return before === undefined ? now : subtractExact(now, before);
}

function encodeCost({ listed, cost, before }: CostEntry, writing: CostWriting): PriceCost {
  const { currency, at, unrounded_scale } = writing;
  const { price_type, quantity } = cost.rated;
  const print = (amount: Exact) => printMoney(amount, currency, unrounded_scale);
  const price = encodePrice(listed, { price_type, currency: currency.code, created_at: formatInstant(at), quantity });
  const groups = differences(groupsOf(cost, currency), before ? groupsOf(before, currency) : []);
  return {
    price,
    price_id: listed.id,
    quantity: toNumber(before ? subtract(quantity, before.rated.quantity) : quantity),
    subtotal: print(since(cost.subtotal, before?.subtotal)),
    total: print(since(cost.total, before?.total)),
    ...(groups.length === 0
      ? {}
      : { price_groups: groups.map((group) => ({ ...group, subtotal: print(group.subtotal) })) }),
  };
}

type Group = Omit<CostGroup, 'subtotal'> & { readonly subtotal: Exact };

/** The cells of a matrix price, settled so that they add up to its subtotal (W1). */
function groupsOf({ rated, subtotal }: Cost, currency: Currency): readonly Group[] {
  const amounts = chargeAmounts(rated);
  const shown = currency.real ? settle(roundMoney(subtotal, currency), amounts, currency) : amounts;
  return rated.charges.flatMap((charge, position) => {
    if (charge.kind !== 'cell') return [];
    const [grouping_key = null, secondary_grouping_key = null] = charge.dimensions;
    const [grouping_value = null, secondary_grouping_value = null] = charge.dimension_values;
    const keys = { grouping_key, grouping_value, secondary_grouping_key, secondary_grouping_value };
    return [{ ...keys, subtotal: shown[position] ?? zero }];
  });
}

function differences(groups: readonly Group[], earlier: readonly Group[]): readonly Group[] {
  const before = new Map<string, Exact>(earlier.map((group) => [cellOf(group), group.subtotal]));
  return groups.map((group) => ({ ...group, subtotal: since(group.subtotal, before.get(cellOf(group))) }));
}

function cellOf({ subtotal: _amount, ...values }: Group): string {
  return JSON.stringify(Object.values(values));
}
