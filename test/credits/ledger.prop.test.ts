import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyLedgerEntry,
  burnCredits,
  createLedger,
  expireCredits,
  isBillingError,
  type ApplyLedgerEntryInput,
  type CreditLedger,
} from '../../src/index.js';
import { frozen } from '../support/frozen.js';
import { anyCharges, anyIncrement, amounts, dayText, type LedgerCurrency } from './arbitraries.js';
import { referenceRun, units } from './reference.js';

type Real = { ledger: CreditLedger; refused: number };
type Model = { readonly none: null };

/** What holds of every ledger, whatever happened to it (L36, L37, L38). */
function holdLaws(ledger: CreditLedger): void {
  const total = (type: string) =>
    ledger.entries
      .filter((entry) => entry.entry_type === type && entry.entry_status !== undefined)
      .filter((entry) => !(type === 'increment' && entry.entry_status === 'pending'))
      .reduce((sum, { amount }) => sum + units(amount), 0n);
  let balance = 0n;
  for (const [position, entry] of ledger.entries.entries()) {
    expect(entry.ledger_sequence_number).toBe(position);
    expect(signed(entry.starting_balance)).toBe(balance);
    balance = signed(entry.ending_balance);
  }
  expect(signed(ledger.balance)).toBe(balance);
  const at = Date.parse(ledger.as_of ?? '');
  const counted = ledger.blocks.filter(({ usable_from }) => usable_from !== null && Date.parse(usable_from) <= at);
  const left = counted.reduce((sum, block) => sum + units(block.balance), 0n);
  expect(balance).toBe(left - units(ledger.deficit));
  // granted = used + expired + voided + left; what was used beyond the blocks is the deficit.
  const used = total('decrement') - total('amendment') - units(ledger.deficit);
  expect(total('increment')).toBe(used + total('credit_block_expiry') + total('void') + left);
  for (const block of ledger.blocks) {
    expect(units(block.balance)).toBeLessThanOrEqual(units(block.maximum_initial_balance));
    expect(block.balance.startsWith('-')).toBe(false);
  }
}

function signed(text: string): bigint {
  return text.startsWith('-') ? -units(text.slice(1)) : units(text);
}

/** The second way of computing the same: every movement, in order, and what is left. */
function holdReference(ledger: CreditLedger): void {
  const reference = referenceRun(ledger, Date.parse(ledger.as_of ?? ''));
  const counted = ledger.entries.filter((entry) => !['void_initiated', 'expiration_change'].includes(entry.entry_type));
  const own = counted
    .filter((entry) => !(entry.entry_type === 'increment' && entry.entry_status === 'pending'))
    .map((entry) => ({
      type: entry.entry_type as string,
      block: entry.block_id ?? 'deficit',
      amount: units(entry.amount),
    }));
  const sorted = (list: typeof own) => list.map(({ type, block, amount }) => `${type} ${block} ${amount}`).sort();
  expect(sorted(own)).toEqual(sorted([...reference.movements]));
  expect(units(ledger.deficit)).toBe(reference.deficit);
}

/** One call on the ledger as a command: on a refusal the state stays, and the input is never touched (L2). */
function happening(name: string, happen: (ledger: CreditLedger) => CreditLedger): fc.Command<Model, Real> {
  return {
    check: () => true,
    run: (_model, real) => {
      const stored = frozen(JSON.parse(JSON.stringify(real.ledger)) as CreditLedger);
      try {
        real.ledger = happen(stored);
      } catch (error) {
        if (!isBillingError(error)) throw error;
        real.refused += 1;
      }
      if (real.ledger.as_of === null) return;
      holdLaws(real.ledger);
      holdReference(real.ledger);
    },
    toString: () => name,
  };
}

const moment = fc
  .tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 23 }))
  .map(([day, hour]) => `${dayText(day)}T${String(hour).padStart(2, '0')}:00:00Z`);

function anyHappening(currency: LedgerCurrency): fc.Arbitrary<fc.Command<Model, Real>>[] {
  const entering = (entry: ApplyLedgerEntryInput['entry'], at: string) =>
    happening(`${at} ${JSON.stringify(entry)}`, (ledger) => applyLedgerEntry({ ledger, entry, at }).ledger);
  const onBlock = (make: (block_id: string, amount: string) => ApplyLedgerEntryInput['entry']) =>
    fc.tuple(fc.nat({ max: 20 }), amounts[currency], moment).map(([pick, amount, at]) =>
      happening(`${at} block ${pick} ${amount} ${make('?', amount).entry_type}`, (ledger) => {
        const block = ledger.blocks[pick % Math.max(1, ledger.blocks.length)];
        if (block === undefined) return ledger;
        return applyLedgerEntry({ ledger, entry: make(block.id, amount), at }).ledger;
      }),
    );
  return [
    fc.tuple(anyIncrement(currency), moment).map(([entry, at]) => entering(entry, at)),
    fc
      .tuple(anyCharges(currency), moment)
      .map(([charges, at]) =>
        happening(`${at} ${JSON.stringify(charges)}`, (ledger) => burnCredits({ ledger, charges, at }).ledger),
      ),
    fc.tuple(amounts[currency], moment).map(([amount, at]) => entering({ entry_type: 'decrement', amount }, at)),
    moment.map((at) => happening(at, (ledger) => expireCredits({ ledger, at }).ledger)),
    onBlock((block_id, amount) => ({ entry_type: 'amendment', block_id, amount })),
    onBlock((block_id, amount) => ({ entry_type: 'void', block_id, amount })),
    onBlock((block_id, amount) => ({
      entry_type: 'expiration_change',
      block_id,
      amount,
      target_expiry_date: '2026-01-28',
    })),
    onBlock((block_id) => ({ entry_type: 'expiration_change', block_id, target_expiry_date: '2026-02-15' })),
  ];
}

describe.each(['USD', 'credits'] as const)('a ledger in %s, whatever happens to it', (currency) => {
  it('keeps its laws and does what the naive ledger does', () => {
    fc.assert(
      fc.property(fc.commands(anyHappening(currency), { maxCommands: 20 }), (commands) => {
        fc.modelRun(
          () => ({
            model: { none: null },
            real: { ledger: createLedger({ customer_id: 'acme', currency }), refused: 0 },
          }),
          commands,
        );
      }),
      { numRuns: 60 },
    );
  });
});
