import { formatDecimal, toDecimal } from '../../decimal/index.js';
import type { CreditLedger, CreditLedgerEntry, LedgerEntry, NamedLedgerEntry } from '../../wire/index.js';
import type { LedgerLines } from './ledger-lines.js';
import type { ImportNote } from './import-report.js';

type EntryLine = LedgerLines['entries'][number];

/** The ids that entries keep, and what there is to know of those that cannot keep theirs, or their number. */
export type EntryNames = { readonly named_entries: readonly NamedLedgerEntry[]; readonly notes: readonly ImportNote[] };

/**
 * Finds for each fetched entry the one that says the same here, which keeps its id. Those that are pending of usage are left
 * aside: they are measured anew.
 */
export function nameEntries(ledger: CreditLedger, lines: readonly EntryLine[]): EntryNames {
  const fetched = lines.filter(({ document }) => !isExpected(document));
  const waiting = entriesByContent(ledger);
  const blocks = new Set(ledger.blocks.map(({ id }) => id));
  const pairs = fetched.map((line) => ({
    line,
    entry: waiting.get(contentOf(contentsOf(line.document, blocks)))?.pop() ?? null,
  }));
  const named_entries = pairs.flatMap(({ line, entry }) => (entry === null ? [] : [named(line.document.id, entry)]));
  const strangers = pairs.filter(({ entry }) => entry === null);
  const renumbered = pairs.filter(
    ({ line, entry }) => entry !== null && entry.ledger_sequence_number !== line.document.ledger_sequence_number,
  );
  return {
    named_entries,
    notes: [
      ...noteOn(
        strangers,
        'follows otherwise here, from what was granted, done by hand and charged, and has another id',
      ),
      ...noteOn(
        renumbered,
        'has another number here, where the first is 0, nothing is left out, and each is in its place by time',
      ),
    ],
  };
}

function isExpected({ entry_status, entry_type }: CreditLedgerEntry): boolean {
  return entry_status === 'pending' && entry_type !== 'increment';
}

type Contents = Pick<NamedLedgerEntry, 'entry_type' | 'block_id' | 'amount' | 'price_id' | 'invoice_id'>;

/** What a fetched entry says; one that no block gave names one that there is none of. */
function contentsOf(entry: CreditLedgerEntry, blocks: ReadonlySet<string>): Contents {
  const { entry_type, amount, credit_block } = entry;
  const charge = entry.entry_type === 'decrement' ? entry : null;
  return {
    entry_type,
    block_id: blocks.has(credit_block.id) ? credit_block.id : null,
    amount: formatDecimal(toDecimal(amount)),
    price_id: charge?.price_id ?? null,
    invoice_id: charge?.invoice_id ?? null,
  };
}

/** The entries here by what they say, the first of equal ones last in its list. */
function entriesByContent({ entries }: CreditLedger): ReadonlyMap<string, LedgerEntry[]> {
  const byContent = new Map<string, LedgerEntry[]>();
  for (const entry of [...entries].reverse()) {
    const content = contentOf(entry);
    const known = byContent.get(content);
    if (known === undefined) byContent.set(content, [entry]);
    else known.push(entry);
  }
  return byContent;
}

function contentOf({ entry_type, block_id, amount, price_id, invoice_id }: Contents): string {
  return JSON.stringify([entry_type, block_id, amount, price_id, invoice_id]);
}

function named(id: string, entry: LedgerEntry): NamedLedgerEntry {
  const { entry_type, date, block_id, amount, price_id, invoice_id } = entry;
  return { id, entry_type, date, block_id, amount, price_id, invoice_id };
}

/** One note for all entries that it is true of: there may be very many. */
function noteOn(pairs: readonly { readonly line: EntryLine }[], what: string): readonly ImportNote[] {
  const [first] = pairs;
  if (first === undefined) return [];
  const others = pairs.length === 1 ? '' : `, as for ${pairs.length - 1} more of this ledger`;
  const { place, kind, document } = first.line;
  const message = `entry ${document.ledger_sequence_number} (${document.id}) ${what}${others}`;
  return [{ place, kind, outcome: 'warning', message }];
}
