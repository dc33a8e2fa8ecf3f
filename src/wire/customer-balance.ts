import type { Reference } from './reference.js';
import type { Amount, DateTimeText, DecimalText } from './text.js';

/** Why a customer's balance moved. */
export type CustomerBalanceAction =
  | 'applied_to_invoice'
  | 'manual_adjustment'
  | 'prorated_refund'
  | 'revert_prorated_refund'
  | 'return_from_voiding'
  | 'credit_note_applied'
  | 'credit_note_voided'
  | 'overpayment_refund'
  | 'external_payment'
  | 'small_invoice_carryover';

/** One movement of a customer's balance, in the customer's currency. */
export type CustomerBalanceTransaction = {
  readonly id: string;
  readonly created_at: DateTimeText;
  readonly action: CustomerBalanceAction;
  readonly type: 'increment' | 'decrement';
  readonly amount: DecimalText;
  readonly starting_balance: DecimalText;
  readonly ending_balance: DecimalText;
  readonly description: string | null;
  readonly invoice: Reference | null;
  readonly credit_note: Reference | null;
};

/** A request to move a customer's balance by hand. */
export type NewCustomerBalanceTransaction = {
  readonly amount: Amount;
  readonly type: 'increment' | 'decrement';
  readonly description?: string | null | undefined;
};
