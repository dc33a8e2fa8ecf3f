import { explainLines } from '../../explain/index.js';
import type { InvoiceInput, InvoiceWorkings } from '../../wire/index.js';
import { element, type Markup } from '../markup.js';
import { writePage } from '../page.js';
import { renderCreditNotes } from './credit-notes.js';
import { renderHeading } from './heading.js';
import { renderLines } from './lines.js';
import type { PageSettings } from './page-settings.js';
import { pageStyle } from './style.js';
import { renderTotals } from './totals.js';

/** An invoice and, where there is one, the record it was folded from. */
export type PageInvoice = { readonly invoice: InvoiceInput; readonly workings: InvoiceWorkings | null };

/** Writes an invoice as one self-contained page: no script, nothing loaded, every text escaped. */
export function renderPage({ invoice, workings }: PageInvoice, settings: PageSettings): string {
  const title = `Invoice ${invoice.invoice_number ?? 'draft'}`;
  const nodes = settings.derivations === 'omit' ? null : explainLines(invoice, workings);
  const body = element(
    'main',
    {},
    renderHeading(invoice, title, settings),
    renderLines(invoice, nodes, settings),
    renderTotals(invoice),
    renderCreditNotes(invoice),
    invoice.memo === null ? null : element('p', { class: 'memo' }, invoice.memo),
  );
  return writePage({
    title: `${title} for ${settings.recipient.name}`,
    style: pageStyle,
    body: [wayBack(settings), body],
  });
}

function wayBack({ back }: PageSettings): Markup | null {
  if (back === null) return null;
  return element('nav', { 'aria-label': 'Way back' }, element('a', { href: back.href }, `← ${back.label}`));
}
