import { roundMoney } from '../../currency/index.js';
import {
  add,
  compare,
  isZero,
  maximum,
  minimum,
  subtract,
  zero,
  type Decimal,
  type Exact,
} from '../../decimal/index.js';
import { refundUnused, type ProrationBasis } from '../../proration/index.js';
import type { Instant, TimeZone } from '../../time/index.js';
import type { LineCredit } from '../credit-notes/credit-note.js';
import type { Credited } from '../credit-notes/credited-line.js';
import type { RecordedInvoice } from '../recorded/recorded-invoice.js';
import type { RecordedLine } from '../recorded/recorded-line.js';

/** What is given back of one invoice, line by line. */
export type InvoiceRefund = { readonly invoice: RecordedInvoice; readonly credits: readonly LineCredit[] };

/** The invoices that may have billed an advance, what was credited of their lines, and how days are counted. */
export type Advances = {
  readonly invoices: readonly RecordedInvoice[];
  readonly credited: ReadonlyMap<string, Credited>;
  readonly zone: TimeZone;
  readonly basis: ProrationBasis;
};

/** Which prices stop being used, and from when. */
export type Unused = { readonly price_ids: ReadonlySet<string>; readonly from: Instant };

/**
 * What was billed in advance for the time from an instant on, invoice by invoice in the order of their dates (§5, D27).
 *
 * A recorded line tells its adjusted subtotal to the minor unit, which is what its share is taken of.
 */
export function refundAdvances(unused: Unused, advances: Advances): readonly InvoiceRefund[] {
  const refundOf = unusedOf(unused, advances);
  return refundsOf(advances, refundOf);
}

/** What is unused of a line and was not given back; nothing of lines of other prices. */
function unusedOf({ price_ids, from }: Unused, advances: Advances): RefundOfLine {
  const { zone, basis } = advances;
  const billedBefore = billedOfSameTime(advances);
  return (line, { currency }, { amount: refunded, dated = [] }) => {
    // ≤ at the start: an advance that begins then is wholly unused; one that ended before is used up.
    if (!price_ids.has(line.price_id) || line.end <= from) return zero;
    const service_period = { start: line.start, end: line.end };
    const { amount } = line;
    const adjusted_subtotal = subtract(line.adjusted_subtotal, billedBefore.get(line.id) ?? zero);
    const billed = { adjusted_subtotal, amount, refunded, dated, service_period };
    return refundUnused(billed, { from: from < line.start ? line.start : from, zone, basis, currency });
  };
}

/**
 * What lines bill of which a later line of the same time is the rest: it shows what both come to (§1.2 step 6), and its own
 * part is what it adds. An instalment is none: those before it end where it goes on.
 */
function billedOfSameTime(advances: Advances): ReadonlyMap<string, Decimal> {
  const sums = new Map<string, Decimal>();
  const before = new Map<string, Decimal>();
  for (const { line, credited } of standingLines(advances)) {
    const { id, price_id, start, end, amount } = line;
    const key = `${start} ${end} ${price_id}`;
    const sum = sums.get(key) ?? zero;
    before.set(id, sum);
    sums.set(key, add(sum, subtract(amount, givenBackWhole(line, credited))));
  }
  return before;
}

/** What notes gave back of all the time that a line bills, because the order changed. */
export function givenBackWhole({ start, end }: RecordedLine, { dated = [] }: Credited): Decimal {
  return dated
    .filter(({ period }) => period.start <= start && period.end >= end)
    .reduce<Decimal>((sum, { amount }) => add(sum, amount), zero);
}

/** The same for a time that ends. */
type UnusedPart = Unused & { readonly until: Instant };

/** What was billed in advance of prices from an instant on, less what was given back of it, line by line. */
export function billedAdvances(unused: Unused, advances: Advances): readonly BilledAdvance[] {
  const unusedIn = unusedOf(unused, advances);
  return standingLines(advances)
    .filter(({ line }) => unused.price_ids.has(line.price_id))
    .map(({ line, invoice, credited }) => ({ line, credited, amount: unusedIn(line, invoice, credited) }));
}

/** A line in advance, what notes took back of it, and what of it is billed from an instant on. */
export type BilledAdvance = { readonly line: RecordedLine; readonly credited: Credited; readonly amount: Decimal };

/**
 * Gives an amount back on what was billed in advance of one price for a time, the newest lines first, each at most by what
 * is unused of it from then on (§9.2). Units that are gone later than others leave the lines that billed these untouched.
 * What roundings of several lines leave of the amount is given on any of them; what no line can give back stays undone.
 */
export function refundAmount(
  amount: Exact,
  { until, ...unused }: UnusedPart,
  advances: Advances,
): readonly InvoiceRefund[] {
  const newest = { ...advances, invoices: [...advances.invoices].reverse() };
  const given = new Map<string, Decimal>();
  const givenOn = ({ id }: RecordedLine): Decimal => given.get(id) ?? zero;
  const uncreditedIn: RefundOfLine = (line, _, credited) =>
    subtract(subtract(line.amount, credited.amount), givenOn(line));
  const [sinceFrom, sinceUntil] = [unusedOf(unused, advances), unusedOf({ ...unused, from: until }, advances)];
  const unusedIn: RefundOfLine = (line, invoice, credited) =>
    subtract(sinceFrom(line, invoice, credited), sinceUntil(line, invoice, credited));
  let left: Decimal | null = null;
  for (const mostOf of [unusedIn, uncreditedIn]) {
    for (const { line, invoice, credited } of standingLines(newest)) {
      left ??= roundMoney(amount, invoice.currency);
      if (!isRunning(line, unused)) continue;
      const taken = maximum(minimum(left, mostOf(line, invoice, credited)), zero);
      left = subtract(left, taken);
      given.set(line.id, add(givenOn(line), taken));
    }
  }
  return refundsOf(newest, givenOn);
}

function isRunning({ price_id, start, end }: RecordedLine, { price_ids, from }: Unused): boolean {
  return price_ids.has(price_id) && start <= from && from < end;
}

type RefundOfLine = (line: RecordedLine, invoice: RecordedInvoice, credited: Credited) => Decimal;

const uncredited: Credited = { amount: zero, taxes: [] };

/** A line in advance of an invoice that stands, and what was credited of it. */
type StandingLine = {
  readonly line: RecordedLine;
  readonly position: number;
  readonly invoice: RecordedInvoice;
  readonly credited: Credited;
};

/** A draft is recomputed and a void invoice stands for nothing: neither is refunded. */
function standingLines({ invoices, credited }: Advances): readonly StandingLine[] {
  return invoices.filter(isStanding).flatMap((invoice) =>
    invoice.lines.flatMap((line, position) => {
      const own = { line, position, invoice, credited: credited.get(line.id) ?? uncredited };
      return line.is_advance ? [own] : [];
    }),
  );
}

function isStanding({ status }: RecordedInvoice): boolean {
  return status === 'issued' || status === 'paid' || status === 'synced';
}

function refundsOf(advances: Advances, refundOf: RefundOfLine): readonly InvoiceRefund[] {
  const refunds = new Map<RecordedInvoice, LineCredit[]>();
  for (const { line, position, invoice, credited } of standingLines(advances)) {
    const amount = refundOf(line, invoice, credited);
    if (isZero(amount) || compare(amount, zero) < 0) continue;
    refunds.set(invoice, [...(refunds.get(invoice) ?? []), { line, amount, position }]);
  }
  return [...refunds].map(([invoice, credits]) => ({ invoice, credits }));
}
