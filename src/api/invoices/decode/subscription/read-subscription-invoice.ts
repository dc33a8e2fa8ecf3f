import {
  invariant,
  isGiven,
  isTextList,
  optionalText,
  refuse,
  refuseUnknown,
  report,
  valueAt,
  wanting,
  type Fields,
} from '../../../../errors/index.js';
import type { DraftRequest } from '../../../../invoices/index.js';
import { formatInstant, type Instant, type Period } from '../../../../time/index.js';
import type { InvoiceHeading } from '../../encode/invoice.js';
import { readLicensing } from '../../../credits/decode/licensing.js';
import { readCreditLedgers } from '../credit-ledgers.js';
import { readPayWithCredits } from '../credit-payments.js';
import { readEarlierLines } from '../earlier-lines.js';
import type { InvoiceReading } from '../invoice-request.js';
import { unmetered } from '../../../usage/decode/metered-usage.js';
import { readTaxLines } from '../line-taxes.js';
import { boundaryAt } from '../../../decode/period.js';
import { wholeAt } from '../../../subscriptions/decode/plan.js';
import { readBilledSubscription, type BilledSubscription } from './billed-subscription.js';
import { readLineUsage } from './line-usage.js';
import { lineRequestOf, serviceLines, type ServiceLine } from './service-lines.js';

/** The keys of an input that bills a subscription. */
export const subscriptionInvoiceKeys: readonly string[] = /*#__PURE__*/ (
  'customer subscription schedule invoice_date usage events metrics at invoice_number memo policies earlier_invoices ' +
  'credit_notes customer_balance payWithCredits ledgers licenses license_types license_usage tax price_interval_ids ordinal dimensional_price_groups custom_models'
).split(' ');

/** Which invoice of a subscription is drafted: of which date, seen from when, and whether all that is due on it. */
export type InvoiceQuestion = {
  readonly invoice_date: Instant;
  readonly at: Instant;
  /** Price intervals to bill, by id; null: all that is due. */
  readonly only: ReadonlySet<string> | null;
  /** How many invoices of the subscription have this date already. */
  readonly ordinal: number;
};

/** Whether an input bills a subscription by its own document, rather than a list of prices. */
export function billsSubscription(input: Fields): boolean {
  const subscription = valueAt(input, 'subscription');
  return typeof subscription === 'object' && subscription !== null && 'price_intervals' in subscription;
}

/** Reads what the invoice of a date is drafted from; a date at which nothing is due is refused. */
export function readSubscriptionInvoice(input: Fields): InvoiceReading {
  refuseUnknown(input, subscriptionInvoiceKeys);
  const billed = readBilledSubscription(input);
  const invoice_date = billed && boundaryAt(input, 'invoice_date', billed.customer.zone);
  const at = billed && isGiven(valueAt(input, 'at')) ? boundaryAt(input, 'at', billed.customer.zone) : invoice_date;
  const only = readOnly(input);
  const ordinal = wholeAt(input, 'ordinal') ?? 0;
  refuse(input.issues);
  invariant(billed !== null && invoice_date !== null && invoice_date !== undefined, 'an input without errors is read');
  return readInvoiceOf(input, billed, { invoice_date, at: at ?? invoice_date, only, ordinal });
}

/** The price intervals that the invoice is restricted to; null: all that falls due. */
export function readOnly(input: Fields): ReadonlySet<string> | null {
  const ids = valueAt(input, 'price_interval_ids');
  if (!isGiven(ids)) return null;
  if (isTextList(ids)) return new Set(ids);
  report(input, 'price_interval_ids', wanting(ids, 'a list of ids'));
  return null;
}

/** Reads the invoice of a subscription that was read. */
export function readInvoiceOf(input: Fields, billed: BilledSubscription, question: InvoiceQuestion): InvoiceReading {
  const { invoice_date, at, only } = question;
  const due = billed.servicesAt(invoice_date);
  const services = only === null ? due : due.filter(({ timed }) => only.has(timed.id));
  if (services.length === 0) reportNothingDue(input, invoice_date);
  const lines = serviceLines(services, billed, at);
  const { terms, heading, customer, policies, ledgers, unmatched } = readServiceTerms(input, { billed, lines, at });
  const request: DraftRequest = {
    billed_to: terms.billed_to,
    currency: terms.currency,
    zone: terms.zone,
    lines: terms.lines,
    adjustments: terms.adjustments,
    earlier_lines: terms.earlier_lines,
    payWithCredits: terms.payWithCredits,
    taxLines: terms.taxLines,
    customer_balance: terms.customer_balance,
    policies: terms.policies,
    source: 'subscription',
    ordinal: String(question.ordinal),
    idPartOf: billed.idPartOf,
    period: hullOf(lines, invoice_date),
    invoice_date,
  };
  return { request, heading, customer, policies, ledgers, unmatched };
}

/** What an invoice of a subscription bills, as seen from when. */
export type BilledLines = {
  readonly billed: BilledSubscription;
  readonly lines: readonly ServiceLine[];
  readonly at: Instant;
};

/** All of a request that does not depend on what kind of invoice it is for. */
type ServiceTerms = Omit<InvoiceReading, 'request'> & {
  readonly terms: Omit<DraftRequest, 'source' | 'ordinal' | 'period' | 'invoice_date'>;
};

/** Reads usage, credits, taxes and what was billed before of the lines of a subscription's invoice. */
export function readServiceTerms(input: Fields, { billed, lines, at }: BilledLines): ServiceTerms {
  const { customer, policies, currency, rules } = billed;
  const ledgers = readCreditLedgers(input, billed);
  const licensing = readLicensing(input, { zone: customer.zone, subscription_id: billed.timeline.id, ledgers });
  const { usage, unmatched } = readLineUsage(input, lines, { billed, licensing });
  const own = { rules, currency, customer, period: servicePeriods(lines), subscription_id: billed.timeline.id };
  const ports = {
    earlier_lines: readEarlierLines(input, own),
    payWithCredits: readPayWithCredits(input, policies.unrounded_scale),
    taxLines: readTaxLines(input, { customer: customer.document, currency }),
  };
  const heading = readHeading(input, { billed, at });
  refuse(input.issues);
  const terms = {
    billed_to: billed.timeline.id,
    currency,
    zone: customer.zone,
    lines: lines.map((line) => lineRequestOf(line, usage.get(line) ?? unmetered, billed)),
    adjustments: billed.adjustments,
    earlier_lines: ports.earlier_lines,
    payWithCredits: ports.payWithCredits,
    taxLines: ports.taxLines,
    customer_balance: customer.balance,
    policies,
  };
  return { terms, heading, customer, policies, ledgers, unmatched };
}

function servicePeriods(lines: readonly ServiceLine[]): ReadonlyMap<string, readonly Period[]> {
  const periods = new Map<string, Period[]>();
  for (const { price, service } of lines) {
    const known = periods.get(price.id);
    if (known === undefined) periods.set(price.id, [service]);
    else known.push(service);
  }
  return periods;
}

function reportNothingDue(input: Fields, invoice_date: Instant): void {
  const message = `is ${formatInstant(invoice_date)}, when nothing of this subscription falls due; invoicesDue lists its dates`;
  report(input, 'invoice_date', { code: 'invalid_service_period', message });
}

/** From the first to the last instant that any line is about. */
function hullOf(lines: readonly ServiceLine[], invoice_date: Instant): Period {
  const starts = lines.map(({ service }) => service.start);
  const ends = lines.map(({ service }) => service.portion?.end ?? service.end);
  return {
    start: starts.reduce((a, b) => (b < a ? b : a), starts[0] ?? invoice_date),
    end: ends.reduce((a, b) => (b > a ? b : a), ends[0] ?? invoice_date),
  };
}

function readHeading(input: Fields, { billed, at }: Pick<BilledLines, 'billed' | 'at'>): InvoiceHeading<string | null> {
  const { customer, policies, fields } = billed;
  return {
    customer: customer.document,
    subscription_id: billed.timeline.id,
    invoice_number: optionalText(input, 'invoice_number'),
    memo: optionalText(input, 'memo') ?? optionalText(fields, 'default_invoice_memo'),
    at,
    grace_period_hours: policies.grace_period_hours,
    unrounded_scale: policies.unrounded_scale,
    writePrice: billed.writePrice,
  };
}
