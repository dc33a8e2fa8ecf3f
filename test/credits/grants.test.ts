import { describe, expect, it } from 'vitest';
import {
  applyLedgerEntry,
  billingPeriods,
  burnCredits,
  createLedger,
  creditBalance,
  deleteCreditBlock,
  evaluateTopUps,
  expireCredits,
  grantAllocations,
  issueCreditCharges,
  payCreditBlock,
  recognizedRevenue,
  releaseCreditCharges,
  type AllocationInput,
  type CreditLedger,
} from '../../src/index.js';
import { frozen } from '../support/frozen.js';
import { playLedger, tableOf } from '../support/ledger-scenario.js';

const empty = frozen(createLedger({ customer_id: 'acme', currency: 'credits' }));
const stored = (ledger: CreditLedger) => frozen(JSON.parse(JSON.stringify(ledger)) as CreditLedger);
const charge = (date: string, amount: string, invoice_id = 'i') => ({ date, price_id: 'p', invoice_id, amount });
const increment = (amount: number, more: object = {}) => ({ entry_type: 'increment' as const, amount, ...more });

describe('§8.6 top-ups', () => {
  const order = {
    id: 'refill',
    currency: 'credits',
    threshold: '10',
    amount: '50',
    per_unit_cost_basis: '0.10',
    invoice_settings: { auto_collection: true, net_terms: 0 },
  };
  const { ledger } = playLedger({ currency: 'credits' }, [
    { at: '2026-01-01', entry: increment(100, { block_id: 'A' }) },
    { at: '2026-01-08', charges: [charge('2026-01-03', '85'), charge('2026-01-05', '130'), charge('2026-01-06', '1')] },
  ]);
  const topped = evaluateTopUps({ ledger: stored(ledger), top_ups: [order], at: '2026-01-08' });

  it('buys as often as needed, on the day it is needed, before overage is taken', () => {
    // 01-03 leaves 15 > 10. 01-05: 15 − 130 = −115, so 50 × 3 = 150 give 35 > 10; 50 × 2 would not pay for the day.
    expect(tableOf(topped.ledger).map((row) => row.replace(/block:\S+/, 'T'))).toEqual([
      '0 2026-01-01 increment A 100: 0 → 100',
      '1 2026-01-03 decrement A 85: 100 → 15',
      '2 2026-01-05 increment T 50: 15 → 65',
      '3 2026-01-05 increment T 50: 65 → 115',
      '4 2026-01-05 increment T 50: 115 → 165',
      '5 2026-01-05 decrement A 15: 165 → 150',
      '6 2026-01-05 decrement T 50: 150 → 100',
      '7 2026-01-05 decrement T 50: 100 → 50',
      '8 2026-01-05 decrement T 15: 50 → 35',
      '9 2026-01-06 decrement T 1: 35 → 34',
    ]);
    expect(topped.uncovered).toEqual([]);
    const bought = topped.effects.flatMap((effect) => (effect.kind === 'credit_purchase' ? [effect.purchase] : []));
    expect(bought.map(({ quantity, unit_amount, invoice_date }) => [quantity, unit_amount, invoice_date])).toEqual(
      Array.from({ length: 3 }, () => ['50', '0.1', '2026-01-05T00:00:00+00:00']),
    );
  });

  it('buys nothing when evaluated again, or at once instead of in two steps', () => {
    const again = evaluateTopUps({ ledger: stored(topped.ledger), top_ups: [order], at: '2026-01-08' });
    expect(again.ledger).toEqual(topped.ledger);
    const early = evaluateTopUps({ ledger: stored(ledger), top_ups: [order], at: '2026-01-05' });
    const late = evaluateTopUps({ ledger: stored(early.ledger), top_ups: [order], at: '2026-01-08' });
    expect(tableOf(late.ledger)).toEqual(tableOf(topped.ledger));
  });

  // Found by a property: what two blocks lost at one instant was taken for two balances, of which no purchase mended the first.
  it('looks at an instant once all that it begins with has happened', () => {
    const expiring = { expiry_date: '2026-01-10' };
    const two = playLedger({ currency: 'credits' }, [
      { at: '2026-01-01', entry: increment(30, { block_id: 'A', ...expiring }) },
      { at: '2026-01-01', entry: increment(30, { block_id: 'B', ...expiring }) },
    ]).ledger;
    const { ledger: after } = evaluateTopUps({ ledger: stored(two), top_ups: [order], at: '2026-01-11' });
    expect(
      tableOf(after)
        .slice(2)
        .map((row) => row.replace(/block:\S+/, 'T')),
    ).toEqual([
      '2 2026-01-10 credit_block_expiry A 30: 60 → 30',
      '3 2026-01-10 credit_block_expiry B 30: 30 → 0',
      '4 2026-01-10 increment T 50: 0 → 50',
    ]);
  });

  it('fires at the threshold itself, and not above it', () => {
    const at = '2026-01-01';
    const held = (amount: number) => applyLedgerEntry({ ledger: empty, entry: increment(amount), at }).ledger;
    expect(evaluateTopUps({ ledger: held(10), top_ups: [order], at }).ledger.balance).toBe('60');
    expect(evaluateTopUps({ ledger: held(11), top_ups: [order], at }).ledger.balance).toBe('11');
  });

  it('buys no more than lifts the balance, where a purchase pays for what was a deficit', () => {
    // 33 for another item − 27 taken by hand are 6; less 6 without a conversion are 0, so that 10 are bought: 16 − 6 − 4 of
    // the 24 are 6 again, above 2, and the 20 that are left of them are billed.
    const other = increment(33, {
      block_id: 'A',
      filters: [{ field: 'item_id', operator: 'includes', values: ['b'] }],
    });
    const { ledger: indebted } = playLedger({ currency: 'credits' }, [
      { at: '2026-01-01', entry: other },
      { at: '2026-01-02', entry: { entry_type: 'decrement', amount: 27 } },
      {
        at: '2026-01-06',
        charges: [
          { ...charge('2026-01-05', '6'), overage: 'deficit' },
          { ...charge('2026-01-05', '24'), price_id: 'q' },
        ],
      },
    ]);
    const small = { ...order, threshold: '2', amount: '10' };
    const { ledger: lifted, uncovered } = evaluateTopUps({
      ledger: stored(indebted),
      top_ups: [small],
      at: '2026-01-06',
    });
    expect(lifted.blocks).toHaveLength(2);
    expect(lifted.balance).toBe('6');
    expect(uncovered.map(({ price_id, overage }) => [price_id, overage])).toEqual([['q', '20']]);
  });

  it('pauses while a purchase awaits its payment, and goes on from the day of payment', () => {
    const invoice_settings = { ...order.invoice_settings, require_successful_payment: true };
    const top_ups = [{ ...order, invoice_settings, expires_after: 1, expires_after_unit: 'month' as const }];
    const first = evaluateTopUps({ ledger: stored(ledger), top_ups, at: '2026-01-08' });
    expect(first.ledger.blocks.map(({ status }) => status)).toEqual(['active', 'pending_payment']);
    expect(first.uncovered.map(({ overage }) => overage)).toEqual(['115', '1']);
    const second = evaluateTopUps({ ledger: stored(first.ledger), top_ups, at: '2026-01-09' });
    expect(second.ledger.blocks).toHaveLength(2);
    const block_id = first.ledger.blocks[1]?.id ?? '';
    const paid = payCreditBlock({ ledger: stored(second.ledger), block_id, at: '2026-01-09T18:00:00Z' });
    expect(
      tableOf(paid.ledger)
        .at(-1)
        ?.replace(/block:\S+/, 'T'),
    ).toBe('3 2026-01-09 increment T 50: 0 → 50');
    expect(paid.ledger.blocks[1]?.expiry_date).toBe('2026-02-05T00:00:00+00:00');
  });

  it('looks at nothing before it is active, and the last order replaces the others', () => {
    const late = { ...order, active_from: '2026-01-06T12:00:00Z' };
    const after = evaluateTopUps({
      ledger: stored(ledger),
      top_ups: [{ ...order, amount: '1' }, late],
      at: '2026-01-08',
    });
    expect(after.uncovered.map(({ overage }) => overage)).toEqual(['115']);
    expect(after.ledger.blocks.slice(1).map(({ effective_date }) => effective_date.slice(0, 10))).toEqual([
      '2026-01-06',
    ]);
  });
});

describe('§8.6 allocations', () => {
  const periods = billingPeriods(
    { start_date: '2026-01-10', cadence: 'monthly', timezone: 'UTC', align_billing_with_subscription_start_date: true },
    { from: '2026-01-01', until: '2026-05-01' },
  ).map(({ start_date, end_date }) => ({ start_date, end_date }));
  const included: AllocationInput = { id: 'included', amount: 100, currency: 'credits', cadence: 'monthly' };
  const grant = (allocation: AllocationInput, at: string, ledger: CreditLedger = empty) =>
    grantAllocations({ ledger: stored(ledger), allocations: [allocation], periods, at }).ledger;
  const expiries = (ledger: CreditLedger) => ledger.blocks.map(({ expiry_date }) => expiry_date?.slice(0, 10) ?? null);

  it('expire with their period, after a time of their own, or never', () => {
    expect(expiries(grant({ ...included, expires_at_end_of_cadence: true }, '2026-03-01'))).toEqual([
      '2026-02-10',
      '2026-03-10',
    ]);
    expect(
      expiries(grant({ ...included, custom_expiration: { duration: 45, duration_unit: 'day' } }, '2026-03-01')),
    ).toEqual(['2026-02-24', '2026-03-27']);
    expect(expiries(grant(included, '2026-03-01'))).toEqual([null, null]);
    expect(grant(included, '2026-03-01').balance).toBe('200');
  });

  it('are granted once, however often and late it is asked for', () => {
    const january = grant(included, '2026-01-15');
    expect(tableOf(grant(included, '2026-03-01', january))).toEqual(tableOf(grant(included, '2026-03-01')));
    const other = grantAllocations({
      ledger: empty,
      allocations: [{ ...included, currency: 'USD' }],
      periods,
      at: '2026-03-01',
    });
    expect(other.ledger.blocks).toEqual([]);
  });

  it('end with their plan, whereas credits granted by hand stay', () => {
    const granted = grant(included, '2026-01-15');
    const both = applyLedgerEntry({
      ledger: stored(granted),
      entry: increment(7, { block_id: 'own' }),
      at: '2026-01-16',
    }).ledger;
    const ended = grantAllocations({
      ledger: stored(both),
      allocations: [],
      periods: [],
      ended: ['included'],
      at: '2026-01-20',
    }).ledger;
    expect(ended.entries.at(-1)).toMatchObject({
      entry_type: 'credit_block_expiry',
      amount: '100',
      ending_balance: '7',
    });
  });

  it('go to each licence in force, for its own usage, before the shared pool', () => {
    const license = (id: string, start_date: string, end_date: string | null) => ({
      id,
      external_license_id: id,
      license_type_id: 'seat',
      subscription_id: 's',
      status: 'active' as const,
      start_date,
      end_date,
    });
    const licenses = [
      license('ann', '2026-01-01T00:00:00Z', null),
      license('bob', '2026-01-20T15:00:00Z', '2026-02-01T00:00:00Z'),
      license('old', '2025-01-01T00:00:00Z', '2026-01-10T00:00:00Z'),
    ];
    const allocation = { ...included, amount: 10, expires_at_end_of_cadence: true, license_type_id: 'seat' };
    const granted = grantAllocations({
      ledger: empty,
      allocations: [allocation],
      periods,
      licenses,
      at: '2026-01-31',
    }).ledger;
    expect(
      granted.blocks.map(({ license_id, effective_date, expiry_date }) => [
        license_id,
        effective_date.slice(0, 10),
        expiry_date?.slice(0, 10),
      ]),
    ).toEqual([
      ['ann', '2026-01-10', '2026-02-10'],
      ['bob', '2026-01-20', '2026-02-01'],
    ]);
    const pooled = applyLedgerEntry({
      ledger: stored(granted),
      entry: increment(5, { block_id: 'pool', effective_date: '2026-01-10', expiry_date: '2026-01-25' }),
      at: '2026-01-31',
    }).ledger;
    const charges = [
      { ...charge('2026-01-22', '12'), license_id: 'ann' },
      charge('2026-01-22', '4'),
      { ...charge('2026-01-22', '3'), license_id: 'eve' },
    ];
    const burnt = burnCredits({ ledger: stored(pooled), charges, at: '2026-01-31' });
    // ann: 10 of her own, 2 of the pool; nobody in particular: the 3 left of the pool, 1 over; eve has neither.
    expect(burnt.uncovered.map(({ overage }) => overage)).toEqual(['1', '3']);
  });

  it('end with their licence, whether its end was known when they were granted or not (L39)', () => {
    const held = (end_date: string | null) => [
      {
        id: 'ann',
        external_license_id: 'ann',
        license_type_id: 'seat',
        subscription_id: 's',
        status: 'active' as const,
        start_date: '2026-01-01T00:00:00Z',
        end_date,
      },
    ];
    const allocation = { ...included, amount: 10, expires_at_end_of_cadence: true, license_type_id: 'seat' };
    const grantedAt = (at: string, ledger: CreditLedger, end_date: string | null) =>
      grantAllocations({ ledger, allocations: [allocation], periods, licenses: held(end_date), at }).ledger;
    const before = stored(grantedAt('2026-01-31', empty, null));
    const end = '2026-02-05T00:00:00Z';
    const known = grantedAt('2026-02-08', empty, end);
    expect(grantedAt('2026-02-08', before, end)).toEqual(known);
    expect(known.entries.map(({ entry_type, date, amount }) => [entry_type, date.slice(0, 10), amount])).toEqual([
      ['increment', '2026-01-10', '10'],
      ['credit_block_expiry', '2026-02-05', '10'],
    ]);
    // An end that is taken back leaves them until the end of their period; one before they were granted leaves none.
    expect(grantedAt('2026-02-08', stored(known), null)).toEqual(grantedAt('2026-02-08', empty, null));
    expect(grantedAt('2026-02-08', before, '2026-01-09T00:00:00Z').blocks).toEqual([]);
  });
});

describe('§8.5 payment, deletion, issue and release', () => {
  const played = playLedger({ currency: 'credits' }, [
    {
      at: '2026-01-01',
      entry: increment(40, {
        block_id: 'A',
        per_unit_cost_basis: '0.25',
        expiry_date: '2026-03-01',
        invoice_settings: { auto_collection: false, net_terms: 30 },
      }),
    },
    { at: '2026-01-10', charges: [charge('2026-01-05', '25'), charge('2026-01-06', '25')] },
  ]).ledger;

  it('asks for the invoice of a purchase: quantity × basis, dated when the credits take effect', () => {
    const entry = increment(40, { effective_date: '2026-02-01', per_unit_cost_basis: '0.25' });
    const credit_invoice_settings = { auto_collection: true, custom_due_date: '2026-03-01' };
    const bought = applyLedgerEntry({ ledger: empty, entry, at: '2026-01-01', credit_invoice_settings });
    const [purchase] = bought.effects.flatMap((effect) => (effect.kind === 'credit_purchase' ? [effect.purchase] : []));
    expect(purchase).toEqual({
      customer_id: 'acme',
      block_id: 'block:acme:credits:manual:20260201T000000Z',
      quantity: '40',
      unit_amount: '0.25',
      credit_currency: 'credits',
      invoice_date: '2026-02-01T00:00:00+00:00',
      net_terms: null,
      custom_due_date: '2026-03-01T00:00:00+00:00',
      auto_collection: true,
      mark_as_paid: false,
      require_successful_payment: false,
      memo: null,
      item_id: null,
    });
    // Pending until it takes effect: it is entered, and adds nothing.
    expect(bought.entries).toMatchObject([
      { entry_status: 'pending', amount: 40, starting_balance: 0, ending_balance: 0 },
    ]);
    expect(expireCredits({ ledger: stored(bought.ledger), at: '2026-02-01' }).entries).toMatchObject([
      { entry_status: 'committed', ending_balance: 40 },
    ]);
  });

  it('usage is pending until its day and the grace of 12 hours have passed', () => {
    const statuses = (at: string) =>
      burnCredits({ ledger: empty, charges: [{ ...charge('2026-01-05', '1'), overage: 'deficit' }], at }).entries.map(
        ({ entry_status }) => entry_status,
      );
    expect(statuses('2026-01-06T11:59:59Z')).toEqual(['pending']);
    expect(statuses('2026-01-06T12:00:00Z')).toEqual(['committed']);
  });

  it('an issued invoice keeps what credits paid of it, whatever becomes of the block', () => {
    const issued = issueCreditCharges({ ledger: stored(played), invoice_id: 'i', at: '2026-02-01' }).ledger;
    const deleted = deleteCreditBlock({ ledger: stored(issued), block_id: 'A', at: '2026-02-02' });
    expect(tableOf(deleted.ledger)).toEqual([
      '0 2026-01-05 decrement deficit 25: 0 → -25',
      '1 2026-01-06 decrement deficit 15: -25 → -40',
    ]);
    expect(deleted.effects.map(({ kind }) => kind)).toEqual([
      'credit_block',
      'ledger_entry',
      'ledger_entry',
      'ledger_entry',
      'credit_purchase_undone',
    ]);
    expect(() =>
      burnCredits({ ledger: stored(issued), charges: [charge('2026-01-05', '1')], at: '2026-02-03' }),
    ).toThrow('was issued');
  });

  it('issue, then release, restores the credits (L46)', () => {
    const issued = issueCreditCharges({ ledger: stored(played), invoice_id: 'i', at: '2026-02-01' }).ledger;
    const released = releaseCreditCharges({ ledger: stored(issued), invoice_id: 'i', at: '2026-02-02' }).ledger;
    expect(creditBalance({ ledger: stored(released), at: '2026-02-02' })).toMatchObject({
      balance: '40',
      deficit: '0',
      blocks: [{ id: 'A', balance: 40 }],
    });
  });

  it('recognises what was used and what expired at its cost basis, on its day', () => {
    const { rows, total } = recognizedRevenue({ ledger: stored(played), from: '2026-01-06', until: '2026-03-02' });
    // 40 − 25 = 15 on 01-06, × 0.25; nothing is left to expire.
    expect(rows).toMatchObject([{ cause: 'usage', quantity: '15', amount: '3.75' }]);
    expect(total).toBe('3.75');
  });
});
