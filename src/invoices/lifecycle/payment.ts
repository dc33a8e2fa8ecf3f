import { compare, subtract, type Decimal } from '../../decimal/index.js';
import { fail } from '../../errors/index.js';
import { formatDecimal } from '../../decimal/index.js';
import { moveBalance, type BalanceMove } from './customer-balance.js';
import type { InvoiceRecord } from '../recorded/invoice-record.js';
import { refuseTransition } from './transitions.js';

/** One try at paying an invoice: how much, and whether the money came. */
export type PaymentTry = { readonly amount: Decimal; readonly succeeded: boolean };

/**
 * Takes a payment attempt to an invoice: success pays it, and what was paid beyond the amount due is owed to the
 * customer (`overpayment_refund`); failure leaves it issued.
 *
 * @throws BillingError `invalid_transition` unless the invoice is issued; `invalid_amount` for a success with less than
 * the amount due, because an invoice is paid whole
 */
export function takePayment(invoice: InvoiceRecord, paid: PaymentTry, balance: Decimal): readonly BalanceMove[] {
  refuseTransition('be paid by request', invoice);
  if (!paid.succeeded) return [];
  if (compare(paid.amount, invoice.amount_due) < 0) {
    const message = `is ${formatDecimal(paid.amount)}, less than the ${formatDecimal(invoice.amount_due)} due; an invoice is paid whole`;
    fail('request.amount', 'invalid_amount', message);
  }
  return moveBalance(balance, subtract(paid.amount, invoice.amount_due), 'overpayment_refund');
}
