import { equals, formatDecimal, negate, toDecimal } from '../../decimal/index.js';
import { isBillingError, problem, shown, type Issue } from '../../errors/index.js';
import { identity } from '../../identity/index.js';
import { expireCredits, type LedgerTransition } from '../../index.js';
import { formatInstant, instantOfMillis, parseInstant } from '../../time/index.js';
import type { CreditBlock, CreditLedger, CreditLedgerEntry, LedgerBlock } from '../../wire/index.js';
import { policiesOf, type Call } from '../call.js';
import { appendEntry } from '../effects/ledger-journal.js';
import { ledgerId, needKept, readKept, writeKept } from '../kept/documents.js';
import type { ImportNote, ImportOutcome } from './import-report.js';
import { textsAt } from './import-keys.js';
import type { LedgerLines } from './ledger-lines.js';
import { isWithinLedger } from './ledger-parts.js';
import { nameEntries } from './name-entries.js';
import { balancesOf, ledgerOfEntries, type ChargedPrice, type FetchedLedger } from './ledger-of-entries.js';

/** What became of a ledger, or what is wrong with it. */
export type StoredLedger = {
  readonly outcome: ImportOutcome | null;
  readonly issues: readonly Issue[];
  readonly notes: readonly ImportNote[];
};

/**
 * Stores the ledger from which fetched entries followed, once its own run has left the same in every block: a ledger that
 * would not is refused, because what it pays tomorrow would be something else than at Orb.
 */
export async function storeImportedLedger(call: Call, lines: LedgerLines): Promise<StoredLedger> {
  const [first] = lines.entries;
  const place = first?.place ?? '';
  const { customer_id, currency } = lines;
  if ((await readKept(call, 'customer', customer_id)) === null) {
    const message = `is ${shown(customer_id)}, a customer that is neither stored nor among the files; add its line`;
    return refused(problem(`${place}: customer.id`, 'invalid_reference', message));
  }
  const fetched = await fetchedLedger(call, lines);
  const run = runOf(call, fetched);
  if ('issues' in run) return refused(...run.issues.map((issue) => ({ ...issue, path: `${place}: ${issue.path}` })));
  const differing = differences(fetched, lines, run.ledger);
  if (differing.length > 0) return refused(...differing);
  const known = await readKept(call, 'credit_ledger', ledgerId(customer_id, currency));
  if (known !== null) {
    return { outcome: isWithinLedger(run.ledger, known.document) ? 'unchanged' : 'kept', issues: [], notes: [] };
  }
  const notes = await writeNamedLedger(call, fetched, { lines, ledger: run.ledger });
  return { outcome: 'created', issues: [], notes: [...notes, ...licensedBlocks(lines)] };
}

/** Orb says of a licence's own block which type of licence it is for, and not which licence. */
function licensedBlocks({ blocks }: LedgerLines): readonly ImportNote[] {
  return blocks.flatMap(({ place, kind, document }): readonly ImportNote[] => {
    const { id, credit_allocation } = document;
    const license_type_id = credit_allocation?.license_type_id ?? null;
    if (license_type_id === null) return [];
    const message = `block ${id} is that of a license of the type ${license_type_id}, and does not say of which; here it is shared, and pays for everybody`;
    return [{ place, kind, outcome: 'warning', message }];
  });
}

function refused(...issues: readonly Issue[]): StoredLedger {
  return { outcome: null, issues, notes: [] };
}

async function fetchedLedger(call: Call, { customer_id, currency, entries, blocks }: LedgerLines) {
  const documents = [...entries].sort(byNumber).map(({ document }) => document);
  return {
    customer: (await needKept(call, 'customer', customer_id)).document,
    currency,
    entries: documents,
    blocks: new Map(blocks.map(({ document }) => [document.id, document])),
    priceOf: await chargedPrices(call, documents),
  } satisfies FetchedLedger;
}

function byNumber(a: LedgerLines['entries'][number], b: LedgerLines['entries'][number]): number {
  return a.document.ledger_sequence_number - b.document.ledger_sequence_number;
}

/** Which item each charge was for: as the invoice's line says. */
async function chargedPrices(call: Call, entries: readonly CreditLedgerEntry[]): Promise<FetchedLedger['priceOf']> {
  const prices = new Map<string, ChargedPrice>();
  const ids = new Set(entries.flatMap((entry) => (entry.entry_type === 'decrement' ? (entry.invoice_id ?? []) : [])));
  for (const invoice_id of ids) {
    const kept = await readKept(call, 'invoice', invoice_id);
    for (const line of kept?.document.line_items ?? []) {
      const [price_id = ''] = textsAt(line, ['price', 'id']);
      const [item_id = null] = textsAt(line, ['price', 'item', 'id']);
      prices.set(identity('charge', price_id, invoice_id), { item_id, price_type: line.price.price_type });
    }
  }
  return (price_id, invoice_id) =>
    prices.get(identity('charge', price_id, invoice_id)) ?? { item_id: null, price_type: 'usage_price' };
}

/** Runs the ledger as far as its entries go. */
function runLedger(call: Call, fetched: FetchedLedger, names: Pick<CreditLedger, 'named_entries'>): LedgerTransition {
  const committed = fetched.entries.filter(({ entry_status }) => entry_status === 'committed');
  const last = committed.reduce((latest, { created_at }) => Math.max(latest, parseInstant(created_at)), -Infinity);
  const at = committed.length === 0 ? call.at : formatInstant(instantOfMillis(last));
  return expireCredits({ ledger: { ...ledgerOfEntries(fetched), ...names }, at, ...policiesOf(call) });
}

function runOf(call: Call, fetched: FetchedLedger): LedgerTransition | { readonly issues: readonly Issue[] } {
  try {
    return runLedger(call, fetched, {});
  } catch (error) {
    if (!isBillingError(error)) throw error;
    return { issues: error.issues };
  }
}

/** The blocks in which the run leaves something else than the fetched entries do. */
function differences(fetched: FetchedLedger, { entries }: LedgerLines, ledger: CreditLedger): readonly Issue[] {
  const left = new Map(ledger.blocks.map(({ id, balance }) => [id, toDecimal(balance)]));
  // What went beyond all blocks stands on an entry without one of its own (§8.3).
  const beyond = negate(toDecimal(ledger.deficit));
  return [...balancesOf(fetched)].flatMap(([id, expected]) => {
    const found = left.get(id) ?? beyond;
    if (equals(found, expected)) return [];
    const place = entries.find(({ document }) => document.credit_block.id === id)?.place ?? '';
    const message = `leaves ${formatDecimal(expected)} in the block ${id}, but what was granted, done by hand and charged leaves ${formatDecimal(found)}; leave the lines of this ledger out, and grant what is left through the API`;
    return [problem(place, 'inconsistent_history', message)];
  });
}

type Written = { readonly lines: LedgerLines; readonly ledger: CreditLedger };

/** Stores the ledger with the ids that its entries have, run once more so that they are on its documents. */
async function writeNamedLedger(
  call: Call,
  fetched: FetchedLedger,
  { lines, ledger }: Written,
): Promise<readonly ImportNote[]> {
  const inOrder = [...lines.entries].sort(byNumber);
  const { named_entries, notes } = nameEntries(ledger, inOrder);
  await writeLedger(call, runLedger(call, fetched, { named_entries }), lines);
  return notes;
}

async function writeLedger(call: Call, { ledger, effects }: LedgerTransition, lines: LedgerLines): Promise<void> {
  const { customer_id, currency, blocks } = lines;
  const fetched = new Map(blocks.map(({ document }) => [document.id, document]));
  await writeKept(call, 'credit_ledger', { document: ledger, aside: undefined });
  for (const effect of effects) {
    if (effect.kind === 'ledger_entry') {
      const { ledger_sequence_number, entry } = effect;
      await appendEntry(call.transaction, { customer_id, currency }, { ledger_sequence_number, entry });
    }
  }
  // A block that is used up is as empty as before the run, and no effect of it.
  const changed = new Map(
    effects.flatMap((effect) => (effect.kind === 'credit_block' ? [[effect.block_id, effect.block] as const] : [])),
  );
  for (const block of ledger.blocks) {
    // What Orb says beside the balance is kept.
    const document = { ...fetched.get(block.id), ...(changed.get(block.id) ?? documentOf(block)) };
    await writeKept(call, 'credit_block', { document, aside: { customer_id, currency } });
  }
}

function documentOf({ id, balance, maximum_initial_balance, credit_allocation, ...block }: LedgerBlock): CreditBlock {
  const { effective_date, expiry_date, per_unit_cost_basis, status, filters, credit_block_source, metadata } = block;
  return {
    id,
    balance: Number(balance),
    effective_date,
    expiry_date,
    per_unit_cost_basis,
    status,
    maximum_initial_balance: Number(maximum_initial_balance),
    filters,
    credit_block_source,
    credit_allocation: credit_allocation ?? null,
    credit_commitment: null,
    metadata,
  };
}
