import type { Adjustment } from '../../../../adjustments/index.js';
import type { RealCurrency } from '../../../../currency/index.js';
import {
  invariant,
  openChild,
  optionalText,
  refuse,
  refuseUnknown,
  report,
  wanting,
  type Fields,
} from '../../../../errors/index.js';
import { invoiceIdOf, payNothing, type PaymentTerms, type TaxLines } from '../../../../invoices/index.js';
import { compareDates, localDate, type Instant, type Period } from '../../../../time/index.js';
import type { Metadata, Policies } from '../../../../wire/index.js';
import { writtenPrices } from '../../../prices/encode/price.js';
import type { InvoiceReading } from '../invoice-request.js';
import { readTaxLines } from '../line-taxes.js';
import { readMergedLabels } from '../../../decode/merged-labels.js';
import { readMoment, type Moment } from '../../../decode/moment.js';
import { moneyRulesOf, readPolicies } from '../../../decode/policies.js';
import { readOneOffDiscount } from './one-off-discount.js';
import { readOneOffLines, type OneOffLine } from './one-off-lines.js';
import {
  readInvoiceDate,
  readOneOffCurrency,
  readOneOffSettings,
  readOneOffTerms,
  reportOtherCustomer,
} from './one-off-terms.js';

/** A one-off invoice as it was asked for. */
export type OneOffReading = {
  readonly reading: Omit<InvoiceReading, 'ledgers'>;
  readonly at: Instant;
  readonly metadata: Metadata;
  readonly payment: PaymentTerms;
  /** Whether it is issued when it is made: it issues itself and its date has come (§11.5), or it was paid before. */
  readonly is_issued: boolean;
};

/** How a one-off invoice comes about: what tells it from others of its date, and whether it waits for that date. */
export type OneOffOrigin = { readonly ordinal: string; readonly issued: 'when_due' | 'at_once' };

/** A request that is open, with what decides how it is read. */
type OneOffFrame = {
  readonly input: Fields;
  readonly request: Fields;
  readonly moment: Moment;
  readonly policies: Policies;
  readonly ordinal: string;
};

const known = /*#__PURE__*/ (
  'customer_id external_customer_id currency invoice_date line_items memo net_terms due_date discount ' +
  'will_auto_issue auto_collection metadata'
).split(' ');

/** Reads `{ customer, request, at, invoice_number, tax, policies }`; refuses it with every fault found. */
export function readOneOff(input: Fields, { ordinal, issued }: OneOffOrigin): OneOffReading {
  const frame = openFrame(input, ordinal);
  const { request, moment, policies } = frame;
  const billing = readBilling(frame);
  const settings = readOneOffSettings(request, moment.customer);
  const payment = readOneOffTerms(request, moment.customer);
  const metadata = readMergedLabels(request, {});
  const heading = { ...readHeading(frame, settings), writePrice: writtenPrices(pricesOf(billing?.lines ?? [])) };
  const is_issued = issued === 'at_once' || (settings.auto_issuance && hasCome(billing, moment));
  if (is_issued) wantNumber(input, heading.invoice_number);
  refuse(input.issues);
  invariant(billing !== null, 'a request without errors has a currency');
  const { customer, at } = moment;
  return {
    reading: { request: draftOf(billing, frame), heading, customer, policies, unmatched: [] },
    at,
    metadata,
    payment,
    is_issued,
  };
}

function openFrame(input: Fields, ordinal: string): OneOffFrame {
  const policies = readPolicies(input);
  const request = openChild(input, 'request');
  const moment = readMoment(input);
  if (request === null || moment === null) refuse(input.issues);
  invariant(request !== null && moment !== null, 'an input without errors is read');
  refuseUnknown(request, known);
  return { input, request, moment, policies, ordinal };
}

function wantNumber(input: Fields, invoice_number: string | null): void {
  if ((invoice_number ?? '') !== '') return;
  report(input, 'invoice_number', wanting(null, 'the number to issue it under, because it is issued at once'));
}

/** ≤ by local dates: an invoice of today is issued when it is made (Orb:API). */
function hasCome(billing: OneOffBilling | null, { customer, at }: Moment): boolean {
  if (billing === null) return false;
  const { invoice_date } = billing;
  return compareDates(localDate(customer.zone, invoice_date), localDate(customer.zone, at)) <= 0;
}

/** What is billed, and what comes off it. */
type OneOffBilling = {
  readonly currency: RealCurrency;
  readonly invoice_date: Instant;
  readonly lines: readonly OneOffLine[];
  readonly adjustments: readonly Adjustment[];
  readonly taxLines: TaxLines;
};

function readBilling({ input, request, moment, policies, ordinal }: OneOffFrame): OneOffBilling | null {
  const { customer } = moment;
  reportOtherCustomer(request, customer);
  const currency = readOneOffCurrency(request, moment, moneyRulesOf(policies));
  const invoice_date = readInvoiceDate(request, moment);
  if (currency === null) return null;
  const invoice_id = invoiceIdOf({ billed_to: customer.id, source: 'one_off', invoice_date, ordinal });
  const lines = readOneOffLines(request, { invoice_id, currency, zone: customer.zone });
  const adjustments = readOneOffDiscount(request, new Set(pricesOf(lines).keys()));
  const taxLines = readTaxLines(input, { customer: customer.document, currency });
  return { currency, invoice_date, lines, adjustments, taxLines };
}

function pricesOf(lines: readonly OneOffLine[]) {
  return new Map(lines.map(({ line, price }) => [line.price_interval_id, price]));
}

/** What the request says of issuing and collecting takes the place of what the customer's document says. */
function readHeading({ input, request, moment, policies }: OneOffFrame, settings: object) {
  return {
    customer: { ...moment.customer.document, ...settings },
    subscription_id: null,
    invoice_number: optionalText(input, 'invoice_number'),
    memo: optionalText(request, 'memo'),
    at: moment.at,
    grace_period_hours: policies.grace_period_hours,
    unrounded_scale: policies.unrounded_scale,
  };
}

function draftOf(billing: OneOffBilling, { moment, policies, ordinal }: OneOffFrame): InvoiceReading['request'] {
  const { currency, invoice_date, lines, adjustments, taxLines } = billing;
  const { customer } = moment;
  return {
    billed_to: customer.id,
    source: 'one_off',
    ordinal,
    currency,
    period: spanOf(lines.map(({ line }) => line.period)),
    invoice_date,
    zone: customer.zone,
    lines: lines.map(({ line }) => line),
    adjustments,
    payWithCredits: payNothing, // credits pay what is billed in arrears (D22)
    earlier_lines: [],
    taxLines,
    customer_balance: customer.balance,
    policies,
  };
}

/** From the first day of any line to the last one. */
function spanOf(periods: readonly Period[]): Period {
  const [first, ...rest] = periods;
  invariant(first !== undefined, 'a one-off invoice has a line');
  return rest.reduce(
    (span, { start, end }) => ({
      start: start < span.start ? start : span.start,
      end: end > span.end ? end : span.end,
    }),
    first,
  );
}
