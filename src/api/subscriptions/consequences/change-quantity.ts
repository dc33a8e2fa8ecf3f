import { formatDecimal, negateExact, signExact, subtractExact, type Decimal } from '../../../decimal/index.js';
import { openFields, placeOf, refuse, type Fields } from '../../../errors/index.js';
import { draftInvoiceFrom, refundAmount, type LineRequest, type PricedQuantity } from '../../../invoices/index.js';
import { prorate, shareOf } from '../../../proration/index.js';
import { periodAt, type Consequence, type TimedPrice } from '../../../subscriptions/index.js';
import { formatInstant, type Instant, type Period } from '../../../time/index.js';
import { readBilledSubscription } from '../../invoices/decode/subscription/billed-subscription.js';
import { readInvoiceOf, type InvoiceQuestion } from '../../invoices/decode/subscription/read-subscription-invoice.js';
import type { InvoiceReading } from '../../invoices/decode/invoice-request.js';
import { encodeDraft } from '../../invoices/encode/draft-result.js';
import type { BillableStep } from './billing.js';
import { enter, type Books } from './books.js';
import { inputOf, ordinalOf } from './draft.js';
import { recordedIn } from './documents.js';
import { creditedIn, creditRefund } from './refund.js';

type QuantityChange = Extract<Consequence, { kind: 'change_quantity' }>;

/**
 * Settles another quantity of a fee that was billed in advance: (a(new) − a(old)) × what is left of the period, where a is
 * the adjusted subtotal of the period with that quantity (§9.2). More is billed at once on an invoice of its own, less
 * goes back on the price's newest advance lines unless `quantity_decrease` is `none`.
 */
export function settleQuantity(books: Books, change: QuantityChange, step: BillableStep): Books {
  const timed = step.timeline.prices.find(({ id }) => id === change.price_interval_id);
  const period = timed && periodAt(timed, step.customer.zone, change.at);
  if (!timed || !period) return books;
  const [from, to] = [change.from, change.to].map((quantity) => priceQuantity({ quantity, timed, period }, step));
  if (!from || !to) return books;
  const remaining = { start: change.at, end: period.end };
  const { zone } = step.customer;
  const share = shareOf({ service_period: remaining, full_period: period, zone, basis: step.policies.proration_basis });
  const difference = prorate(subtractExact(to.amount, from.amount), share);
  if (signExact(difference) < 0) return giveBack(books, { change, amount: negateExact(difference) }, step);
  if (signExact(difference) === 0) return books;
  return billMore(books, { timed, period, line: { period: remaining, from, to, remaining: share } }, step);
}

type Asked = { readonly quantity: Decimal; readonly timed: TimedPrice; readonly period: Period };

/** What a quantity would come to over the whole period, with the adjustments that act on the advances of its date. */
function priceQuantity({ quantity, timed, period }: Asked, step: BillableStep): PricedQuantity | null {
  const advances = step.timeline.prices.filter(({ price }) => price.billing_mode === 'in_advance').map(({ id }) => id);
  const only = new Set(advances);
  const question = { invoice_date: period.start, at: step.at, only, ordinal: 0 };
  const reading = readWith({ timed, quantity, at: timed.interval.start }, question, step);
  const drafted = reading && draftInvoiceFrom(reading.request);
  const line = drafted?.lines.find(({ request }) => request.price_interval_id === timed.id);
  return line ? { quantity, amount: line.adjusted.exact_adjusted_subtotal } : null;
}

type Supposition = { readonly timed: TimedPrice; readonly quantity: Decimal; readonly at: Instant };

/** Reads an invoice of the subscription as if a price had had one quantity all along. */
function readWith(
  { timed, quantity, at }: Supposition,
  question: InvoiceQuestion,
  step: BillableStep,
): InvoiceReading | null {
  const transition = { price_id: timed.price.id, effective_date: formatInstant(at), quantity: formatDecimal(quantity) };
  const price_intervals = step.subscription.price_intervals.map((interval) =>
    interval.id === timed.id ? { ...interval, fixed_fee_quantity_transitions: [transition] } : interval,
  );
  const nothing = { customer: step.customer.document, invoices: [], credit_notes: [], ledgers: [], effects: [] };
  const given = { ...inputOf(nothing, step), subscription: { ...step.subscription, price_intervals } };
  const fields = openFields(given, placeOf(''), { issues: [], watch: null }) as Fields;
  const billed = readBilledSubscription(fields);
  refuse(fields.issues);
  return billed && readInvoiceOf(fields, billed, question);
}

type GivenBack = { readonly change: QuantityChange; readonly amount: Parameters<typeof refundAmount>[0] };

function giveBack(books: Books, { change, amount }: GivenBack, step: BillableStep): Books {
  if (step.policies.quantity_decrease === 'none') return books;
  const invoices = recordedIn(books, step);
  const price_id = step.price_of(change.price_interval_id);
  const refunds = refundAmount(
    amount,
    { price_ids: new Set(price_id === undefined ? [] : [price_id]), from: change.at },
    { invoices, credited: creditedIn(books, invoices), zone: step.customer.zone, basis: step.policies.proration_basis },
  );
  return refunds.reduce((state, refund) => creditRefund(state, { refund, from: change.at }, step), books);
}

type More = {
  readonly timed: TimedPrice;
  readonly period: Period;
  readonly line: NonNullable<LineRequest['difference']> & { readonly period: Period };
};

/** An invoice of one line over what is left of the period; no adjustment acts on it again. */
function billMore(books: Books, { timed, period, line }: More, step: BillableStep): Books {
  const { period: remaining, ...difference } = line;
  const date = remaining.start;
  const question = {
    invoice_date: period.start,
    at: step.at,
    only: new Set([timed.id]),
    ordinal: ordinalOf(books, date, step),
  };
  const reading = readWith({ timed, quantity: difference.to.quantity, at: timed.interval.start }, question, step);
  if (reading === null) return books;
  const lines = reading.request.lines.map((own) => ({
    ...own,
    period: remaining,
    shown_period: remaining,
    portion: null,
    difference,
  }));
  const request = {
    ...reading.request,
    lines,
    adjustments: [],
    period: remaining,
    invoice_date: date,
    adjusted_at: date,
  };
  const { invoice, effects } = encodeDraft(draftInvoiceFrom(request), reading);
  return enter(books, { invoice, effects });
}
