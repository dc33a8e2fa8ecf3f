import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyLedgerEntry,
  burnCredits,
  createLedger,
  deleteCreditBlock,
  expireCredits,
  grantAllocations,
  isBillingError,
  issueCreditCharges,
  payCreditBlock,
  releaseCreditCharges,
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

const last = '2026-02-20';

/** A ledger is what follows from its inputs, run in one step or in two, in whatever order they are listed (L3, L39). */
function holdReplay(ledger: CreditLedger): void {
  const run = (own: CreditLedger, at: string) => expireCredits({ ledger: frozen(own), at }).ledger;
  expect(run(ledger, ledger.as_of ?? last)).toEqual(ledger);
  const whole = run(ledger, last);
  expect(run(run(ledger, '2026-01-25'), last)).toEqual(whole);
  // Days ascend; blocks may be listed in any order.
  const turned = run({ ...ledger, blocks: [...ledger.blocks].reverse() }, last);
  expect([turned.entries, turned.balance]).toEqual([whole.entries, whole.balance]);
}

/** The second way of computing the same: every movement, in order, and what is left. */
function holdReference(ledger: CreditLedger): void {
  const reference = referenceRun(ledger, Date.parse(ledger.as_of ?? ''));
  if (reference.missed > 0n) return holdGivingWay(ledger);
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

/** Usage that is not issued gives way to issued invoices: these miss no more than they would without it (§8.5, D15). */
function holdGivingWay(ledger: CreditLedger): void {
  const until = Date.parse(ledger.as_of ?? '');
  const kept = ledger.charges.filter(({ issued, overage }) => issued !== null || overage === 'deficit');
  const alone = referenceRun({ ...ledger, charges: kept }, until).missed;
  const keyOf = (own: {
    readonly date: string;
    readonly price_id: string | null;
    readonly invoice_id: string | null;
  }) => [Date.parse(own.date), own.price_id, own.invoice_id].join(' ');
  const issued = ledger.charges.filter((own) => own.issued !== null && own.overage === 'bill');
  const keys = new Set(issued.map(keyOf));
  const own = ledger.entries.filter((entry) => entry.entry_type === 'decrement' && keys.has(keyOf(entry)));
  const sum = (texts: readonly string[]) => texts.reduce((total, amount) => total + units(amount), 0n);
  const due = issued.filter(({ date }) => Date.parse(date) <= until);
  expect(sum(own.map(({ amount }) => amount))).toBe(sum(due.map((charge) => charge.issued ?? '0')));
  expect(sum(own.filter(({ block_id }) => block_id === null).map(({ amount }) => amount))).toBeLessThanOrEqual(alone);
}

const seen = new Set<string>();

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
      holdReplay(real.ledger);
      for (const { entry_type } of real.ledger.entries) seen.add(entry_type);
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
        const counts = ledger.blocks.filter(
          ({ usable_from, expiry_date }) =>
            usable_from !== null && usable_from <= at && (expiry_date === null || expiry_date > at),
        );
        // Most of the time one that can be used; the others are for refusals.
        const blocks = pick % 5 === 0 || counts.length === 0 ? ledger.blocks : counts;
        const block = blocks[pick % Math.max(1, blocks.length)];
        if (block === undefined) return ledger;
        return applyLedgerEntry({ ledger, entry: make(block.id, amount), at }).ledger;
      }),
    );
  const granting = fc.tuple(anyIncrement(currency), moment).map(([entry, at]) => entering(entry, at));
  return [
    granting,
    granting,
    granting,
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
    // An amendment needs a block that was used and still counts, which chance alone seldom names.
    fc.tuple(fc.nat({ max: 20 }), amounts[currency]).map(([pick, amount]) =>
      happening(`${amount} comes back to a used block ${pick}`, (ledger) => {
        const at = ledger.as_of ?? last;
        const used = ledger.blocks.filter(
          ({ balance, maximum_initial_balance, expiry_date }) =>
            balance !== maximum_initial_balance && (expiry_date === null || expiry_date > at),
        );
        const block = used[pick % Math.max(1, used.length)];
        if (block === undefined) return ledger;
        const most = units(block.maximum_initial_balance) - units(block.balance);
        const entry = {
          entry_type: 'amendment',
          block_id: block.id,
          amount: most < units(amount) ? '0.01' : amount,
        } as const;
        return applyLedgerEntry({ ledger, entry, at }).ledger;
      }),
    ),
    onBlock((block_id) => ({ entry_type: 'void', block_id, amount: '0.01' })),
    fc.tuple(fc.nat({ max: 20 }), moment, fc.boolean()).map(([pick, at, isPaid]) =>
      happening(`${at} block ${pick} ${isPaid ? 'is paid' : 'is deleted'}`, (ledger) => {
        const block_id = ledger.blocks[pick % Math.max(1, ledger.blocks.length)]?.id ?? '';
        return (isPaid ? payCreditBlock : deleteCreditBlock)({ ledger, block_id, at }).ledger;
      }),
    ),
    fc
      .tuple(fc.constantFrom('one', 'two'), moment, fc.boolean())
      .map(([invoice_id, at, isIssued]) =>
        happening(
          `${at} ${invoice_id} is ${isIssued ? 'issued' : 'voided'}`,
          (ledger) => (isIssued ? issueCreditCharges : releaseCreditCharges)({ ledger, invoice_id, at }).ledger,
        ),
      ),
    fc.tuple(amounts[currency], moment, fc.boolean()).map(([amount, at, isEnded]) =>
      happening(
        `${at} allocation of ${amount} ${isEnded ? 'ends' : 'is granted'}`,
        (ledger) =>
          grantAllocations({
            ledger,
            allocations: isEnded ? [] : [{ id: 'monthly', amount, currency, cadence: 'monthly' }],
            periods: [{ start_date: '2026-01-05', end_date: '2026-02-05' }],
            ended: isEnded ? ['monthly'] : [],
            at,
          }).ledger,
      ),
    ),
  ];
}

/** A ledger in which something was granted and a part of it used, so that there is something to give back and to move. */
function begun(currency: LedgerCurrency): CreditLedger {
  const empty = createLedger({ customer_id: 'acme', currency });
  const grant = { entry_type: 'increment', block_id: 'first', amount: '90' } as const;
  const { ledger } = applyLedgerEntry({ ledger: empty, entry: grant, at: '2026-01-01' });
  return applyLedgerEntry({ ledger, entry: { entry_type: 'decrement', amount: '40' }, at: '2026-01-02' }).ledger;
}

const entryTypes = [
  'amendment',
  'credit_block_expiry',
  'decrement',
  'expiration_change',
  'increment',
  'void',
  'void_initiated',
];

describe.each(['USD', 'credits'] as const)('a ledger in %s, whatever happens to it', (currency) => {
  it('keeps its laws and does what the naive ledger does', () => {
    fc.assert(
      fc.property(fc.commands(anyHappening(currency), { maxCommands: 20, size: 'max' }), (commands) => {
        fc.modelRun(
          () => ({
            model: { none: null },
            real: { ledger: begun(currency), refused: 0 },
          }),
          commands,
        );
      }),
      { numRuns: 25 },
    );
    // A model that never met an entry of some type would say nothing about it.
    expect([...seen].sort()).toEqual(entryTypes);
  });
});
