import { isAdded, servicesAt, type RecordedInvoice, type RecordedLine } from '../../../invoices/index.js';
import { holds, periodAt } from '../../../subscriptions/index.js';
import type { Instant } from '../../../time/index.js';
import type { BillableStep } from './billing.js';
import { withdraw, type Books } from './books.js';
import { ledgersWithout } from './ledgers-without.js';
import { ownInvoices } from './own-invoices.js';

/**
 * Takes back stored drafts of which nothing falls due any more (§9.2). Of others a draft is computed anew whenever it is
 * looked at (§11.1).
 */
export function recomputeDrafts(books: Books, { from }: { readonly from: Instant }, step: BillableStep): Books {
  const gone = ownInvoices(books, step).filter((invoice) => {
    const isAhead = invoice.status === 'draft' && invoice.invoice_date >= from;
    return isAhead && invoice.lines.length > 0 && invoice.lines.every((line) => !stands(line, invoice, step));
  });
  const released = ledgersWithout(gone, books, step);
  const freed = {
    ...books,
    ledgers: released.map(({ ledger }) => ledger),
    effects: [...books.effects, ...released.flatMap(({ effects }) => effects)],
  };
  return gone.reduce((state, { id }) => withdraw(state, id), gone.length === 0 ? books : freed);
}

/**
 * Whether a draft's line is still asked for: by hand, because it falls due, or as days of a period that a step settled. Of a
 * period that is still ahead by now its own invoice bills all days.
 */
function stands(line: RecordedLine, { invoice_date }: RecordedInvoice, { timeline, at }: BillableStep): boolean {
  const { price_id, start, is_advance } = line;
  const isDue = servicesAt(timeline, invoice_date).some(
    ({ timed, service }) => timed.price.id === price_id && service.start === start,
  );
  if (isDue || isAdded(line)) return true;
  const timed = timeline.prices.find(({ price, interval }) => price.id === price_id && holds(interval, start));
  const period = timed && periodAt(timed, timeline.zone, start);
  return is_advance && period !== undefined && period !== null && period.start <= at;
}
