import { add, compare, zero, type Decimal } from '../../../decimal/index.js';
import { beganPeriods, periodAt, quantitiesOf, type TimedPrice } from '../../../subscriptions/index.js';
import { intersect, type Instant, type Period } from '../../../time/index.js';
import type { BilledPeriod } from './bill-rest.js';
import type { BillableStep } from './billing.js';
import type { Books } from './books.js';
import { ownInvoices } from './own-invoices.js';
import { settleAdvances } from './settle-advance.js';
import type { DueStretch } from './settlement.js';
import { standingLines, type StandingLine } from './standing-lines.js';

/**
 * The fees in advance whose period begins at a date and of which more than one quantity is due, or more than one document
 * speaks. Their invoice is not compared with what it would be: the whole period is settled stretch by stretch (§9.2). One whose
 * first day only a line of another period bills is invoiced with the date, like any that was not.
 */
export function partedFees(books: Books, date: Instant, step: BillableStep): readonly BilledPeriod[] {
  return feesFrom(books, date, step)
    .filter((fee) => isParted(fee) && !isBegunElsewhere(fee))
    .map(({ timed, period }) => ({ timed, period }));
}

/** A period of a fee, and the lines that bill some time of it. */
type BilledFee = BilledPeriod & { readonly lines: readonly StandingLine[] };

/** The fees in advance of which a period begins at a date. */
function feesFrom(books: Books, date: Instant, step: BillableStep): readonly BilledFee[] {
  return advanceFees(step).flatMap((timed) => {
    const period = periodAt(timed, step.timeline.zone, date);
    if (period === null || period.start !== date) return [];
    return [{ timed, period, lines: standingLines(books, { timed, period }, step) }];
  });
}

function isBegunElsewhere({ period: { start }, lines }: BilledFee): boolean {
  return lines.some(({ line }) => line.start < start) && lines.every(({ line }) => line.start !== start);
}

/** The same of all periods that have begun and end after an instant. */
export function partedSince(books: Books, from: Instant, step: BillableStep): readonly BilledPeriod[] {
  const { timeline, at, policies } = step;
  const began = { zone: timeline.zone, until: at, most: policies.max_periods };
  return advanceFees(step).flatMap((timed) =>
    beganPeriods(timed, began)
      .filter((period) => period.end > from)
      .filter((period) => isParted({ timed, period, lines: standingLines(books, { timed, period }, step) }))
      .map((period) => ({ timed, period })),
  );
}

/** The price intervals of which a period begins at a date and stands billed from there up to another end than its own. */
export function partlyBilled(books: Books, date: Instant, step: BillableStep): readonly string[] {
  return feesFrom(books, date, step).flatMap(({ timed, period, lines }) => {
    const begun = lines.filter(({ line, invoice }) => {
      return invoice.status !== 'draft' && line.start === date && line.end !== period.end;
    });
    const isPartly = begun.some(({ line, credited }) => compare(line.amount, givenBackOf(credited)) > 0);
    return isPartly ? [timed.id] : [];
  });
}

function givenBackOf({ dated = [] }: StandingLine['credited']): Decimal {
  return dated.map(({ amount }) => amount).reduce(add, zero);
}

/** Recurring ones. An instalment counts the quantities itself; credits are billed whole whenever they are granted (§8.6). */
function advanceFees({ timeline }: BillableStep): readonly TimedPrice[] {
  return timeline.prices.filter(({ price: { billing_mode, price_type, length, invoicing, sells_credits } }) => {
    const isAtOnce = length !== null && invoicing === null;
    return billing_mode === 'in_advance' && price_type === 'fixed_price' && isAtOnce && !sells_credits;
  });
}

function isParted({ timed, period, lines }: BilledFee): boolean {
  return hasChanges(timed, period) || !isBilledWhole(period, lines);
}

function hasChanges({ transitions }: TimedPrice, { start, end }: Period): boolean {
  return transitions.some(({ at }) => at > start && at < end);
}

/** Whether what stands was billed of the whole period, and nothing of it given back because the order changed. */
function isBilledWhole({ start, end }: Period, lines: readonly StandingLine[]): boolean {
  return lines.every(({ line, credited }) => {
    return line.start === start && line.end === end && (credited.dated ?? []).length === 0;
  });
}

/** Settles the whole periods of such fees; of one that has no invoice of its date yet, that is still to come. */
export function settleParted(books: Books, parted: readonly BilledPeriod[], step: BillableStep): Books {
  const dates = new Set(ownInvoices(books, step).map(({ invoice_date }) => invoice_date));
  const settled = parted.map(({ timed, period }) => {
    return { timed, period, stretches: stretchesOf(timed, period), is_invoiced: dates.has(period.start) };
  });
  return settleAdvances(books, settled, step);
}

function stretchesOf(timed: TimedPrice, period: Period): readonly DueStretch[] {
  return quantitiesOf(timed).flatMap(({ start, end, quantity }) => {
    const time = intersect({ start, end: end ?? period.end }, period);
    return time === undefined ? [] : [{ ...time, from: quantity, to: quantity }];
  });
}
