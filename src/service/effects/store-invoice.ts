import type { Invoice } from '../../wire/index.js';
import { readKept, removeKept, writeKept } from '../kept/documents.js';
import type { EffectOf, Storing } from './storing.js';

/** Stores an invoice as it is now; the terms it is to be issued on stay beside it. */
export async function storeInvoice({
  transaction,
  effect: { invoice },
}: Storing<EffectOf<'invoice_created' | 'invoice_voided'>>): Promise<void> {
  const known = await readKept({ transaction }, 'invoice', invoice.id);
  await writeKept({ transaction }, 'invoice', {
    // A draft has no number yet, and Orb's document has no way to say so.
    document: { ...invoice, invoice_number: invoice.invoice_number ?? '' } satisfies Invoice,
    aside: known?.aside ?? { payment_terms: {}, purchase: null, edited: false },
    version: known?.version ?? null,
  });
}

/** Removes a draft that is no more. */
export async function removeInvoice({ transaction, effect }: Storing<EffectOf<'invoice_deleted'>>): Promise<void> {
  const known = await readKept({ transaction }, 'invoice', effect.invoice_id);
  if (known !== null) await removeKept({ transaction }, 'invoice', known);
}
