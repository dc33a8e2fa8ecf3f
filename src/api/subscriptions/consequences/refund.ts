import { openFields, placeOf, refuse, type Fields } from '../../../errors/index.js';
import type { Credited, InvoiceRefund, RecordedInvoice } from '../../../invoices/index.js';
import { readCreditedLines } from '../../invoices/decode/credited-lines.js';
import { encodeCrediting } from '../../invoices/encode/credit-note-transition.js';
import type { BillableStep } from './billing.js';
import { enter, type Books } from './books.js';
import { actionOn, documentOf } from './documents.js';

/** What credit notes have taken back of every line of these invoices. */
export function creditedIn(books: Books, invoices: readonly RecordedInvoice[]): ReadonlyMap<string, Credited> {
  const fields = openFields({ credit_notes: books.credit_notes }, placeOf(''), { issues: [], watch: null }) as Fields;
  const credited = invoices.flatMap((invoice) => [...readCreditedLines(fields, invoice)]);
  refuse(fields.issues);
  return new Map(credited);
}

/** Writes the note of one refund, each line for the time that is given back of it. */
export function creditRefund(books: Books, { invoice, credits }: InvoiceRefund, step: BillableStep): Books {
  const action = actionOn(documentOf(invoice, books), books, step);
  const request = {
    reason: 'order_change',
    memo: null,
    credits: credits.map(({ period, ...credit }) => ({ ...credit, service_period: period })),
  } as const;
  const credited = creditedIn(books, [invoice]);
  return enter(
    books,
    encodeCrediting(action, { request, credited, credit_note_number: null, cause: 'prorated_refund' }),
  );
}
