import type { Fields } from '../../errors/index.js';
import type { CreditNote, CustomerInput, Effect, InvoiceInput } from '../../wire/index.js';
import type { BilledCustomer } from '../decode/customer.js';
import { objectsAt } from '../decode/document-fields.js';

/**
 * What is known of a customer's documents while consequences are carried out one after the other: each step sees what the
 * steps before it made.
 */
export type Books = {
  /** With the balance as it stands. */
  readonly customer: CustomerInput;
  readonly invoices: readonly InvoiceInput[];
  readonly credit_notes: readonly CreditNote[];
  readonly effects: readonly Effect[];
};

/** The books as they were given: `invoices` and `credit_notes`, read when they are needed. */
export function readBooks(input: Fields, { document: customer }: BilledCustomer): Books {
  const documents = (key: string): readonly unknown[] => objectsAt(input, key).map(({ value }) => value);
  return {
    customer,
    invoices: documents('invoices') as readonly InvoiceInput[],
    credit_notes: documents('credit_notes') as readonly CreditNote[],
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
    effects: [...books.effects, ...entry.effects],
  };
}
