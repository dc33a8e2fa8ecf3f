import { signExact } from '../../../decimal/index.js';
import type { RecordedInvoice } from '../../../invoices/index.js';
import { quantitiesOf, type TimedPrice } from '../../../subscriptions/index.js';
import { intersect, overlaps, type Instant, type Period } from '../../../time/index.js';
import { differencesIn, type AdvanceDifference } from './advance-difference.js';
import type { BilledPeriod } from './bill-rest.js';
import type { BillableStep } from './billing.js';
import { withdraw, type Books } from './books.js';
import { billsQuantitiesOnly, ownInvoices } from './own-invoices.js';
import type { DueStretch, SettledPeriod, Settlement } from './settlement.js';

/** The books without drafts, and all stretches that are left to settle: those that were asked for, and those of the drafts. */
export type Withdrawn = { readonly books: Books; readonly stretches: readonly DueStretch[] };

/**
 * Takes back the drafts of a price's quantities that bill too much, and those that lie ahead and are billed otherwise from
 * the same day on. What they billed is left to settle.
 */
export function withdrawDrafts(books: Books, settlement: Settlement, step: BillableStep): Withdrawn {
  const drafts = quantityDrafts(books, settlement, step);
  if (drafts.length === 0) return { books, stretches: settlement.stretches };
  const differences = differencesIn(books, settlement, step);
  const wrong = drafts.filter((draft) => differences.some((difference) => isWrong(draft, difference, step)));
  // A line is cumulative over those that begin with it, so that these go together (§1.2 step 6).
  const starts = new Set(wrong.map(({ time }) => time.start));
  const gone = drafts.filter(({ time }) => starts.has(time.start));
  return withdrawAll(books, { ...settlement, gone });
}

/** A draft of quantities, and the time of the period that it bills. */
export type QuantityDraft = { readonly id: RecordedInvoice['id']; readonly time: Period };

/** The drafts that bill nothing but quantities of a price in a period. */
export function quantityDrafts(
  books: Books,
  { timed, period }: BilledPeriod,
  step: BillableStep,
): readonly QuantityDraft[] {
  return ownInvoices(books, step).flatMap((invoice) => {
    const [line] = invoice.lines;
    const time = line && intersect(line, period);
    const isOwn = invoice.lines.every(({ price_id }) => price_id === timed.price.id);
    if (invoice.status !== 'draft' || !isOwn || time === undefined || !billsQuantitiesOnly(invoice, step)) return [];
    return [{ id: invoice.id, time }];
  });
}

function isWrong({ time }: QuantityDraft, difference: AdvanceDifference, { at, policies }: BillableStep): boolean {
  const sign = signExact(difference.amount);
  const isAhead = time.start > at;
  if (sign === 0 || !overlaps(time, difference)) return false;
  if (sign > 0) return isAhead && time.start === difference.start;
  // What began is kept where fewer units give nothing back.
  return isAhead || policies.quantity_decrease === 'credit';
}

/** What is taken back of a period, and what of it is to be settled in any case. */
export type Withdrawal = SettledPeriod & {
  readonly gone: readonly QuantityDraft[];
};

/** Takes drafts out of the books; their time is left to settle by the quantities in force. */
export function withdrawAll(books: Books, { timed, stretches, gone }: Withdrawal): Withdrawn {
  const left = [...stretches];
  for (const { time } of gone) left.push(...unlisted(time, left, timed));
  return {
    books: gone.reduce((state, { id }) => withdraw(state, id), books),
    stretches: left.sort((a, b) => a.start - b.start),
  };
}

/** The parts of a time that no stretch covers, each with its quantity. */
function unlisted(time: Period, list: readonly DueStretch[], timed: TimedPrice): readonly DueStretch[] {
  const spans = quantitiesOf(timed).map(({ start, end, quantity }) => ({ start, end: end ?? time.end, quantity }));
  const cuts = [...list, ...spans]
    .flatMap(({ start, end }) => [start, end])
    .filter((at) => at > time.start && at < time.end);
  const starts = [...new Set<Instant>([time.start, ...cuts])].sort((a, b) => a - b);
  return starts.flatMap((start, position) => {
    const part = { start, end: starts[position + 1] ?? time.end };
    const span = spans.find((one) => overlaps(one, part));
    if (span === undefined || list.some((listed) => overlaps(listed, part))) return [];
    return [{ ...part, from: span.quantity, to: span.quantity }];
  });
}
