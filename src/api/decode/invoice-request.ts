import { currencyOf, type Currency, type MoneyRules, type RealCurrency } from '../../currency/index.js';
import { problem, shown, type Issues } from '../../errors/index.js';
import type { DraftRequest, LineRequest } from '../../invoices/index.js';
import type { Period } from '../../time/index.js';
import type { Policies } from '../../wire/index.js';
import type { InvoiceHeading } from '../encode/invoice.js';
import type { DraftInvoiceInput, UsageByPrice } from '../inputs.js';
import { openMeter } from '../open-meter.js';
import { readCustomer, type BilledCustomer } from './customer.js';
import { optionalText, readFields, refuseUnknown, requiredText, type Fields } from './fields.js';
import { readMetrics } from './metering.js';
import { readMoment, readPeriod } from './period.js';
import { readBilling, type Billing } from './plan.js';
import { moneyRulesOf, readPolicies } from './policies.js';
import type { ListedPrice } from './price-list.js';
import { readUsageByPrice } from './usage-by-price.js';

/** An input that was read whole: what to draft, and what to write beside the amounts. */
export type InvoiceReading = {
  readonly request: DraftRequest;
  readonly heading: InvoiceHeading<string | null>;
  readonly customer: BilledCustomer;
  readonly policies: Policies;
};

type Parts = {
  readonly input: DraftInvoiceInput;
  readonly fields: Fields;
  readonly customer: BilledCustomer;
  readonly billing: Billing;
  readonly policies: Policies;
  readonly period: Period;
  readonly currency: RealCurrency;
};

const known = 'customer plan prices subscription period usage events metrics at invoice_number memo policies'.split(
  ' ',
);

/** Reads the input of `draftInvoice`, appending every fault; null if anything needed is unusable. */
export function readInvoiceRequest(input: DraftInvoiceInput, issues: Issues): InvoiceReading | null {
  const fields = readFields(input, '', issues);
  refuseUnknown(fields, known);
  const policies = readPolicies(input.policies, 'policies', issues);
  const customer = readCustomer(input.customer, 'customer', issues);
  const billing = readBilling(input, issues);
  const period = readPeriod(input.period, customer.zone, { path: 'period', issues });
  const currency = readInvoiceCurrency(customer, billing, { rules: moneyRulesOf(policies), issues });
  if (period === null || currency === null || issues.length > 0) return null;
  return assemble({ input, fields, customer, billing, policies, period, currency }, issues);
}

function assemble(parts: Parts, issues: Issues): InvoiceReading {
  const { input, fields, customer, billing, policies, period, currency } = parts;
  const subscription_id = input.subscription
    ? requiredText(readFields(input.subscription, 'subscription', issues), 'id')
    : null;
  const at = fields.value['at'] ?? null;
  const prices = lineRequests(parts, issues);
  return {
    request: {
      billed_to: subscription_id ?? customer.id,
      currency,
      period,
      invoice_date: period.end, // in arrears: the period is billed when it is over
      prices,
      terms: { fraction: null, negative_quantity: policies.negative_quantity },
      customer_balance: customer.balance,
      zero_lines: policies.zero_lines,
    },
    heading: {
      customer: customer.document,
      subscription_id,
      invoice_number: optionalText(fields, 'invoice_number'),
      memo: optionalText(fields, 'memo') ?? billing.memo,
      at: (at === null ? null : readMoment(at, customer.zone, { path: 'at', issues })) ?? period.end,
      grace_period_hours: policies.grace_period_hours,
      prices: new Map(billing.prices.map((price) => [price.id, price])),
    },
    customer,
    policies,
  };
}

function lineRequests(
  { input, customer, billing, policies, period, currency }: Parts,
  issues: Issues,
): readonly LineRequest[] {
  const measured = measureEvents({ input, customer, billing, period }, issues);
  const usage = readUsageByPrice({ ...measured, ...input.usage }, billing.prices, issues);
  const rules = moneyRulesOf(policies);
  return billing.prices.map((price) => ({
    price_id: price.id,
    name: price.name,
    path: price.path,
    currency: currencyOfPrice(price, currency, rules),
    conversion: price.conversion,
    period,
    prepared: price.prepared,
    usage: usage.get(price.id) ?? null,
  }));
}

/** Events are measured for the prices whose usage is not given. */
function measureEvents(
  { input, customer, billing, period }: Pick<Parts, 'input' | 'customer' | 'billing' | 'period'>,
  issues: Issues,
): UsageByPrice {
  const metrics = readMetrics(input.metrics, 'metrics', issues);
  if (input.events === undefined || issues.length > 0) return {};
  const given = input.usage ?? {};
  const prices = billing.prices.filter(
    ({ id, external_id }) => !Object.hasOwn(given, id) && !Object.hasOwn(given, external_id ?? id),
  );
  const meter = openMeter({ customer: customer.document, prices, metrics, period, dedupe: true }, issues);
  meter?.addAll(input.events);
  return meter?.usage() ?? {};
}

function currencyOfPrice(price: ListedPrice, invoice: RealCurrency, rules: MoneyRules): Currency {
  return price.currency === null ? invoice : currencyOf(price.currency, rules);
}

type CurrencyReading = { readonly rules: MoneyRules; readonly issues: Issues };

/** The customer's currency, else the plan's, else the one that the prices share (§9.1). */
function readInvoiceCurrency(
  customer: BilledCustomer,
  billing: Billing,
  reading: CurrencyReading,
): RealCurrency | null {
  const { rules, issues } = reading;
  reportDisagreement(customer.currency, billing.invoicing_currency, reading);
  const code = customer.currency ?? billing.invoicing_currency ?? sharedCurrency(billing.prices, rules);
  if (code === null) {
    const message = 'is missing, and neither plan nor prices name one; give an ISO 4217 code';
    issues.push(problem('customer.currency', 'missing_field', message));
    return null;
  }
  const currency = currencyOf(code, rules);
  if (currency.real) return currency;
  const message = `${shown(code)} is not an active ISO 4217 code; use one, in capitals, like "USD"`;
  issues.push(problem('customer.currency', 'unknown_currency', message));
  return null;
}

/** A plan in a pricing unit names no money, so only two real currencies can disagree. */
function reportDisagreement(own: string | null, planned: string | null, { rules, issues }: CurrencyReading): void {
  if (own === null || planned === null || own === planned || !currencyOf(planned, rules).real) return;
  const message = `is ${shown(own)} but the plan invoices in ${shown(planned)}; they must agree`;
  issues.push(problem('customer.currency', 'currency_mismatch', message));
}

function sharedCurrency(prices: readonly ListedPrice[], rules: MoneyRules): string | null {
  const codes = new Set(
    prices.map((price) => price.currency).filter((code) => code !== null && currencyOf(code, rules).real),
  );
  const [first = null] = codes;
  return codes.size === 1 ? first : null;
}
