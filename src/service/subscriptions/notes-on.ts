import type { CreditNote, Invoice } from '../../wire/index.js';
import type { Call } from '../call.js';
import { allKept } from '../kept/pages.js';

/** The credit notes on invoices; those that mention none cost nothing to look at. */
export async function notesOn(call: Call, invoices: readonly Invoice[]): Promise<readonly CreditNote[]> {
  const notes: CreditNote[] = [];
  for (const { id, credit_notes } of invoices) {
    if (credit_notes.length === 0) continue;
    for (const { document } of await allKept(call, 'credit_note', `invoice:${id}`)) notes.push(document);
  }
  return notes;
}
