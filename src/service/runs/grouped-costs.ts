import { evaluatePrice, type MetricInput } from '../../index.js';
import { quoteProperty } from '../../metrics/index.js';
import { parseInstant } from '../../time/index.js';
import type {
  AnchoredPriceInterval,
  CostMeasureLine,
  Customer,
  DimensionalPriceGroup,
  Event,
} from '../../wire/index.js';
import { modelsOf, type Call } from '../call.js';
import { usageOf } from '../subscriptions/usage.js';
import type { WatchedPeriod } from './watched-periods.js';

/** What groups are looked for in, and by which properties of events. */
export type GroupedCosts = {
  readonly period: WatchedPeriod;
  readonly customer: Customer;
  readonly grouping_keys: readonly string[];
};

// A run has to look at all of it: what a request may ask for is limited elsewhere (§3).
const evaluate_limits = { prices: 1, rows: 1_000_000, days: 100_000, preview_events: 1 };

/**
 * What each group of usage has cost in the billing period, by price: each group rated on its own, as `evaluatePrice` rates
 * it, of prices in the currency of the invoices.
 */
export async function groupedCosts(call: Call, asked: GroupedCosts): Promise<readonly CostMeasureLine[]> {
  const { customer, period } = asked;
  const { subscription, key, until } = period;
  const usage = await usageOf(call, subscription, { from: key.period_start, until });
  return subscription.price_intervals
    .filter(({ price }) => price.price_type === 'usage_price' && price.currency === customer.currency)
    .flatMap((interval) => linesOf(call, interval, { ...asked, ...usage }));
}

type Measured = GroupedCosts & {
  readonly events: readonly Event[];
  readonly metrics: readonly MetricInput[];
  readonly dimensional_price_groups: readonly DimensionalPriceGroup[];
};

function linesOf(call: Call, interval: AnchoredPriceInterval, measured: Measured): readonly CostMeasureLine[] {
  const { price, filter, usage_customer_ids, start_date, end_date } = interval;
  const { grouping_keys, period, metrics, dimensional_price_groups } = measured;
  const timeframe_start = later(period.key.period_start, start_date);
  const timeframe_end = end_date === null ? period.until : earlier(period.until, end_date);
  if (parseInstant(timeframe_end) <= parseInstant(timeframe_start)) return [];
  const ids = usage_customer_ids ?? [measured.customer.id];
  const { data } = evaluatePrice({
    price,
    filter,
    grouping_keys: grouping_keys.map(quoteProperty),
    metric_parameter_overrides: interval.metric_parameter_overrides as Overrides,
    metrics,
    dimensional_price_groups,
    events: measured.events.filter(({ customer_id }) => customer_id !== null && ids.includes(customer_id)),
    timeframe_start,
    timeframe_end,
    policies: { ...call.account.policies, evaluate_limits },
    ...modelsOf(call),
  });
  const { id: price_id, currency, price_type, item } = price;
  return data.map(({ amount, grouping_values }) => ({
    price_id,
    currency,
    price_type,
    item_id: item.id,
    subtotal: amount,
    amount,
    group_values: Object.fromEntries(
      grouping_keys.map((key, position) => [key, String(grouping_values[position] ?? '')]),
    ),
  }));
}

type Overrides = Parameters<typeof evaluatePrice>[0]['metric_parameter_overrides'];

function later(a: string, b: string): string {
  return parseInstant(b) > parseInstant(a) ? b : a;
}

function earlier(a: string, b: string): string {
  return parseInstant(b) < parseInstant(a) ? b : a;
}
