import { invariant } from '../../../errors/index.js';
import { zero } from '../../../decimal/index.js';
import { runLedger, type Ledger, type LedgerRun } from '../../../credits/index.js';
import type { CreditLedger, CreditLedgerEntry, Effect, Writable } from '../../../wire/index.js';
import { externalCustomer, type LedgerReading } from '../decode/read-ledger.js';
import { differenceBetween, type LedgerDifference } from './difference.js';
import { writeWhenRead } from '../../encode/when-read.js';
import { encodeLedger } from './ledger.js';
import { encodeOrbBlock } from './orb-block.js';
import { namesByNumber } from './entry-names.js';
import { encodeOrbEntry, type EntryHeading } from './orb-entry.js';

/** A ledger after something happened to it: the next state, the entries that are new or other than before, what to store. */
export type LedgerTransition = {
  readonly ledger: CreditLedger;
  /** Orb's documents. A change in the past renumbers what follows, which is then listed as well. */
  readonly entries: Writable<CreditLedgerEntry>[];
  readonly effects: readonly Effect[];
};

/** A transition with the run it was written from, for functions that answer more. */
export type LedgerStep = { readonly transition: LedgerTransition; readonly run: LedgerRun };

type Step = { readonly next: Ledger; readonly grace_hours: number; readonly effects?: readonly Effect[] };

/** Runs the next state and writes it, with the difference to the document that was read. */
export function encodeLedgerStep(reading: LedgerReading, { next, grace_hours, effects = [] }: Step): LedgerStep {
  const run = runAsFar(next, grace_hours);
  const { customer_id, currency } = next;
  const heading = { customer_id, currency, external_customer_id: externalCustomer(reading) };
  const ledger = withNames(encodeLedger(next, run, heading.external_customer_id), reading.document);
  let written: Omit<LedgerTransition, 'ledger'> | null = null;
  // Written when first read: who only stores the ledger need not pay for Orb's documents.
  const documents = () => {
    written ??= writeDocuments(
      { run, heading, ledger, difference: differenceBetween(reading.document, ledger) },
      effects,
    );
    return written;
  };
  const late = { entries: () => documents().entries, effects: () => documents().effects };
  const transition: LedgerTransition = writeWhenRead({ ledger }, late);
  return { transition, run };
}

/** A ledger run as far as it has come; one in which nothing has happened yet is empty. */
export function runAsFar(ledger: Ledger, grace_hours: number): LedgerRun {
  if (ledger.as_of === null)
    return { entries: [], states: [], charges: ledger.charges, unpaid: [], balance: zero, deficit: zero };
  return runLedger(ledger, { until: ledger.as_of, grace_hours });
}

/** What entries were called elsewhere is nothing that a run makes: it is passed on. */
function withNames(ledger: CreditLedger, { named_entries }: CreditLedger): CreditLedger {
  return named_entries === undefined ? ledger : { ...ledger, named_entries };
}

type Documents = {
  readonly run: LedgerRun;
  readonly heading: EntryHeading;
  readonly ledger: CreditLedger;
  readonly difference: LedgerDifference;
};

/** Blocks come first, because entries refer to them. */
function writeDocuments({ run, heading, ledger, difference }: Documents, effects: readonly Effect[]) {
  const { customer_id } = heading;
  const currency = heading.currency.code;
  const names = namesByNumber(ledger);
  const entries = difference.entries.map((position) => {
    const entry = run.entries[position];
    invariant(entry !== undefined, 'a changed entry is one of the run');
    return encodeOrbEntry(entry, { position, name: names.get(position) }, heading);
  });
  const changed = new Set(difference.blocks);
  const blocks = run.states.filter(({ block }) => changed.has(block.id)).map(encodeOrbBlock);
  const stored: readonly Effect[] = [
    ...blocks.map((block): Effect => ({ kind: 'credit_block', customer_id, currency, block_id: block.id, block })),
    ...difference.removed_blocks.map((block_id): Effect => ({
      kind: 'credit_block',
      customer_id,
      currency,
      block_id,
      block: null,
    })),
    ...entries.map((entry): Effect => {
      const { ledger_sequence_number } = entry;
      return { kind: 'ledger_entry', customer_id, currency, ledger_sequence_number, entry };
    }),
    ...difference.removed_entries.map((ledger_sequence_number): Effect => ({
      kind: 'ledger_entry',
      customer_id,
      currency,
      ledger_sequence_number,
      entry: null,
    })),
  ];
  return { entries, effects: [...stored, ...effects] };
}
