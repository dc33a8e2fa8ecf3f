import { inThousands } from '../../explain/index.js';
import { dayOf } from '../invoice-page/days.js';
import { renderStamp } from '../invoice-page/stamp.js';
import { heads, numberCell } from '../invoice-page/table.js';
import { element, type Markup } from '../markup.js';
import type { Portal, PortalInvoiceRow } from './portal.js';
import { sectionOf } from './section.js';

/** The invoices that were issued, each with its page. */
export function renderInvoices({ invoices, turns, customer }: Portal): Markup {
  const table = element(
    'table',
    {},
    element('caption', {}, 'The latest first.'),
    heads(['Invoice', 'Date'], ['Total', 'To pay']),
    element('tbody', {}, ...invoices.map((row) => renderRow(row, customer.timezone))),
  );
  return sectionOf(
    { id: 'invoices', title: 'Invoices' },
    invoices.length === 0 ? element('p', {}, 'No invoice was issued yet.') : table,
    turns.length === 0 ? null : element('p', { class: 'turns' }, ...turns.map(renderTurn)),
  );
}

function renderRow({ invoice, href }: PortalInvoiceRow, timezone: string): Markup {
  const name = element('a', { href }, invoice.invoice_number === '' ? 'Without a number' : invoice.invoice_number);
  const date = element('span', { class: 'day' }, dayOf(invoice.invoice_date, timezone));
  const due =
    invoice.due_date === null ? null : element('small', { class: 'day' }, `due ${dayOf(invoice.due_date, timezone)}`);
  // What was paid, and what nobody has to pay any more, is no longer to be paid.
  const is_open = invoice.status === 'issued' || invoice.status === 'synced';
  return element(
    'tr',
    { class: invoice.status === 'void' ? 'gone' : null },
    element('th', { scope: 'row' }, name, ' ', renderStamp(invoice.status)),
    element('td', {}, date, due && element('br', {}), due),
    element('td', { class: 'number' }, inThousands(invoice.total), ' ', element('small', {}, invoice.currency)),
    numberCell(is_open ? inThousands(invoice.amount_due) : '–'),
  );
}

function renderTurn({ label, href }: Portal['turns'][number]): Markup {
  return element('a', { href }, label);
}
