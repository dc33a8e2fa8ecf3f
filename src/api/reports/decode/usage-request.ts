import {
  invariant,
  isGiven,
  openChild,
  optionalText,
  refuse,
  report,
  requiredText,
  shown,
  valueAt,
  wanting,
  type Fields,
} from '../../../errors/index.js';
import { checkUsageSpec, matchProperty, quoteProperty, type Metric } from '../../../metrics/index.js';
import { timeZone, type Instant, type Period } from '../../../time/index.js';
import type { EventInput, ViewMode } from '../../../wire/index.js';
import { readCustomer, type BilledCustomer } from '../../decode/customer.js';
import { readDimensionalGroups } from '../../usage/decode/dimensional-prices.js';
import { optionalTimeframe, requiredInstant } from '../../events/decode/event-log.js';
import type { ReportMeter } from '../report-meter.js';
import { readMetrics } from '../../usage/decode/metering.js';
import { openIntervals, openSubscriptions, periodAt, readBillingPeriods } from './reported-subscription.js';
import { countedBy, membershipOf } from '../../invoices/decode/subscription/membership.js';
import { readUsagePrice, type UsagePrice } from '../../usage/decode/usage-price.js';

/** A usage report's input, read: what to measure, and what to say of it. */
export type UsageReading = {
  /** Whose events count at all. */
  readonly counts: (event: EventInput) => boolean;
  readonly timeframe: Period;
  readonly meters: readonly ReportMeter[];
  /** The names of the metrics, by id. */
  readonly names: ReadonlyMap<string, string>;
  readonly group_by: string | null;
  readonly view_mode: ViewMode | null;
  /** Which metrics one of the prices groups by the same key. */
  readonly groupable: ReadonlySet<string>;
};

/** What a usage report is asked for, beside what was used. */
export const usageQuestionKeys: readonly string[] =
  /*#__PURE__*/ 'customer subscription subscriptions metrics dimensional_price_groups at timeframe_start timeframe_end granularity view_mode billable_metric_id group_by first_dimension_key first_dimension_value second_dimension_key second_dimension_value'.split(
    ' ',
  );

/** Reads what `usageReport` is asked; refuses it with every fault found. */
export function readUsageRequest(input: Fields): UsageReading {
  const opened = openChild(input, 'customer');
  const customer = opened && readCustomer(opened);
  const zone = customer?.zone ?? timeZone('UTC');
  const metrics = readMetrics(input);
  const subscriptions = openSubscriptions(input);
  const groups = readDimensionalGroups(input);
  const prices = subscriptions
    .flatMap((subscription) => openIntervals(subscription, zone))
    .map((interval) => readUsagePrice(interval, groups));
  const timeframe = readTimeframe(input, subscriptions, zone);
  const asked = readAsked(input);
  const chosen = choose(input, metrics, prices);
  refuse(input.issues);
  invariant(customer !== null && timeframe !== null, 'an input without errors is read');
  const settings = {
    timeframe_start: timeframe.start,
    timeframe_end: timeframe.end,
    timezone: customer.timezone,
    ...asked.settings,
  };
  const meters = [...chosen].map(([id, metric]) => ({
    meter: { id, metric, ...settings },
    ...membersOf(id, prices, customer),
    rates_events: false,
  }));
  for (const { meter } of meters) input.issues.push(...checkUsageSpec(meter, input.place));
  refuse(input.issues);
  return {
    counts: ownerTest(prices, customer),
    timeframe,
    meters,
    names: new Map([...chosen].map(([id, { name }]) => [id, name ?? id])),
    group_by: asked.group_by,
    view_mode: asked.settings.view_mode,
    groupable: groupableBy(asked.group_by, prices),
  };
}

/** Events of the customer, and of those whose usage one of the prices bills (§3 "Membership"). */
function ownerTest(prices: readonly UsagePrice[], customer: BilledCustomer): (event: EventInput) => boolean {
  return countedBy([{ usage_customer_ids: null }, ...prices], customer.document);
}

/** The usage of a metric is of all customers for whom one of its prices bills it. */
function membersOf(
  metric_id: string,
  prices: readonly UsagePrice[],
  customer: BilledCustomer,
): Pick<ReportMeter, 'customer_ids' | 'membership'> {
  const own = [customer.document.id];
  const billing = prices.filter((price) => price.metric_id === metric_id);
  const ids = new Set(billing.flatMap(({ usage_customer_ids }) => usage_customer_ids ?? own));
  const customer_ids = billing.length === 0 ? own : [...ids];
  const is_shared = prices.some(({ usage_customer_ids }) => usage_customer_ids !== null);
  const membership = is_shared ? membershipOf({ usage_customer_ids: customer_ids }, customer.document) : null;
  return { customer_ids, membership };
}

/** Both bounds or neither: without them the current billing period, else the last one. */
function readTimeframe(input: Fields, subscriptions: readonly Fields[], zone: BilledCustomer['zone']): Period | null {
  const { start, end } = optionalTimeframe(input);
  if (start !== null && end !== null) return { start, end };
  if (start !== null || end !== null) {
    const key = start === null ? 'timeframe_start' : 'timeframe_end';
    report(input, key, { code: 'missing_field', message: 'is missing; give both bounds of the timeframe, or none' });
    return null;
  }
  return currentPeriod(input, subscriptions, zone);
}

function currentPeriod(input: Fields, subscriptions: readonly Fields[], zone: BilledCustomer['zone']): Period | null {
  const at = requiredInstant(input, 'at');
  const [subscription] = subscriptions;
  if (subscription !== undefined && subscriptions.length === 1) {
    return at && begunPeriod(input, readBillingPeriods(subscription, zone), at);
  }
  const message = 'is missing; several subscriptions have no one current period, so give a timeframe';
  report(input, 'timeframe_start', { code: 'missing_field', message });
  return null;
}

/** The period that is or was last. Periods that could not be read have their fault already. */
function begunPeriod(input: Fields, periods: readonly Period[], at: Instant): Period | null {
  const period = periodAt(periods, at);
  if (period !== null || periods.length === 0) return period;
  const message = 'is before the first billing period; give a timeframe';
  report(input, 'at', { code: 'invalid_timeframe', message });
  return null;
}

function readAsked(input: Fields) {
  const group_by = optionalText(input, 'group_by');
  const filters = [dimensionFilter(input, 'first_dimension'), dimensionFilter(input, 'second_dimension')];
  const filter = filters.filter((text) => text !== null).join(' AND ');
  const narrowed = group_by === null ? filter !== '' : true;
  if (narrowed) requiredText(input, 'billable_metric_id');
  const settings = {
    view_mode: optionalMode(input),
    granularity: optionalText(input, 'granularity') as 'day' | null,
    group_by: group_by === null ? [] : [quoteProperty(group_by)],
    filter: filter === '' ? null : filter,
  };
  if (settings.granularity !== null && settings.granularity !== 'day') {
    report(input, 'granularity', wanting(settings.granularity, '"day", or leave it out'));
  }
  return { group_by, settings };
}

const modes: readonly unknown[] = ['periodic', 'cumulative'] satisfies ViewMode[];

/** `view_mode`, if it is given. */
export function optionalMode(input: Fields): ViewMode | null {
  const mode = valueAt(input, 'view_mode');
  if (!isGiven(mode)) return null;
  if (modes.includes(mode)) return mode as ViewMode;
  report(input, 'view_mode', wanting(mode, modes.join(' or ')));
  return null;
}

/** A matrix cell is asked for by property and value. */
function dimensionFilter(input: Fields, dimension: string): string | null {
  const [key, value] = [`${dimension}_key`, `${dimension}_value`];
  if (isGiven(valueAt(input, key)) !== isGiven(valueAt(input, value))) {
    const message = `goes with ${value}; give both or neither`;
    report(input, key, { code: 'missing_field', message });
  }
  const [name, text] = [optionalText(input, key), optionalText(input, value)];
  return name === null || text === null ? null : matchProperty(name, text);
}

/** The metric that was asked for, else those that the prices are billed by, in the prices' order. */
function choose(input: Fields, metrics: ReadonlyMap<string, Metric>, prices: readonly UsagePrice[]) {
  const id = optionalText(input, 'billable_metric_id');
  const chosen = new Map<string, Metric>();
  const take = (fields: Fields, key: string, metric_id: string): void => {
    const metric = metrics.get(metric_id);
    if (metric !== undefined) chosen.set(metric_id, metric);
    else {
      const message = `${shown(metric_id)} is none of the metrics; add it to metrics`;
      report(fields, key, { code: 'invalid_reference', message });
    }
  };
  if (id !== null) take(input, 'billable_metric_id', id);
  else {
    for (const { price, metric_id } of prices) {
      if (metric_id !== null) take(price, 'billable_metric_id', metric_id);
    }
  }
  return chosen;
}

function groupableBy(group_by: string | null, prices: readonly UsagePrice[]): ReadonlySet<string> {
  const matching = prices.filter(({ price }) => group_by !== null && price.value['invoice_grouping_key'] === group_by);
  return new Set(matching.flatMap(({ metric_id }) => metric_id ?? []));
}
