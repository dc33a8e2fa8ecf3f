import type { InvoiceInput } from '../../wire/index.js';
import { element, type Markup } from '../markup.js';
import { dayOf } from './days.js';
import type { PageSettings, Party } from './page-settings.js';
import { renderStamp } from './stamp.js';

/** Whose invoice for whom, its number, state and dates. */
export function renderHeading(invoice: InvoiceInput, title: string, settings: PageSettings): Markup {
  const { issuer, recipient } = settings;
  const facts = factsOf(invoice, settings).flatMap(([label, text]) => [
    element('dt', {}, label),
    element('dd', {}, text),
  ]);
  const to = element('section', { 'aria-label': 'Billed to' }, renderParty(recipient));
  return element(
    'header',
    {},
    issuer && renderParty(issuer),
    element('h1', {}, `${title} `, renderStamp(invoice.status)),
    element('div', { class: 'sides' }, to, element('dl', {}, ...facts)),
  );
}

function factsOf(invoice: InvoiceInput, { timezone }: PageSettings): readonly (readonly [string, string])[] {
  const dates: readonly (readonly [label: string, instant: string | null])[] = [
    ['Invoice date', invoice.invoice_date],
    ['Issued', invoice.issued_at],
    ['Due', invoice.due_date],
    ['Paid', invoice.paid_at],
    ['Voided', invoice.voided_at],
  ];
  const known = dates.flatMap(([label, instant]) =>
    instant === null ? [] : [[label, dayOf(instant, timezone)] as const],
  );
  return [...known, ['Currency', invoice.currency], ['Time zone', timezone]];
}

/** A name with the lines below it. */
export function renderParty({ name, lines }: Party): Markup {
  return element('p', {}, element('strong', {}, name), ...lines.flatMap((line) => [element('br', {}), line]));
}
