import { formatInstant, interpretInstant, parseInstant } from '../../time/index.js';
import type { Costs, SubscriptionUsage, ViewMode } from '../../wire/index.js';
import type { Call } from '../call.js';
import { needKept } from '../kept/documents.js';
import { allKept } from '../kept/pages.js';
import { subscriptionAt } from '../subscriptions/subscription-at.js';
import { periodsOf, windowOf } from '../subscriptions/reported-periods.js';
import { joinUsed, reportCosts, reportUsage, usedBy } from '../subscriptions/reported-usage.js';
import type { UsageWindow } from '../subscriptions/usage.js';
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
  const { subscription_id: _id, ...asked } = params;
  const { subscription, ...used } = await costedOf(call, kept, asked);
  return reportCosts(call, { asked: { customer, subscription, ...asked }, ...used });
}

/** What all of a customer's subscriptions have cost, summed by day. */
export async function fetchCustomerCosts(call: Call, params: CustomerParams & CostParams): Promise<Costs> {
  const { document: customer } = await needCustomer(call, params);
  const { timeframe_start = null, timeframe_end = null, view_mode = null, currency = null } = params;
  const costed = [];
  for (const kept of await allKept(call, 'subscription', `customer:${customer.id}`)) {
    costed.push(await costedOf(call, kept, params));
  }
  const subscriptions = costed.map(({ subscription }) => subscription);
  const asked = { customer, subscriptions, timeframe_start, timeframe_end, view_mode, currency };
  return reportCosts(call, { asked, ...joinUsed(costed, call.at) });
}

/** What a subscription has used, by metric (§13). */
export async function fetchSubscriptionUsage(
  call: Call,
  params: UsageParams & { readonly subscription_id: string },
): Promise<SubscriptionUsage> {
  const kept = await needKept(call, 'subscription', params.subscription_id);
  const { document: customer } = await needKept(call, 'customer', kept.document.customer.id);
  const subscription = await subscriptionAt(call, kept, call.at);
  const { subscription_id: _id, ...asked } = params;
  const timeframe = await timeframeOf(call, kept, asked);
  // What ends before it begins has no billing period, and nothing was used in it.
  if (timeframe === null) return { data: [] };
  const used = { ...(await usedBy(call, kept)), window: windowIn(timeframe) };
  return reportUsage(call, { asked: { customer, subscription, ...asked, ...timeframe }, ...used });
}

/** A subscription with the billing periods whose costs are asked for, and whose events are counted in them. */
async function costedOf(call: Call, kept: Kept<'subscription'>, asked: Timeframe) {
  const billing_periods = await periodsOf(call, kept, asked);
  const subscription = { ...(await subscriptionAt(call, kept, call.at)), billing_periods };
  return { subscription, ...(await usedBy(call, kept)), window: windowOf(billing_periods, call.at) };
}

/** The timeframe that is asked for; without one the billing period that is, was last, or comes first. */
async function timeframeOf(call: Call, kept: Kept<'subscription'>, asked: Timeframe): Promise<Timeframe | null> {
  const { timeframe_start = null, timeframe_end = null } = asked;
  if (timeframe_start !== null || timeframe_end !== null) return { timeframe_start, timeframe_end };
  const { start_date } = kept.document;
  const at = parseInstant(call.at) < parseInstant(start_date) ? start_date : call.at;
  const [period] = await periodsOf({ ...call, at }, kept, {});
  return period === undefined ? null : { timeframe_start: period.start_date, timeframe_end: period.end_date };
}

/** What of the events a timeframe needs; all of them where it is for the report to refuse. */
function windowIn({ timeframe_start, timeframe_end }: Timeframe): UsageWindow {
  const [start, end] = [interpretInstant(timeframe_start), interpretInstant(timeframe_end)];
  const is_bound = start !== undefined && end !== undefined;
  return is_bound ? { from: formatInstant(start), until: formatInstant(end) } : { from: null, until: null };
}
