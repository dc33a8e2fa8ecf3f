import { optionalText, refuse } from '../../errors/index.js';
import type {
  CreditNote,
  CustomerInput,
  DateOrDateTimeText,
  Invoice,
  NewCreditNote,
  PoliciesInput,
} from '../../wire/index.js';
import { readCreditNoteRequest } from './decode/credit-note-request.js';
import { readCreditedLines } from './decode/credited-lines.js';
import { openRequest, readInvoiceAction } from './decode/invoice-action.js';
import { readRecordedInvoice } from './decode/recorded-invoice.js';
import { encodeCrediting, type CreditNoteTransition } from './encode/credit-note-transition.js';

export type { CreditNoteTransition } from './encode/credit-note-transition.js';

/** What `createCreditNote` takes. */
export type CreateCreditNoteInput = {
  readonly invoice: Invoice;
  readonly customer: CustomerInput;
  /** Now: an instant, or a date meaning its local midnight. */
  readonly at: DateOrDateTimeText;
  /** Orb's body. */
  readonly request: NewCreditNote;
  /** The invoice's earlier credit notes; all that it mentions and that are not void. */
  readonly credit_notes?: readonly CreditNote[] | undefined;
  /** The invoice's number with `-CN-1`, `-CN-2`, … unless given. */
  readonly credit_note_number?: string | undefined;
  readonly policies?: PoliciesInput | undefined;
};

/**
 * Credits lines of an invoice, in whole or in part (§11.4).
 *
 * Amounts are before tax, whole minor units, at most what is not yet credited of their line; each line's tax follows in
 * proportion, and crediting all of a line in any pieces credits exactly its amount and its tax (L47). On an issued
 * invoice the note is an `adjustment`: it lowers the amount due, and what exceeds that raises the customer's balance. On
 * a paid or synced one it is a `refund`: all of it raises the balance. Service dates are local and inclusive.
 *
 * @throws `invalid_transition` for a draft or void invoice; `credit_exceeds_line`, `mixed_service_periods`,
 * `invalid_amount`, `unrounded_amount`, `invalid_reference` for an unknown or repeated line, `missing_field` where an
 * earlier note is not given; `invalid_date`, `invalid_interval`, `customer_reference`, `invalid_type`, `unknown_policy`
 * @example
 * ```ts
 * import { createCreditNote, draftInvoice, issueInvoice } from 'reckoner';
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
 *   request: { reason: 'order_change', line_items: [{ invoice_line_item_id: invoice.line_items[0].id, amount: '24.00' }] },
 * });
 * [credited.credit_note.type, credited.credit_note.total, credited.invoice.amount_due]; // → ['adjustment', '24.00', '36.00']
 * credited.credit_note.credit_note_number; // → 'ACME-00001-CN-1'
 * ```
 */
export function createCreditNote(input: CreateCreditNoteInput): CreditNoteTransition {
  const action = readInvoiceAction(input, 'request', 'credit_notes', 'credit_note_number');
  const recorded = readRecordedInvoice(action.invoice_fields, action.rules);
  const body = openRequest(action, 'line_items', 'reason', 'memo', 'start_date', 'end_date');
  const request = readCreditNoteRequest(body, recorded, action.customer.zone);
  const credited = readCreditedLines(action.input, recorded);
  const credit_note_number = optionalText(action.input, 'credit_note_number');
  refuse(action.input.issues);
  return encodeCrediting(action, { request, credited, credit_note_number, cause: 'credit_note_applied' });
}
