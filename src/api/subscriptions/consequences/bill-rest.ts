import { add, formatDecimal, isZero, zero, type Decimal } from '../../../decimal/index.js';
import { openFields, placeOf, refuse, type Fields } from '../../../errors/index.js';
import { draftInvoiceFrom, type LineRequest, type PricedQuantity } from '../../../invoices/index.js';
import { part, type ChargePart } from '../../../prices/index.js';
import type { TimedPrice } from '../../../subscriptions/index.js';
import { formatInstant, type Instant, type Period } from '../../../time/index.js';
import { readBilledSubscription } from '../../invoices/decode/subscription/billed-subscription.js';
import { readInvoiceOf, type InvoiceQuestion } from '../../invoices/decode/subscription/read-subscription-invoice.js';
import type { InvoiceReading } from '../../invoices/decode/invoice-request.js';
import { encodeDraft } from '../../invoices/encode/draft-result.js';
import type { BillableStep } from './billing.js';
import { enter, type Books } from './books.js';
import { inputOf, ordinalOf } from './draft.js';

/** A price, and a period of it that was billed in advance. */
export type BilledPeriod = { readonly timed: TimedPrice; readonly period: Period };

type Asked = BilledPeriod & { readonly quantity: Decimal };

/** What a quantity would come to over the whole period, with the adjustments that act on the advances of its date. */
export function priceQuantity({ quantity, timed, period }: Asked, step: BillableStep): PricedQuantity | null {
  const advances = step.timeline.prices.filter(({ price }) => price.billing_mode === 'in_advance').map(({ id }) => id);
  const only = new Set(advances);
  const question = { invoice_date: period.start, at: step.at, only, ordinal: 0 };
  const reading = readWith({ timed, quantity, at: timed.interval.start, books: noBooks }, question, step);
  const drafted = reading && draftInvoiceFrom(reading.request);
  const line = drafted?.lines.find(({ request }) => request.price_interval_id === timed.id);
  return line ? { quantity, amount: line.adjusted.exact_adjusted_subtotal } : null;
}

type Supposition = {
  readonly timed: TimedPrice;
  readonly quantity: Decimal;
  readonly at: Instant;
  /** What was billed before. */
  readonly books: Pick<Books, 'invoices' | 'credit_notes'>;
};

const noBooks = { invoices: [], credit_notes: [] };

/** Reads an invoice of the subscription as if a price had had one quantity all along. */
function readWith(
  { timed, quantity, at, books }: Supposition,
  question: InvoiceQuestion,
  step: BillableStep,
): InvoiceReading | null {
  const transition = { price_id: timed.price.id, effective_date: formatInstant(at), quantity: formatDecimal(quantity) };
  const price_intervals = step.subscription.price_intervals.map((interval) =>
    interval.id === timed.id ? { ...interval, fixed_fee_quantity_transitions: [transition] } : interval,
  );
  const billed_before = { ...books, customer: step.customer.document, ledgers: [], effects: [] };
  const given = { ...inputOf(billed_before, step), subscription: { ...step.subscription, price_intervals } };
  const fields = openFields(given, placeOf(''), { issues: [], watch: null }) as Fields;
  const billed = readBilledSubscription(fields);
  refuse(fields.issues);
  return billed && readInvoiceOf(fields, billed, question);
}

/** What is billed for the rest of a period, on an invoice of which date. */
type RestOfPeriod = BilledPeriod & {
  readonly date: Instant;
  readonly line: NonNullable<LineRequest['difference']> & { readonly period: Period };
};

/** An invoice of one line over what is left of the period; no adjustment acts on it again. */
export function billRest(books: Books, { timed, period, date, line }: RestOfPeriod, step: BillableStep): Books {
  const { period: remaining, ...difference } = line;
  const question = {
    invoice_date: period.start,
    at: step.at,
    only: new Set([timed.id]),
    ordinal: ordinalOf(books, date, step),
  };
  // Its line subtracts what lines from the same day on billed, whatever became of them since: notes can still be void.
  const supposed = {
    timed,
    quantity: difference.to.quantity,
    at: timed.interval.start,
    books: { ...books, credit_notes: [] },
  };
  const reading = readWith(supposed, question, step);
  if (reading === null) return books;
  const beside = [...(difference.beside ?? []), ...billedFrom(remaining.start, timed.price.id, reading)];
  const lines = reading.request.lines.map((own) => ({
    ...own,
    period: remaining,
    shown_period: remaining,
    portion: null,
    difference: { ...difference, beside },
  }));
  const request = {
    ...reading.request,
    lines,
    adjustments: [],
    period: remaining,
    invoice_date: date,
  };
  const { invoice, effects } = encodeDraft(draftInvoiceFrom(request), reading);
  return enter(books, { invoice, effects });
}

/** A line is cumulative over what was billed of its price from the same instant on, and billed less that (§1.2 step 6). */
function billedFrom(start: Instant, price_id: string, { request }: InvoiceReading): readonly ChargePart[] {
  const own = request.earlier_lines.filter((line) => line.price_id === price_id && line.start === start);
  const billed = own.reduce((sum, { amount }) => add(sum, amount), zero);
  return isZero(billed) ? [] : [part('billed from the same day on', billed)];
}
