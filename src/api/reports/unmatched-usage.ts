import { formatDecimal } from '../../decimal/index.js';
import { quoteProperty, type GroupValue, type Meter, type Usage as Measured } from '../../metrics/index.js';
import { formatInstant, type Period } from '../../time/index.js';
import type { CostPrice } from './decode/cost-price.js';
import type { CostPeriod, CostReading, CostSubscription } from './decode/cost-request.js';
import type { DimensionalGroup } from '../usage/decode/dimensional-prices.js';
import type { ReportMeter } from './report-meter.js';
import { membershipOf } from '../invoices/decode/subscription/membership.js';

/** Usage of a dimensional price group's metric that matches none of its prices: reported, not charged (§2). */
export type UnmatchedUsage = {
  readonly dimensional_price_group_id: string;
  readonly billable_metric_id: string;
  /** In the order of the group's dimensions; null where events lack the property. */
  readonly dimension_values: readonly GroupValue[];
  readonly timeframe_start: string;
  readonly timeframe_end: string;
  readonly quantity: string;
};

/** What a group's metric is measured by in one billing period, and, once it is, what of it no price rates. */
export type GroupMeter = {
  readonly meter: Meter;
  readonly unmatched: (measured: ReadonlyMap<string, Measured>) => readonly UnmatchedUsage[];
};

/** The same in a report, which knows whose events count. */
export type ReportedGroup = Pick<GroupMeter, 'unmatched'> & { readonly meter: ReportMeter };

/** One subscription in one billing period; its meters are called by `name`. */
export type GroupCell = { readonly name: string; readonly subscription: CostSubscription; readonly cost: CostPeriod };

/** Meters the dimensional price groups of a subscription's prices whole, divided by their dimensions. */
export function meterGroups({ name, subscription, cost }: GroupCell, reading: CostReading): readonly ReportedGroup[] {
  const members = new Map<DimensionalGroup, CostPrice[]>();
  for (const price of subscription.prices) {
    if (price.dimensions === null) continue;
    const known = members.get(price.dimensions.group);
    if (known) known.push(price);
    else members.set(price.dimensions.group, [price]);
  }
  return [...members].flatMap(([group, prices]) => {
    const meter = meterOf(group, prices, { name: `${name}:${group.id}`, cost, reading });
    if (meter === null) return [];
    const priced_values = prices.flatMap(({ dimensions }) => (dimensions === null ? [] : [dimensions.values]));
    const timeframe = { start: cost.period.start, end: cost.stop };
    return [
      {
        meter,
        unmatched: (measured) => unmatchedIn(measured.get(meter.meter.id), { group, priced_values, timeframe }),
      },
    ];
  });
}

type Metering = { readonly name: string; readonly cost: CostPeriod; readonly reading: CostReading };

function meterOf(
  { billable_metric_id, dimensions }: DimensionalGroup,
  prices: readonly CostPrice[],
  { name, cost, reading }: Metering,
): ReportMeter | null {
  const metric = reading.metrics.get(billable_metric_id);
  // Whose metric is not known is refused with its prices.
  if (metric === undefined) return null;
  const { document } = reading.customer;
  const customer_ids = [...new Set(prices.flatMap((price) => price.usage_customer_ids ?? [document.id]))];
  return {
    meter: {
      id: name,
      metric,
      timeframe_start: cost.period.start,
      timeframe_end: cost.stop,
      group_by: dimensions.map(quoteProperty),
      null_groups: 'keep',
    },
    customer_ids,
    membership: reading.is_shared ? membershipOf({ usage_customer_ids: customer_ids }, document) : null,
    rates_events: false,
  };
}

/** A group over a time, and the values of its dimensions that have a price. */
export type Matching = {
  readonly group: DimensionalGroup;
  readonly priced_values: readonly (readonly string[])[];
  readonly timeframe: Period;
};

/** What was measured of a group, by its dimensions, that no price rates. */
export function unmatchedIn(
  usage: Measured | undefined,
  { group, priced_values, timeframe }: Matching,
): readonly UnmatchedUsage[] {
  const priced = new Set(priced_values.map((values) => JSON.stringify(values)));
  const groups = usage?.groups ?? [];
  return groups
    .filter(({ grouping_values }) => !priced.has(JSON.stringify(grouping_values)))
    .map(({ grouping_values, quantity }) => ({
      dimensional_price_group_id: group.id,
      billable_metric_id: group.billable_metric_id,
      dimension_values: grouping_values,
      timeframe_start: formatInstant(timeframe.start),
      timeframe_end: formatInstant(timeframe.end),
      quantity: formatDecimal(quantity),
    }));
}
