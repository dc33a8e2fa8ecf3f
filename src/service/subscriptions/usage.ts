import { effectiveEvents, type MetricInput } from '../../index.js';
import type { Customer, DimensionalPriceGroup, Event, SubscriptionState } from '../../wire/index.js';
import type { Call } from '../call.js';
import { externalOwner, ownersOf, readLog } from '../events/event-store.js';
import { readKept } from '../kept/documents.js';
import { metricsOf } from '../resources/price-parts.js';
import { groupsOf } from './price-groups.js';

/** What was used, and how it is measured and divided. */
export type MeasuredUsage = {
  readonly events: readonly Event[];
  readonly metrics: readonly MetricInput[];
  readonly dimensional_price_groups: readonly DimensionalPriceGroup[];
};

/** A window of usage; null is without bound. */
export type UsageWindow = { readonly from: string | null; readonly until: string | null };

/** The events that a subscription's prices may measure, and their metrics. */
export async function usageOf(
  call: Call,
  subscription: SubscriptionState,
  window: UsageWindow,
): Promise<MeasuredUsage> {
  const prices = subscription.price_intervals.map(({ price }) => price);
  const dimensional_price_groups = await groupsOf(call, prices);
  const metrics = await metricsOf(call, [
    ...prices.flatMap(({ billable_metric }) => billable_metric?.id ?? []),
    ...dimensional_price_groups.map(({ billable_metric_id }) => billable_metric_id),
  ]);
  if (metrics.length === 0) return { events: [], metrics, dimensional_price_groups };
  const named = subscription.price_intervals.flatMap(({ usage_customer_ids }) => usage_customer_ids ?? []);
  const customers = await customersNamed(call, [subscription.customer.id, ...named]);
  return { events: await eventsOf(call, customers, window), metrics, dimensional_price_groups };
}

/** The events of customers that count now, each under its customer's own id. */
export async function eventsOf(
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

async function customersNamed(call: Call, ids: readonly string[]): Promise<readonly Customer[]> {
  const customers: Customer[] = [];
  for (const id of new Set(ids)) {
    const kept = await readKept(call, 'customer', id);
    if (kept !== null) customers.push(kept.document);
  }
  return customers;
}
