import type { Customer, Invoice } from '../../wire/index.js';
import type { Call } from '../call.js';
import { needKept, readKept } from '../kept/documents.js';
import { refuseMissing } from '../refusals.js';
import { fetchUpcomingInvoice } from '../resources/invoices.js';
import type { PortalParams } from './portal-view.js';
import { needSession } from './sessions.js';

/** An invoice of a portal's customer; one that is coming has no number yet. */
export type PortalInvoice = { readonly customer: Customer; readonly invoice: Invoice };

/** An issued invoice of the customer of an open session; another's is refused like one that there is not. */
export async function fetchPortalInvoice(
  call: Call,
  { portal_session_id, invoice_id }: PortalParams & { readonly invoice_id: string },
): Promise<PortalInvoice> {
  const { customer } = await needSession(call, portal_session_id);
  const kept = await readKept(call, 'invoice', invoice_id);
  const is_seen =
    kept !== null && kept.document.customer.id === customer.document.id && kept.document.status !== 'draft';
  return is_seen ? { customer: customer.document, invoice: kept.document } : refuseMissing('invoice', invoice_id);
}

/** What a subscription of the customer of an open session is heading for. */
export async function fetchPortalUpcomingInvoice(
  call: Call,
  { portal_session_id, subscription_id }: PortalParams & { readonly subscription_id: string },
): Promise<PortalInvoice> {
  const { customer } = await needSession(call, portal_session_id);
  const { document } = await needKept(call, 'subscription', subscription_id);
  if (document.customer.id !== customer.document.id) refuseMissing('subscription', subscription_id);
  const { target_date, ...upcoming } = await fetchUpcomingInvoice(call, { subscription_id });
  return { customer: customer.document, invoice: { ...upcoming, invoice_date: target_date } };
}
