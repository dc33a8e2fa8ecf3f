import type { InvoiceStatus } from '../../wire/index.js';
import { element, type Markup } from '../markup.js';

const words: { readonly [S in InvoiceStatus]: string } = {
  draft: 'Draft',
  issued: 'Due',
  paid: 'Paid',
  synced: 'Due',
  void: 'Void',
};

/** The state of an invoice in a word. */
export function renderStamp(status: InvoiceStatus): Markup {
  return element('span', { class: `stamp ${status}` }, words[status]);
}
