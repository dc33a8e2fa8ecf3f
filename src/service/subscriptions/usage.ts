import { effectiveEvents, parseMetricSql, type MetricInput } from '../../index.js';
import type { Customer, DimensionalPriceGroup, Event, SubscriptionState } from '../../wire/index.js';
import type { Call } from '../call.js';
import { externalOwner, ownersOf, readLog } from '../events/event-store.js';
import { readKept } from '../kept/documents.js';
import { metricsOf } from '../resources/price-parts.js';
import { groupsOf } from './price-groups.js';

/** How usage is measured and divided. */
export type Measures = {
  readonly metrics: readonly MetricInput[];
  readonly dimensional_price_groups: readonly DimensionalPriceGroup[];
};

/** What was used, and how it is measured and divided. */
export type MeasuredUsage = Measures & { readonly events: readonly Event[] };

/** A window of usage; null is without bound. */
export type UsageWindow = { readonly from: string | null; readonly until: string | null };

/** A subscription as far as it says whose usage it bills, and by which prices. */
export type BilledUsage = {
  readonly customer: Pick<SubscriptionState['customer'], 'id'>;
  readonly price_intervals: readonly {
    readonly price: {
      readonly billable_metric: { readonly id: string } | null;
      readonly dimensional_price_configuration?: unknown;
    };
    readonly usage_customer_ids?: readonly string[] | null | undefined;
  }[];
};

/** The metrics and the dimensional price groups that a subscription's prices name. */
export async function measuresOf(call: Call, { price_intervals }: BilledUsage): Promise<Measures> {
  const prices = price_intervals.map(({ price }) => price);
  const dimensional_price_groups = await groupsOf(call, prices);
  const metrics = await metricsOf(call, [
    ...prices.flatMap(({ billable_metric }) => billable_metric?.id ?? []),
    ...dimensional_price_groups.map(({ billable_metric_id }) => billable_metric_id),
  ]);
  return { metrics, dimensional_price_groups };
}

/** The events that a subscription's prices may measure, and their metrics. */
export async function usageOf(call: Call, subscription: BilledUsage, window: UsageWindow): Promise<MeasuredUsage> {
  const measures = await measuresOf(call, subscription);
  return { ...measures, events: await eventsFor(call, subscription, { ...measures, ...window }) };
}

/** The events in a window that a subscription's prices may measure. */
export async function eventsFor(
  call: Call,
  subscription: BilledUsage,
  asked: Pick<Measures, 'metrics'> & UsageWindow,
): Promise<readonly Event[]> {
  return measuredEvents(call, await customersOf(call, subscription), asked);
}

/** The events in a window that metrics may measure; of a weighted value also those that say what it was at the start (§3). */
export async function measuredEvents(
  call: Call,
  customers: readonly Customer[],
  { metrics, from, until }: Pick<Measures, 'metrics'> & UsageWindow,
): Promise<readonly Event[]> {
  if (metrics.length === 0) return [];
  return eventsOf(call, customers, { from: metrics.some(looksBack) ? null : from, until });
}

/** Whether what came before a window says something of it. */
export function looksBack(metric: MetricInput): boolean {
  const { aggregation } = 'sql' in metric ? parseMetricSql(metric.sql) : metric;
  return aggregation.kind === 'time_weighted';
}

/** The customers whose usage a subscription may bill: its own, and those that its prices name. */
export async function customersOf(
  call: Call,
  { customer, price_intervals }: BilledUsage,
): Promise<readonly Customer[]> {
  const named = price_intervals.flatMap(({ usage_customer_ids }) => usage_customer_ids ?? []);
  const customers: Customer[] = [];
  for (const id of new Set([customer.id, ...named])) {
    const kept = await readKept(call, 'customer', id);
    if (kept !== null) customers.push(kept.document);
  }
  return customers;
}

/** The events of customers that count now, each under its customer's own id. */
async function eventsOf(
  call: Pick<Call, 'transaction' | 'at'>,
  customers: readonly Customer[],
  { from, until }: UsageWindow,
): Promise<readonly Event[]> {
  const log = await readLog(call.transaction, { owners: customers.flatMap(ownersOf), from, until });
  const owner_of = new Map(
    customers.flatMap(({ id, external_customer_id: external }) =>
      external === null ? [] : [[externalOwner(external), id]],
    ),
  );
  return effectiveEvents({ log, at: call.at }).map((event) => {
    if (event.customer_id !== null || event.external_customer_id === null) return event;
    const customer_id = owner_of.get(externalOwner(event.external_customer_id)) ?? null;
    return customer_id === null ? event : { ...event, customer_id, external_customer_id: null };
  });
}
