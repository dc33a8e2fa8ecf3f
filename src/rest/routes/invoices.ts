import { between, date, flag, listOf, oneOf, page, required, text } from '../query-grammar.js';
import { route, type Route } from './route.js';

const status = oneOf('draft', 'issued', 'paid', 'synced', 'void');

const filters = {
  customer_id: text,
  external_customer_id: text,
  subscription_id: text,
  'status[]': listOf('draft', 'issued', 'paid', 'synced', 'void'),
  due_date_window: text,
  date_type: oneOf('due_date', 'invoice_date'),
  due_date: date,
  'due_date[gt]': date,
  'due_date[lt]': date,
  amount: text,
  'amount[gt]': text,
  'amount[lt]': text,
  is_recurring: flag,
  ...page,
  ...between('invoice_date'),
};

/** What invoices answer to. */
export const invoiceRoutes: readonly Route[] = [
  route('POST /invoice_line_items', 'create-invoice-line-item', { body: 'required', status: 201 }),
  route('GET /invoices', 'list-invoices', {
    query: filters,
  }),
  route('POST /invoices', 'create-invoice', { body: 'required', status: 201 }),
  route('GET /invoices/summary', 'list-invoices-summary', {
    query: { status, ...filters },
  }),
  route('POST /invoices/summary/{invoice_id}/issue', 'issue-invoice-summary', { body: 'optional' }),
  route('GET /invoices/upcoming', 'fetch-upcoming-invoice', { query: { subscription_id: required(text) } }),
  route('GET /invoices/{invoice_id}', 'fetch-invoice'),
  route('PUT /invoices/{invoice_id}', 'update-invoice', { body: 'required' }),
  route('DELETE /invoices/{invoice_id}/invoice_line_items/{line_item_id}', 'delete-invoice-line-item', {
    status: 204,
  }),
  route('POST /invoices/{invoice_id}/issue', 'issue-invoice', { body: 'optional' }),
  route('POST /invoices/{invoice_id}/mark_paid', 'mark-invoice-as-paid', { body: 'required' }),
  route('POST /invoices/{invoice_id}/pay', 'pay-invoice', { body: 'optional' }),
  route('POST /invoices/{invoice_id}/regenerate_invoice_pdf', 'regenerate-invoice-pdf'),
  route('POST /invoices/{invoice_id}/regenerate_receipt_pdf', 'regenerate-receipt-pdf'),
  route('POST /invoices/{invoice_id}/void', 'void-invoice'),
];
