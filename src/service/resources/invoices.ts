import { upcomingInvoice } from '../../index.js';
import { isGiven } from '../../errors/index.js';
import type { Invoice, InvoiceStatus, InvoiceSummary, Page, UpcomingInvoice } from '../../wire/index.js';
import { modelsOf, policiesOf, taxOf, type Call } from '../call.js';
import { ledgersOfAll } from '../billing/charged-ledgers.js';
import { payerOf } from '../billing/due-drafts.js';
import { comingDrafts, findDraft } from '../billing/coming-drafts.js';
import { draftAgain } from '../billing/regenerate.js';
import { needKept, readKept } from '../kept/documents.js';
import { valuesOf, withinBounds, type DateBounds } from '../kept/filters.js';
import { allKept, eachKept, listKept, mapPage, pageOf, type PageParams } from '../kept/pages.js';
import type { Kept } from '../kept/shapes.js';
import { refuseMissing } from '../refusals.js';
import { usageOfInvoices } from '../subscriptions/invoice-usage.js';
import { namedCustomer, type AnyCustomer } from './customer-reference.js';
import { invoiceMatches, type InvoiceFilters } from './invoice-filters.js';
import { notesOn } from '../subscriptions/notes-on.js';

/** An invoice by its id. */
export type InvoiceParams = { readonly invoice_id: string };

type ListParams = PageParams &
  AnyCustomer &
  InvoiceFilters &
  DateBounds<'invoice_date'> & {
    readonly subscription_id?: string | null;
    readonly status?: InvoiceStatus | readonly InvoiceStatus[];
    readonly 'status[]'?: InvoiceStatus | readonly InvoiceStatus[];
  };

/** An invoice; a draft as it would be made now. */
export async function fetchInvoice(call: Call, { invoice_id }: InvoiceParams): Promise<Invoice> {
  const kept = await readKept(call, 'invoice', invoice_id);
  if (kept === null) return (await findDraft(call, invoice_id)) ?? refuseMissing('invoice', invoice_id);
  return currentOf(call, kept);
}

/** Invoices, the latest first: issued, paid and synced ones unless the query asks for others. */
export async function listInvoices(call: Call, params: ListParams): Promise<Page<Invoice>> {
  const accept = await acceptorOf(call, params);
  const key = await keyOf(call, params);
  if (!(valuesOf(params, 'status') ?? []).includes('draft')) {
    const page = await listKept(call, { kind: 'invoice', key, accept: ({ document }) => accept(document) }, params);
    return mapPage(page, ({ document }) => document);
  }
  // Drafts of subscriptions are not stored: the list is put together of what is, and what is coming.
  const stored: Invoice[] = [];
  for await (const kept of eachKept(call, { kind: 'invoice', key })) stored.push(await currentOf(call, kept));
  const coming = await comingDrafts(call, key);
  const all = [...coming, ...stored.reverse()].filter(accept);
  return pageOf(all, params);
}

/** {@link listInvoices} without lines, minimums, maximums and discounts. */
export async function listInvoiceSummaries(call: Call, params: ListParams): Promise<Page<InvoiceSummary>> {
  return mapPage(await listInvoices(call, params), summaryOf);
}

/** The invoice that the current billing period is heading for (§13). */
export async function fetchUpcomingInvoice(
  call: Call,
  { subscription_id }: { readonly subscription_id: string },
): Promise<UpcomingInvoice> {
  const kept = await needKept(call, 'subscription', subscription_id);
  const { document, aside } = kept;
  const customer = await needKept(call, 'customer', document.customer.id);
  const invoices = await allKept(call, 'invoice', `subscription:${subscription_id}`);
  const earlier_invoices = invoices.map((one) => one.document).filter(({ status }) => status !== 'void');
  const { ledgers } = await ledgersOfAll(call, customer.document.id);
  const [usage] = await usageOfInvoices(call, {
    kept,
    customer: customer.document,
    ledgers,
    at: call.at,
    invoices: [{}],
  });
  const { invoice } = upcomingInvoice({
    subscription: document,
    schedule: aside.schedule,
    customer: payerOf(customer.document, document),
    at: call.at,
    ...usage,
    earlier_invoices,
    credit_notes: await notesOn(call, earlier_invoices),
    ledgers,
    ...taxOf(call),
    ...modelsOf(call),
    ...policiesOf(call),
  });
  return { ...invoice, invoice_number: invoice.invoice_number ?? '' };
}

const linesAndTerms: ReadonlySet<string> = new Set([
  'line_items',
  'subtotal',
  'discount',
  'discounts',
  'minimum',
  'minimum_amount',
  'maximum',
  'maximum_amount',
]);

/** An invoice without its lines and what acts on them as a whole. */
export function summaryOf(invoice: Invoice): InvoiceSummary {
  const kept = Object.entries(invoice).filter(([key]) => !linesAndTerms.has(key));
  // What is left is what a summary has: the keys that are named here are the difference of the two.
  return Object.fromEntries(kept) as InvoiceSummary;
}

async function currentOf(call: Call, kept: Kept<'invoice'>): Promise<Invoice> {
  const drafted = await draftAgain(call, kept);
  if (drafted === null) return kept.document;
  const { metadata, auto_collection } = kept.document;
  return { ...drafted.invoice, invoice_number: '', metadata, auto_collection };
}

async function keyOf(call: Call, params: ListParams): Promise<string | undefined> {
  if (isGiven(params.subscription_id)) return `subscription:${params.subscription_id}`;
  const customer = await namedCustomer(call, params);
  return customer === null ? undefined : `customer:${customer.document.id}`;
}

async function acceptorOf(call: Call, params: ListParams): Promise<(invoice: Invoice) => boolean> {
  const customer = await namedCustomer(call, params);
  const statuses = valuesOf(params, 'status') ?? ['issued', 'paid', 'synced'];
  const within = withinBounds(params, 'invoice_date');
  const matches = invoiceMatches(params, call.at);
  return (invoice) =>
    statuses.includes(invoice.status) &&
    within(invoice.invoice_date) &&
    (customer === null || invoice.customer.id === customer.document.id) &&
    (!isGiven(params.subscription_id) || invoice.subscription?.id === params.subscription_id) &&
    matches(invoice);
}
