import { readKept, writeKept } from '../kept/documents.js';
import type { EffectOf, Storing } from './storing.js';

/** Stores a movement of a customer's balance, and with it the balance and the mention on its invoice. */
export async function storeBalanceTransaction({
  transaction,
  effect: { customer_id, transaction: movement },
}: Storing<EffectOf<'balance_transaction'>>): Promise<void> {
  const call = { transaction };
  await writeKept(call, 'balance_transaction', { document: movement, aside: { customer_id } });
  const customer = await readKept(call, 'customer', customer_id);
  if (customer !== null) {
    await writeKept(call, 'customer', {
      ...customer,
      document: { ...customer.document, balance: movement.ending_balance },
    });
  }
  const invoice = movement.invoice && (await readKept(call, 'invoice', movement.invoice.id));
  if (!invoice) return;
  const { customer_balance_transactions: mentioned } = invoice.document;
  if (mentioned.some(({ id }) => id === movement.id)) return;
  await writeKept(call, 'invoice', {
    ...invoice,
    document: { ...invoice.document, customer_balance_transactions: [...mentioned, movement] },
  });
}
