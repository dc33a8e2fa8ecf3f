import {
  add,
  addExact,
  compareExact,
  divideExact,
  integer,
  isNegative,
  isZero,
  maximum,
  multiplyExact,
  negate,
  ofUnits,
  sign,
  sumExact,
  zero,
  type Exact,
} from '../../decimal/index.js';
import type { DatedRefund } from '../../proration/index.js';
import { duration, millisPerDay, overlaps, type Period } from '../../time/index.js';
import type { Billed } from './billed-again.js';

// Of more lines it is not asked: no service has so many, of all time or of one.
const most_lines = 500;
const most_together = 40;

/**
 * Whether on no day of a time more stands billed in advance than the most units that a line of it bills come to, at the
 * highest price of a unit and day that any line says (§9.2). Notes give back days of one line and not of another, and a
 * line that is less what stands bills the difference alone, so that two lines do not tell it. Asked where something was
 * given back.
 *
 * Days are counted where the customer lives, which invoices do not say: a line or note may have one more or less than its
 * hours, and what lies between two that begin or end within a day is left aside. Amounts were rounded.
 */
export function standsOnce(billed: readonly Billed[], time: Period): boolean {
  const own = billed.length > most_lines ? [] : billed.filter(({ line }) => overlaps(line, time));
  const isAsked = own.length <= most_together && own.every(({ line }) => line.is_advance) && own.some(hasNotes);
  if (!isAsked) return false;
  const rate = rateIn(billed);
  return stretchesOf(own, time).every((stretch) => isOnce(own, stretch, rate));
}

/** Whether something of a line's invoice was given back: also by a note that is void, which left lines made meanwhile as they are. */
export function hasNotes({ invoice }: Billed): boolean {
  return invoice.credit_notes.length > 0;
}

function isOnce(own: readonly Billed[], stretch: Period, rate: Exact): boolean {
  if (duration(stretch) <= millisPerDay) return true;
  const there = own.filter(({ line }) => overlaps(line, stretch));
  const units = there.reduce((most, { line }) => maximum(most, line.quantity), zero);
  const stands = sumExact(there.map((one) => leastOf(one, stretch)));
  return compareExact(stands, addExact(multiplyExact(rate, units), sumExact(there.map(roundingOf)))) <= 0;
}

/** The highest price of a unit for a millisecond, in money, by what lines of some days say. */
function rateIn(billed: readonly Billed[]): Exact {
  const long = billed.filter(({ line }) => duration(line) >= 7 * millisPerDay);
  const rates = (long.length === 0 ? billed : long).map(rateOf);
  return rates.reduce((most, rate) => (compareExact(rate, most) > 0 ? rate : most), zero);
}

function rateOf({ line }: Billed): Exact {
  const { quantity, amount, partially_invoiced_amount, adjusted_subtotal, subtotal } = line;
  const whole = line.is_money ? maximum(subtotal, adjusted_subtotal) : add(amount, partially_invoiced_amount);
  return sign(quantity) > 0 ? multiplyExact(divideExact(whole, quantity), perMilli(line, 0)) : zero;
}

/** What at least stands of a line for a millisecond of a stretch. */
function leastOf(billed: Billed, stretch: Period): Exact {
  const { line } = billed;
  const amount = multiplyExact(line.amount, perMilli(line, isNegative(line.amount) ? -1 : 1));
  const given_back = refundsOf(billed)
    .filter(({ period }) => overlaps(period, stretch))
    .map((dated) => multiplyExact(negate(dated.amount), perMilli(dated.period, -1)));
  return sumExact([amount, ...given_back]);
}

/** What notes gave back of a line and of which days; of all of its days where a note does not say. */
function refundsOf({ line, invoice }: Billed): readonly DatedRefund[] {
  const standing = invoice.credit_notes.filter(({ is_void }) => !is_void);
  return standing.flatMap(({ amounts, dated, total }) => {
    if (amounts === null) return [{ amount: total, period: line }];
    const amount = amounts.get(line.id) ?? zero;
    return dated?.get(line.id) ?? (isZero(amount) ? [] : [{ amount, period: line }]);
  });
}

/** The part of a time that a millisecond is, if it has so many days more than its hours; at least one day. */
function perMilli(time: Period, days: number): Exact {
  return divideExact(integer(1), integer(Math.max(duration(time) + days * millisPerDay, millisPerDay)));
}

/** Where nothing begins or ends. */
function stretchesOf(own: readonly Billed[], { start, end }: Period): readonly Period[] {
  const periods = own.flatMap((billed) => [billed.line, ...refundsOf(billed).map(({ period }) => period)]);
  const within = periods.flatMap((one) => [one.start, one.end]).filter((at) => at > start && at < end);
  const starts = [...new Set([start, ...within])].sort((a, b) => a - b);
  return starts.map((from, position) => ({ start: from, end: starts[position + 1] ?? end }));
}

/** What a line and its notes were rounded by for a millisecond: each by at most half a minor unit. */
function roundingOf(billed: Billed): Exact {
  // Half a unit is five of the next place.
  const half = ofUnits(5, billed.invoice.currency.places + 1);
  const times = [billed.line, ...refundsOf(billed).map(({ period }) => period)];
  return sumExact(times.map((time) => multiplyExact(half, perMilli(time, -1))));
}
