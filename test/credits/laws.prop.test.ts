import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyLedgerEntry,
  burnCredits,
  createLedger,
  evaluateTopUps,
  type ApplyLedgerEntryInput,
  type CreditLedger,
} from '../../src/index.js';
import { frozen } from '../support/frozen.js';
import { amounts, anyCharges, anyIncrement, dayText, type LedgerCurrency } from './arbitraries.js';
import { units } from './reference.js';

const currencies = fc.constantFrom<LedgerCurrency>('USD', 'credits');
const at = '2026-01-30';

function granted(currency: string, entries: readonly ApplyLedgerEntryInput['entry'][]): CreditLedger {
  const empty = createLedger({ customer_id: 'acme', currency });
  return entries.reduce(
    (ledger, entry) => applyLedgerEntry({ ledger: frozen(ledger), entry, at: '2026-01-01' }).ledger,
    empty,
  );
}

const signed = (text: string) => (text.startsWith('-') ? -units(text.slice(1)) : units(text));

describe('laws of burning (§8)', () => {
  it('usage that can be billed never makes a balance negative, and paid + overage = charge (D15, L38)', () => {
    const anyLedger = currencies.chain((currency) =>
      fc.tuple(fc.constant(currency), fc.array(anyIncrement(currency), { maxLength: 4 }), anyCharges(currency)),
    );
    fc.assert(
      fc.property(anyLedger, ([currency, grants, charges]) => {
        const billed = charges.map((charge) => ({
          ...charge,
          amount: String(charge.amount),
          overage: 'bill' as const,
        }));
        const burnt = burnCredits({ ledger: granted(currency, grants), charges: frozen(billed), at });
        for (const { ending_balance } of burnt.ledger.entries) expect(ending_balance.startsWith('-')).toBe(false);
        const sum = (texts: readonly string[]) => texts.reduce((total, text) => total + units(text), 0n);
        const paid = burnt.ledger.entries.filter(({ price_id }) => price_id !== null).map(({ amount }) => amount);
        const over = burnt.uncovered.map(({ overage }) => overage);
        expect(sum(paid) + sum(over)).toBe(sum(billed.map(({ amount }) => amount)));
      }),
      { numRuns: 80 },
    );
  });

  it('what expires of a block does not depend on debits that it does not serve', () => {
    const anyDebits = fc.array(fc.tuple(fc.integer({ min: 1, max: 28 }), amounts.USD, fc.boolean()), { maxLength: 8 });
    fc.assert(
      fc.property(anyDebits, (debits) => {
        const gpu = [{ field: 'item_id', operator: 'includes', values: ['gpu'] }] as const;
        const ledger = granted('USD', [
          { entry_type: 'increment', block_id: 'own', amount: '150.00', expiry_date: '2026-01-20', filters: gpu },
          { entry_type: 'increment', block_id: 'open', amount: '80.00' },
        ]);
        const charges = debits.map(([day, amount, isServed]) => ({
          date: dayText(day),
          price_id: 'p',
          item_id: isServed ? 'gpu' : 'cpu',
          invoice_id: 'i',
          amount,
        }));
        const expiriesAfter = (own: typeof charges) =>
          burnCredits({ ledger, charges: own, at })
            .ledger.entries.filter(({ entry_type }) => entry_type === 'credit_block_expiry')
            .map(({ date, block_id, amount }) => [date, block_id, amount]);
        expect(expiriesAfter(charges)).toEqual(expiriesAfter(charges.filter(({ item_id }) => item_id === 'gpu')));
      }),
      { numRuns: 80 },
    );
  });
});

describe('laws of top-ups (§8.6)', () => {
  const anyOrder = fc.record({
    threshold: fc.integer({ min: 0, max: 60 }),
    amount: fc.integer({ min: 15, max: 50 }),
    lasts: fc.option(fc.integer({ min: 5, max: 20 })),
  });
  const anyUse = fc.array(fc.tuple(fc.integer({ min: 2, max: 28 }), fc.integer({ min: 1, max: 90 })), { maxLength: 6 });

  it('every purchase was needed, and none is missing: the least number lifts the balance above the threshold', () => {
    fc.assert(
      fc.property(anyOrder, anyUse, fc.integer({ min: 1, max: 120 }), ({ threshold, amount, lasts }, use, first) => {
        const opening = granted('credits', [{ entry_type: 'increment', block_id: 'first', amount: first }]);
        const charges = use.map(([day, used]) => ({
          date: dayText(day),
          price_id: 'p',
          invoice_id: 'i',
          amount: String(used),
        }));
        const { ledger } = burnCredits({ ledger: opening, charges, at });
        const order = {
          id: 'refill',
          currency: 'credits',
          threshold: String(threshold),
          amount: String(amount),
          per_unit_cost_basis: '0',
          invoice_settings: { auto_collection: false, net_terms: 0 },
          expires_after: lasts,
          expires_after_unit: 'day' as const,
        };
        const topped = evaluateTopUps({
          ledger: frozen(ledger),
          top_ups: [order],
          at,
          policies: { max_top_ups: 10_000 },
        });
        const low = (own: CreditLedger) => lowDays(own, threshold);
        // None is missing: nothing is left to bill, and no day closes at or below the threshold.
        expect(topped.uncovered).toEqual([]);
        expect(low(topped.ledger)).toEqual([]);
        expect(units(topped.ledger.balance)).toBeGreaterThan(units(String(threshold)));
        // Each was needed: on the day for which the last one was bought, one fewer would leave the balance too low.
        const last = [...topped.ledger.blocks].reverse().find(({ granted_by }) => granted_by === 'refill');
        if (last === undefined) return;
        const without = burnCredits({
          ledger: frozen({
            ...createLedger({ customer_id: 'acme', currency: 'credits' }),
            blocks: topped.ledger.blocks.filter((block) => block !== last).map((block) => ({ ...block, balance: '0' })),
          }),
          charges,
          at,
        });
        expect(without.uncovered.length + low(without.ledger).length).toBeGreaterThan(0);
      }),
      { numRuns: 30 },
    );
  });

  /** Days that close at or below the threshold, the whole of an instant having happened. */
  function lowDays({ entries, balance }: CreditLedger, threshold: number): readonly string[] {
    const closing = new Map(entries.map(({ date, ending_balance }) => [date, ending_balance]));
    closing.set(at, balance);
    return [...closing].filter(([, ending]) => signed(ending) <= units(String(threshold))).map(([date]) => date);
  }
});
