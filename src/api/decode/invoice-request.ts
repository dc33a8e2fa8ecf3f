import { currencyOf, type Currency, type MoneyRules, type RealCurrency } from '../../currency/index.js';
import {
  invariant,
  isGiven,
  openChild,
  optionalText,
  placeOf,
  refuse,
  refuseUnknown,
  requiredText,
  valueAt,
  type Fields,
} from '../../errors/index.js';
import type { DraftRequest, LineRequest } from '../../invoices/index.js';
import type { Period } from '../../time/index.js';
import type { Policies } from '../../wire/index.js';
import type { InvoiceHeading } from '../encode/invoice.js';
import type { UsageByPrice } from '../inputs.js';
import { readCustomer, type BilledCustomer } from './customer.js';
import { openInput } from './input.js';
import { readInvoiceCurrency } from './invoice-currency.js';
import { measureEvents } from './measured-usage.js';
import { boundaryAt, readPeriod } from './period.js';
import { readBilling, type Billing } from './plan.js';
import { moneyRulesOf, readPolicies } from './policies.js';
import type { ListedPrice } from './price-list.js';
import { readUsageByPrice } from './usage-by-price.js';
import { reportUnrounded } from './whole-units.js';

/** An input that was read whole: what to draft, and what to write beside the amounts. */
export type InvoiceReading = {
  readonly request: DraftRequest;
  readonly heading: InvoiceHeading<string | null>;
  readonly customer: BilledCustomer;
  readonly policies: Policies;
};

/** What is billed to whom, before any usage is looked at. */
type Frame = {
  readonly customer: BilledCustomer;
  readonly billing: Billing;
  readonly policies: Policies;
  readonly rules: MoneyRules;
  readonly period: Period;
  readonly currency: RealCurrency;
};

const known =
  /*#__PURE__*/ 'customer plan prices subscription period usage events metrics at invoice_number memo policies'.split(
    ' ',
  );

/** Reads the input of `draftInvoice`; refuses it with every fault found, first of the frame, then of the usage. */
export function readInvoiceRequest(given: unknown): InvoiceReading {
  const input = openInput(given);
  refuseUnknown(input, known);
  const frame = readFrame(input);
  refuse(input.issues);
  invariant(frame !== null, 'a frame without errors is read');
  const prices = readLines(input, frame);
  const heading = readHeading(input, frame);
  refuse(input.issues);
  const { policies, customer, currency, period } = frame;
  const request = {
    billed_to: heading.subscription_id ?? customer.id,
    currency,
    period,
    invoice_date: period.end, // in arrears: the period is billed when it is over
    prices,
    terms: { fraction: null, negative_quantity: policies.negative_quantity },
    customer_balance: customer.balance,
    zero_lines: policies.zero_lines,
  };
  return { request, heading, customer, policies };
}

function readFrame(input: Fields): Frame | null {
  const policies = readPolicies(input);
  const rules = moneyRulesOf(policies);
  const billing = readBilling(input);
  const fields = openChild(input, 'customer');
  const dates = openChild(input, 'period');
  if (fields === null) return null;
  const customer = readCustomer(fields);
  const period = dates && readPeriod(dates, customer.zone);
  const currency = readInvoiceCurrency({ fields, customer, billing, rules });
  if (currency !== null) reportUnrounded(fields, 'balance', { value: customer.balance, currency });
  return period && currency && { customer, billing, policies, rules, period, currency };
}

function readHeading(input: Fields, { customer, billing, policies, period }: Frame): InvoiceHeading<string | null> {
  const subscription = isGiven(valueAt(input, 'subscription')) ? openChild(input, 'subscription') : null;
  const at = isGiven(valueAt(input, 'at')) ? boundaryAt(input, 'at', customer.zone) : undefined;
  return {
    customer: customer.document,
    subscription_id: subscription && requiredText(subscription, 'id'),
    invoice_number: optionalText(input, 'invoice_number'),
    memo: optionalText(input, 'memo') ?? billing.memo,
    at: at ?? period.end,
    grace_period_hours: policies.grace_period_hours,
    unrounded_scale: policies.unrounded_scale,
    prices: new Map(billing.prices.map((price) => [price.id, price])),
  };
}

function readLines(input: Fields, { customer, billing, rules, period, currency }: Frame): readonly LineRequest[] {
  const given = isGiven(valueAt(input, 'usage')) ? openChild(input, 'usage') : null;
  const named = (given?.value ?? {}) as UsageByPrice;
  const measured = measureEvents(input, { customer, prices: billing.prices, period, given: named });
  if (measured === null) return [];
  const place = placeOf('usage', input.place);
  const usage = readUsageByPrice({ ...input, place, value: { ...measured, ...named } }, billing.prices);
  return billing.prices.map((price) => ({
    price_id: price.id,
    name: price.name,
    place: price.place,
    currency: currencyOfPrice(price, currency, rules),
    conversion: price.conversion,
    period,
    prepared: price.prepared,
    usage: usage.get(price.id) ?? null,
  }));
}

function currencyOfPrice(price: ListedPrice, invoice: RealCurrency, rules: MoneyRules): Currency {
  return price.currency === null || price.currency === invoice.code ? invoice : currencyOf(price.currency, rules);
}
