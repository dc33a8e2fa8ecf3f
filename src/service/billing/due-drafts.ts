import { draftInvoice, invoicesDue, type InvoiceDraftResult, type InvoiceDue } from '../../index.js';
import { contains, formatInstant, parseInstant, shiftInstant, type Instant } from '../../time/index.js';
import type {
  CreditLedger,
  CreditNote,
  Customer,
  Invoice,
  InvoiceLineItem,
  SubscriptionState,
} from '../../wire/index.js';
import { modelsOf, policiesOf, taxOf, type Call } from '../call.js';
import { needKept } from '../kept/documents.js';
import { allKept } from '../kept/pages.js';
import type { Kept } from '../kept/shapes.js';
import { usageOfInvoices, type InvoiceUsage } from '../subscriptions/invoice-usage.js';
import { notesOn } from '../subscriptions/notes-on.js';
import { standingSince } from './standing-invoices.js';

/** A draft of what falls due on a date and was not invoiced yet. */
export type DueDraft = { readonly due: InvoiceDue; readonly drafted: InvoiceDraftResult };

/** Up to when, as seen from when, and the ledgers that pay, with what other subscriptions charge. */
export type DraftsQuestion = {
  readonly until: string;
  readonly at: string;
  readonly ledgers: readonly CreditLedger[];
};

/**
 * Drafts what a subscription has to be invoiced up to and including a date, each date on what the ones before it made.
 * Nothing is stored; the same question gives the same drafts (D26).
 */
export async function draftsDue(
  call: Call,
  kept: Kept<'subscription'>,
  { until, at, ledgers }: DraftsQuestion,
): Promise<readonly DueDraft[]> {
  return draftDates(call, kept, { ...(await openDates(call, kept, until)), at, ledgers });
}

/** The dates up to and including one on which something was not billed yet, and what a draft of them has to know. */
export type OpenDates = {
  readonly customer: Customer;
  readonly invoices: readonly Invoice[];
  readonly open: readonly InvoiceDue[];
};

/** What of a subscription is left to be billed up to and including a date. */
export async function openDates(
  call: Call,
  { document, aside }: Kept<'subscription'>,
  until: string,
): Promise<OpenDates> {
  const customer = (await needKept(call, 'customer', document.customer.id)).document;
  const dates = invoicesDue({
    subscription: document,
    schedule: aside.schedule,
    customer,
    ...(aside.billed_until === null ? {} : { from: aside.billed_until }),
    until: formatInstant(shiftInstant(parseInstant(until), 1)),
    ...policiesOf(call),
  });
  if (dates.length === 0) return { customer, invoices: [], open: [] };
  const invoices = (await allKept(call, 'invoice', `subscription:${document.id}`)).map((invoice) => invoice.document);
  return { customer, invoices, open: dates.flatMap((due) => unbilled(due, invoices) ?? []) };
}

/** Drafts dates that were found open, as seen from an instant. */
export async function draftDates(
  call: Call,
  kept: Kept<'subscription'>,
  { customer, invoices, open, at, ledgers }: OpenDates & Omit<DraftsQuestion, 'until'>,
): Promise<readonly DueDraft[]> {
  if (open.length === 0) return [];
  const usages = await usageOfInvoices(call, {
    kept,
    customer,
    ledgers,
    at,
    from: countedSince(kept.document, open),
    invoices: open.map(askedInvoice),
  });
  const billed = open.map((due, position) => ({ due, usage: usages[position] ?? {} }));
  const drafts = draftEach(call, billed, {
    kept,
    customer: payerOf(customer, kept.document),
    invoices,
    credit_notes: await notesOn(call, invoices),
    ledgers,
    at,
  });
  // Where zero lines are omitted, what comes to nothing is no invoice.
  return drafts.filter(({ drafted }) => drafted.invoice.line_items.length > 0);
}

type Drafting = {
  readonly kept: Kept<'subscription'>;
  readonly customer: Customer;
  readonly invoices: readonly Invoice[];
  readonly credit_notes: readonly CreditNote[];
  readonly ledgers: readonly CreditLedger[];
  readonly at: string;
};

/** A date with the usage that its services count. */
type BilledDate = { readonly due: InvoiceDue; readonly usage: Partial<InvoiceUsage> };

function draftEach(call: Call, billed: readonly BilledDate[], drafting: Drafting): readonly DueDraft[] {
  const { kept, customer } = drafting;
  let { invoices, ledgers } = drafting;
  return billed.map(({ due, usage }) => {
    const drafted = draftInvoice({
      subscription: kept.document,
      schedule: kept.aside.schedule,
      customer,
      ...askedInvoice(due),
      ordinal: invoices.filter((invoice) => isOfCycle(invoice, due.invoice_date)).length,
      at: drafting.at,
      ...usage,
      earlier_invoices: standingSince(invoices, parseInstant(firstStart([due]))),
      credit_notes: drafting.credit_notes,
      ledgers,
      ...taxOf(call),
      ...modelsOf(call),
      ...policiesOf(call),
    });
    invoices = [...invoices, { ...drafted.invoice, invoice_number: '' }];
    ledgers = drafted.ledgers;
    return { due, drafted };
  });
}

function askedInvoice({ invoice_date, services }: InvoiceDue) {
  return { invoice_date, price_interval_ids: services.map(({ price_interval_id }) => price_interval_id) };
}

/** The services of a date that no invoice of that date bills; null where all are billed. */
function unbilled(due: InvoiceDue, invoices: readonly Invoice[]): InvoiceDue | null {
  // One that was voided counts: whoever voids an invoice does not want it back at the next run.
  const lines = invoices
    .filter((invoice) => isOfCycle(invoice, due.invoice_date))
    .flatMap(({ line_items }) => line_items);
  // By instant: a fetched document may write the same one in another zone.
  const isBilled = (price_id: string, start: Instant): boolean =>
    lines.some((line) => line.price.id === price_id && holds(line, start));
  const services = due.services.filter(({ price_id, start_date }) => !isBilled(price_id, parseInstant(start_date)));
  return services.length === 0 ? null : { ...due, services };
}

/**
 * Whether a line bills what begins at an instant: with it, or within it. Parts of a fee, whose quantity has come to change
 * within the line's days, are settled with the step that changed it (decision 136), and no invoice bills them again.
 */
function holds({ start_date, end_date }: InvoiceLineItem, start: Instant): boolean {
  const period = { start: parseInstant(start_date), end: parseInstant(end_date) };
  // The line of a one-time price has no length (F14).
  return period.start === start || contains(period, start);
}

/** Whether an invoice is one of the subscription's cycle that has a date. */
function isOfCycle({ invoice_source, invoice_date }: Invoice, date: string): boolean {
  return invoice_source === 'subscription' && parseInstant(invoice_date) === parseInstant(date);
}

/** Since when the usage counts that dates bill: of a one-time price, whose line has no length, since it began (F14). */
export function countedSince({ price_intervals }: SubscriptionState, dates: readonly InvoiceDue[]): string {
  const began = dates.flatMap(({ services }) =>
    services.flatMap(({ price_interval_id, start_date, end_date }) => {
      const interval = start_date === end_date ? price_intervals.find(({ id }) => id === price_interval_id) : undefined;
      return interval === undefined ? [] : interval.start_date;
    }),
  );
  return earliest([firstStart(dates), ...began]);
}

function firstStart(dates: readonly InvoiceDue[]): string {
  return earliest(dates.flatMap(({ services }) => services.map(({ start_date }) => start_date)));
}

function earliest(starts: readonly string[]): string {
  return starts.reduce((first, start) => (parseInstant(start) < parseInstant(first) ? start : first));
}

/** The customer as this subscription bills them: its own choices win. */
export function payerOf(customer: Customer, { auto_collection, auto_issuance }: SubscriptionState): Customer {
  return {
    ...customer,
    auto_collection: auto_collection ?? customer.auto_collection,
    auto_issuance: auto_issuance ?? customer.auto_issuance,
  };
}
