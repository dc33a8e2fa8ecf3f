import { describe, expect, it } from 'vitest';
import {
  applyLedgerEntry,
  burnCredits,
  createLedger,
  evaluateTopUps,
  expireCredits,
  type ApplyLedgerEntryInput,
  type CreditLedger,
} from '../../src/index.js';
import { frozen } from '../support/frozen.js';
import { playLedger } from '../support/ledger-scenario.js';
import { faultsOf } from '../support/refusal.js';

const { ledger: played } = playLedger({ currency: 'USD' }, [
  { at: '2026-01-01', entry: { entry_type: 'increment', block_id: 'A', amount: '40.00', expiry_date: '2026-01-10' } },
  { at: '2026-01-01', entry: { entry_type: 'increment', block_id: 'B', amount: '100.00', expiry_date: '2026-03-01' } },
  { at: '2026-01-01', entry: { entry_type: 'increment', block_id: 'C', amount: '100.00', expiry_date: '2026-03-01' } },
  {
    at: '2026-01-01',
    entry: { entry_type: 'increment', block_id: 'D', amount: '10.00', effective_date: '2026-02-01' },
  },
  { at: '2026-01-03', charges: [{ date: '2026-01-02', price_id: 'p', invoice_id: 'i', amount: '40' }] },
]);
const ledger = frozen(JSON.parse(JSON.stringify(played)) as CreditLedger);

function refusedEntry(entry: unknown, at = '2026-01-05'): readonly string[] {
  return faultsOf(() => applyLedgerEntry({ ledger, entry: entry as ApplyLedgerEntryInput['entry'], at }));
}

const settings = { auto_collection: false };

describe('entries that cannot be made', () => {
  it.each([
    [
      'amendment beyond what was used',
      { entry_type: 'amendment', block_id: 'B', amount: 1 },
      'amendment_exceeds_initial entry.amount',
    ],
    [
      'void beyond the initial balance',
      { entry_type: 'void', block_id: 'B', amount: 101 },
      'void_exceeds_initial entry.amount',
    ],
    [
      'moving more than is left',
      { entry_type: 'expiration_change', block_id: 'B', amount: 101, target_expiry_date: '2026-04-01' },
      'insufficient_block_balance entry.amount',
    ],
    [
      'expiry before the effective date',
      { entry_type: 'expiration_change', block_id: 'B', target_expiry_date: '2025-12-01' },
      'expiry_before_effective entry.target_expiry_date',
    ],
    [
      'two blocks of one expiry',
      { entry_type: 'expiration_change', expiry_date: '2026-03-01', target_expiry_date: '2026-04-01' },
      'ambiguous_block entry.expiry_date',
    ],
    [
      'no block of an expiry',
      { entry_type: 'expiration_change', expiry_date: '2026-03-02', target_expiry_date: '2026-04-01' },
      'block_not_found entry.expiry_date',
    ],
    [
      'neither block nor expiry',
      { entry_type: 'expiration_change', target_expiry_date: '2026-04-01' },
      'missing_field entry.block_id',
    ],
    ['no target', { entry_type: 'expiration_change', block_id: 'B' }, 'missing_field entry.target_expiry_date'],
    ['an unknown block', { entry_type: 'void', block_id: 'Z', amount: 1 }, 'block_not_found entry.block_id'],
    [
      'a block that does not count yet',
      { entry_type: 'void', block_id: 'D', amount: 1 },
      'block_not_found entry.block_id',
    ],
    ['nothing', { entry_type: 'decrement', amount: 0 }, 'invalid_amount entry.amount'],
    ['a negative amount', { entry_type: 'increment', amount: '-5.00' }, 'invalid_amount entry.amount'],
    ['less than a cent', { entry_type: 'increment', amount: '5.001' }, 'unrounded_amount entry.amount'],
    ['another currency', { entry_type: 'decrement', amount: 1, currency: 'EUR' }, 'currency_mismatch entry.currency'],
    [
      'a price without an invoice',
      { entry_type: 'increment', amount: 1, per_unit_cost_basis: '1' },
      'cost_basis_requires_invoice entry.invoice_settings',
    ],
    [
      'an invoice without a price',
      { entry_type: 'increment', amount: 1, invoice_settings: { ...settings, net_terms: 1 } },
      'missing_field entry.per_unit_cost_basis',
    ],
    [
      'no terms',
      { entry_type: 'increment', amount: 1, per_unit_cost_basis: '1', invoice_settings: settings },
      'due_date_terms entry.invoice_settings.net_terms',
    ],
    [
      'both terms',
      {
        entry_type: 'increment',
        amount: 1,
        per_unit_cost_basis: '1',
        invoice_settings: { ...settings, net_terms: 1, custom_due_date: '2026-02-01' },
      },
      'due_date_terms entry.invoice_settings.net_terms',
    ],
    [
      'a negative price',
      { entry_type: 'increment', amount: 1, per_unit_cost_basis: '-1' },
      'invalid_amount entry.per_unit_cost_basis',
    ],
    [
      'an expiry at the start',
      { entry_type: 'increment', amount: 1, effective_date: '2026-01-04', expiry_date: '2026-01-04' },
      'expiry_before_effective entry.expiry_date',
    ],
    ['an unknown type', { entry_type: 'refund', amount: 1 }, 'invalid_type entry.entry_type'],
    ['an unknown field', { entry_type: 'decrement', amount: 1, block_id: 'A' }, 'invalid_type entry.block_id'],
  ])('%s', (_name, entry, fault) => {
    expect(refusedEntry(entry)).toEqual([fault]);
  });

  // Found by a property: a block that was used up leaves no expiry entry, but its day has come all the same.
  it('an amendment of a block that was used up and has expired', () => {
    const amendment = { entry_type: 'amendment', block_id: 'A', amount: 1 };
    expect(refusedEntry(amendment, '2026-01-10')).toEqual(['block_not_found entry.block_id']);
    expect(applyLedgerEntry({ ledger, entry: amendment as never, at: '2026-01-09' }).ledger.balance).toBe('201');
  });

  it('faults of one entry are told together', () => {
    expect(
      refusedEntry({
        entry_type: 'increment',
        amount: 'much',
        filters: [{ field: 'colour', operator: 'includes', values: ['red'] }],
      }),
    ).toEqual(['invalid_decimal entry.amount', 'invalid_type entry.filters[0].field']);
  });
});

describe('ledgers that cannot be right', () => {
  const changed = (change: (copy: any) => void): CreditLedger => {
    const copy = JSON.parse(JSON.stringify(ledger)) as CreditLedger;
    change(copy);
    return frozen(copy);
  };

  it.each([
    [
      'a gap in the sequence',
      (copy: any) => copy.entries.splice(2, 1),
      'inconsistent_history ledger.entries[2].ledger_sequence_number',
    ],
    [
      'an entry that does not start where the last ended',
      (copy: any) => (copy.entries[2].starting_balance = '7'),
      'inconsistent_history ledger.entries[2].starting_balance',
    ],
    [
      'an entry that does not add up',
      (copy: any) => (copy.entries[1].amount = '99'),
      'inconsistent_history ledger.entries[1].ending_balance',
    ],
    ['another balance than the last', (copy: any) => (copy.balance = '1'), 'inconsistent_history ledger.balance'],
    ['a block twice', (copy: any) => copy.blocks.push(copy.blocks[0]), 'inconsistent_history ledger.blocks'],
    [
      'a block that holds more than its entries left it',
      (copy: any) => (copy.blocks[1].balance = '7'),
      'inconsistent_history ledger.blocks[1].balance',
    ],
    [
      'a block that was granted otherwise than its increment says',
      (copy: any) => (copy.blocks[1].amount = '7'),
      'inconsistent_history ledger.blocks[1].amount',
    ],
  ])('%s', (_name, change, fault) => {
    expect(faultsOf(() => expireCredits({ ledger: changed(change), at: '2026-01-05' }))).toContain(fault);
  });

  it('an unknown zone, a cyclic filter and a million charges of nothing', () => {
    expect(
      faultsOf(() => expireCredits({ ledger: { ...ledger, timezone: 'Mars/Olympus' }, at: '2026-01-05' })),
    ).toEqual(['unknown_timezone ledger.timezone']);
    const cyclic: any = { entry_type: 'increment', amount: 1 };
    cyclic.filters = [cyclic];
    expect(refusedEntry(cyclic)).toContain('missing_field entry.filters[0].field');
    expect(faultsOf(() => burnCredits({ ledger, charges: 'all' as never, at: '2026-01-05' }))).toEqual([
      'invalid_type charges',
    ]);
  });

  it('a charge below zero', () => {
    const charges = [{ date: '2026-01-04', price_id: 'p', invoice_id: 'i', amount: '-1' }];
    expect(faultsOf(() => burnCredits({ ledger, charges, at: '2026-01-05' }))).toEqual([
      'invalid_amount charges[0].amount',
    ]);
  });
});

describe('top-ups that would not end', () => {
  const order = {
    id: 't',
    currency: 'USD',
    threshold: '500',
    amount: '1',
    per_unit_cost_basis: '1',
    invoice_settings: { auto_collection: false, net_terms: 0 },
  };
  it('an amount of zero, and more purchases than the cap', () => {
    const at = '2026-01-05';
    expect(faultsOf(() => evaluateTopUps({ ledger, top_ups: [{ ...order, amount: '0' }], at }))).toEqual([
      'invalid_amount top_ups[0].amount',
    ]);
    expect(faultsOf(() => evaluateTopUps({ ledger, top_ups: [order], at }))).toEqual(['top_up_limit top_ups']);
    expect(
      evaluateTopUps({ ledger: createLedger({ customer_id: 'a', currency: 'EUR' }), top_ups: [order], at }).effects,
    ).toEqual([]);
  });
});
