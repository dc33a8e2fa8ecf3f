import { isBillingError } from '../../errors/index.js';
import { identity } from '../../identity/index.js';
import { expireCredits } from '../../index.js';
import type { CreditBlock, CreditLedger, CreditLedgerEntry, LedgerEntry } from '../../wire/index.js';
import { policiesOf, type Call } from '../call.js';
import { entriesOf } from '../effects/ledger-journal.js';
import { allKept } from '../kept/pages.js';
import type { AuditFinding } from './finding.js';

type Fault = Pick<AuditFinding, 'path' | 'message'> & { readonly code?: AuditFinding['code'] };

/**
 * What does not add up in the credits of a customer: entries that do not chain, entries that do not follow from what was
 * granted, done by hand and charged, and answers of the API that say something else than the ledger (L36, L39, L49).
 */
export async function ledgerFindings(call: Call, ledger: CreditLedger): Promise<readonly AuditFinding[]> {
  const { customer_id, currency } = ledger;
  const faults = [
    ...replayFaults(call, ledger),
    ...(await journalFaults(call, ledger)),
    ...(await blockFaults(call, ledger)),
  ];
  return faults.map(({ path, message, code = 'inconsistent_history' }) => ({
    subject: 'credit_ledger',
    id: identity('credit_ledger', customer_id, currency),
    customer_id,
    name: `${currency} of ${customer_id}`,
    path,
    code,
    message,
  }));
}

/** Runs the ledger from its beginning, and holds what comes out against the entries that are stored. */
function replayFaults(call: Call, ledger: CreditLedger): readonly Fault[] {
  try {
    const { ledger: replayed } = expireCredits({ ledger, at: ledger.as_of ?? call.at, ...policiesOf(call) });
    return ledger.entries.length === replayed.entries.length
      ? ledger.entries.flatMap((entry, position) => entryFaults(entry, replayed.entries[position], position))
      : [{ path: 'entries', message: `are ${ledger.entries.length}, but a replay has ${replayed.entries.length}` }];
  } catch (error) {
    if (!isBillingError(error)) throw error;
    return error.issues.map(({ path, code, message }) => ({ path: path.replace(/^ledger\.?/, ''), code, message }));
  }
}

const compared = [
  'entry_type',
  'block_id',
  'amount',
  'starting_balance',
  'ending_balance',
  'price_id',
  'invoice_id',
] as const;

function entryFaults(stored: LedgerEntry, replayed: LedgerEntry | undefined, position: number): readonly Fault[] {
  return compared.flatMap((key) => {
    const [said, follows] = [stored[key], replayed?.[key]];
    if (said === follows) return [];
    const message = `is ${String(said)}, but ${String(follows)} follows from what was granted, done by hand and charged`;
    return [{ path: `entries[${position}].${key}`, message }];
  });
}

/** The entries as the API lists them, against those of the ledger. */
async function journalFaults({ transaction }: Call, ledger: CreditLedger): Promise<readonly Fault[]> {
  const { customer_id, currency, entries } = ledger;
  const listed = await entriesOf(transaction, { customer_id, currency });
  const faults = entries.flatMap((entry) => listedFaults(entry, listed.get(entry.ledger_sequence_number)));
  const more = [...listed.keys()].filter((number) => number >= entries.length);
  return more.length === 0
    ? faults
    : [
        ...faults,
        { path: 'entries', message: `lack ${more.map((number) => `number ${number}`).join(', ')}, listed as stored` },
      ];
}

function listedFaults(entry: LedgerEntry, listed: CreditLedgerEntry | undefined): readonly Fault[] {
  const path = `entries[${entry.ledger_sequence_number}]`;
  if (listed === undefined) return [{ path, message: 'is not among the entries that are listed' }];
  const figures = ['amount', 'starting_balance', 'ending_balance'] as const;
  return figures
    .filter((key) => Number(entry[key]) !== listed[key])
    .map((key) => ({ path: `${path}.${key}`, message: `is ${entry[key]}, but is listed as ${listed[key]}` }));
}

async function blockFaults(call: Call, { customer_id, currency, blocks }: CreditLedger): Promise<readonly Fault[]> {
  const kept = (await allKept(call, 'credit_block', `customer:${customer_id}`)).filter(
    ({ aside }) => aside.currency === currency,
  );
  const listed = new Map<string, CreditBlock>(kept.map(({ document }) => [document.id, document]));
  return blocks.flatMap(({ id, balance }, position) => {
    const found = listed.get(id);
    const path = `blocks[${position}]`;
    if (found === undefined) return [{ path, message: `is ${id}, which is not among the blocks that are listed` }];
    if (found.balance === Number(balance)) return [];
    return [{ path: `${path}.balance`, message: `is ${balance} in ${id}, but is listed as ${found.balance}` }];
  });
}
