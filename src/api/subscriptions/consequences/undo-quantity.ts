import { compare, equals } from '../../../decimal/index.js';
import type { RecordedInvoice } from '../../../invoices/index.js';
import { voidNote } from '../../invoices/void-credit-note.js';
import type { BillableStep } from './billing.js';
import { enter, withdraw, type Books } from './books.js';
import { actionOn, documentOf } from './documents.js';
import { notesOfChange } from './notes-of-change.js';
import { ownInvoices } from './own-invoices.js';
import { undoneIn, type UndoneAmount, type UndoneQuantity } from './undone-quantity.js';

/**
 * Takes back the documents of a quantity that lies ahead (§9.2): the draft that was to bill more is deleted, the note that
 * gave back less is void. Null where there is neither, so that the amount is left to settle.
 */
export function undoQuantity(books: Books, change: UndoneQuantity, step: BillableStep): Books | null {
  const { from, to } = change.undone;
  return compare(to, from) > 0 ? deleteDrafts(books, change, step) : voidNotes(books, change, step);
}

function deleteDrafts(books: Books, change: UndoneQuantity, step: BillableStep): Books | null {
  const drafts = ownInvoices(books, step).filter(
    ({ status, lines }) =>
      status === 'draft' &&
      lines.length > 0 &&
      lines.every((line) => line.price_id === change.price_id && line.start === change.at),
  );
  // What another change asks for from the same instant on is told apart by its amount, if it can be.
  const own = drafts.filter((draft) => comesTo(draft, change.whole, step)).slice(-1);
  const undone = own.length > 0 ? own : drafts;
  return undone.length === 0 ? null : undone.reduce((state, { id }) => withdraw(state, id), books);
}

function comesTo(invoice: RecordedInvoice, whole: UndoneAmount | null, step: BillableStep): boolean {
  const [line] = invoice.lines;
  if (whole === null || line === undefined || line.end > whole.period.end) return false;
  const time = { start: line.start, end: line.end };
  return invoice.lines.length === 1 && equals(line.amount, undoneIn(whole, { time, invoice }, step));
}

function voidNotes(books: Books, change: UndoneQuantity, step: BillableStep): Books | null {
  const notes = notesOfChange(books, change, step);
  if (notes.length === 0) return null;
  return notes.reduce((state, note) => {
    return enter(state, voidNote(actionOn(documentOf({ id: note.invoice_id }, state), state, step), note));
  }, books);
}
