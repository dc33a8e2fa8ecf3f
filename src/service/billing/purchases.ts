import type { PurchaseBillingInput, PurchaseInvoice } from '../../index.js';
import { taxOf, type Call } from '../call.js';
import { readKept, writeKept } from '../kept/documents.js';
import type { Kept } from '../kept/shapes.js';
import { nextNumber } from './invoice-number.js';

/** How purchases are invoiced at once: to whom, and under which numbers. */
export async function billingOf(call: Call, customer: Kept<'customer'>, count: number): Promise<PurchaseBillingInput> {
  const invoice_numbers: string[] = [];
  for (let turn = 0; turn < count; turn += 1) invoice_numbers.push(await nextNumber(call, customer));
  return { customer: customer.document, invoice_numbers, ...taxOf(call) };
}

/** Remembers beside the invoices of purchases which credits they billed, and the terms to issue them on. */
export async function keepPurchases(
  call: Call,
  invoices: readonly PurchaseInvoice[],
  { currency, top_up_id }: { readonly currency: string; readonly top_up_id: string | null },
): Promise<void> {
  for (const { block_id, invoice, payment_terms } of invoices) {
    const kept = await readKept(call, 'invoice', invoice.id);
    if (kept === null) continue;
    const purchase = { currency, block_ids: [block_id], top_up_id };
    await writeKept(call, 'invoice', { ...kept, aside: { ...kept.aside, payment_terms, purchase } });
  }
}
