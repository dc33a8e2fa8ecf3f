import type { RealCurrency } from '../../../currency/index.js';
import {
  invariant,
  isGiven,
  openChild,
  optionalText,
  placeOf,
  refuse,
  refuseUnknown,
  report,
  requiredText,
  valueAt,
  type Fields,
} from '../../../errors/index.js';
import { invoiceIdOf, type DraftRequest, type LineRequest } from '../../../invoices/index.js';
import type { Instant, Period } from '../../../time/index.js';
import type { Policies } from '../../../wire/index.js';
import type { LedgerReading } from '../../credits/decode/read-ledger.js';
import { readCustomer, type BilledCustomer } from '../../decode/customer.js';
import { boundaryAt, readPeriod } from '../../decode/period.js';
import type { WritePrice } from '../../prices/encode/price.js';
import type { UsageByPrice } from '../../prices/usage-input.js';
import type { UnmatchedUsage } from '../../reports/unmatched-usage.js';
import { measureEvents } from '../../usage/decode/measured-usage.js';
import { unmetered, usageDetail } from '../../usage/decode/metered-usage.js';
import type { InvoiceHeading } from '../encode/invoice.js';
import { licensedTypeOf, readLicensing, type LicensedType, type Licensing } from '../../credits/decode/licensing.js';
import { licenseUsageAt, openLicenseUsage } from '../../usage/decode/given-license-usage.js';
import { readLicensedUse } from '../../usage/decode/license-meters.js';
import { isMetered } from '../../usage/decode/metering.js';
import type { ListedPrice } from '../../prices/decode/price-list.js';
import { readCreditLedgers } from './credit-ledgers.js';
import { readPayWithCredits } from './credit-payments.js';
import { readBalance } from './customer-balance.js';
import { wholeAt } from '../../subscriptions/decode/plan.js';
import { readEarlierLines } from './earlier-lines.js';
import { currencyOfPrice, readInvoiceCurrency } from './invoice-currency.js';
import { readInvoicingTerms, type InvoicingTerms } from './invoicing-terms.js';
import type { Billing } from './plan.js';
import { readUsageByPrice } from './usage-by-price.js';

/** An input that was read whole: what to draft, and what to write beside the amounts. */
export type InvoiceReading = {
  readonly request: DraftRequest;
  readonly heading: InvoiceHeading<string | null>;
  readonly customer: BilledCustomer;
  readonly policies: Policies;
  /** The ledgers that pay what is billed in arrears; none: the caller's function does, if any. */
  readonly ledgers: readonly LedgerReading[];
  /** Usage that none of the prices of its dimensional price group rates. */
  readonly unmatched: readonly UnmatchedUsage[];
};

/** What is billed to whom, before any usage is looked at. */
type Frame = Pick<InvoicingTerms, 'policies' | 'rules' | 'metering' | 'taxLines'> & {
  readonly customer: BilledCustomer;
  readonly billing: Billing;
  readonly writePrice: WritePrice;
  readonly period: Period;
  /** Until when usage counts: the end of the period, or on a partial invoice now. */
  readonly until: Instant;
  readonly currency: RealCurrency;
};

/** The keys that every drafted invoice knows; one that closes a period also its `ordinal`. */
export const invoiceKeys: readonly string[] = /*#__PURE__*/ (
  'customer plan prices subscription period usage events metrics at invoice_number memo policies adjustments ' +
  'earlier_invoices credit_notes customer_balance payWithCredits ledgers licenses license_types license_usage tax custom_models dimensional_price_groups'
).split(' ');

/** The keys of an invoice that closes a period: there may be several, where something was found out about later. */
export const closingKeys: readonly string[] = /*#__PURE__*/ invoiceKeys.concat('ordinal');

/** Reads the input of `draftInvoice`; refuses it with every fault found, first of the frame, then of the usage. */
export function readInvoiceRequest(input: Fields): InvoiceReading {
  refuseUnknown(input, closingKeys);
  return readInvoice(input, 'subscription');
}

/** Reads what an invoice is drafted from. A partial one is dated now, and counts usage until then (§10). */
export function readInvoice(
  input: Fields,
  source: 'subscription' | 'partial',
  terms: InvoicingTerms = readInvoicingTerms(input),
): InvoiceReading {
  const frame = readFrame(input, source, terms);
  refuse(input.issues);
  invariant(frame !== null, 'a frame without errors is read');
  const { policies, rules, customer, currency, period, until, billing } = frame;
  const heading = readHeading(input, frame);
  const ordinal = source === 'partial' ? 0 : (wholeAt(input, 'ordinal') ?? 0);
  const ledgers = readCreditLedgers(input, frame);
  const { subscription_id } = heading;
  const licensing = readLicensing(input, { zone: customer.zone, subscription_id, ledgers });
  const { lines, unmatched } = readLines(input, frame, licensing);
  const named = {
    billed_to: subscription_id ?? customer.id,
    source,
    ordinal: String(ordinal),
    invoice_date: until, // in arrears: a period is billed when it is over
  };
  const idOf = source === 'partial' ? null : () => invoiceIdOf(named);
  const ports = {
    earlier_lines: readEarlierLines(input, { rules, currency, period, customer, subscription_id: null, idOf }),
    payWithCredits: readPayWithCredits(input, policies.unrounded_scale),
    taxLines: frame.taxLines({ customer: customer.document, currency }),
  };
  refuse(input.issues);
  // Key by key: to spread another object into a literal costs more than all that stands in it.
  const request = {
    billed_to: named.billed_to,
    source: named.source,
    ordinal: named.ordinal,
    invoice_date: named.invoice_date,
    currency,
    period: { start: period.start, end: until },
    closing_dates: source === 'partial' ? [period.end] : null,
    zone: customer.zone,
    lines,
    adjustments: billing.adjustments,
    earlier_lines: ports.earlier_lines,
    payWithCredits: ports.payWithCredits,
    taxLines: ports.taxLines,
    customer_balance: customer.balance,
    policies,
  };
  return { request, heading, customer, policies, ledgers, unmatched };
}

function readFrame(input: Fields, source: 'subscription' | 'partial', terms: InvoicingTerms): Frame | null {
  const { policies, rules, metering, taxLines } = terms;
  const fields = openChild(input, 'customer');
  const dates = openChild(input, 'period');
  if (fields === null) return null;
  const payer = readCustomer(fields);
  const { billing, writePrice } = terms.planIn(payer.zone);
  const period = dates && readPeriod(dates, payer.zone);
  const currency = readInvoiceCurrency({ fields, customer: payer, billing, rules });
  if (period === null || currency === null) return null;
  const customer = readBalance(input, { fields, customer: payer, currency });
  const until = source === 'partial' ? readUntil(input, period, customer) : period.end;
  return { customer, billing, writePrice, policies, rules, metering, taxLines, period, until, currency };
}

function readUntil(input: Fields, { start, end }: Period, { zone }: BilledCustomer): Instant {
  const at = boundaryAt(input, 'at', zone);
  if (at === undefined || (start < at && at <= end)) return at ?? end;
  const message = 'is not within the period; a threshold is reached after its start and at the latest at its end';
  report(input, 'at', { code: 'invalid_service_period', message });
  return end;
}

function readHeading(
  input: Fields,
  { customer, billing, writePrice, policies, until }: Frame,
): InvoiceHeading<string | null> {
  const subscription = isGiven(valueAt(input, 'subscription')) ? openChild(input, 'subscription') : null;
  const at = isGiven(valueAt(input, 'at')) ? boundaryAt(input, 'at', customer.zone) : undefined;
  return {
    customer: customer.document,
    subscription_id: subscription && requiredText(subscription, 'id'),
    invoice_number: optionalText(input, 'invoice_number'),
    memo: optionalText(input, 'memo') ?? billing.memo,
    at: at ?? until,
    grace_period_hours: policies.grace_period_hours,
    unrounded_scale: policies.unrounded_scale,
    writePrice,
  };
}

type Lines = { readonly lines: readonly LineRequest[]; readonly unmatched: readonly UnmatchedUsage[] };

function readLines(input: Fields, frame: Frame, licensing: Licensing | null): Lines {
  const { customer, billing, rules, metering, period, until, currency } = frame;
  const shown_period = { start: period.start, end: until };
  const given = isGiven(valueAt(input, 'usage')) ? openChild(input, 'usage') : null;
  const named = (given?.value ?? {}) as UsageByPrice;
  const detail = usageDetail(input);
  const typeOf = (price: ListedPrice): LicensedType | null =>
    licensing !== null && isMetered(price)
      ? licensedTypeOf(price.document, currencyOfPrice(price, currency, rules).code, licensing)
      : null;
  const told = givenByLicense(input, billing.prices);
  const measured = measureEvents(input, {
    customer,
    prices: billing.prices,
    period: shown_period,
    given: named,
    by_day: detail === 'by_day',
    typeOf: (price) => (told.has(price.id) ? null : typeOf(price)),
    metering,
  });
  if (measured === null) return { lines: [], unmatched: [] };
  const place = placeOf('usage', input.place);
  const value = isGiven(valueAt(input, 'events')) ? { ...measured.usage, ...named } : named;
  const fields = { value, place, issues: input.issues, watch: input.watch };
  const usage = readUsageByPrice(fields, billing.prices, detail);
  const lines = billing.prices.map((price, position) => {
    const { usage: used, usageUntil } = usage[position] ?? unmetered;
    const type = typeOf(price);
    const own = measured.licensed[price.id];
    const entry = told.get(price.id) ?? (own === undefined ? null : { ...input, value: own });
    return {
      price_interval_id: price.id,
      price_id: price.id,
      name: price.name,
      place: price.place,
      currency: currencyOfPrice(price, currency, rules),
      conversion: price.conversion,
      subject: price.subject,
      period,
      shown_period,
      // In arrears: a partial invoice of the period is adjusted as the one that closes it (§10).
      adjusted_at: period.end,
      full_period: period,
      prepared: price.prepared,
      filters: price.filters,
      usage: used,
      usageUntil,
      licensed: type && entry && readLicensedUse(entry, type),
    };
  });
  return { lines, unmatched: measured.unmatched };
}

/** What the caller measured of prices by who used it, by price id. */
function givenByLicense(input: Fields, prices: readonly ListedPrice[]): ReadonlyMap<string, Fields> {
  const given = openLicenseUsage(input, () => new Set(prices.flatMap(({ id, external_id }) => [id, external_id])));
  if (given === null) return new Map();
  return new Map(
    prices.flatMap(({ id, external_id }) => {
      const key = [id, external_id].find((name) => name !== null && isGiven(valueAt(given, name))) ?? null;
      const entry = key === null ? null : licenseUsageAt(given, key);
      return entry === null ? [] : [[id, entry] as const];
    }),
  );
}
