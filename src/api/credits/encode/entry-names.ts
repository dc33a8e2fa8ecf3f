import type { CreditLedger, LedgerEntry, NamedLedgerEntry } from '../../../wire/index.js';

/**
 * The ids that entries had where the ledger was kept before, by their numbers here. An entry keeps its id for as long as one
 * says the same, whatever its number: a change in the past renumbers what follows.
 */
export function namesByNumber({ entries, named_entries = [] }: CreditLedger): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  if (named_entries.length === 0) return names;
  const waiting = idsByContent(named_entries);
  for (const [position, entry] of entries.entries()) {
    // Of those that say the same, the first here is the first there.
    const name = waiting.get(contentOf(entry))?.pop();
    if (name !== undefined) names.set(position, name);
  }
  return names;
}

/** Ids by what their entries say, the first of equal ones last in its list. */
function idsByContent(named: readonly NamedLedgerEntry[]): ReadonlyMap<string, string[]> {
  const ids = new Map<string, string[]>();
  for (const entry of [...named].reverse()) {
    const content = contentOf(entry);
    const known = ids.get(content);
    if (known === undefined) ids.set(content, [entry.id]);
    else known.push(entry.id);
  }
  return ids;
}

/** What an entry says, but for the balances, which follow from those before it. */
function contentOf(entry: NamedLedgerEntry | LedgerEntry): string {
  const { entry_type, date, block_id, amount, price_id, invoice_id } = entry;
  return JSON.stringify([entry_type, date, block_id, amount, price_id, invoice_id]);
}
