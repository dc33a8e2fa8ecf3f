import { add, compare, equals, parseDecimal, subtract, zero, type Decimal } from '../../../decimal/index.js';
import type { RecordedInvoice } from '../../../invoices/index.js';
import { parseInstant, type Instant, type Period } from '../../../time/index.js';
import type { CreditNote } from '../../../wire/index.js';
import { creditLineId } from '../../invoices/decode/credited-lines.js';
import type { BillableStep } from './billing.js';
import type { Books } from './books.js';
import { documentOf, recordedIn } from './documents.js';
import { canBeVoid } from './reverse-cut.js';
import { undoneIn, type UndoneAmount, type UndoneQuantity } from './undone-quantity.js';

/** A note that can be void, the invoice it credits, and the time that it gives back. */
type DatedNote = { readonly note: CreditNote; readonly invoice: RecordedInvoice; readonly period: Period };

/** Notes that were written together for the same time. */
type Part = readonly [DatedNote, ...DatedNote[]];

/**
 * The notes of one change of a quantity: it was given back part by part, one beginning where the other ends. What another
 * change gave back from the same instant on is told apart by what the part comes to; where none comes to that, all that
 * begin with the change count as its own.
 */
export function notesOfChange(books: Books, change: UndoneQuantity, step: BillableStep): readonly CreditNote[] {
  const { at, whole } = change;
  if (whole === null) return [];
  const notes = datedNotes(books, { ...change, whole }, step);
  // The newest first: what was written last is what stood last.
  const exact = partsOf(notes)
    .flatMap((part) => runOf(part, whole, step))
    .reverse();
  const own: Part[] = [];
  for (let next = partFrom(at, exact); next !== undefined; next = partFrom(next[0].period.end, exact)) own.push(next);
  return notesOf(own.length > 0 ? own.flat() : notes.filter(({ period }) => period.start === at));
}

function notesOf(part: readonly DatedNote[]): readonly CreditNote[] {
  return part.map(({ note }) => note);
}

function partFrom(from: Instant, parts: readonly Part[]): Part | undefined {
  return parts.find(([{ period }]) => period.start === from);
}

/** The newest notes in a row that come to the change's share of their time, rounded as it was when it was given back. */
function runOf(part: Part, whole: UndoneAmount, step: BillableStep): readonly Part[] {
  const [{ period: time, invoice }] = part;
  const due = undoneIn(whole, { time, invoice }, step);
  const run: DatedNote[] = [];
  let given = zero;
  for (const one of [...part].reverse()) {
    run.unshift(one);
    given = add(given, amountOf(one));
    // Of two changes that were given back together the newer ones may be of the other.
    while (compare(given, due) > 0) given = subtract(given, amountOf(run.pop() as DatedNote));
    const [first, ...others] = run;
    if (first !== undefined && equals(given, due)) return [[first, ...others]];
  }
  return [];
}

function amountOf({ note }: DatedNote): Decimal {
  return note.line_items.reduce((sum, { amount }) => add(sum, parseDecimal(amount)), zero);
}

function partsOf(notes: readonly DatedNote[]): readonly Part[] {
  const parts = new Map<string, Part>();
  for (const one of notes) {
    const key = `${one.note.created_at} ${one.period.start} ${one.period.end}`;
    const known = parts.get(key);
    parts.set(key, known === undefined ? [one] : [...known, one]);
  }
  return [...parts.values()];
}

/** Notes that stand and can be void, of this price alone, each for one time between the change and the end of its period. */
function datedNotes(
  books: Books,
  change: UndoneQuantity & { readonly whole: UndoneAmount },
  step: BillableStep,
): readonly DatedNote[] {
  const invoices = new Map(recordedIn(books, step).map((invoice) => [invoice.id, invoice]));
  return books.credit_notes.flatMap((note) => {
    const invoice = invoices.get(note.invoice_id);
    const period = periodOf(note);
    if (note.voided_at !== null || invoice === undefined || period === null) return [];
    if (period.start < change.at || period.end > change.whole.period.end) return [];
    const isOwn = isOf(note, invoice, change.price_id) && canBeVoid(note, documentOf(invoice, books));
    return isOwn ? [{ note, invoice, period }] : [];
  });
}

/** The one time that all lines of a note give back; null where there is none. */
function periodOf({ line_items }: CreditNote): Period | null {
  const [start, ...starts] = new Set(line_items.map((line) => instantOf(line.start_time_inclusive)));
  const [end, ...ends] = new Set(line_items.map((line) => instantOf(line.end_time_exclusive)));
  if (typeof start !== 'number' || typeof end !== 'number' || starts.length + ends.length > 0) return null;
  return start < end ? { start, end } : null;
}

function instantOf(text: string | null | undefined): Instant | null {
  return typeof text === 'string' ? parseInstant(text) : null;
}

/** Whether all that a note gives back was billed of one price. */
function isOf({ id, line_items }: CreditNote, { lines }: RecordedInvoice, price_id: string): boolean {
  const own = lines.filter((line) => line.price_id === price_id);
  const ids = new Set(own.map((line) => creditLineId(id, line.id)));
  return line_items.every((line) => ids.has(line.id));
}
