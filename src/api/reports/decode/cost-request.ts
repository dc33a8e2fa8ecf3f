import { readAdjustmentList, readLegacyAdjustments, type Adjustment } from '../../../adjustments/index.js';
import { currencyOf, type Currency, type MoneyRules } from '../../../currency/index.js';
import type { BillingPeriod } from '../../../cycles/index.js';
import { openChild, optionalText, refuse, report, type Fields } from '../../../errors/index.js';
import type { Metric } from '../../../metrics/index.js';
import {
  localDay,
  localDays,
  millisPerDay,
  timeZone,
  type Instant,
  type Period,
  type TimeZone,
} from '../../../time/index.js';
import type { Policies, ViewMode } from '../../../wire/index.js';
import { readCostPrice, type CostPrice, type CostPriceContext } from './cost-price.js';
import { readCustomModels } from '../../prices/decode/custom-models.js';
import { readCustomer, type BilledCustomer } from '../../decode/customer.js';
import { readDimensionalGroups } from '../../usage/decode/dimensional-prices.js';
import { optionalInstant, optionalTimeframe } from '../../events/decode/event-log.js';
import { readMetrics } from '../../usage/decode/metering.js';
import { moneyRulesOf, readPolicies } from '../../decode/policies.js';
import { openIntervals, openSubscriptions, periodAt, readBillingPeriods } from './reported-subscription.js';
import { optionalMode } from './usage-request.js';

/** A billing period to report on: the instants at which its rows end, of which some lie before the timeframe. */
export type CostPeriod = {
  readonly period: BillingPeriod;
  /** Up to which instant usage counts. */
  readonly stop: Instant;
  /** The ends of all days until then; those up to `first` are not asked for, but periodic costs are measured from them. */
  readonly days: readonly Period[];
  readonly from: Instant;
};

/** A subscription, read. */
export type CostSubscription = {
  readonly prices: readonly CostPrice[];
  readonly adjustments: readonly Adjustment[];
  readonly periods: readonly CostPeriod[];
};

/** The input of `costReport`, read whole. */
export type CostReading = {
  readonly customer: BilledCustomer;
  readonly subscriptions: readonly CostSubscription[];
  readonly metrics: ReadonlyMap<string, Metric>;
  /** Whether some price bills usage of other customers than this one. */
  readonly is_shared: boolean;
  readonly currency: Currency;
  readonly policies: Policies;
  readonly view_mode: ViewMode;
  readonly at: Instant;
};

/** What a cost report is asked for, beside what was used. */
export const costQuestionKeys: readonly string[] =
  /*#__PURE__*/ 'customer subscription subscriptions metrics dimensional_price_groups at timeframe_start timeframe_end view_mode currency custom_models policies'.split(
    ' ',
  );

/** Reads what `costReport` is asked; refuses it with every fault found. */
export function readCostRequest(input: Fields): CostReading {
  const policies = readPolicies(input);
  const opened = openChild(input, 'customer');
  const customer = opened && readCustomer(opened);
  const zone = customer?.zone ?? timeZone('UTC');
  const question = readQuestion(input, zone);
  const metrics = readMetrics(input);
  const groups = readDimensionalGroups(input);
  const custom_models = readCustomModels(input);
  const view_mode = optionalMode(input) ?? 'cumulative';
  const subscriptions = openSubscriptions(input).map((fields) =>
    readSubscription(fields, { zone, metrics, groups, custom_models, question }),
  );
  const currency = readCurrency(input, customer, moneyRulesOf(policies));
  refuse(input.issues);
  return {
    customer: customer as BilledCustomer,
    subscriptions,
    metrics,
    is_shared: subscriptions.some(({ prices }) => prices.some((price) => price.usage_customer_ids !== null)),
    currency: currency as Currency,
    policies,
    view_mode,
    at: question.at ?? question.latest,
  };
}

/** When: a timeframe, or the caller's now. */
type CostTime = {
  readonly at: Instant | null;
  readonly start: Instant | null;
  readonly end: Instant | null;
  /** What stands in for now where it is not given. */
  readonly latest: Instant;
};

function readQuestion(input: Fields, zone: TimeZone): CostTime {
  const at = optionalInstant(input, 'at');
  const { start, end } = optionalTimeframe(input);
  if (at === null && (start === null || end === null)) {
    const message = 'is missing; give the time that it is, or a timeframe';
    report(input, 'at', { code: 'missing_field', message });
  }
  const until = earlier(end, at === null ? null : localDay(zone, at).end);
  return { at, start, end: until, latest: (until ?? 0) as Instant };
}

/** Of a day that has begun there are costs; of a later one there are none yet, whatever timeframe is asked for. */
function earlier(end: Instant | null, today: Instant | null): Instant | null {
  if (end === null || today === null) return end ?? today;
  return end < today ? end : today;
}

type CostContext = CostPriceContext & { readonly question: CostTime };

function readSubscription(fields: Fields, { question, ...context }: CostContext): CostSubscription {
  const { zone } = context;
  const intervals = openIntervals(fields, zone);
  const prices = intervals.flatMap((interval) => {
    const price = readCostPrice(interval, context);
    return price === null ? [] : [price];
  });
  return {
    prices,
    adjustments: readAdjustments(fields, prices, zone),
    periods: cutPeriods(readBillingPeriods(fields, zone), { fields, zone, question }),
  };
}

/** What the subscription carries, and what stands beside its prices, once for each price (§6). */
function readAdjustments(fields: Fields, prices: readonly CostPrice[], zone: TimeZone): readonly Adjustment[] {
  const adjustments = [
    ...readAdjustmentList(fields, 'adjustments', zone),
    ...readAdjustmentList(fields, 'adjustment_intervals', zone),
  ];
  const owners = new Map(prices.map(({ listed }) => [listed.id, listed]));
  const legacy = [...owners].flatMap(([price_id, { adjusting }]) =>
    adjusting.flatMap((owner) => readLegacyAdjustments(owner, { price_id, adjustments })),
  );
  return [...adjustments, ...legacy];
}

type Cutting = { readonly fields: Fields; readonly zone: TimeZone; readonly question: CostTime };

// More than ten years of days: a mistyped year would otherwise be walked day by day.
const mostDays = 4000;

/** The billing periods that meet the timeframe, cut at local midnights; without one, the current or else the last. */
function cutPeriods(periods: readonly BillingPeriod[], { fields, zone, question }: Cutting): readonly CostPeriod[] {
  const { at, start, end } = question;
  const isBound = start !== null;
  const current = isBound || at === null ? null : periodAt(periods, at);
  const asked = isBound ? periods : current === null ? [] : [current];
  let days = 0;
  return asked.flatMap((period) => {
    const stop = end !== null && end < period.end ? end : period.end;
    days += Math.max(0, stop - period.start) / millisPerDay;
    if (days > mostDays) {
      reportTooMany(fields);
      return [];
    }
    const from = start ?? period.start;
    return stop <= period.start || period.end <= from
      ? []
      : [{ period, stop, from, days: localDays(zone, { start: period.start, end: stop }) }];
  });
}

function reportTooMany(fields: Fields): void {
  const message = `hold more than ${mostDays} days; report on fewer of them at a time`;
  report(fields, 'billing_periods', { code: 'limit_exceeded', message });
}

/** The currency asked for, which may be a pricing unit; else the customer's (§13). */
function readCurrency(input: Fields, customer: BilledCustomer | null, rules: MoneyRules): Currency | null {
  const code = optionalText(input, 'currency') ?? customer?.currency ?? null;
  if (code !== null) return currencyOf(code, rules);
  const message = 'is missing, and the customer has none; give the currency or pricing unit to report in';
  report(input, 'currency', { code: 'missing_field', message });
  return null;
}
