import { formatInstant, parseInstant, type Instant } from '../../../time/index.js';
import type { CreditNote } from '../../../wire/index.js';
import { voidNote } from '../../invoices/void-credit-note.js';
import type { BillableStep } from './billing.js';
import { enter, type Books } from './books.js';
import { actionOn, documentOf } from './documents.js';

/** The end that no longer holds, and the price intervals it had cut. */
export type ReversedCut = { readonly price_interval_ids: readonly string[]; readonly from: Instant };

/** Voids the refunds that an end brought about: their lines give back the time from that end on (§9.2). */
export function reverseCut(books: Books, { price_interval_ids, from }: ReversedCut, step: BillableStep): Books {
  const price_ids = new Set(price_interval_ids.flatMap((id) => step.price_of(id) ?? []));
  const notes = books.credit_notes.filter((note) => note.voided_at === null && isRefundFrom(note, from));
  return notes.reduce((state, note) => {
    const invoice = state.invoices.find(({ id }) => id === note.invoice_id);
    const own = invoice?.line_items.some(({ price }) => price_ids.has(price.id)) ?? false;
    if (!invoice || !own) return state;
    const action = actionOn(documentOf(invoice, state), state, step);
    return enter(state, voidNote(action, note));
  }, books);
}

function isRefundFrom({ line_items }: CreditNote, from: Instant): boolean {
  return line_items.every(({ start_time_inclusive: start }) => {
    return typeof start === 'string' && formatInstant(parseInstant(start)) === formatInstant(from);
  });
}
