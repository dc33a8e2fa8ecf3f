import { compareExact } from '../../../decimal/index.js';
import { boundariesIn, refundAmount, roundingIn, standingIn } from '../../../invoices/index.js';
import { beganPeriods } from '../../../subscriptions/index.js';
import { overlaps, type Instant, type Period } from '../../../time/index.js';
import type { BillableStep } from './billing.js';
import type { Books } from './books.js';
import { recordedIn } from './documents.js';
import { creditedIn, creditRefund } from './refund.js';
import type { StandingLine } from './standing-lines.js';

/**
 * Gives back what is billed in advance, from an instant on, of days on which a fee is not in force, or of a period that has not
 * begun and has its own invoice to come: fees that begin later than they did leave such lines behind (§9.2).
 */
export function refundOutside(books: Books, from: Instant, step: BillableStep): Books {
  return [...changedPrices(step)].reduce((state, price_id) => {
    const lines = issuedLines(state, price_id, step);
    const end = lines.reduce((last, { line }) => (line.end > last ? line.end : last), from);
    const free = outside(begunPeriods(price_id, step), { start: from, end });
    return free
      .flatMap((time) => partsOf(time, lines))
      .reduce((next, time) => refundTime(next, { price_id, time }, step), state);
  }, books);
}

/**
 * The prices that are on the timeline, and those whose end has something to give back; credits are billed whole whenever they
 * are granted (§8.6).
 */
function changedPrices({ timeline, consequences, price_of }: BillableStep): ReadonlySet<string> {
  const ended = consequences.flatMap((one) => (one.kind === 'refund_unused' ? one.price_interval_ids : []));
  const sold = new Set(timeline.prices.filter(({ price }) => price.sells_credits).map(({ price }) => price.id));
  const ids = [...timeline.prices.map(({ price }) => price.id), ...ended.flatMap((id) => price_of(id) ?? [])];
  return new Set(ids.filter((id) => !sold.has(id)));
}

/** Lines in advance that a note can take back: of an instalment no line says which days it bills. */
function issuedLines(books: Books, price_id: string, step: BillableStep): readonly StandingLine[] {
  const invoices = recordedIn(books, step).filter(
    ({ status, source }) => source === 'subscription' && status !== 'void' && status !== 'draft',
  );
  const credited = creditedIn(books, invoices);
  return invoices.flatMap((invoice) =>
    invoice.lines
      .filter((line) => line.price_id === price_id && line.is_advance && !line.is_instalment && line.end > line.start)
      .map((line) => ({ line, invoice, credited: credited.get(line.id) ?? {} })),
  );
}

function begunPeriods(price_id: string, { timeline, at, policies }: BillableStep): readonly Period[] {
  const began = { zone: timeline.zone, until: at, most: policies.max_periods };
  const periods = timeline.prices
    .filter(({ price }) => price.id === price_id)
    .flatMap((timed) => beganPeriods(timed, began));
  return [...periods].sort((a, b) => a.start - b.start);
}

/** The parts of a time that none of the periods, in order, covers. */
function outside(periods: readonly Period[], { start, end }: Period): readonly Period[] {
  const free: Period[] = [];
  let since = start;
  for (const period of periods) {
    if (period.start > since) free.push({ start: since, end: period.start < end ? period.start : end });
    since = period.end > since ? period.end : since;
  }
  return [...free, { start: since, end }].filter((one) => one.start < one.end);
}

function partsOf(time: Period, lines: readonly StandingLine[]): readonly Period[] {
  const starts = [time.start, ...boundariesIn(lines, time)];
  return starts.map((start, position) => ({ start, end: starts[position + 1] ?? time.end }));
}

type PricedTime = { readonly price_id: string; readonly time: Period };

function refundTime(books: Books, { price_id, time }: PricedTime, step: BillableStep): Books {
  const { zone } = step.customer;
  const basis = step.policies.proration_basis;
  const lines = issuedLines(books, price_id, step).filter(({ line }) => overlaps(line, time));
  const [first] = lines;
  if (first === undefined) return books;
  const days = { zone, basis };
  const amount = standingIn(lines, time, days);
  // What roundings left is on no day.
  if (compareExact(amount, roundingIn(lines, { time, days }, first.invoice.currency)) <= 0) return books;
  const invoices = lines.map(({ invoice }) => invoice);
  const credited = creditedIn(books, invoices);
  const refunds = refundAmount(
    amount,
    { ...time, price_id },
    { invoices: [...new Set(invoices)], credited, zone, basis },
  );
  return refunds.reduce((state, refund) => creditRefund(state, refund, step), books);
}
