import { printMoney, type RealCurrency } from '../../../currency/index.js';
import { directionOf, identity, type BalanceMove } from '../../../invoices/index.js';
import { formatInstant, type Instant } from '../../../time/index.js';
import type { CustomerBalanceTransaction, Writable } from '../../../wire/index.js';

/** What a movement is entered under: whose balance, why, and which documents are behind it. */
export type MoveHeading = {
  readonly customer_id: string;
  readonly currency: RealCurrency;
  readonly at: Instant;
  readonly invoice_id: string | null;
  readonly credit_note_id: string | null;
  readonly description: string | null;
  /** What tells this movement from others of its kind (D25). */
  readonly cause: readonly string[];
};

/** Writes a movement of the customer's balance; the amount is a magnitude, the type its direction (F2, §11.3). */
export function encodeBalanceTransaction(
  move: BalanceMove,
  heading: MoveHeading,
): Writable<CustomerBalanceTransaction> {
  const { currency } = heading;
  const { type, amount } = directionOf(move);
  return {
    id: identity('balance_transaction', heading.customer_id, move.action, ...heading.cause),
    created_at: formatInstant(heading.at),
    action: move.action,
    type,
    amount: printMoney(amount, currency),
    starting_balance: printMoney(move.starting_balance, currency),
    ending_balance: printMoney(move.ending_balance, currency),
    description: heading.description,
    invoice: heading.invoice_id === null ? null : { id: heading.invoice_id },
    credit_note: heading.credit_note_id === null ? null : { id: heading.credit_note_id },
  };
}
