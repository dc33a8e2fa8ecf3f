import { refundAdvances } from '../../../invoices/index.js';
import { periodAt, type TimedPrice } from '../../../subscriptions/index.js';
import { shiftInstant, type Instant } from '../../../time/index.js';
import type { BilledPeriod } from './bill-rest.js';
import type { BillableStep } from './billing.js';
import { withdraw, type Books } from './books.js';
import { recordedIn } from './documents.js';
import { changedInstalments, endInstalments } from './end-instalments.js';
import { billsQuantitiesOnly, ownInvoices } from './own-invoices.js';
import { creditedIn, creditRefund } from './refund.js';
import { settleAdvances } from './settle-advance.js';
import { quantityDrafts, withdrawAll } from './withdraw-drafts.js';

/** Which price intervals are not used from an instant on; later invoices may be left to corrections of their own. */
export type UnusedAdvance = {
  readonly price_interval_ids: readonly string[];
  readonly from: Instant;
  /** Invoices dated at or after this instant are looked at elsewhere; null: none. */
  readonly until: Instant | null;
};

/**
 * Gives back what was billed in advance and is not used (§9.2, D27). Drafts that lie ahead are not asked for if they bill
 * nothing else, and made anew up to the end if they reach beyond it.
 */
export function endAdvance(books: Books, unused: UnusedAdvance, step: BillableStep): Books {
  const { from } = unused;
  const ended = step.timeline.prices.filter(({ id }) => unused.price_interval_ids.includes(id));
  const summed = ended.flatMap((timed) => changedInstalments(timed, from, step) ?? []);
  const price_ids = new Set(unused.price_interval_ids.flatMap((id) => step.price_of(id) ?? []));
  const whole = new Set(ended.filter(({ price }) => price.sells_credits).map(({ price }) => price.id));
  const refunded = refundLines(books, { ...unused, price_ids: without(price_ids, summed), whole }, step);
  const settled = summed.reduce((state, billed) => endInstalments(state, { ...billed, from }, step), refunded);
  const withdrawn = withdrawAhead(settled, { price_ids, from }, step);
  return ended.reduce((state, timed) => cutDrafts(state, { timed, from }, step), withdrawn);
}

function without(price_ids: ReadonlySet<string>, summed: readonly BilledPeriod[]): ReadonlySet<string> {
  return new Set([...price_ids].filter((id) => summed.every(({ timed }) => timed.price.id !== id)));
}

/** Gives back what lines billed of the time, by each line's own share of days (D27). */
function refundLines(
  books: Books,
  { from, until, price_ids, whole }: UnusedLines & UnusedAdvance,
  step: BillableStep,
): Books {
  const invoices = recordedIn(books, step).filter(
    (invoice) =>
      invoice.status !== 'draft' &&
      (until === null || invoice.invoice_date < until || billsQuantitiesOnly(invoice, step)),
  );
  const refunds = refundAdvances(
    { price_ids, from, whole },
    { invoices, credited: creditedIn(books, invoices), zone: step.customer.zone, basis: step.policies.proration_basis },
  );
  return refunds.reduce((state, refund) => creditRefund(state, refund, step), books);
}

/** Some of the prices may sell credits, of which nothing is given back that was granted before the end. */
type UnusedLines = UnusedPrices & { readonly whole: ReadonlySet<string> };

type UnusedPrices = { readonly price_ids: ReadonlySet<string>; readonly from: Instant };

function withdrawAhead(books: Books, { price_ids, from }: UnusedPrices, step: BillableStep): Books {
  const drafts = ownInvoices(books, step).filter(
    ({ status, invoice_date, lines }) =>
      status === 'draft' &&
      invoice_date > step.at &&
      lines.length > 0 &&
      lines.every(({ is_advance, price_id, start }) => is_advance && price_ids.has(price_id) && start >= from),
  );
  return drafts.reduce((state, { id }) => withdraw(state, id), books);
}

type EndedPrice = { readonly timed: TimedPrice; readonly from: Instant };

/** Drafts of quantities that reach beyond an end bill up to it. */
function cutDrafts(books: Books, { timed, from }: EndedPrice, step: BillableStep): Books {
  const period = periodAt(timed, step.customer.zone, shiftInstant(from, -1));
  // Credits that were granted before an end are billed whole.
  if (period === null || timed.price.sells_credits) return books;
  const gone = quantityDrafts(books, { timed, period: period.full_period }, step)
    .filter(({ time }) => time.start < from && time.end > from)
    .map(({ id, time }) => ({ id, time: { start: time.start, end: from } }));
  if (gone.length === 0) return books;
  const withdrawn = withdrawAll(books, { timed, period, stretches: [], gone });
  return settleAdvances(withdrawn.books, [{ timed, period, stretches: withdrawn.stretches }], step);
}
