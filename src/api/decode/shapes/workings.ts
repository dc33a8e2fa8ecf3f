import type { InvoiceWorkings } from '../../../wire/index.js';
import type { DocumentShape } from '../document.js';

/** The record an invoice was folded from. */
export const workingsShape: DocumentShape<InvoiceWorkings> = {
  kind: 'text',
  invoice_id: 'text',
  invoice_source: 'text',
  customer_id: 'text',
  currency: 'text',
  timezone: 'text',
  start_date: 'text',
  end_date: 'text',
  lines: 'list',
  subtotal: 'text',
  tax: 'text',
  total: 'text',
  customer_balance: 'text',
  balance_applied: 'text',
  amount_due: 'text',
  issues: 'list',
  policies: 'object',
};
