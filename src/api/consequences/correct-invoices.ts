import { add, isZero, negate, sign, subtract, zero, type Decimal } from '../../decimal/index.js';
import { openFields, placeOf, type Fields } from '../../errors/index.js';
import {
  diffInvoices,
  serviceDates,
  voidRecord,
  type LineChange,
  type LineCredit,
  type RecordedInvoice,
  type RecordedLine,
} from '../../invoices/index.js';
import { formatInstant, shiftInstant, type Instant } from '../../time/index.js';
import { readRecordedInvoice } from '../decode/recorded-invoice.js';
import { encodeTransition } from '../encode/invoice-transition.js';
import type { BillableStep } from './billing.js';
import { enter, type Books } from './books.js';
import { actionOn, documentOf, recordedIn } from './documents.js';
import { canMeasure, draftOf } from './draft.js';
import { creditedIn, creditRefund } from './refund.js';

/** Dates of invoices that a change may have made wrong, both included. */
export type CorrectedDates = { readonly from: Instant; readonly until: Instant };

/**
 * Compares the invoices dated in a time with their recomputation (§9.2): where one is wrong and issued it is voided and made
 * anew; a paid or synced one stays, what it billed too much goes back on a note, what it billed too little on an invoice
 * of its own. A date that was not invoiced yet is invoiced. Without events only fixed fees are compared, and nothing is
 * voided that also bills usage.
 */
export function correctInvoices(books: Books, dates: CorrectedDates, step: BillableStep): Books {
  return datesIn(books, dates, step).reduce((state, date) => correctDate(state, date, step), books);
}

function datesIn(books: Books, { from, until }: CorrectedDates, step: BillableStep): readonly Instant[] {
  const window = { start: from, end: shiftInstant(until, 1) };
  const due = serviceDates(step.timeline, window, step.policies.max_periods);
  const dated = ownInvoices(books, step)
    .map(({ invoice_date }) => invoice_date)
    .filter((date) => date >= from && date <= until);
  return [...new Set([...due, ...dated])].sort((a, b) => a - b);
}

/** The invoices of the subscription's cycle that stand; partial ones are netted by the final one (§10). */
function ownInvoices(books: Books, step: BillableStep): readonly RecordedInvoice[] {
  return recordedIn(books, step).filter(
    ({ subscription_id, source, status }) =>
      subscription_id === step.subscription.id && source === 'subscription' && status !== 'void',
  );
}

function correctDate(books: Books, date: Instant, step: BillableStep): Books {
  const standing = ownInvoices(books, step).filter(({ invoice_date }) => invoice_date === date);
  // A draft is recomputed whenever it is looked at (§11.1).
  if (standing.some(({ status }) => status === 'draft')) return books;
  const others = { ...books, invoices: books.invoices.filter(({ id }) => !standing.some((one) => one.id === id)) };
  const drafted = draftOf(others, { date, only: null }, step);
  const recomputed = drafted === null ? [] : linesOf(drafted.invoice, step);
  const billed = standing.flatMap((invoice) => comparable(invoice, step));
  const changes = diffInvoices({ lines: billed }, { lines: recomputed }).changes.filter(
    ({ amount }) => !isZero(amount),
  );
  if (changes.length === 0) return books;
  if (standing.length === 0) return invoiceAgain(books, { date, only: null }, step);
  const may_void = standing.every(
    (one) => one.status === 'issued' && comparable(one, step).length === one.lines.length,
  );
  if (!may_void) return settleChanges(books, { changes, standing, date }, step);
  const voided = standing.reduce((state, invoice) => voidInvoiceIn(state, invoice, step), books);
  return invoiceAgain(voided, { date, only: null }, step);
}

/** The lines of an invoice that can be computed again in this step. */
function comparable({ lines }: RecordedInvoice, step: BillableStep): readonly RecordedLine[] {
  if (canMeasure(step)) return lines;
  const fixed = new Set(
    step.subscription.price_intervals
      .filter(({ price }) => price.price_type === 'fixed_price')
      .map(({ price }) => price.id),
  );
  return lines.filter(({ price_id, is_advance }) => is_advance || fixed.has(price_id));
}

function linesOf(document: object, { rules }: BillableStep): readonly RecordedLine[] {
  const fields = openFields(document, placeOf('invoice'), { issues: [], watch: null }) as Fields;
  return readRecordedInvoice(fields, rules).lines;
}

function invoiceAgain(books: Books, wish: Parameters<typeof draftOf>[1], step: BillableStep): Books {
  const drafted = draftOf(books, wish, step);
  return drafted === null ? books : enter(books, { invoice: drafted.invoice, effects: drafted.effects });
}

function voidInvoiceIn(books: Books, invoice: RecordedInvoice, step: BillableStep): Books {
  const action = actionOn(documentOf(invoice, books), books, step);
  const transition = encodeTransition(action, {
    changed: { status: 'void', voided_at: formatInstant(step.at) },
    moves: voidRecord(action.record, action.customer.balance),
    effects: (next) => [{ kind: 'invoice_voided', invoice: next }],
  });
  return enter(books, transition);
}

type Changes = {
  readonly changes: readonly LineChange[];
  readonly standing: readonly RecordedInvoice[];
  readonly date: Instant;
};

/** What was billed too much is credited line by line; what was billed too little is invoiced, less what was billed. */
function settleChanges(books: Books, { changes, standing, date }: Changes, step: BillableStep): Books {
  const credited = creditedIn(books, standing);
  const excess = new Map(
    changes.map(({ line, amount }) => [line.id, subtract(negate(amount), credited.get(line.id)?.amount ?? zero)]),
  );
  const refunded = standing.reduce((state, invoice) => {
    const credits = invoice.lines.flatMap((line, position) => creditOf(line, excess.get(line.id) ?? zero, position));
    return credits.length === 0 ? state : creditRefund(state, { refund: { invoice, credits }, from: date }, step);
  }, books);
  const short = changes.filter(({ amount }) => sign(amount) > 0).map(({ line }) => line.price_id);
  if (short.length === 0) return refunded;
  const intervals = step.timeline.prices.filter(({ price }) => short.includes(price.id)).map(({ id }) => id);
  return invoiceAgain(refunded, { date, only: new Set(intervals) }, step);
}

function creditOf(line: RecordedLine, excess: Decimal, position: number): readonly LineCredit[] {
  return sign(excess) > 0 ? [{ line, amount: add(excess, zero), position }] : [];
}
