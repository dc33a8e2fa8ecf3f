import { problem, type Issue, type Issues } from '../../errors/index.js';
import { identity } from '../../identity/index.js';
import type { CreditBlock, CreditLedgerEntry } from '../../wire/index.js';
import { keyIssues, textsAt, type Word } from './import-keys.js';
import type { Recognised } from './recognise-line.js';

/** The lines of one ledger. */
export type LedgerLines = {
  readonly customer_id: string;
  readonly currency: string;
  readonly entries: readonly (Recognised & { readonly document: CreditLedgerEntry })[];
  readonly blocks: readonly (Recognised & { readonly document: CreditBlock })[];
};

const entryKeys: { readonly [key: string]: Word } = {
  ledger_sequence_number: 'number',
  entry_type: 'text',
  entry_status: 'text',
  customer: 'object',
  currency: 'text',
  amount: 'number',
  credit_block: 'object',
  created_at: 'text',
};

const blockKeys: { readonly [key: string]: Word } = { id: 'text', status: 'text', filters: 'list' };

/** Puts the lines of each ledger together: entries say whose they are, and blocks are known by the entries that name them. */
export function ledgersIn(
  entries: readonly Recognised[],
  blocks: readonly Recognised[],
): { readonly ledgers: readonly LedgerLines[]; readonly issues: readonly Issue[] } {
  const issues = [...faultsOf(entries, entryKeys), ...faultsOf(blocks, blockKeys)];
  if (issues.length > 0) return { ledgers: [], issues };
  const ledgers = new Map<string, Gathered>();
  const named = new Map<string, Gathered>();
  for (const entry of entries) {
    const [customer_id = ''] = textsAt(entry.document, ['customer', 'id']);
    const currency = String(entry.document['currency']);
    const key = identity('ledger', customer_id, currency);
    const ledger = ledgers.get(key) ?? { customer_id, currency, entries: [], blocks: [] };
    ledgers.set(key, ledger);
    ledger.entries.push(entry as LedgerLines['entries'][number]);
    for (const id of textsAt(entry.document, ['credit_block', 'id'])) named.set(id, ledger);
  }
  return { ledgers: [...ledgers.values()], issues: placeBlocks(blocks, { ledgers: [...ledgers.values()], named }) };
}

type Gathered = {
  readonly customer_id: string;
  readonly currency: string;
  readonly entries: LedgerLines['entries'][number][];
  readonly blocks: LedgerLines['blocks'][number][];
};

type Placing = { readonly ledgers: readonly Gathered[]; readonly named: ReadonlyMap<string, Gathered> };

function placeBlocks(blocks: readonly Recognised[], placing: Placing): readonly Issue[] {
  const issues: Issues = [];
  for (const block of blocks) {
    const ledger = placing.named.get(String(block.document['id'])) ?? ownLedger(block, placing.ledgers);
    if (ledger !== null) ledger.blocks.push(block as LedgerLines['blocks'][number]);
    else {
      const message = `is a block that no ledger entry among the files names; add the entries of its ledger, or say whose it is: { "customer_id": "…", "currency": "…", "document": … }`;
      issues.push(problem(block.place, 'invalid_reference', message));
    }
  }
  return issues;
}

/** A block to which credits moved on is named by no entry yet: its ledger is the one that it is said to be of, or the only one. */
function ownLedger({ owner }: Recognised, ledgers: readonly Gathered[]): Gathered | null {
  const possible = ledgers.filter(
    ({ customer_id, currency }) =>
      (owner.customer_id ?? customer_id) === customer_id && (owner.currency ?? currency) === currency,
  );
  return possible.length === 1 ? (possible[0] ?? null) : null;
}

function faultsOf(lines: readonly Recognised[], keys: { readonly [key: string]: Word }): readonly Issue[] {
  return lines.flatMap(({ place, document }) =>
    keyIssues(document, keys).map((issue) => ({ ...issue, path: `${place}: ${issue.path}` })),
  );
}
