import { roundMoney } from '../../currency/index.js';
import {
  add,
  compare,
  isZero,
  maximum,
  minimum,
  subtract,
  subtractExact,
  zero,
  type Decimal,
  type Exact,
} from '../../decimal/index.js';
import { refundUnused, type ProrationBasis } from '../../proration/index.js';
import { contains, intersect, type Instant, type Period, type TimeZone } from '../../time/index.js';
import type { LineCredit } from '../credit-notes/credit-note.js';
import type { Credited } from '../credit-notes/credited-line.js';
import type { RecordedInvoice } from '../recorded/recorded-invoice.js';
import type { RecordedLine } from '../recorded/recorded-line.js';
import { convertedOf } from './converted.js';
import { boundariesIn } from './standing-advance.js';

/** What is given back of a line, and the time of it for which it is. */
export type DatedCredit = LineCredit & { readonly period: Period };

/** What is given back of one invoice, each line once, by one note. */
export type InvoiceRefund = { readonly invoice: RecordedInvoice; readonly credits: readonly DatedCredit[] };

/** The invoices that may have billed an advance, what was credited of their lines, and how days are counted. */
export type Advances = {
  readonly invoices: readonly RecordedInvoice[];
  readonly credited: ReadonlyMap<string, Credited>;
  readonly zone: TimeZone;
  readonly basis: ProrationBasis;
};

/** Which prices stop being used, from when, and of which of them a line is given back whole or not at all (§8.6). */
export type Unused = {
  readonly price_ids: ReadonlySet<string>;
  readonly from: Instant;
  readonly whole?: ReadonlySet<string>;
};

/**
 * What was billed in advance for the time from an instant on, invoice by invoice in the order of their dates (§5, D27).
 * Where fewer units gave back of some days of a line before, its days are given back part by part, so that what is left of
 * each of them can be read off the documents; the parts add up to what is unused of the line.
 *
 * A recorded line tells its adjusted subtotal to the minor unit, which is what its share is taken of; in a pricing unit
 * exactly.
 */
export function refundAdvances({ price_ids, from, whole }: Unused, advances: Advances): readonly InvoiceRefund[] {
  const parts = standingLines(advances)
    .filter(({ line }) => price_ids.has(line.price_id) && (line.start >= from || whole?.has(line.price_id) !== true))
    .flatMap((standing) => unusedParts(standing, from, advances));
  return notesOf(parts);
}

/** All that is left of certain lines, likewise part by part. */
export function refundRest(line_ids: ReadonlySet<string>, advances: Advances): readonly InvoiceRefund[] {
  const own = standingLines(advances).filter(({ line }) => line_ids.has(line.id));
  return notesOf(own.flatMap((standing) => unusedParts(standing, standing.line.start, advances)));
}

/** Something given back, which part of its line it is, and of which invoice. */
type Part = { readonly invoice: RecordedInvoice; readonly credit: DatedCredit; readonly ordinal: number };

function unusedParts(standing: StandingLine, from: Instant, counting: Counting): readonly Part[] {
  const { line, position, invoice, credited } = standing;
  const start = from < line.start ? line.start : from;
  const cuts = boundariesIn([{ line, credited }], { start, end: line.end });
  const starts = start < line.end ? [start, ...cuts] : [];
  const parts: Part[] = [];
  let owed = zero;
  for (const [ordinal, at] of starts.entries()) {
    const period = { start: at, end: starts[ordinal + 1] ?? line.end };
    const unused = (since: Instant): Decimal => unusedOf(standing, since, counting);
    const amount = add(subtract(unused(period.start), unused(period.end)), owed);
    // What a part gave back too much, such as by rounding, the next one gives less.
    owed = compare(amount, zero) < 0 ? amount : zero;
    if (compare(amount, zero) > 0) parts.push({ invoice, ordinal, credit: { line, amount, position, period } });
  }
  return parts;
}

/** One note for the first parts of an invoice's lines, one for their second, and so on. */
function notesOf(parts: readonly Part[]): readonly InvoiceRefund[] {
  const notes = new Map<string, { readonly invoice: RecordedInvoice; readonly credits: DatedCredit[] }>();
  for (const { invoice, credit, ordinal } of parts) {
    const key = `${ordinal} ${invoice.id}`;
    const note = notes.get(key) ?? { invoice, credits: [] };
    note.credits.push(credit);
    notes.set(key, note);
  }
  return [...notes.values()];
}

type Counting = Pick<Advances, 'zone' | 'basis'>;

/** What of a line is unused from an instant on and was not given back. */
function unusedOf({ line, invoice, credited }: StandingLine, from: Instant, { zone, basis }: Counting): Decimal {
  // ≤ at the start: an advance that begins then is wholly unused; one that ended before is used up.
  if (line.end <= from) return zero;
  const { amount, start, end } = line;
  const { amount: refunded, dated = [] } = credited;
  const billed = { adjusted_subtotal: billedOf(line), amount, refunded, dated, service_period: { start, end } };
  return refundUnused(billed, { from: from < start ? start : from, zone, basis, currency: invoice.currency });
}

/**
 * What a line bills of its own service period: of an instalment all up to now, of any other without what lines that began
 * with it billed, each of its own days (§1.2 step 6).
 */
function billedOf(line: RecordedLine): Exact {
  const whole = line.is_money ? line.adjusted_subtotal : convertedOf(line);
  return line.is_instalment ? whole : subtractExact(whole, line.partially_invoiced_amount);
}

/** What notes gave back of all the time that a line bills, because the order changed. */
export function givenBackWhole({ start, end }: RecordedLine, { dated = [] }: Credited): Decimal {
  return dated
    .filter(({ period }) => period.start <= start && period.end >= end)
    .reduce<Decimal>((sum, { amount }) => add(sum, amount), zero);
}

/** What was billed in advance of a price for a time. */
export type AdvanceTime = Period & { readonly price_id: string };

/**
 * Gives an amount back on what was billed in advance of one price for a time, the newest lines first, each at most by what
 * is unused of it in that time (§9.2). Units that are gone later than others leave the lines that billed these untouched.
 * What roundings of several lines leave of the amount is given on any of them; what no line can give back stays undone.
 */
export function refundAmount(
  amount: Exact,
  { price_id, ...time }: AdvanceTime,
  advances: Advances,
): readonly InvoiceRefund[] {
  const newest = standingLines({ ...advances, invoices: [...advances.invoices].reverse() });
  const running = newest.filter(({ line }) => line.price_id === price_id && contains(line, time.start));
  const given = new Map<StandingLine, Decimal>();
  const givenOn = (standing: StandingLine): Decimal => given.get(standing) ?? zero;
  const unusedIn = (standing: StandingLine): Decimal => {
    const [since, until] = [time.start, time.end].map((at) => unusedOf(standing, at, advances)) as [Decimal, Decimal];
    return subtract(since, until);
  };
  const uncreditedIn = (standing: StandingLine): Decimal =>
    subtract(subtract(standing.line.amount, standing.credited.amount), givenOn(standing));
  let left: Decimal | null = null;
  for (const mostOf of [unusedIn, uncreditedIn]) {
    for (const standing of running) {
      left ??= roundMoney(amount, standing.invoice.currency);
      const taken = maximum(minimum(left, mostOf(standing)), zero);
      left = subtract(left, taken);
      given.set(standing, add(givenOn(standing), taken));
    }
  }
  const parts = [...given].flatMap(([{ line, position, invoice }, taken]) => {
    const credit = { line, position, amount: taken, period: intersect(line, time) ?? line };
    return isZero(taken) ? [] : [{ invoice, credit, ordinal: 0 }];
  });
  return notesOf(parts);
}

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
