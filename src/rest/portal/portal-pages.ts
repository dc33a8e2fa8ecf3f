import { renderPage, renderPortal, type Party, type PortalSubscription } from '../../pictures/index.js';
import type { PortalInvoice, PortalView } from '../../service/index.js';
import type { Address } from '../../wire/index.js';
import { drawCredits } from './draw-credits.js';

/** What pages need beside what they show: who bills, and the segment by which they refer to each other. */
export type PageSurroundings = { readonly issuer: Party | null; readonly link: string };

/** The page that a link opens. */
export function portalPage(view: PortalView, { issuer, link, cursor }: PageSurroundings & Turned): string {
  const { invoices, subscriptions } = view;
  return renderPortal({
    customer: view.customer,
    issuer,
    at: view.at,
    expires_at: view.expires_at,
    subscriptions: subscriptions.data.map((one) => subscriptionOf(one, link)),
    has_more_subscriptions: subscriptions.pagination_metadata.has_more,
    invoices: invoices.data.map((invoice) => ({ invoice, href: `${link}/invoices/${encodeURIComponent(invoice.id)}` })),
    turns: [
      ...(cursor === null ? [] : [{ label: 'Latest invoices', href: `${link}#invoices` }]),
      ...turnTo(invoices.pagination_metadata.next_cursor, link),
    ],
    credits: view.credits.map((credits) => drawCredits(credits, view)),
  });
}

/** Where the list of invoices stands; null at its beginning. */
type Turned = { readonly cursor: string | null };

function turnTo(cursor: string | null, link: string) {
  return cursor === null ? [] : [{ label: 'Older invoices', href: `${link}?cursor=${cursor}#invoices` }];
}

function subscriptionOf(
  { subscription, upcoming, usage }: PortalView['subscriptions']['data'][number],
  link: string,
): PortalSubscription {
  const href = `${link}/upcoming/${encodeURIComponent(subscription.id)}`;
  const coming = upcoming && {
    href,
    date: upcoming.target_date,
    amount: upcoming.total,
    currency: upcoming.currency,
  };
  return { name: subscription.plan?.name ?? subscription.name, coming, usage };
}

/** The page of one invoice, with the way back to the portal. */
export function portalInvoicePage({ customer, invoice }: PortalInvoice, surroundings: PageSurroundings): string {
  const { invoice_number } = invoice;
  return renderPage(
    { invoice: { ...invoice, invoice_number: invoice_number === '' ? null : invoice_number }, workings: null },
    {
      issuer: surroundings.issuer,
      recipient: { name: customer.name, lines: linesOf(invoice.billing_address ?? customer.billing_address) },
      timezone: customer.timezone,
      derivations: 'closed',
      back: { label: 'All of your billing', href: `../../${surroundings.link}` },
    },
  );
}

function linesOf(address: Address | null): readonly string[] {
  if (address === null) return [];
  const { line1, line2, city, state, postal_code, country } = address;
  const town = [postal_code, city, state].filter(Boolean).join(' ');
  return [line1, line2, town, country].filter((line): line is string => Boolean(line));
}
