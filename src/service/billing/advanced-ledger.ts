import { expireCredits } from '../../index.js';
import type { CreditBlock, CreditLedger, CreditLedgerEntry, Effect } from '../../wire/index.js';
import { policiesOf, type Call } from '../call.js';
import { entriesOf } from '../effects/ledger-journal.js';
import { allKept } from '../kept/pages.js';

/** A ledger run on to now, with Orb's documents of all of its entries and blocks. */
export type AdvancedLedger = {
  readonly document: CreditLedger;
  readonly entries: readonly CreditLedgerEntry[];
  readonly all_blocks: readonly CreditBlock[];
};

/** Runs a ledger on to now: what was stored of its entries and blocks, what charges changed, and what time has made of them. */
export async function advancedLedger(
  call: Call,
  ledger: CreditLedger,
  charges: readonly Effect[],
): Promise<AdvancedLedger> {
  const { ledger: document, effects } = expireCredits({ ledger, at: call.at, ...policiesOf(call) });
  const { customer_id, currency } = document;
  const entries = new Map(await entriesOf(call.transaction, { customer_id, currency }));
  const blocks = new Map<string, CreditBlock>();
  for (const kept of await allKept(call, 'credit_block', `customer:${customer_id}`)) {
    if (kept.aside.currency === currency) blocks.set(kept.document.id, kept.document);
  }
  for (const effect of [...charges, ...effects].filter((one) => isOfLedger(one, currency))) {
    if (effect.kind === 'ledger_entry') setOrDelete(entries, effect.ledger_sequence_number, effect.entry);
    if (effect.kind === 'credit_block') setOrDelete(blocks, effect.block_id, effect.block);
  }
  const inOrder = [...entries.values()].sort((a, b) => a.ledger_sequence_number - b.ledger_sequence_number);
  return { document, entries: inOrder, all_blocks: [...blocks.values()] };
}

function setOrDelete<K, V>(map: Map<K, V>, key: K, value: V | null): void {
  if (value === null) map.delete(key);
  else map.set(key, value);
}

/** Whether an effect changes the ledger of a currency. */
export function isOfLedger(effect: Effect, currency: string): boolean {
  return (effect.kind === 'ledger_entry' || effect.kind === 'credit_block') && effect.currency === currency;
}
