import fc from 'fast-check';
import {
  auditInvoice,
  draftInvoice,
  explain,
  percentTax,
  type AdjustmentInput,
  type DraftInvoiceInput,
  type PriceInput,
} from 'reckoner';
import { describe, expect, it } from 'vitest';
import type { InvoiceInput } from '../../src/wire/index.js';
import { expectToAddUp } from '../support/explanation-law.js';
import { frozen } from '../support/frozen.js';
import { print, printScaled, rational, sum } from '../support/rational.js';

const cents = (max: number) => fc.integer({ min: 0, max }).map((units) => printScaled(BigInt(units), 2));
const ids = ['a', 'b', 'c', 'd'] as const;

const priceOf = (id: string): fc.Arbitrary<PriceInput> =>
  fc
    .record({
      rate: fc.integer({ min: 0, max: 40_000 }).map((units) => printScaled(BigInt(units), 4)),
      fixed: fc.boolean(),
      unit: fc.constantFrom('USD', 'USD', 'USD', 'credits'),
    })
    .map(({ rate, fixed, unit }) => ({
      id,
      model_type: 'unit',
      unit_config: { unit_amount: rate },
      price_type: fixed ? 'fixed_price' : 'usage_price',
      currency: unit,
      ...(unit === 'credits' && { conversion_rate: '0.65' }),
    }));

const adjustment = fc
  .record({
    scope: fc.subarray([...ids], { minLength: 1 }),
    value: cents(30_000),
    share: fc.constantFrom('0.05', '0.333', '1'),
    kind: fc.constantFrom('amount', 'percentage', 'minimum', 'maximum', 'usage'),
  })
  // By filter, so that prices in a pricing unit are passed over where they are among those selected.
  .map(({ scope, value, share, kind }): AdjustmentInput => {
    const filters = [
      { field: 'price_id', operator: 'excludes', values: ids.filter((id) => !scope.includes(id)) },
    ] as const;
    if (kind === 'amount') return { adjustment_type: 'amount_discount', amount_discount: value, filters };
    if (kind === 'percentage') return { adjustment_type: 'percentage_discount', percentage_discount: share, filters };
    if (kind === 'minimum') return { adjustment_type: 'minimum', minimum_amount: value, filters };
    if (kind === 'maximum') return { adjustment_type: 'maximum', maximum_amount: value, filters };
    return { adjustment_type: 'usage_discount', usage_discount: '2.5', filters };
  });

const invoices = fc
  .record({
    prices: fc.tuple(...ids.map(priceOf)),
    quantities: fc.tuple(...ids.map(() => cents(50_000))),
    adjustments: fc.array(adjustment, { maxLength: 5 }),
    paid: fc.integer({ min: 0, max: 100 }),
    rate: fc.constantFrom('0', '8.875', '20'),
    balance: fc.integer({ min: -5000, max: 500_000 }).map((units) => printScaled(BigInt(units), 2)),
  })
  .map(({ prices, quantities, adjustments, paid, rate, balance }): DraftInvoiceInput => ({
    customer: { id: 'acme', currency: 'USD', balance },
    prices,
    usage: Object.fromEntries(ids.map((id, position) => [id, { quantity: quantities[position] ?? '0' }])),
    period: { start_date: '2026-01-01', end_date: '2026-02-01' },
    adjustments,
    tax: percentTax([{ tax_rate_description: 'Tax', tax_rate_percentage: rate }]),
    // One block that pays a share of each charge, in whole cents.
    payWithCredits: (charges) =>
      charges.map(({ amount }) => {
        const units = (rational(amount).over * BigInt(paid) * 100n) / (rational(amount).under * 100n);
        return units > 0n ? [{ block_id: 'b', amount: printScaled(units, 2) }] : [];
      }),
  }));

describe('every invoice', () => {
  it('L5, L8, L9 adds up for an auditor and in its explanation; L1, L2, L4 is a function of its input', () => {
    fc.assert(
      fc.property(invoices, (input) => {
        const draft = draftInvoice(frozen(input));
        expect(auditInvoice({ invoices: [draft.invoice as InvoiceInput] })).toEqual([]);
        expectToAddUp(explain(draft));
        const bytes = JSON.stringify([draft.invoice, draft.workings]);
        const again = draftInvoice(input);
        expect(JSON.stringify([again.invoice, again.workings])).toBe(bytes);
        expect(JSON.parse(bytes)).toEqual([draft.invoice, draft.workings]);
      }),
      { numRuns: 200 },
    );
  });

  it('L3 has the same lines whatever the order of its prices, up to cents that are shared', () => {
    fc.assert(
      fc.property(invoices, (input) => {
        const total = (order: readonly PriceInput[] | undefined) =>
          draftInvoice({ ...input, prices: order, tax: undefined }).invoice;
        const [one, other] = [total(input.prices), total([...(input.prices ?? [])].reverse())];
        expect(other.subtotal).toBe(one.subtotal);
        // A cent that two equal remainders compete for goes to the earlier line, whichever that is.
        for (const line of one.line_items) {
          const twin = other.line_items.find(({ price }) => price.id === line.price.id);
          const gap = rational(
            print(
              sum([rational(line.adjusted_subtotal), rational(`-${twin?.adjusted_subtotal ?? '0'}`.replace('--', ''))]),
            ),
          );
          expect(Math.abs(Number(gap.over) / Number(gap.under))).toBeLessThanOrEqual(0.01);
        }
      }),
      { numRuns: 100 },
    );
  });
});
