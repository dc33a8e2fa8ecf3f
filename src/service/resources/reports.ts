import { costReport, usageReport, type ReportedPriceInterval, type ReportedSubscription } from '../../index.js';
import type { Costs, SubscriptionUsage, ViewMode } from '../../wire/index.js';
import { modelsOf, policiesOf, type Call } from '../call.js';
import { needKept } from '../kept/documents.js';
import { allKept } from '../kept/pages.js';
import { subscriptionAt } from '../subscriptions/subscription-at.js';
import { usageOf } from '../subscriptions/usage.js';
import type { Kept } from '../kept/shapes.js';
import { needCustomer, type CustomerParams } from './customer-reference.js';

type Timeframe = {
  readonly timeframe_start?: string | null;
  readonly timeframe_end?: string | null;
  readonly view_mode?: ViewMode | null;
};
type CostParams = Timeframe & { readonly currency?: string | null };
type UsageParams = Timeframe & {
  readonly granularity?: 'day' | null;
  readonly billable_metric_id?: string | null;
  readonly group_by?: string | null;
  readonly first_dimension_key?: string | null;
  readonly first_dimension_value?: string | null;
  readonly second_dimension_key?: string | null;
  readonly second_dimension_value?: string | null;
};

/** What a subscription has cost, day by day (§13). */
export async function fetchSubscriptionCosts(
  call: Call,
  params: CostParams & { readonly subscription_id: string },
): Promise<Costs> {
  const kept = await needKept(call, 'subscription', params.subscription_id);
  const { document: customer } = await needKept(call, 'customer', kept.document.customer.id);
  const subscription = await reportedNow(call, kept);
  const { subscription_id: _id, ...asked } = params;
  const usage = await usageOf(call, kept.document, { from: null, until: null });
  return costReport({
    customer,
    subscription,
    ...usage,
    at: call.at,
    ...asked,
    ...modelsOf(call),
    ...policiesOf(call),
  });
}

/** What all of a customer's subscriptions have cost, summed by day. */
export async function fetchCustomerCosts(call: Call, params: CustomerParams & CostParams): Promise<Costs> {
  const { document: customer } = await needCustomer(call, params);
  const { timeframe_start = null, timeframe_end = null, view_mode = null, currency = null } = params;
  const subscriptions = [];
  const usages = [];
  for (const kept of await allKept(call, 'subscription', `customer:${customer.id}`)) {
    subscriptions.push(await reportedNow(call, kept));
    usages.push(await usageOf(call, kept.document, { from: null, until: null }));
  }
  const metrics = new Map(usages.flatMap(({ metrics: own }) => own.map((metric) => [metric.id, metric])));
  const groups = new Map(usages.flatMap(({ dimensional_price_groups: own }) => own.map((group) => [group.id, group])));
  const events = new Map(usages.flatMap(({ events: own }) => own.map((event) => [event.id, event])));
  return costReport({
    customer,
    subscriptions,
    metrics: [...metrics.values()],
    dimensional_price_groups: [...groups.values()],
    events: [...events.values()],
    at: call.at,
    timeframe_start,
    timeframe_end,
    view_mode,
    currency,
    ...modelsOf(call),
    ...policiesOf(call),
  });
}

/** What a subscription has used, by metric (§13). */
export async function fetchSubscriptionUsage(
  call: Call,
  params: UsageParams & { readonly subscription_id: string },
): Promise<SubscriptionUsage> {
  const kept = await needKept(call, 'subscription', params.subscription_id);
  const { document: customer } = await needKept(call, 'customer', kept.document.customer.id);
  const subscription = await reportedNow(call, kept);
  const { subscription_id: _id, ...asked } = params;
  const usage = await usageOf(call, kept.document, { from: null, until: null });
  return usageReport({ customer, subscription, ...usage, at: call.at, ...asked });
}

/** A subscription as reports take it, as it stands now. */
export async function reportedNow(call: Call, kept: Kept<'subscription'>): Promise<ReportedSubscription> {
  const subscription = await subscriptionAt(call, kept, call.at);
  const price_intervals = subscription.price_intervals.map((interval) => ({
    ...interval,
    // The document leaves the type of values open; what is none is refused where metrics are read.
    metric_parameter_overrides: interval.metric_parameter_overrides as Overrides,
  }));
  return { ...subscription, price_intervals };
}

type Overrides = ReportedPriceInterval['metric_parameter_overrides'];
