import { readKept, removeKept, writeKept } from '../kept/documents.js';
import { appendEntry } from './ledger-journal.js';
import type { EffectOf, Storing } from './storing.js';

/** Appends what became of a ledger's entry to the journal of that ledger. */
export async function storeEntry({ transaction, effect }: Storing<EffectOf<'ledger_entry'>>): Promise<void> {
  const { customer_id, currency, ledger_sequence_number, entry } = effect;
  await appendEntry(transaction, { customer_id, currency }, { ledger_sequence_number, entry });
}

/** Stores a block as it is now, or removes one that is no more. */
export async function storeBlock({ transaction, effect }: Storing<EffectOf<'credit_block'>>): Promise<void> {
  const { customer_id, currency, block_id, block } = effect;
  const known = await readKept({ transaction }, 'credit_block', block_id);
  if (block === null) {
    if (known !== null) await removeKept({ transaction }, 'credit_block', known);
    return;
  }
  await writeKept({ transaction }, 'credit_block', {
    document: block,
    aside: { customer_id, currency },
    version: known?.version ?? null,
  });
}
