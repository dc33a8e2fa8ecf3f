import type { Customer } from '../../wire/index.js';
import type { Call } from '../call.js';
import { findKept } from '../kept/documents.js';

const longest = 12;

/** What starts the numbers of a customer's invoices: letters and digits of their own id, which nobody else has. */
export async function freePrefix(call: Call, { id, external_customer_id }: Customer): Promise<string> {
  const letters = (external_customer_id ?? id.replace(/^customer_/, '')).toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  const prefix = letters.slice(0, longest) || 'INV';
  for (let count = 1; ; count += 1) {
    const candidate = count === 1 ? prefix : `${prefix}${count}`;
    if ((await findKept(call, 'customer', `invoice_prefix:${candidate}`)) === null) return candidate;
  }
}
