import { openChild, type Fields } from '../../errors/index.js';
import type { Instant } from '../../time/index.js';
import { readCustomer, type BilledCustomer } from './customer.js';
import { boundaryAt } from './period.js';

/** Whom something happens to, and when: a date is the midnight of the customer's zone. */
export type Moment = { readonly fields: Fields; readonly customer: BilledCustomer; readonly at: Instant };

/** Reads `customer` and `at`; null where one of them cannot be read. */
export function readMoment(input: Fields): Moment | null {
  const fields = openChild(input, 'customer');
  if (fields === null) return null;
  const customer = readCustomer(fields);
  const at = boundaryAt(input, 'at', customer.zone);
  return at === undefined ? null : { fields, customer, at };
}
