import type { RecordedInvoice } from '../../../invoices/index.js';
import { holds, periodAt } from '../../../subscriptions/index.js';
import type { BillableStep } from './billing.js';
import { enter, type Books } from './books.js';
import { recordedIn } from './documents.js';
import { draftOf, type DraftWish } from './draft.js';

/** The invoices of the subscription's cycle that stand; partial ones are netted by the final one (§10). */
export function ownInvoices(books: Books, step: BillableStep): readonly RecordedInvoice[] {
  return recordedIn(books, step).filter(({ source, status }) => source === 'subscription' && status !== 'void');
}

/** Invoices what can be computed of a date. Those of a later date come after it: they are no earlier invoices to it. */
export function invoiceOf(books: Books, wish: DraftWish, step: BillableStep): Books {
  const later = new Set(
    ownInvoices(books, step)
      .filter(({ invoice_date }) => invoice_date > wish.date)
      .map(({ id }) => id),
  );
  const drafted = draftOf({ ...books, invoices: books.invoices.filter(({ id }) => !later.has(id)) }, wish, step);
  return drafted === null ? books : enter(books, drafted);
}

/**
 * Whether an invoice bills nothing but other quantities for the rest of periods: that begin inside a period of a price
 * interval that goes on. Another quantity is settled by itself, not with the date on which it began (§9.2).
 */
export function billsQuantitiesOnly({ lines }: RecordedInvoice, { timeline }: BillableStep): boolean {
  if (lines.length === 0) return false;
  return lines.every(({ price_id, start, is_advance }) => {
    const timed = timeline.prices.find(({ price, interval }) => price.id === price_id && holds(interval, start));
    const period = timed && periodAt(timed, timeline.zone, start);
    return is_advance && period !== undefined && period !== null && period.start < start;
  });
}
