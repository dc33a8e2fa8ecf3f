import type { InvoiceLineItem } from '../../../wire/index.js';
import type { DocumentShape } from '../document.js';

/** A line of an invoice. */
export const lineItemShape: DocumentShape<InvoiceLineItem> = {
  id: 'text',
  name: 'text',
  price: 'object',
  start_date: 'text',
  end_date: 'text',
  quantity: 'number',
  grouping: 'text or null',
  subtotal: 'text',
  adjustments: 'list',
  adjusted_subtotal: 'text',
  credits_applied: 'text',
  partially_invoiced_amount: 'text',
  tax_amounts: 'list',
  amount: 'text',
  sub_line_items: 'list',
  usage_customer_ids: 'list or null',
  filter: 'text or null',
};
