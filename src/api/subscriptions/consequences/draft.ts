import { isGiven, openFields, placeOf, refuse, valueAt, type Fields } from '../../../errors/index.js';
import { draftInvoiceFrom, servicesAt, type BilledService } from '../../../invoices/index.js';
import { formatInstant, parseInstant, type Instant } from '../../../time/index.js';
import { readBilledSubscription } from '../../invoices/decode/subscription/billed-subscription.js';
import { readInvoiceOf } from '../../invoices/decode/subscription/read-subscription-invoice.js';
import { encodeDraft, type InvoiceDraftResult } from '../../invoices/encode/draft-result.js';
import { payFromLedgers } from '../../credits/prepaid/pay-from-ledgers.js';
import type { BillableStep } from './billing.js';
import type { Books } from './books.js';

/** Which invoice is drafted: of which date, and of which price intervals only (null: all). */
export type DraftWish = { readonly date: Instant; readonly only: ReadonlySet<string> | null };

/** Whether usage can be measured in this step at all. */
export function canMeasure({ input }: BillableStep): boolean {
  return isGiven(valueAt(input, 'events'));
}

/** What falls due on a date and can be computed: without events, no usage, and nothing that is computed from usage. */
function computable(step: BillableStep, { date, only }: DraftWish): readonly BilledService[] {
  const due = servicesAt(step.timeline, date).filter(({ timed }) => only === null || only.has(timed.id));
  return canMeasure(step) ? due : due.filter(({ timed }) => timed.price.price_type === 'fixed_price');
}

/** Drafts what can be computed of an invoice; null where nothing is left of it. Tests hold it to `draftInvoice`. */
export function draftOf(books: Books, wish: DraftWish, step: BillableStep): InvoiceDraftResult | null {
  const services = computable(step, wish);
  if (services.length === 0) return null;
  const given = openFields(inputOf(books, step), placeOf(''), { issues: [], watch: null }) as Fields;
  const billed = readBilledSubscription(given);
  refuse(given.issues);
  if (billed === null) return null;
  const reading = readInvoiceOf(given, billed, {
    invoice_date: wish.date,
    at: step.at,
    only: new Set(services.map(({ timed }) => timed.id)),
    ordinal: ordinalOf(books, wish.date, step),
  });
  const payer = payFromLedgers(reading);
  return encodeDraft(draftInvoiceFrom(payer.request), reading, payer.burnt());
}

/** What a step takes and a draft takes likewise. */
const passedOn: readonly string[] =
  /*#__PURE__*/ 'licenses license_types events metrics tax policies custom_models dimensional_price_groups'.split(' ');

/** The input of `draftInvoice` that the books and the step amount to. */
export function inputOf(books: Books, { input, subscription, schedule }: BillableStep): object {
  const kept = passedOn.map((key) => [key, input.value[key]] as const);
  return {
    subscription,
    schedule,
    customer: books.customer,
    earlier_invoices: books.invoices,
    ...(books.credit_notes.length === 0 ? {} : { credit_notes: books.credit_notes }),
    ...(books.ledgers.length === 0 ? {} : { ledgers: books.ledgers }),
    ...Object.fromEntries(kept.filter(([, value]) => value !== undefined)),
  };
}

/** Several invoices of one date are counted, so that each has an id of its own (§1.3), also where one was withdrawn. */
export function ordinalOf(books: Books, date: Instant, { subscription }: BillableStep): number {
  const dated = books.invoices.filter(
    (invoice) =>
      invoice.subscription?.id === subscription.id &&
      invoice.invoice_source === 'subscription' &&
      formatInstant(parseInstant(invoice.invoice_date)) === formatInstant(date),
  );
  const taken = new Set(dated.map(({ id }) => id.slice(id.lastIndexOf(':') + 1)));
  let ordinal = dated.length;
  while (taken.has(`${ordinal}`)) ordinal += 1;
  return ordinal;
}
