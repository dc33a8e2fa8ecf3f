import { decimalAt, zero, type Decimal } from '../../decimal/index.js';
import { isGiven, optionalText, pathAtKey, requiredText, valueAt, type Fields } from '../../errors/index.js';
import { readTimeZone, timeZone, type TimeZone } from '../../time/index.js';
import type { CustomerInput } from '../../wire/index.js';

/** A customer as billing needs one; `document` is the input itself, for the parts that only pass through. */
export type BilledCustomer = {
  readonly id: string;
  readonly currency: string | null;
  readonly timezone: string;
  readonly zone: TimeZone;
  readonly balance: Decimal;
  readonly document: CustomerInput;
};

/** Reads a customer: the time zone defaults to UTC, the balance to zero. */
export function readCustomer(customer: Fields): BilledCustomer {
  const timezone = optionalText(customer, 'timezone') ?? 'UTC';
  // A path is written only where there is a fault to tell.
  const zone =
    readTimeZone(timezone, '', []) ?? readTimeZone(timezone, pathAtKey(customer, 'timezone'), customer.issues);
  return {
    id: requiredText(customer, 'id'),
    currency: optionalText(customer, 'currency'),
    timezone,
    zone: zone ?? timeZone('UTC'),
    balance: isGiven(valueAt(customer, 'balance')) ? (decimalAt(customer, 'balance') ?? zero) : zero,
    document: customer.value as CustomerInput,
  };
}
