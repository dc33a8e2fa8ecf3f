import {
  applyLedgerEntry,
  burnCredits,
  createLedger,
  expireCredits,
  type ApplyLedgerEntryInput,
  type CreditChargeInput,
  type CreditLedger,
  type LedgerTransition,
  type UncoveredCharge,
} from '../../src/index.js';
import { frozen } from './frozen.js';

/** One call on a ledger: an entry, charges, or nothing but time. */
export type LedgerCallStep = {
  readonly at: string;
  readonly entry?: ApplyLedgerEntryInput['entry'] | undefined;
  readonly charges?: readonly CreditChargeInput[] | undefined;
};

export type PlayedLedger = {
  readonly ledger: CreditLedger;
  readonly transitions: readonly LedgerTransition[];
  readonly uncovered: readonly UncoveredCharge[];
};

/** Plays calls in turn, each on the frozen state that the one before returned, through JSON as a database would. */
export function playLedger(
  heading: { readonly currency: string; readonly timezone?: string },
  steps: readonly LedgerCallStep[],
): PlayedLedger {
  let ledger = createLedger({ customer_id: 'acme', ...heading });
  const transitions: LedgerTransition[] = [];
  let uncovered: readonly UncoveredCharge[] = [];
  for (const { at, entry, charges } of steps) {
    const stored = frozen(JSON.parse(JSON.stringify(ledger)) as CreditLedger);
    const step = frozen({ at, entry, charges });
    const next = callOn(stored, step);
    if ('uncovered' in next) uncovered = next.uncovered as readonly UncoveredCharge[];
    transitions.push(next);
    ledger = next.ledger;
  }
  return { ledger, transitions, uncovered };
}

function callOn(ledger: CreditLedger, { at, entry, charges }: LedgerCallStep): LedgerTransition {
  if (entry !== undefined) return applyLedgerEntry({ ledger, entry, at });
  if (charges !== undefined) return burnCredits({ ledger, charges, at });
  return expireCredits({ ledger, at });
}

/** Entries as a table: number, date, type, block, amount, start → end. */
export function tableOf({ entries }: CreditLedger): readonly string[] {
  return entries.map((entry) => {
    const block = entry.block_id ?? 'deficit';
    const { ledger_sequence_number: number, starting_balance: start, ending_balance: end } = entry;
    return `${number} ${entry.date.slice(0, 10)} ${entry.entry_type} ${block} ${entry.amount}: ${start} → ${end}`;
  });
}
