import { parseInstant, type Instant } from '../../../time/index.js';
import type { CreditNote, InvoiceInput } from '../../../wire/index.js';
import { creditLineId } from '../../invoices/decode/credited-lines.js';
import { voidNote } from '../../invoices/void-credit-note.js';
import type { BillableStep } from './billing.js';
import { enter, type Books } from './books.js';
import { actionOn, documentOf, isOwn } from './documents.js';
import { extendAdvance } from './extend-advance.js';

/** The end that no longer holds, and the price intervals it had cut. */
export type ReversedCut = { readonly price_interval_ids: readonly string[]; readonly from: Instant };

/** Takes back the refunds that an end brought about, and bills what was left unbilled because of it (§9.2). */
export function reverseCut(books: Books, cut: ReversedCut, step: BillableStep): Books {
  const { from, price_interval_ids: ids } = cut;
  const extended = step.timeline.prices.filter(({ id }) => ids.includes(id));
  return extended.reduce((state, timed) => extendAdvance(state, { timed, from }, step), voidRefunds(books, cut, step));
}

/** Voids the refunds of an end: their lines give back the time from that end on. */
function voidRefunds(books: Books, { price_interval_ids, from }: ReversedCut, step: BillableStep): Books {
  const price_ids = new Set(price_interval_ids.flatMap((id) => step.price_of(id) ?? []));
  const notes = books.credit_notes.filter((note) => note.voided_at === null && isRefundSince(note, from));
  return notes.reduce((state, note) => {
    const invoice = state.invoices.find(({ id }) => id === note.invoice_id);
    if (!invoice || !isOwn(invoice, step) || !canBeVoid(note, invoice)) return state;
    if (!givesBackOnly(note, { invoice, price_ids })) return state;
    const action = actionOn(documentOf(invoice, state), state, step);
    return enter(state, voidNote(action, note));
  }, books);
}

type Refunded = { readonly invoice: InvoiceInput; readonly price_ids: ReadonlySet<string> };

/** Whether a note takes back lines of these prices alone: what it gave back of another that ended stays given. */
function givesBackOnly(note: CreditNote, { invoice, price_ids }: Refunded): boolean {
  const own = invoice.line_items.filter(({ price }) => price_ids.has(price.id));
  const ids = new Set(own.flatMap(({ id }) => [id, creditLineId(note.id, id)]));
  return note.line_items.every(({ id }) => ids.has(id));
}

/** Whether all that a note gives back is for time from an instant on: from an end, or from a later one before it. */
function isRefundSince({ line_items }: CreditNote, from: Instant): boolean {
  return line_items.every(({ start_time_inclusive: start }) => {
    return typeof start === 'string' && parseInstant(start) >= from;
  });
}

/** An adjustment stands for good once its invoice is paid (§11.4). */
export function canBeVoid({ type }: CreditNote, invoice: InvoiceInput | undefined): boolean {
  return type === 'adjustment' ? invoice?.status === 'issued' : invoice?.status !== 'issued';
}
