import { sign, subtract, zero } from '../../decimal/index.js';
import { invariant, openChild, optionalText, placeOf, refuse } from '../../errors/index.js';
import type { Fields } from '../../errors/index.js';
import { voidRecord, type Credited, type RecordedInvoice } from '../../invoices/index.js';
import { formatInstant } from '../../time/index.js';
import type { CreditNote, CustomerInput, Effect, Invoice, InvoiceDraft } from '../../wire/index.js';
import { checkCustomer, type InvoiceAction } from '../invoices/decode/invoice-action.js';
import { readCreditedLines } from '../invoices/decode/credited-lines.js';
import type { BilledCustomer } from '../decode/customer.js';
import type { LedgerCall } from './decode/ledger-call.js';
import { documentAt } from '../decode/document.js';
import { moneyRulesOf } from '../decode/policies.js';
import { readRecordedInvoice } from '../invoices/decode/recorded-invoice.js';
import { invoiceShape } from '../decode/shapes/invoice.js';
import { copyJson } from '../encode/copy.js';
import { encodeCrediting } from '../invoices/encode/credit-note-transition.js';
import { encodeTransition, type InvoiceTransition } from '../invoices/encode/invoice-transition.js';

/** The invoice of a purchase that is undone, and the credit notes on it. */
export type UndonePurchaseInput = {
  readonly invoice: Invoice;
  /** All that the invoice mentions and that are not void. */
  readonly credit_notes?: readonly CreditNote[] | undefined;
  /** Of the note on an invoice that was paid: the invoice's number with `-CN-1`, `-CN-2`, … unless given. */
  readonly credit_note_number?: string | undefined;
};

/** The invoice of an undone purchase, null where it was a draft and is no more, and the customer with what came back. */
export type UndonePurchase = {
  readonly invoice: InvoiceDraft | null;
  readonly customer: CustomerInput;
  readonly effects: readonly Effect[];
};

/** Who bought, as their balance stands by now, and how the fields of their document are found. */
export type Buyer = { readonly fields: Fields; readonly customer: BilledCustomer };

/** What is known of a purchase: its invoice, and what of it was credited before. */
type Reading = {
  readonly action: InvoiceAction;
  readonly recorded: RecordedInvoice;
  readonly credited: ReadonlyMap<string, Credited>;
  readonly credit_note_number: string | null;
};

/**
 * Undoes the invoice of credits that are taken back (§8.5): a draft is deleted, an issued one voided, of a paid or synced
 * one all that is left is credited. A void one stands for nothing already.
 */
export function undoPurchase(purchase: Fields, buyer: Buyer, call: LedgerCall): UndonePurchase {
  const reading = readPurchase(purchase, buyer, call);
  const { document, customer, record } = reading.action;
  const unchanged = copyJson(document, placeOf('invoice')) as InvoiceDraft;
  const nothing = { invoice: unchanged, customer: customer.document, effects: [] };
  switch (record.status) {
    case 'draft':
      return { ...nothing, invoice: null, effects: [{ kind: 'invoice_deleted', invoice_id: record.id }] };
    case 'issued':
      return voidPurchaseInvoice(reading.action);
    case 'paid':
    case 'synced':
      return creditRest(reading) ?? nothing;
    case 'void':
      return nothing;
  }
}

function readPurchase(purchase: Fields, buyer: Buyer, { at, policies, fields }: LedgerCall): Reading {
  const rules = moneyRulesOf(policies);
  const { customer } = buyer;
  const invoice_fields = openChild(purchase, 'invoice');
  const recorded = invoice_fields && readRecordedInvoice(invoice_fields, rules);
  if (recorded !== null) checkCustomer({ ...buyer, at }, recorded);
  const credited = recorded && readCreditedLines(purchase, recorded);
  const credit_note_number = optionalText(purchase, 'credit_note_number');
  const document = invoice_fields && documentAt(invoice_fields, invoiceShape, 0);
  refuse(fields.issues);
  invariant(recorded !== null && invoice_fields !== null && credited !== null, 'an input without errors is read');
  invariant(document !== null, 'an invoice without errors is a document');
  const action = { input: purchase, invoice_fields, record: recorded, document, customer, at, policies, rules };
  return { action, recorded, credited, credit_note_number };
}

function voidPurchaseInvoice(action: InvoiceAction): InvoiceTransition {
  return encodeTransition(action, {
    changed: { status: 'void', voided_at: formatInstant(action.at) },
    moves: voidRecord(action.record, action.customer.balance),
    effects: (invoice) => [{ kind: 'invoice_voided', invoice }],
  });
}

/** Credits what no note has taken back yet; null where nothing is left. */
function creditRest({ action, recorded, credited, credit_note_number }: Reading): InvoiceTransition | null {
  const credits = recorded.lines.flatMap((line, position) => {
    const amount = subtract(line.amount, credited.get(line.id)?.amount ?? zero);
    const service_period = { start: line.start, end: line.end };
    return sign(amount) > 0 ? [{ line, amount, position, service_period }] : [];
  });
  if (credits.length === 0) return null;
  const request = { reason: 'order_change', memo: null, credits } as const;
  return encodeCrediting(action, { request, credited, credit_note_number, cause: 'credit_note_applied' });
}
