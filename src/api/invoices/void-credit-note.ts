import { printMoney } from '../../currency/index.js';
import { parseDecimal } from '../../decimal/index.js';
import {
  isGiven,
  openChild,
  placeOf,
  refuse,
  report,
  requiredText,
  shown,
  valueAt,
  type Fields,
} from '../../errors/index.js';
import { undoCredit, type VoidedCredit } from '../../invoices/index.js';
import { formatInstant } from '../../time/index.js';
import type {
  CreditNote,
  CustomerInput,
  DateOrDateTimeText,
  Invoice,
  PoliciesInput,
  Writable,
} from '../../wire/index.js';
import type { CreditNoteTransition } from './encode/credit-note-transition.js';
import { choiceAt, figureAt, objectsAt } from '../decode/document-fields.js';
import { readInvoiceAction, type InvoiceAction } from './decode/invoice-action.js';
import { copyJson } from '../encode/copy.js';
import { encodeTransition } from './encode/invoice-transition.js';

/** What `voidCreditNote` takes. */
export type VoidCreditNoteInput = {
  readonly credit_note: CreditNote;
  /** The invoice that it credits, as it stands now. */
  readonly invoice: Invoice;
  readonly customer: CustomerInput;
  /** Now: an instant, or a date meaning its local midnight. */
  readonly at: DateOrDateTimeText;
  readonly policies?: PoliciesInput | undefined;
};

/**
 * Voids a credit note (§11.4): what it took off the invoice's amount due is due again, and what it gave to the customer's
 * balance is taken back (`credit_note_voided`, or `revert_prorated_refund` for the refund of an unused part).
 *
 * @throws `invalid_transition` for a note that is void already, an adjustment whose invoice is no longer issued, or a
 * refund whose invoice is not paid or synced; `invalid_reference` for a note of another invoice; `customer_reference`,
 * `missing_field`, `invalid_type`, `unknown_policy`
 * @example
 * ```ts
 * import { createCreditNote, draftInvoice, issueInvoice, voidCreditNote } from 'reckoner';
 *
 * const customer = { id: 'acme', currency: 'USD' };
 * const { invoice: draft } = draftInvoice({
 *   customer,
 *   prices: [{ id: 'seats', name: 'Seats', model_type: 'unit', unit_config: { unit_amount: '12.00' }, fixed_price_quantity: 5 }],
 *   period: { start_date: '2026-01-01', end_date: '2026-02-01' },
 * });
 * const { invoice } = issueInvoice({ invoice: draft, customer, at: '2026-02-02', invoice_number: 'ACME-00001' });
 * const credited = createCreditNote({
 *   invoice,
 *   customer,
 *   at: '2026-02-10',
 *   request: { reason: 'duplicate', line_items: [{ invoice_line_item_id: invoice.line_items[0].id, amount: '24.00' }] },
 * });
 * const { credit_note, invoice: lowered } = credited;
 * voidCreditNote({ credit_note, invoice: lowered, customer, at: '2026-02-11' }).invoice.amount_due; // → '60.00'
 * ```
 */
export function voidCreditNote(input: VoidCreditNoteInput): CreditNoteTransition {
  const action = readInvoiceAction(input, 'credit_note');
  const fields = openChild(action.input, 'credit_note');
  const note = fields && readNote(fields, action);
  // Its invoice mentions the note among others, all of which pass into the next document.
  objectsAt(action.invoice_fields, 'credit_notes');
  refuse(action.input.issues);
  return encodeVoiding(action, input.credit_note, note as VoidedCredit);
}

/** Voids a note that was made before, by an action on its invoice. */
export function voidNote(action: InvoiceAction, note: CreditNote): CreditNoteTransition {
  const { id, type, total } = note;
  return encodeVoiding(action, note, { id, type, total: parseDecimal(total), is_void: note.voided_at !== null });
}

function encodeVoiding(action: InvoiceAction, document: CreditNote, note: VoidedCredit): CreditNoteTransition {
  const { record, customer } = action;
  const consequence = undoCredit(record, note, customer.balance);
  const voided_at = formatInstant(action.at);
  const copy = copyJson(document, placeOf('credit_note')) as Writable<CreditNote>;
  const credit_note = { ...copy, voided_at };
  const summaries = action.document.credit_notes.map((summary) =>
    summary.id === note.id ? { ...summary, voided_at } : { ...summary },
  );
  const transition = encodeTransition(action, {
    changed: { amount_due: printMoney(consequence.amount_due, record.currency), credit_notes: summaries },
    moves: consequence.moves,
    credit_note_id: note.id,
    effects: () => [{ kind: 'credit_note_voided', credit_note }],
  });
  return { credit_note, ...transition };
}

function readNote(fields: Fields, { record }: InvoiceAction): VoidedCredit {
  const invoice_id = requiredText(fields, 'invoice_id');
  if (invoice_id !== '' && invoice_id !== record.id) {
    const message = `is ${shown(invoice_id)}, but the invoice given is ${shown(record.id)}; give the invoice it credits`;
    report(fields, 'invoice_id', { code: 'invalid_reference', message });
  }
  return {
    id: requiredText(fields, 'id'),
    type: choiceAt(fields, 'type', ['refund', 'adjustment']),
    total: figureAt(fields, 'total'),
    is_void: isGiven(valueAt(fields, 'voided_at')),
  };
}
