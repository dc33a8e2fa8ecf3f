import { openFields, placeOf, refuse, type Fields } from '../../../errors/index.js';
import { refundAdvances, type Credited, type InvoiceRefund, type RecordedInvoice } from '../../../invoices/index.js';
import { intersect, type Instant } from '../../../time/index.js';
import { readCreditedLines } from '../../invoices/decode/credited-lines.js';
import { encodeCrediting } from '../../invoices/encode/credit-note-transition.js';
import type { BillableStep } from './billing.js';
import { enter, withdraw, type Books } from './books.js';
import { actionOn, documentOf, recordedIn } from './documents.js';
import { billsQuantitiesOnly, ownInvoices } from './own-invoices.js';

/** What credit notes have taken back of every line of these invoices. */
export function creditedIn(books: Books, invoices: readonly RecordedInvoice[]): ReadonlyMap<string, Credited> {
  const fields = openFields({ credit_notes: books.credit_notes }, placeOf(''), { issues: [], watch: null }) as Fields;
  const credited = invoices.flatMap((invoice) => [...readCreditedLines(fields, invoice)]);
  refuse(fields.issues);
  return new Map(credited);
}

/** Which price intervals are not used from an instant on; later invoices may be left to corrections of their own. */
export type UnusedAdvance = {
  readonly price_interval_ids: readonly string[];
  readonly from: Instant;
  /** Invoices dated at or after this instant are looked at elsewhere; null: none. */
  readonly until: Instant | null;
};

/** Gives back what was billed in advance and is not used, one note per invoice (§9.2, D27). */
export function refundUnusedAdvance(books: Books, unused: UnusedAdvance, step: BillableStep): Books {
  const { until } = unused;
  const invoices = recordedIn(books, step).filter(
    (invoice) =>
      invoice.status !== 'draft' &&
      (until === null || invoice.invoice_date < until || billsQuantitiesOnly(invoice, step)),
  );
  const price_ids = new Set(unused.price_interval_ids.flatMap((id) => step.price_of(id) ?? []));
  const refunds = refundAdvances(
    { price_ids, from: unused.from },
    { invoices, credited: creditedIn(books, invoices), zone: step.customer.zone, basis: step.policies.proration_basis },
  );
  const refunded = refunds.reduce((state, refund) => creditRefund(state, { refund, from: unused.from }, step), books);
  return withdrawAhead(refunded, { price_ids, from: unused.from }, step);
}

type UnusedPrices = { readonly price_ids: ReadonlySet<string>; readonly from: Instant };

/** Drafts that lie ahead and bill nothing but what is not used any more are not asked for. */
function withdrawAhead(books: Books, { price_ids, from }: UnusedPrices, step: BillableStep): Books {
  const drafts = ownInvoices(books, step).filter(
    ({ status, invoice_date, lines }) =>
      status === 'draft' &&
      invoice_date > step.at &&
      lines.length > 0 &&
      lines.every(({ is_advance, price_id, start }) => is_advance && price_ids.has(price_id) && start >= from),
  );
  return drafts.reduce((state, { id }) => withdraw(state, id), books);
}

/** A refund of one invoice, and the time that it gives back; without an end the rest of each line. */
export type DatedInvoiceRefund = {
  readonly refund: InvoiceRefund;
  readonly from: Instant;
  readonly until?: Instant;
};

/** Writes the note of one refund, for the time that is given back. */
export function creditRefund(books: Books, { refund, from, until }: DatedInvoiceRefund, step: BillableStep): Books {
  const { invoice, credits } = refund;
  const action = actionOn(documentOf(invoice, books), books, step);
  const request = {
    reason: 'order_change',
    memo: null,
    credits: credits.map((credit) => {
      const line = { start: credit.line.start, end: credit.line.end };
      const unused = intersect(line, { start: from < line.start ? line.start : from, end: until ?? line.end });
      return { ...credit, service_period: unused ?? line };
    }),
  } as const;
  const credited = creditedIn(books, [invoice]);
  return enter(
    books,
    encodeCrediting(action, { request, credited, credit_note_number: null, cause: 'prorated_refund' }),
  );
}
