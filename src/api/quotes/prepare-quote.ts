import { invariant, isGiven, openChild, refuse, refuseUnknown, valueAt, type Fields } from '../../errors/index.js';
import { idPart } from '../../invoices/index.js';
import type { Horizon } from '../../quotes/index.js';
import type { CreditLedger, Policies, PoliciesInput } from '../../wire/index.js';
import { readCreditLedgers } from '../invoices/decode/credit-ledgers.js';
import { openInput } from '../decode/input.js';
import { readEvents } from '../usage/decode/measured-usage.js';
import { readPolicies } from '../decode/policies.js';
import {
  readBilledSubscription,
  type BilledSubscription,
} from '../invoices/decode/subscription/billed-subscription.js';
import type { MetricInput } from '../usage/metric-input.js';
import type { TaxFunction } from '../invoices/ports.js';
import { templatedPrices } from '../prices/encode/price-template.js';
import type { HorizonDrafting } from './horizon-drafting.js';
import { assignForecasts, reportUnused, type ForecastUse } from './forecast-usage.js';
import { readQuotedCredits, type DatedCredits } from './quoted-credits.js';
import { horizonOf, readPeriodCount, refuseEmpty } from './quoted-horizon.js';
import { subscribeQuoted, type QuotedSubscription } from './quoted-subscription.js';
import { readQuotedLicenses, type QuotedLicensing } from './quoted-licenses.js';
import { readForecasts, readLicenseForecasts } from './read-forecast.js';

/** A deal that was read and subscribed to, ready to be drafted over any horizon. */
export type PreparedQuote = QuotedSubscription & {
  readonly billed: BilledSubscription;
  readonly policies: Policies;
  /** Its own billing periods. */
  readonly horizon: Horizon;
  readonly uses: ReadonlyMap<string, ForecastUse>;
  /** The keys of `usage` that none of its prices takes. */
  readonly unused: readonly string[];
  /** The same of `license_usage`. */
  readonly unused_by_license: readonly string[];
  /** Who of the holders of licences uses what, and who they are. */
  readonly license_uses: ReadonlyMap<string, ForecastUse>;
  readonly licensing: QuotedLicensing;
  readonly credits: readonly DatedCredits[];
  readonly ledgers: readonly CreditLedger[];
  readonly surroundings: HorizonDrafting['surroundings'];
};

const keys = [
  'customer', 'plan', 'prices', 'start_date', 'periods', 'usage', 'events', 'metrics', 'terms', 'coupons', 'credits', 'ledgers',
  'licenses', 'license_types', 'license_usage', 'tax', 'policies',
]; // prettier-ignore

/** Reads a deal and subscribes to it. Usage that none of its prices takes is refused, unless another deal may take it. */
export function prepareQuote(input: Fields, strays: 'refused' | 'told'): PreparedQuote {
  refuseUnknown(input, keys);
  const policies = readPolicies(input);
  const count = readPeriodCount(input, policies.max_periods);
  const forecasts = readForecasts(input, count);
  const by_license = readLicenseForecasts(input, count);
  refuse(input.issues);
  const subscribed = subscribeQuoted(input);
  const billed = readQuoted(input, subscribed);
  const horizon = horizonOf(billed.timeline, count);
  refuseEmpty(horizon);
  const { uses, unused } = assignForecasts(billed, forecasts ?? new Map());
  const licensed = assignForecasts(billed, by_license);
  if (strays === 'refused') {
    if (unused.length > 0) reportUnused(openForecasts(input, 'usage'), unused, billed);
    if (licensed.unused.length > 0) reportUnused(openForecasts(input, 'license_usage'), licensed.unused, billed);
  }
  const deal = { start: billed.timeline.interval.start, zone: billed.customer.zone, currency: billed.currency.code };
  const credits = readQuotedCredits(input, deal);
  const ledgers = readCreditLedgers(input, billed).map(({ fields }) => fields.value as CreditLedger);
  const licensing = readQuotedLicenses(input, deal);
  const surroundings = readSurroundings(input);
  refuse(input.issues);
  const used = { uses, unused, license_uses: licensed.uses, unused_by_license: licensed.unused, licensing };
  return { ...subscribed, billed, policies, horizon, ...used, credits, ledgers, surroundings };
}

/** Reads the subscription back as every invoice of it is drafted from; once for all of them. */
function readQuoted(input: Fields, { subscription, schedule, customer }: QuotedSubscription): BilledSubscription {
  const fields = openInput({ subscription, schedule, customer, policies: valueAt(input, 'policies') });
  const billed = readBilledSubscription(fields);
  refuse(fields.issues);
  invariant(billed !== null, 'a subscription that was just written is read');
  // Many invoices show the same prices, in lines whose ids hold the same intervals.
  const parts = new Map([...billed.prices.keys()].map((id) => [id, idPart(id)]));
  const idPartOf = (id: string): string => parts.get(id) ?? idPart(id);
  return { ...billed, writePrice: templatedPrices(billed.prices), idPartOf };
}

function openForecasts(input: Fields, key: 'usage' | 'license_usage'): Fields {
  const usage = openChild(input, key);
  invariant(usage !== null, 'usage that was read is open');
  return usage;
}

function readSurroundings(input: Fields): HorizonDrafting['surroundings'] {
  const events = readEvents(input);
  const given = (key: string): unknown => (isGiven(valueAt(input, key)) ? valueAt(input, key) : undefined);
  return {
    // Every invoice reads them, and an iterator can be read but once.
    events: events === null ? undefined : [...events],
    metrics: given('metrics') as readonly MetricInput[] | undefined,
    tax: given('tax') as TaxFunction | undefined,
    policies: given('policies') as PoliciesInput | undefined,
  };
}
