import { identity } from '../../identity/index.js';
import type { JsonDocument, Transaction } from '../../repository/index.js';
import type { CreditLedgerEntry } from '../../wire/index.js';

/** Whose ledger, in which currency. */
export type LedgerName = { readonly customer_id: string; readonly currency: string };

/** What became of one entry: as it is now, or null where it is no more. */
export type EntryChange = {
  readonly ledger_sequence_number: number;
  readonly entry: CreditLedgerEntry | null;
};

const batch = 1000;

/** Appends what became of an entry: the account's memory of every change of a ledger. */
export async function appendEntry(transaction: Transaction, name: LedgerName, change: EntryChange): Promise<void> {
  const journal = journalOf(name);
  const written: JsonDocument = { ...change };
  await transaction.appendEntries(journal, await transaction.countEntries(journal), [written]);
}

/** The entries of a ledger as they were stored last, by their number. */
export async function entriesOf(
  transaction: Transaction,
  name: LedgerName,
): Promise<ReadonlyMap<number, CreditLedgerEntry>> {
  const journal = journalOf(name);
  const count = await transaction.countEntries(journal);
  const entries = new Map<number, CreditLedgerEntry>();
  for (let from = 0; from < count; from += batch) {
    for (const { entry: written } of await transaction.readEntries(journal, from, batch)) {
      // What was appended comes back as it was.
      const { ledger_sequence_number, entry } = written as EntryChange;
      if (entry === null) entries.delete(ledger_sequence_number);
      else entries.set(ledger_sequence_number, entry);
    }
  }
  return entries;
}

function journalOf({ customer_id, currency }: LedgerName): string {
  return identity('credit_ledger', customer_id, currency);
}
