import { invariant, isGiven, openChild, refuse, refuseUnknown, valueAt, type Fields } from '../errors/index.js';
import type { CreditLedger, PoliciesInput } from '../wire/index.js';
import { openInput } from './decode/input.js';
import { readCreditLedgers } from './decode/credit-ledgers.js';
import { readEvents } from './decode/measured-usage.js';
import { readPolicies } from './decode/policies.js';
import { readBilledSubscription, type BilledSubscription } from './decode/subscription-invoice/billed-subscription.js';
import type { MetricInput } from './inputs.js';
import type { TaxFunction } from './ports.js';
import { draftHorizon, type HorizonDrafting } from './quotes/draft-horizon.js';
import { earningsOfCredits, earningsOfLines } from './quotes/earnings.js';
import { encodeInvoice, encodePayments, encodePeriods } from './quotes/encode-quote.js';
import { assignForecasts, reportUnused, type ForecastUse } from './quotes/forecast-usage.js';
import type { QuoteInput } from './quotes/quote-input.js';
import type { Quote } from './quotes/quote-result.js';
import { readQuotedCredits } from './quotes/quoted-credits.js';
import { datesWithin, horizonOf, readPeriodCount, refuseEmpty } from './quotes/quoted-horizon.js';
import { subscribeQuoted, type QuotedSubscription } from './quotes/quoted-subscription.js';
import { readForecasts, type Forecast } from './quotes/read-forecast.js';
import { pathOfDraft, withPaths } from './quotes/renamed-paths.js';

const keys = [
  'customer', 'plan', 'prices', 'start_date', 'periods', 'usage', 'events', 'metrics', 'terms', 'coupons', 'credits', 'ledgers',
  'tax', 'policies',
]; // prettier-ignore

/**
 * Quotes a deal: every invoice that a plan or a list of prices would bring over so many billing periods, what is to be
 * paid when, and what is earned when.
 *
 * It subscribes the customer with `createSubscription` and drafts every date that falls due as `draftInvoice` does, each
 * on the credits and the balance that the one before left: billing the same usage later gives the same documents. The
 * dates are those before the end of the last period, and at its end what is due in arrears; an advance that begins there
 * is of a period beyond the quote.
 *
 * `usage` states what is used in each period: a quantity that may grow, or one for each period, by price, metric or item.
 * A line counts the periods it covers, and of a part of one the share of its local days, so that however a trial, a phase
 * or a cadence cuts them, nothing is lost. Grown quantities are rounded once, half up, to the digits that they begin with
 * or `decimal_places`. Recorded `events` serve prices that `usage` does not name. `terms` is the rest of Orb's create body:
 * overrides, added prices, adjustments, a coupon, the trial, the anchor. `credits` are prepaid with the deal; what is bought
 * is invoiced on the day it takes effect and taken to be paid. Allocations of the plan are granted.
 *
 * `recognized` tells what is earned: lines by the local days of their service period, usage when its period is over, credits
 * at their cost basis when they are used or expire, all before tax. Threshold invoices and top-ups depend on single days
 * and are not foreseen: they bill the same amounts earlier.
 *
 * @throws every fault of the plan, its prices and the terms, with its path; `horizon_exceeded` for more periods than the
 * policy `max_periods`, without counting them; `missing_field` for usage that nobody stated; `price_reference` for usage
 * that no price takes; `negative_quantity`, `limit_exceeded` for usage that shrinks below zero or grows beyond 38 digits;
 * what `createSubscription`, `applyLedgerEntry` and `draftInvoice` refuse
 * @example
 * ```ts
 * import { quote } from 'reckoner';
 *
 * const { periods, totals, cash } = quote({
 *   customer: { id: 'acme', currency: 'USD', timezone: 'America/New_York' },
 *   prices: [
 *     { id: 'platform', name: 'Platform', model_type: 'unit', unit_config: { unit_amount: '1200.00' }, cadence: 'annual' },
 *     { id: 'calls', name: 'Calls', model_type: 'unit', unit_config: { unit_amount: '0.05' }, billable_metric_id: 'calls' },
 *   ],
 *   start_date: '2026-01-01',
 *   periods: 3,
 *   usage: { calls: { quantity: 1000, growth: { kind: 'compound', rate: '0.10' } } },
 * });
 * periods.map(({ usage, invoiced }) => [usage[0]?.quantity, invoiced]); // → [['1000', '1200.00'], ['1100', '50.00'], ['1210', '115.50']]
 * [totals.invoiced, totals.recognized, totals.deferred]; // → ['1365.50', '461.39', '904.11']
 * cash[0]?.amount; // → '1200.00'
 * ```
 */
export function quote(input: QuoteInput): Quote {
  return quoteFrom(openInput(input));
}

/** Quotes what was opened. */
export function quoteFrom(input: Fields): Quote {
  refuseUnknown(input, keys);
  const policies = readPolicies(input);
  const count = readPeriodCount(input, policies.max_periods);
  const forecasts = readForecasts(input, count);
  refuse(input.issues);
  const subscribed = subscribeQuoted(input);
  const billed = readQuoted(input, subscribed);
  const horizon = horizonOf(billed.timeline, count);
  refuseEmpty(horizon);
  const uses = readUses(input, billed, forecasts);
  const { start } = billed.timeline.interval;
  const deal = { start, zone: billed.customer.zone, currency: billed.currency.code };
  const surroundings = readSurroundings(input);
  const drafting: HorizonDrafting = {
    billed,
    horizon,
    dates: datesWithin(billed.timeline, horizon, policies.max_periods),
    uses,
    credits: readQuotedCredits(input, deal),
    ledgers: readLedgers(input, billed),
    surroundings,
  };
  const { invoices, ledgers } = withPaths(pathOfDraft(uses), () => draftHorizon(drafting));
  const owned = [...ledgers.values()];
  const { subscription, schedule } = subscribed;
  const earned = earningsOfCredits(owned, horizon, { subscription, policies: surroundings.policies });
  const earnings = [...earningsOfLines(invoices), ...earned];
  const record = { subscription, currency: billed.currency, horizon, uses, invoices, earnings };
  return {
    currency: billed.currency.code,
    subscription,
    schedule,
    ...encodePeriods(record),
    invoices: invoices.map(encodeInvoice),
    cash: encodePayments(record),
    ledgers: owned,
  };
}

/** Reads the subscription back as every invoice of it is drafted from; once for all of them. */
function readQuoted(input: Fields, { subscription, schedule, customer }: QuotedSubscription): BilledSubscription {
  const fields = openInput({ subscription, schedule, customer, policies: valueAt(input, 'policies') });
  const billed = readBilledSubscription(fields);
  refuse(fields.issues);
  invariant(billed !== null, 'a subscription that was just written is read');
  return billed;
}

function readUses(
  input: Fields,
  billed: BilledSubscription,
  forecasts: ReadonlyMap<string, Forecast> | null,
): ReadonlyMap<string, ForecastUse> {
  const usage = forecasts === null ? null : openChild(input, 'usage');
  if (usage === null || forecasts === null) return new Map();
  const { uses, unused } = assignForecasts(billed, forecasts);
  reportUnused(usage, unused, billed);
  refuse(input.issues);
  return uses;
}

/** Checked once here; every invoice reads them as the one before left them. */
function readLedgers(input: Fields, billed: BilledSubscription): readonly CreditLedger[] {
  const read = readCreditLedgers(input, billed);
  refuse(input.issues);
  return read.map(({ fields }) => fields.value as CreditLedger);
}

function readSurroundings(input: Fields): HorizonDrafting['surroundings'] {
  const events = readEvents(input);
  refuse(input.issues);
  const given = (key: string): unknown => (isGiven(valueAt(input, key)) ? valueAt(input, key) : undefined);
  return {
    // Every invoice reads them, and an iterator can be read but once.
    events: events === null ? undefined : [...events],
    metrics: given('metrics') as readonly MetricInput[] | undefined,
    tax: given('tax') as TaxFunction | undefined,
    policies: given('policies') as PoliciesInput | undefined,
  };
}
