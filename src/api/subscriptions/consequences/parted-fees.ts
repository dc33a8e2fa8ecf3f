import { periodAt, quantitiesOf, type TimedPrice } from '../../../subscriptions/index.js';
import { intersect, type Instant, type Period } from '../../../time/index.js';
import type { BilledPeriod } from './bill-rest.js';
import type { BillableStep } from './billing.js';
import type { Books } from './books.js';
import { settleAdvances } from './settle-advance.js';
import type { DueStretch } from './settlement.js';
import { standingLines } from './standing-lines.js';

/**
 * The fees in advance whose period begins at a date and of which more than one quantity is due, or more than one document
 * speaks. Their invoice is not compared with what it would be: the whole period is settled stretch by stretch (§9.2).
 */
export function partedFees(books: Books, date: Instant, step: BillableStep): readonly BilledPeriod[] {
  const { timeline } = step;
  return timeline.prices.flatMap((timed) => {
    if (!isParting(timed)) return [];
    const period = periodAt(timed, timeline.zone, date);
    if (period === null || period.start !== date) return [];
    const isParted = hasChanges(timed, period) || !isBilledWhole(books, { timed, period }, step);
    return isParted ? [{ timed, period }] : [];
  });
}

/** An instalment counts the quantities itself; credits are billed whole whenever they are granted (§8.6). */
function isParting({ price }: TimedPrice): boolean {
  const isFee = price.billing_mode === 'in_advance' && price.price_type === 'fixed_price';
  return isFee && price.invoicing === null && !price.sells_credits;
}

function hasChanges({ transitions }: TimedPrice, { start, end }: Period): boolean {
  return transitions.some(({ at }) => at > start && at < end);
}

/** Whether what stands was billed from the first day on alike, and nothing of it given back because the order changed. */
function isBilledWhole(books: Books, billed: BilledPeriod, step: BillableStep): boolean {
  const lines = standingLines(books, billed, step);
  const [first] = lines;
  return lines.every(({ line, credited }) => {
    const isWhole = line.start === billed.period.start && line.end === first?.line.end;
    return isWhole && (credited.dated ?? []).length === 0;
  });
}

/** Settles the whole periods of such fees. */
export function settleParted(books: Books, parted: readonly BilledPeriod[], step: BillableStep): Books {
  const settled = parted.map(({ timed, period }) => {
    return { timed, period, stretches: stretchesOf(timed, period), is_invoiced: true };
  });
  return settleAdvances(books, settled, step);
}

function stretchesOf(timed: TimedPrice, period: Period): readonly DueStretch[] {
  return quantitiesOf(timed).flatMap(({ start, end, quantity }) => {
    const time = intersect({ start, end: end ?? period.end }, period);
    return time === undefined ? [] : [{ ...time, from: quantity, to: quantity }];
  });
}
