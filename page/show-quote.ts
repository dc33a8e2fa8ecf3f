import type { ExplanationNode, Quote } from 'reckoner';
import { element, table } from './element.js';
import { money, quantityText } from './money.js';

type QuotedInvoice = Quote['invoices'][number];

/** A quote: what it comes to, each invoice, and under each where its amounts come from. */
export function showQuote(quoted: Quote): readonly HTMLElement[] {
  const { totals, currency, periods } = quoted;
  const span = periods.length === 1 ? 'for the period' : `for ${periods.length} periods`;
  const due = totals.amount_due === totals.recognized ? null : `${money(totals.amount_due, currency)} is invoiced`;
  const total = element(
    'p',
    { class: 'total' },
    element('strong', { id: 'recognized', 'data-amount': totals.recognized }, money(totals.recognized, currency)),
    element('span', {}, ` ${span}, before tax`),
  );
  const invoices = quoted.invoices.map((invoice, index) => showInvoice(invoice, index, quoted));
  return [total, ...(due === null ? [] : [element('p', { class: 'muted' }, due)]), ...invoices];
}

function showInvoice(
  { invoice, explanation }: QuotedInvoice,
  index: number,
  { currency, invoices }: Quote,
): HTMLElement {
  const date = (invoice.invoice_date ?? '').slice(0, 10);
  const number = invoices.length > 1 ? ` ${index + 1} of ${invoices.length}` : '';
  const lines = invoice.line_items.map((line) => [
    line.name,
    quantityText(String(line.quantity)),
    money(line.amount, currency),
  ]);
  return element(
    'article',
    { class: 'invoice' },
    element('h3', {}, `Invoice${number}`, element('span', { class: 'muted' }, ` ${date}`)),
    table(`Lines of the invoice of ${date}`, ['Item', 'Quantity', 'Amount'], lines),
    element('p', { class: 'sum' }, 'Total ', element('strong', {}, money(invoice.total, invoice.currency))),
    element('details', { class: 'explanation' }, element('summary', {}, 'Where this comes from'), tree(explanation)),
  );
}

/** An explanation as lists within lists, each level folded away by the platform's own disclosure. */
function tree(node: ExplanationNode): HTMLElement {
  return element('ul', {}, ...node.children.map((child) => branch(child, node.currency)));
}

function branch(node: ExplanationNode, inherited: string | null): HTMLElement {
  const currency = node.currency ?? inherited;
  const note = node.note === null ? null : element('span', { class: 'muted' }, ` (${node.note})`);
  const amount = node.amount === null ? null : element('span', { class: 'amount' }, quantityText(node.amount));
  const label = element('span', { class: 'node' }, element('span', {}, node.label, note), amount);
  if (node.children.length === 0) return element('li', {}, label);
  const children = node.children.map((child) => branch(child, currency));
  return element(
    'li',
    {},
    element('details', { open: '' }, element('summary', {}, label), element('ul', {}, ...children)),
  );
}
