import { quoteProperty, type Meter, type Metric } from '../../metrics/index.js';
import type { Period } from '../../time/index.js';
import type { PriceDimensions } from './decode/dimensional-prices.js';
import { unmatchedIn, type GroupMeter } from '../reports/unmatched-usage.js';

/** A price of a dimensional price group, the time over which it is measured, and whose events those are; null: all. */
export type PlacedPrice = {
  readonly dimensions: PriceDimensions;
  readonly timeframe: Period;
  readonly membership: string | null;
};

/** Meters the groups of some prices whole, divided by their dimensions, so that what none of the prices rates is told. */
export function groupMetersOf(
  placed: readonly PlacedPrice[],
  metrics: ReadonlyMap<string, Metric>,
): readonly GroupMeter[] {
  const together = new Map<string, PlacedPrice[]>();
  for (const price of placed) {
    const { dimensions, timeframe, membership } = price;
    const key = JSON.stringify([dimensions.group.id, timeframe.start, timeframe.end, membership]);
    const others = together.get(key);
    if (others) others.push(price);
    else together.set(key, [price]);
  }
  return [...together].flatMap(([key, prices]) => meterTogether(key, prices, metrics) ?? []);
}

function meterTogether(
  key: string,
  prices: readonly PlacedPrice[],
  metrics: ReadonlyMap<string, Metric>,
): GroupMeter | null {
  const [first] = prices;
  const metric = first && metrics.get(first.dimensions.group.billable_metric_id);
  // A group whose metric is not known is refused with its prices.
  if (first === undefined || metric === undefined) return null;
  const { dimensions, timeframe, membership } = first;
  const { group } = dimensions;
  const priced_values = prices.map((price) => price.dimensions.values);
  const meter: Meter = {
    id: `dimensional price group ${key}`,
    metric,
    timeframe_start: timeframe.start,
    timeframe_end: timeframe.end,
    group_by: group.dimensions.map(quoteProperty),
    null_groups: 'keep',
    filter: membership,
  };
  return { meter, unmatched: (measured) => unmatchedIn(measured.get(meter.id), { group, priced_values, timeframe }) };
}
