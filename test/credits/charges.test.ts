import fc from 'fast-check';
import { applyLedgerEntry, burnCredits, createLedger, type BurnCreditsInput, type CreditLedger } from 'reckoner';
import { describe, expect, it } from 'vitest';
import { frozen } from '../support/frozen.js';
import { faultsOf } from '../support/refusal.js';

const empty = createLedger({ customer_id: 'acme', currency: 'credits', timezone: 'America/New_York' });
const entry = { entry_type: 'increment', amount: 100 } as const;
const { ledger } = applyLedgerEntry({ ledger: empty, entry, at: '2026-01-01' });

const date = fc.constantFrom('2026-01-05', '2026-01-05T12:00:00Z', '2026-01-06T05:00:00+00:00', '2026-02-30', '', 5);
const name = fc.constantFrom<unknown>('cpu', 'gpu', '', null, 7);
const optional = fc.constantFrom<unknown>(undefined, null, 'one', 1);

/** Charges right and wrong in any key, and with keys that no charge has. */
const charge = fc.record(
  {
    date,
    price_id: name,
    invoice_id: name,
    amount: fc.constantFrom<unknown>('12.50', 3, 0, '-1', '1e3', null, { toFixed: () => '4' }),
    item_id: optional,
    license_id: optional,
    license_status: fc.constantFrom<unknown>('active', 'inactive', null, undefined, 'gone'),
    price_type: fc.constantFrom<unknown>('usage_price', 'fixed_price', 'composite_price', null, 'free'),
    overage: fc.constantFrom<unknown>('bill', 'deficit', null, undefined, 'forgive'),
    issued: fc.constant('1'),
    toString: fc.constant('x'),
  },
  { requiredKeys: ['date', 'price_id', 'invoice_id', 'amount'] },
);

function outcomeOf(given: CreditLedger, charges: readonly unknown[]): unknown {
  const call = frozen({ ledger: given, charges, at: '2026-01-08' }) as BurnCreditsInput;
  try {
    return JSON.stringify(burnCredits(call));
  } catch {
    return faultsOf(() => burnCredits(call));
  }
}

/** The same object without a prototype: it is read key by key, as anything is that JSON did not make. */
const bare = (object: object): object => Object.assign(Object.create(null) as object, object);

describe('charges', () => {
  it('are read by name as they are key by key, faults and all', () => {
    fc.assert(
      fc.property(fc.array(charge, { minLength: 1, maxLength: 3 }), (charges) => {
        expect(outcomeOf(ledger, charges)).toEqual(outcomeOf(ledger, charges.map(bare)));
      }),
      { numRuns: 150 },
    );
  });

  it('are taken up from a ledger as they were recorded, issued or not, by name as key by key', () => {
    const charges = [
      { date: '2026-01-05', price_id: 'cpu', invoice_id: 'january', amount: '70' },
      { date: '2026-01-06', price_id: 'gpu', invoice_id: 'january', amount: '42.5', overage: 'deficit' },
    ] as const;
    const burnt = burnCredits({ ledger, charges, at: '2026-01-07' }).ledger;
    const issued = { ...burnt, charges: burnt.charges.map((own) => ({ ...own, issued: '10' })) };
    for (const given of [
      burnt,
      { ...issued, entries: [], balance: '0', blocks: burnt.blocks.map((block) => ({ ...block, balance: '0' })) },
    ]) {
      const next = { date: '2026-01-07', price_id: 'cpu', invoice_id: 'february', amount: 1 };
      const read = outcomeOf(given, [next]);
      expect(read).toBe(outcomeOf({ ...given, charges: given.charges.map(bare) as CreditLedger['charges'] }, [next]));
      // 100 − 70 − 42.5, the last 1 being left to bill; and with both fixed at 10: 100 − 10 − 10 − 1.
      expect(read).toContain(given === burnt ? '"balance":"-12.5"' : '"balance":"79"');
    }
  });

  it('inherit nothing: a key of every object is no key of theirs', () => {
    const own = { date: '2026-01-05', price_id: 'cpu', invoice_id: 'january', amount: '70' };
    const before = outcomeOf(ledger, [own]);
    // oxlint-disable-next-line no-extend-native -- what a hostile library does, and the test undoes
    Object.defineProperty(Object.prototype, 'issued', { value: '5', configurable: true });
    try {
      expect(outcomeOf(ledger, [own])).toEqual(before);
    } finally {
      delete (Object.prototype as { issued?: string }).issued;
    }
  });
});
