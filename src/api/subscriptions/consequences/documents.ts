import { invariant, openFields, placeOf, refuse } from '../../../errors/index.js';
import type { RecordedInvoice } from '../../../invoices/index.js';
import type { InvoiceInput } from '../../../wire/index.js';
import { documentAt } from '../../decode/document.js';
import { invoiceShape } from '../../decode/shapes/invoice.js';
import { readCustomer } from '../../decode/customer.js';
import type { InvoiceAction } from '../../invoices/decode/invoice-action.js';
import { readInvoiceRecord, readRecordedInvoice } from '../../invoices/decode/recorded-invoice.js';
import type { BillableStep } from './billing.js';
import type { Books } from './books.js';

/**
 * Reads the subscription's invoices of the books, in the order of their dates. A customer may have another subscription of
 * the same prices, which this step leaves alone.
 */
export function recordedIn(books: Books, { rules, subscription }: BillableStep): readonly RecordedInvoice[] {
  const reading = { issues: [], watch: null };
  const place = placeOf('invoices');
  const recorded = books.invoices.flatMap((document, position) => {
    const fields = openFields(document, placeOf(position, place), reading);
    return fields === null ? [] : [readRecordedInvoice(fields, rules)];
  });
  refuse(reading.issues);
  const own = recorded.filter(({ subscription_id }) => subscription_id === subscription.id);
  return own.sort((a, b) => a.invoice_date - b.invoice_date);
}

/** An action on one of the invoices of the books, by the customer as the books know it. */
export function actionOn(invoice: InvoiceInput, books: Books, step: BillableStep): InvoiceAction {
  const reading = { issues: [], watch: null };
  const invoice_fields = openFields(invoice, placeOf('invoice'), reading);
  const payer = openFields(books.customer, placeOf('customer'), reading);
  invariant(invoice_fields !== null && payer !== null, 'documents that were read before are objects');
  const record = readInvoiceRecord(invoice_fields, step.rules);
  const customer = readCustomer(payer);
  const document = documentAt(invoice_fields, invoiceShape, 0);
  refuse(reading.issues);
  invariant(document !== null, 'an invoice without errors is a document');
  const { input, at, policies, rules } = step;
  return { input, invoice_fields, record, document, customer, at, policies, rules };
}

/** The document of a recorded invoice. */
export function documentOf({ id }: Pick<RecordedInvoice, 'id'>, books: Books): InvoiceInput {
  const document = books.invoices.find((invoice) => invoice.id === id);
  invariant(document !== undefined, 'a recorded invoice was read from the books');
  return document;
}
