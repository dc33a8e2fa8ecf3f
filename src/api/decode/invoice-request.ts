import { currencyOf, roundMoney, type Currency, type MoneyRules, type RealCurrency } from '../../currency/index.js';
import { equals } from '../../decimal/index.js';
import { problem, type Issues } from '../../errors/index.js';
import type { DraftRequest, LineRequest } from '../../invoices/index.js';
import { readBoundary, type Period } from '../../time/index.js';
import type { Policies } from '../../wire/index.js';
import type { InvoiceHeading } from '../encode/invoice.js';
import type { DraftInvoiceInput } from '../inputs.js';
import { readCustomer, type BilledCustomer } from './customer.js';
import { optionalText, readFields, refuseUnknown, requiredText, type Fields } from './fields.js';
import { readInvoiceCurrency } from './invoice-currency.js';
import { measureEvents } from './measured-usage.js';
import { readPeriod } from './period.js';
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
export function readInvoiceRequest(given: DraftInvoiceInput, issues: Issues): InvoiceReading | null {
  const fields = readFields(given, '', issues);
  if (!fields.present) return null;
  const input = fields.value as DraftInvoiceInput;
  refuseUnknown(fields, known);
  const policies = readPolicies(input.policies, 'policies', issues);
  const customer = readCustomer(input.customer, 'customer', issues);
  const billing = readBilling(input, issues);
  const period = readPeriod(input.period, customer.zone, { path: 'period', issues });
  const currency = readInvoiceCurrency(customer, billing, { rules: moneyRulesOf(policies), issues });
  if (currency !== null) reportUnroundedBalance(customer, currency, issues);
  if (period === null || currency === null || issues.length > 0) return null;
  return assemble({ input, fields, customer, billing, policies, period, currency }, issues);
}

/** Money that is owed is whole minor units; a finer balance could be neither charged nor printed. */
function reportUnroundedBalance({ balance }: BilledCustomer, currency: RealCurrency, issues: Issues): void {
  if (equals(balance, roundMoney(balance, currency))) return;
  const message = `is finer than the minor unit of ${currency.code}; round it to ${currency.places} decimal places`;
  issues.push(problem('customer.balance', 'unrounded_amount', message));
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
      at: (at === null ? undefined : readBoundary(at, customer.zone, { path: 'at', issues })) ?? period.end,
      grace_period_hours: policies.grace_period_hours,
      unrounded_scale: policies.unrounded_scale,
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
  const measured = measureEvents({ input, customer, prices: billing.prices, period }, issues);
  const usage =
    measured === null ? new Map() : readUsageByPrice({ ...measured, ...input.usage }, billing.prices, issues);
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

function currencyOfPrice(price: ListedPrice, invoice: RealCurrency, rules: MoneyRules): Currency {
  return price.currency === null ? invoice : currencyOf(price.currency, rules);
}
