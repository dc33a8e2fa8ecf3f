import { minuteOf } from '../invoice-page/days.js';
import { renderParty } from '../invoice-page/heading.js';
import { element, type Markup } from '../markup.js';
import { writePage } from '../page.js';
import { renderComing } from './coming.js';
import { renderCredits } from './credits.js';
import { renderInvoices } from './invoices.js';
import type { Portal } from './portal.js';
import { portalStyle } from './style.js';
import { renderUsage } from './usage.js';

/** Writes what a customer sees of their bills as one self-contained page: no script, nothing loaded, every text escaped. */
export function renderPortal(portal: Portal): string {
  const { customer, issuer } = portal;
  const [credits, usage] = [renderCredits(portal), renderUsage(portal)];
  const parts = [
    { id: 'coming', label: 'Upcoming' },
    { id: 'invoices', label: 'Invoices' },
    ...(credits === null ? [] : [{ id: 'credits', label: 'Credits' }]),
    ...(usage === null ? [] : [{ id: 'usage', label: 'Usage' }]),
  ];
  const title = `Billing for ${customer.name}`;
  const header = element('header', {}, issuer && renderParty(issuer), element('h1', {}, title), jumpsTo(parts));
  const main = element(
    'main',
    {},
    header,
    renderComing(portal),
    renderInvoices(portal),
    credits,
    usage,
    element('p', { class: 'memo' }, ageOf(portal)),
  );
  return writePage({ title, style: portalStyle, body: [main] });
}

function jumpsTo(parts: readonly { readonly id: string; readonly label: string }[]): Markup {
  const links = parts.map(({ id, label }) => element('a', { href: `#${id}` }, label));
  return element('nav', { class: 'jump', 'aria-label': 'On this page' }, ...links);
}

function ageOf({ at, expires_at, customer: { timezone } }: Portal): string {
  const [made, end] = [minuteOf(at, timezone), minuteOf(expires_at, timezone)];
  return `As of ${made}, ${timezone}. This address is yours alone and works until ${end}.`;
}

/** Writes a page that says one thing. */
export function renderNotice({ title, text }: { readonly title: string; readonly text: string }): string {
  const main = element('main', {}, element('h1', {}, title), element('p', {}, text));
  return writePage({ title, style: portalStyle, body: [main] });
}
