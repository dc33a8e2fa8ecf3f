import { parseDecimal } from '../../../decimal/index.js';
import type { RecordedInvoice, RecordedLine } from '../../../invoices/index.js';
import type { DatedRefund } from '../../../proration/index.js';
import { parseInstant, type Instant } from '../../../time/index.js';
import type { CreditNote, InvoiceInput } from '../../../wire/index.js';
import { creditLineId } from '../../invoices/decode/credited-lines.js';
import { voidNote } from '../../invoices/void-credit-note.js';
import type { BillableStep } from './billing.js';
import { enter, type Books } from './books.js';
import { actionOn, documentOf, recordedIn } from './documents.js';

/** What a note gives back of a line, and the days for which. */
export type NotedLine = { readonly line: RecordedLine; readonly given_back: DatedRefund };

/** A note that gives back days of certain prices, and that can still be void. */
export type UndoableNote = { readonly note: CreditNote; readonly lines: readonly NotedLine[] };

/** The notes that were made because the order changed, give back days of these prices alone and can be void, newest first. */
export function undoableNotes(
  books: Books,
  price_ids: ReadonlySet<string>,
  step: BillableStep,
): readonly UndoableNote[] {
  if (books.credit_notes.length === 0) return [];
  const invoices = new Map(recordedIn(books, step).map((invoice) => [invoice.id, invoice]));
  const undoable = books.credit_notes.flatMap((note) => {
    const invoice = invoices.get(note.invoice_id);
    if (invoice === undefined || note.voided_at !== null || note.reason !== 'Order change') return [];
    const lines = notedLines(note, invoice).filter(({ line }) => price_ids.has(line.price_id));
    const isWhole = lines.length > 0 && lines.length === note.line_items.length;
    return isWhole && canBeVoid(note, documentOf(invoice, books)) ? [{ note, lines }] : [];
  });
  return undoable.reverse();
}

function notedLines({ id, line_items }: CreditNote, { lines }: RecordedInvoice): readonly NotedLine[] {
  const named = new Map(lines.map((line) => [creditLineId(id, line.id), line]));
  return line_items.flatMap((item) => {
    const line = named.get(item.id);
    const start = instantOf(item.start_time_inclusive);
    const end = instantOf(item.end_time_exclusive);
    if (line === undefined || start === null || end === null || end <= start) return [];
    return [{ line, given_back: { amount: parseDecimal(item.amount), period: { start, end } } }];
  });
}

function instantOf(text: string | null | undefined): Instant | null {
  return typeof text === 'string' ? parseInstant(text) : null;
}

/** An adjustment stands for good once its invoice is paid (§11.4). */
function canBeVoid({ type }: CreditNote, invoice: InvoiceInput): boolean {
  return type === 'adjustment' ? invoice.status === 'issued' : invoice.status !== 'issued';
}

/** Voids a note. */
export function voidIn(books: Books, { note }: UndoableNote, step: BillableStep): Books {
  return enter(books, voidNote(actionOn(documentOf({ id: note.invoice_id }, books), books, step), note));
}
