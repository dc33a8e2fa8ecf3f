import { difference, print, rational, sum } from '../../support/rational.js';
import type { CreditLedger, Customer, Invoice } from '../../../src/wire/index.js';

/** What is stored, as `everythingIn` tells it. */
export type Stored = {
  readonly documents: readonly { readonly kind: string; readonly id: string; readonly document: unknown }[];
  readonly messages: readonly (Message & { readonly kind: string })[];
};

type Message = {
  readonly invoice?: { readonly id: string };
  readonly invoice_id?: string;
  readonly at?: string;
  readonly notification?: unknown;
};

/** Of all that is stored what anybody is billed or told: without numbers and states, which depend on the order of runs. */
export function seenIn({ documents, messages }: Stored) {
  const of = (kind: string): readonly unknown[] =>
    documents.filter((one) => one.kind === kind).map(({ document }) => document);
  const invoices = of('invoice') as readonly Invoice[];
  const [ledgers, customers] = [of('credit_ledger') as readonly CreditLedger[], of('customer') as readonly Customer[]];
  return {
    invoices: invoices.map(invoiceText),
    ledgers: ledgers.flatMap(ledgerTexts),
    owed: customers.map(({ id, balance }) => `${id} ${owedIn(balance, invoices)}`),
    messages: messages.flatMap(messageText),
  };
}

function invoiceText(invoice: Invoice): string {
  const { id, invoice_date, due_date, total } = invoice;
  const lines = invoice.line_items.map((line) => {
    const { name, quantity, start_date, end_date, credits_applied, partially_invoiced_amount, amount } = line;
    return [name, quantity, start_date, end_date, credits_applied, partially_invoiced_amount, amount];
  });
  return JSON.stringify([id, invoice_date, due_date, total, lines]);
}

/**
 * What a customer owes in all: which invoice a balance pays, and which small one is carried over, hangs on the order in which
 * they are issued, but not what is left of all.
 */
function owedIn(balance: string, invoices: readonly Invoice[]): string {
  const owing = invoices.filter(({ status }) => status === 'issued').map(({ amount_due }) => rational(amount_due));
  return print(difference(sum(owing), rational(balance)));
}

function ledgerTexts({ currency, balance, deficit, entries }: CreditLedger): readonly string[] {
  const texts = entries.map((entry) => {
    const { entry_type, date, block_id, amount, starting_balance, ending_balance, invoice_id, price_id } = entry;
    return JSON.stringify([entry_type, date, block_id, amount, starting_balance, ending_balance, invoice_id, price_id]);
  });
  return [`${currency} ${balance} ${deficit}`, ...texts];
}

/** What is delivered: an alert with its time and value, and which invoice was issued, paid or voided. */
function messageText({ kind, invoice, invoice_id, at, notification }: Stored['messages'][number]): readonly string[] {
  if (kind === 'alert_fired') return [JSON.stringify([kind, at, notification])];
  const id = invoice?.id ?? invoice_id;
  return id === undefined ? [] : [`${kind} ${id}`];
}
