import { identity } from '../../identity/index.js';
import type { Call } from '../call.js';
import type { Kept } from '../kept/shapes.js';

const digits = 5;

/** The next number of a customer's invoices: `PREFIX-00001` and on, without a gap and never used again (§1.3). */
export async function nextNumber(call: Call, customer: Kept<'customer'>): Promise<string> {
  const journal = identity('invoice_numbers', customer.document.id);
  const count = await call.transaction.countEntries(journal);
  const number = `${customer.aside.invoice_prefix}-${String(count + 1).padStart(digits, '0')}`;
  await call.transaction.appendEntries(journal, count, [{ number }]);
  return number;
}
