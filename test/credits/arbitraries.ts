import * as fc from 'fast-check';
import type { ApplyLedgerEntryInput, CreditChargeInput } from '../../src/index.js';

/** January, day by day. */
export function dayText(day: number): string {
  return `2026-01-${String(day).padStart(2, '0')}`;
}

/** Amounts of a ledger in cents, and of one in a unit with eighteen places. */
export const amounts = {
  USD: fc
    .integer({ min: 1, max: 9_999 })
    .map((cents) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`),
  credits: fc
    .tuple(fc.integer({ min: 0, max: 99 }), fc.bigInt({ min: 1n, max: 10n ** 18n - 1n }))
    .map(([whole, atoms]) => `${whole}.${String(atoms).padStart(18, '0')}`),
} as const;

export type LedgerCurrency = keyof typeof amounts;

const items = ['cpu', 'gpu', 'disk'];

/** An increment: dates in January, sometimes an item filter, sometimes a cost basis. */
export function anyIncrement(currency: LedgerCurrency): fc.Arbitrary<ApplyLedgerEntryInput['entry']> {
  return fc
    .record({
      amount: amounts[currency],
      effective: fc.integer({ min: 1, max: 20 }),
      lasts: fc.option(fc.integer({ min: 1, max: 25 })),
      basis: fc.option(fc.constantFrom('0.10', '0.25', '1')),
      awaits: fc.boolean(),
      items: fc.option(fc.subarray(items, { minLength: 1 })),
    })
    .map(({ amount, effective, lasts, basis, awaits, items: own }) => ({
      entry_type: 'increment' as const,
      amount,
      effective_date: dayText(effective),
      expiry_date: lasts === null || effective + lasts > 31 ? null : dayText(effective + lasts),
      per_unit_cost_basis: basis,
      invoice_settings:
        basis === null ? null : { auto_collection: false, net_terms: 0, require_successful_payment: awaits },
      filters: own === null ? [] : [{ field: 'item_id' as const, operator: 'includes' as const, values: own }],
    }));
}

/** The charges of one invoice, in any order of days. */
export function anyCharges(currency: LedgerCurrency): fc.Arbitrary<CreditChargeInput[]> {
  return fc.constantFrom('one', 'two').chain((invoice_id) =>
    fc.array(
      fc
        .record({
          day: fc.integer({ min: 1, max: 25 }),
          item_id: fc.constantFrom(...items),
          amount: amounts[currency],
          overage: fc.constantFrom('bill' as const, 'bill' as const, 'deficit' as const),
        })
        .map(({ day, item_id, amount, overage }) => ({
          date: dayText(day),
          price_id: item_id,
          item_id,
          invoice_id,
          amount,
          overage,
        })),
      { minLength: 1, maxLength: 8 },
    ),
  );
}
