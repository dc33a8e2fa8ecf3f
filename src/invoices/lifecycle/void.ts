import { add, negate, zero, type Decimal } from '../../decimal/index.js';
import { moveBalance, type BalanceMove } from './customer-balance.js';
import type { InvoiceRecord } from '../recorded/invoice-record.js';
import { refuseTransition } from './transitions.js';

/**
 * Voids an issued invoice: what it and its credit notes did to the customer's balance is undone in one movement (§11.3,
 * L46).
 *
 * @throws BillingError `invalid_transition` for anything but an issued invoice
 */
export function voidRecord(invoice: InvoiceRecord, customer_balance: Decimal): readonly BalanceMove[] {
  refuseTransition('be voided', invoice);
  const moved = invoice.balance_moves.reduce((sum, { change }) => add(sum, change), zero);
  return moveBalance(customer_balance, negate(moved), 'return_from_voiding');
}
