import type { Fields } from '../../../errors/index.js';
import type { CreditLedger, CreditNote, CustomerInput, Effect, InvoiceInput, Policies } from '../../../wire/index.js';
import type { BilledCustomer } from '../../decode/customer.js';
import { readCreditLedgers } from '../../invoices/decode/credit-ledgers.js';
import { objectsAt } from '../../decode/document-fields.js';

/**
 * What is known of a customer's documents while consequences are carried out one after the other: each step sees what the
 * steps before it made.
 */
export type Books = {
  /** With the balance as it stands. */
  readonly customer: CustomerInput;
  readonly invoices: readonly InvoiceInput[];
  readonly credit_notes: readonly CreditNote[];
  /** The prepaid credits that pay what is billed in arrears. */
  readonly ledgers: readonly CreditLedger[];
  readonly effects: readonly Effect[];
};

type BookKeeping = { readonly customer: BilledCustomer; readonly policies: Policies };

/** The books as they were given: `invoices`, `credit_notes` and `ledgers`, read when they are needed. */
export function readBooks(input: Fields, { customer, policies }: BookKeeping): Books {
  const documents = (key: string): readonly unknown[] => objectsAt(input, key).map(({ value }) => value);
  return {
    customer: customer.document,
    invoices: documents('invoices') as readonly InvoiceInput[],
    credit_notes: documents('credit_notes') as readonly CreditNote[],
    ledgers: readCreditLedgers(input, { customer, policies }).map(({ document }) => document),
    effects: [],
  };
}

/** The books after an invoice was made, changed, or credited by a note. */
export function enter(
  books: Books,
  entry: {
    readonly invoice: InvoiceInput;
    readonly customer?: CustomerInput;
    readonly credit_note?: CreditNote;
    readonly ledgers?: readonly CreditLedger[];
    readonly effects: readonly Effect[];
  },
): Books {
  const { invoice, credit_note } = entry;
  const known = books.invoices.some(({ id }) => id === invoice.id);
  const invoices = known
    ? books.invoices.map((one) => (one.id === invoice.id ? invoice : one))
    : [...books.invoices, invoice];
  const notes = books.credit_notes.filter(({ id }) => id !== credit_note?.id);
  return {
    customer: entry.customer ?? books.customer,
    invoices,
    credit_notes: credit_note ? [...notes, credit_note] : books.credit_notes,
    ledgers: entry.ledgers ?? books.ledgers,
    effects: [...books.effects, ...entry.effects],
  };
}

/** The books after a draft was taken out of them; one that this step made is as if it had not been. */
export function withdraw(books: Books, invoice_id: string): Books {
  const isMaking = (effect: Effect): boolean => effect.kind === 'invoice_created' && effect.invoice.id === invoice_id;
  const wasMade = books.effects.some(isMaking);
  return {
    ...books,
    invoices: books.invoices.filter(({ id }) => id !== invoice_id),
    effects: wasMade
      ? books.effects.filter((effect) => !isMaking(effect))
      : [...books.effects, { kind: 'invoice_deleted', invoice_id }],
  };
}
