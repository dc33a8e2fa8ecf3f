import { evaluatePrice, evaluationToMeasure } from '../../index.js';
import { quoteProperty } from '../../metrics/index.js';
import { parseInstant } from '../../time/index.js';
import type { AnchoredPriceInterval, CostMeasureLine, Customer, Event } from '../../wire/index.js';
import { modelsOf, type Call } from '../call.js';
import { countAll, openCounting, type Counting } from '../events/store-counts.js';
import { customersOf, measuredEvents, measuresOf, type Measures } from '../subscriptions/usage.js';
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
  const measures = await measuresOf(call, subscription);
  const customers = await customersOf(call, subscription);
  const window = { from: key.period_start, until };
  const counting = await openCounting(call, { customers, ...window });
  const read = () => measuredEvents(call, customers, { metrics: measures.metrics, ...window });
  const source = { counting, events: onceRead(read) };
  const lines: CostMeasureLine[] = [];
  for (const interval of subscription.price_intervals) {
    if (interval.price.price_type !== 'usage_price' || interval.price.currency !== customer.currency) continue;
    lines.push(...(await linesOf(call, interval, { ...asked, measures, source })));
  }
  return lines;
}

/** What the store may be asked, and the events for what it leaves to them. */
type Source = { readonly counting: Counting | null; readonly events: () => Promise<readonly Event[]> };

function onceRead<T>(read: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | null = null;
  return () => (answer ??= read());
}

type Measured = GroupedCosts & { readonly measures: Measures; readonly source: Source };

async function linesOf(
  call: Call,
  interval: AnchoredPriceInterval,
  measured: Measured,
): Promise<readonly CostMeasureLine[]> {
  const { price, filter, start_date, end_date } = interval;
  const { grouping_keys, period } = measured;
  const timeframe_start = later(period.key.period_start, start_date);
  const timeframe_end = end_date === null ? period.until : earlier(period.until, end_date);
  if (parseInstant(timeframe_end) <= parseInstant(timeframe_start)) return [];
  const asked = {
    price,
    filter,
    grouping_keys: grouping_keys.map(quoteProperty),
    metric_parameter_overrides: interval.metric_parameter_overrides as Overrides,
    ...measured.measures,
    timeframe_start,
    timeframe_end,
    policies: { ...call.account.policies, evaluate_limits },
    ...modelsOf(call),
  };
  const customer_ids = interval.usage_customer_ids ?? [measured.customer.id];
  const questions = evaluationToMeasure(asked).map((question) => ({ ...question, customer_ids }));
  const usage = await countAll(call, questions, measured.source.counting);
  const used = usage === null ? { events: ownOf(await measured.source.events(), customer_ids) } : { usage };
  const { id: price_id, currency, price_type, item } = price;
  return evaluatePrice({ ...asked, ...used }).data.map(({ amount, grouping_values }) => ({
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

function ownOf(events: readonly Event[], customer_ids: readonly string[]): readonly Event[] {
  return events.filter(({ customer_id }) => customer_id !== null && customer_ids.includes(customer_id));
}

type Overrides = Parameters<typeof evaluatePrice>[0]['metric_parameter_overrides'];

function later(a: string, b: string): string {
  return parseInstant(b) > parseInstant(a) ? b : a;
}

function earlier(a: string, b: string): string {
  return parseInstant(b) < parseInstant(a) ? b : a;
}
