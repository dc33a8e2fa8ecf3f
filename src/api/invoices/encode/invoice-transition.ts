import { printMoney, type RealCurrency } from '../../../currency/index.js';
import { placeOf } from '../../../errors/index.js';
import { balanceAfter, type BalanceMove } from '../../../invoices/index.js';
import type { CustomerInput, Effect, InvoiceDraft } from '../../../wire/index.js';
import type { InvoiceAction } from '../decode/invoice-action.js';
import { encodeBalanceTransaction } from './balance-transaction.js';
import { copyJson } from '../../encode/copy.js';

/** An invoice after an action on it, its customer with the balance that follows, and what to store. */
export type InvoiceTransition = {
  readonly invoice: InvoiceDraft<string>;
  readonly customer: CustomerInput;
  readonly effects: readonly Effect[];
};

/** What an action changes: keys of the document, movements of the balance, and what else is to be stored. */
export type InvoiceChange = {
  readonly changed: Partial<InvoiceDraft<string>>;
  readonly moves: readonly BalanceMove[];
  readonly credit_note_id?: string | null;
  /** Stored before the movements, in their order. */
  effects(invoice: InvoiceDraft<string>): readonly Effect[];
};

/** The invoice that is acted on, whose it is, and when. */
export type ActedInvoice = Pick<InvoiceAction, 'document' | 'customer' | 'record' | 'at'>;

/** Writes the next document of an invoice, with the movements of the balance listed on it. */
export function encodeTransition(action: ActedInvoice, change: InvoiceChange): InvoiceTransition {
  const { document, customer, record } = action;
  const credit_note_id = change.credit_note_id ?? null;
  const transactions = change.moves.map((move) =>
    encodeBalanceTransaction(move, {
      customer_id: customer.id,
      currency: record.currency,
      at: action.at,
      invoice_id: record.id,
      credit_note_id,
      description: null,
      cause: [credit_note_id ?? record.id],
    }),
  );
  const before = copyJson(document, placeOf('invoice')) as InvoiceDraft<string>;
  const invoice = {
    ...before,
    ...change.changed,
    customer_balance_transactions: [...before.customer_balance_transactions, ...transactions],
  };
  const moved = transactions.map((transaction): Effect => ({
    kind: 'balance_transaction',
    customer_id: customer.id,
    transaction,
  }));
  return {
    invoice,
    customer: withBalance(customer.document, balanceAfter(customer.balance, change.moves), record.currency),
    effects: [...change.effects(invoice), ...moved],
  };
}

/** The customer's document with another balance. */
export function withBalance(
  customer: CustomerInput,
  balance: BalanceMove['ending_balance'],
  currency: RealCurrency,
): CustomerInput {
  const copy = copyJson(customer, placeOf('customer')) as CustomerInput;
  return { ...copy, balance: printMoney(balance, currency) };
}
