import type { RealCurrency } from '../../../currency/index.js';
import { decimalAt, zero } from '../../../decimal/index.js';
import { isGiven, valueAt, type Fields } from '../../../errors/index.js';
import type { BilledCustomer } from '../../decode/customer.js';
import { reportUnrounded } from '../../decode/whole-units.js';

/** A customer who was read, the document it was read from, and the currency of its balance. */
export type BalanceOwner = {
  readonly fields: Fields;
  readonly customer: BilledCustomer;
  readonly currency: RealCurrency;
};

/** The customer with the balance that counts: one given beside the customer is newer than that of its document. */
export function readBalance(input: Fields, { fields, customer, currency }: BalanceOwner): BilledCustomer {
  const key = 'customer_balance';
  const hasOwn = isGiven(valueAt(input, key));
  const balance = hasOwn ? (decimalAt(input, key) ?? zero) : customer.balance;
  reportUnrounded(hasOwn ? input : fields, hasOwn ? key : 'balance', { value: balance, currency });
  const { id, currency: own, timezone, zone, document } = customer;
  return { id, currency: own, timezone, zone, balance, document };
}
