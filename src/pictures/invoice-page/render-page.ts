import { explainLines } from '../../explain/index.js';
import type { InvoiceInput, InvoiceWorkings } from '../../wire/index.js';
import { element, styleElement } from '../markup.js';
import { renderCreditNotes } from './credit-notes.js';
import { renderHeading } from './heading.js';
import { renderLines } from './lines.js';
import { pageStyle } from './style.js';
import { renderTotals } from './totals.js';

/** A name with the lines below it, as a letterhead or an address shows them. */
export type Party = { readonly name: string; readonly lines: readonly string[] };

/** What a page shows beside the invoice itself. */
export type PageSettings = {
  readonly issuer: Party | null;
  readonly recipient: Party;
  /** The IANA zone in which dates are written. */
  readonly timezone: string;
  /** How the derivations of the lines stand at first: folded, unfolded, or not there at all. */
  readonly derivations: 'closed' | 'open' | 'omit';
};

/** An invoice and, where there is one, the record it was folded from. */
export type PageInvoice = { readonly invoice: InvoiceInput; readonly workings: InvoiceWorkings | null };

/** Writes an invoice as one self-contained page: no script, nothing loaded, every text escaped. */
export function renderPage({ invoice, workings }: PageInvoice, settings: PageSettings): string {
  const title = `Invoice ${invoice.invoice_number ?? 'draft'}`;
  const nodes = settings.derivations === 'omit' ? null : explainLines(invoice, workings);
  const head = element(
    'head',
    {},
    element('meta', { charset: 'utf-8' }),
    element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    element('meta', { name: 'color-scheme', content: 'light dark' }),
    element('title', {}, `${title} for ${settings.recipient.name}`),
    styleElement(pageStyle),
  );
  const body = element(
    'main',
    {},
    renderHeading(invoice, title, settings),
    renderLines(invoice, nodes, settings),
    renderTotals(invoice),
    renderCreditNotes(invoice),
    invoice.memo === null ? null : element('p', { class: 'memo' }, invoice.memo),
  );
  return `<!doctype html>\n${element('html', { lang: 'en' }, head, element('body', {}, body)).text}\n`;
}
