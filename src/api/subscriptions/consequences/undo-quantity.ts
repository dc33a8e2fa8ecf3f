import { compare } from '../../../decimal/index.js';
import type { QuantityJump } from '../../../subscriptions/index.js';
import { parseInstant, type Instant } from '../../../time/index.js';
import type { CreditNote, InvoiceInput } from '../../../wire/index.js';
import { creditLineId } from '../../invoices/decode/credited-lines.js';
import { voidNote } from '../../invoices/void-credit-note.js';
import type { BillableStep } from './billing.js';
import { enter, withdraw, type Books } from './books.js';
import { actionOn, documentOf, isOwn } from './documents.js';
import { ownInvoices } from './own-invoices.js';
import { canBeVoid, isRefundFrom } from './reverse-cut.js';

/** A change of a price's quantity that lies ahead and holds no more. */
export type UndoneQuantity = {
  readonly price_id: string;
  readonly at: Instant;
  readonly undone: QuantityJump;
  /** When the price ends: a refund of that end allows for a note that reaches beyond it, which therefore stays. */
  readonly end: Instant | null;
};

/**
 * Takes back the documents of a quantity that lies ahead (§9.2): the draft that was to bill more is deleted, the note that
 * gave back less is void. Null where there is neither, so that the amount is left to settle.
 */
export function undoQuantity(books: Books, change: UndoneQuantity, step: BillableStep): Books | null {
  const { from, to } = change.undone;
  return compare(to, from) > 0 ? deleteDrafts(books, change, step) : voidNotes(books, change, step);
}

function deleteDrafts(books: Books, { price_id, at }: UndoneQuantity, step: BillableStep): Books | null {
  const drafts = ownInvoices(books, step).filter(
    ({ status, lines }) =>
      status === 'draft' && lines.length > 0 && lines.every((line) => line.price_id === price_id && line.start === at),
  );
  return drafts.length === 0 ? null : drafts.reduce((state, { id }) => withdraw(state, id), books);
}

function voidNotes(books: Books, { price_id, at, end }: UndoneQuantity, step: BillableStep): Books | null {
  const notes = books.credit_notes.filter((note) => {
    const invoice = books.invoices.find(({ id }) => id === note.invoice_id);
    return (
      note.voided_at === null &&
      isRefundFrom(note, at) &&
      endsBy(note, end) &&
      isOwn(invoice, step) &&
      isOf(note, invoice, price_id) &&
      canBeVoid(note, invoice)
    );
  });
  if (notes.length === 0) return null;
  return notes.reduce((state, note) => {
    return enter(state, voidNote(actionOn(documentOf({ id: note.invoice_id }, state), state, step), note));
  }, books);
}

/** Whether all that a note gives back was billed of one price. */
function isOf({ id, line_items }: CreditNote, invoice: InvoiceInput | undefined, price_id: string): boolean {
  const own = invoice?.line_items.filter(({ price }) => price.id === price_id) ?? [];
  const ids = new Set(own.map((line) => creditLineId(id, line.id)));
  return line_items.every((line) => ids.has(line.id));
}

function endsBy({ line_items }: CreditNote, end: Instant | null): boolean {
  return line_items.every(({ end_time_exclusive: until }) => {
    return end === null || (typeof until === 'string' && parseInstant(until) <= end);
  });
}
