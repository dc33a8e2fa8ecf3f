import { printMoney } from '../../../currency/index.js';
import { fail, isGiven, isObject } from '../../../errors/index.js';
import { applyCredit, creditLines, identity, type Credited, type CreditCause } from '../../../invoices/index.js';
import type { CreditNote, CreditNoteSummary, Invoice, InvoiceLineItem, Writable } from '../../../wire/index.js';
import type { CreditNoteRequest } from '../decode/credit-note-request.js';
import type { InvoiceAction } from '../decode/invoice-action.js';
import { encodeCreditNote } from './credit-note.js';
import { encodeTransition, type InvoiceTransition } from './invoice-transition.js';

/** A credit note, and its invoice and customer after it. */
export type CreditNoteTransition = InvoiceTransition & { readonly credit_note: Writable<CreditNote> };

/** What a note is to credit, what was credited before it, under which number, and why money goes back. */
export type Crediting = {
  readonly request: CreditNoteRequest;
  readonly credited: ReadonlyMap<string, Credited>;
  /** Null: the invoice's number with a count. */
  readonly credit_note_number: string | null;
  readonly cause: CreditCause;
};

/** Credits lines of an invoice and writes what that makes of it (§11.4). */
export function encodeCrediting(action: InvoiceAction, crediting: Crediting): CreditNoteTransition {
  const { record, customer, document } = action;
  const { request, credited, cause } = crediting;
  const ordinal = document.credit_notes.length;
  const folded = creditLines(request.credits, credited, record.currency);
  const consequence = applyCredit(record, { total: folded.total, cause }, customer.balance);
  const credit_note = encodeCreditNote(folded, request, {
    id: identity('credit_note', record.id, String(ordinal)),
    credit_note_number: crediting.credit_note_number ?? `${record.invoice_number ?? record.id}-CN-${ordinal + 1}`,
    invoice_id: record.id,
    customer: document.customer,
    type: consequence.type,
    at: action.at,
    currency: record.currency,
    lines: new Map((document as Invoice).line_items.map((line, position) => [line.id, billedLine(line, position)])),
  });
  const transition = encodeTransition(action, {
    changed: {
      amount_due: printMoney(consequence.amount_due, record.currency),
      credit_notes: [...document.credit_notes, summaryOf(credit_note)],
    },
    moves: consequence.moves,
    credit_note_id: credit_note.id,
    effects: () => [{ kind: 'credit_note_created', credit_note }],
  });
  return { credit_note, ...transition };
}

/** A line names the item whose revenue it is; an invoice from elsewhere may have lost it, or say null for no adjustments. */
function billedLine(line: InvoiceLineItem, position: number): InvoiceLineItem {
  const item: unknown = line.price.item;
  const adjustments: unknown = line.adjustments;
  if (isObject(item) && typeof item['id'] === 'string')
    return isGiven(adjustments) ? line : { ...line, adjustments: [] };
  fail(`invoice.line_items[${position}].price.item`, 'missing_field', 'does not name its item, which the note credits');
}

/** A credit note as its invoice mentions it. */
function summaryOf(note: CreditNote): Writable<CreditNoteSummary> {
  const { id, credit_note_number, total, voided_at, type, memo } = note;
  return { id, credit_note_number, reason: note.reason ?? '', total, voided_at, type, memo };
}
