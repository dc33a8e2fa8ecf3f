import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addLineItem, auditInvoice, createOneOffInvoice, percentTax, removeLineItem } from '../../src/index.js';
import type { InvoiceInput } from '../../src/wire/index.js';
import { frozen } from '../support/frozen.js';
import { adjustNaively, type NaiveAdjustment } from '../support/naive-adjustments.js';
import { at, customer, draftOf, inputOf, lineItem } from '../support/one-off.js';
import { print, product, rational } from '../support/rational.js';
import { cents, toCents } from '../support/recorded-invoices.js';

const quantity = fc
  .integer({ min: 0, max: 2_000 })
  .map((hundredths) => print({ over: BigInt(hundredths), under: 100n }));
const rate = fc.integer({ min: 0, max: 50_000 }).map((mills) => print({ over: BigInt(mills), under: 1000n }));
const sold = fc.array(fc.record({ quantity, rate }), { minLength: 1, maxLength: 6 });
type Sold = { readonly quantity: string; readonly rate: string };

const amountOff = fc.integer({ min: 0, max: 200_000 }).map((hundredths) => ({
  discount: { discount_type: 'amount', amount_discount: cents(hundredths) } as const,
  naive: { type: 'amount', value: cents(hundredths), bands: [] } as const,
}));
const percentageOff = fc.integer({ min: 0, max: 100 }).map((hundredths) => ({
  discount: { discount_type: 'percentage', percentage_discount: cents(hundredths) } as const,
  naive: { type: 'percentage', value: cents(hundredths), bands: [] } as const,
}));
const discounts = fc.oneof(amountOff, percentageOff);

const linesOf = (list: readonly Sold[]) => list.map((line, n) => lineItem(`L${n}`, line.quantity, line.rate));

/** What the lines come to by §6, on quotients of whole numbers. */
function naively(list: readonly Sold[], adjustment: Omit<NaiveAdjustment, 'on'>) {
  const subtotals = list.map((line) => print(product(rational(line.quantity), rational(line.rate))));
  return adjustNaively(subtotals, [{ ...adjustment, on: list.map((_, position) => position) }], 2);
}

const figures = (invoice: { line_items: readonly { subtotal: string; adjusted_subtotal: string; amount: string }[] }) =>
  invoice.line_items.map(({ subtotal, adjusted_subtotal, amount }) => ({ subtotal, adjusted_subtotal, amount }));

const expected = (lines: ReturnType<typeof naively>) =>
  lines.map(({ subtotal, adjusted }) => ({
    subtotal: cents(Number(subtotal)),
    adjusted_subtotal: cents(Number(adjusted)),
    amount: cents(Number(adjusted)),
  }));

describe('one-off invoices', () => {
  it('come to quantity × unit price less the discount, in exact arithmetic', () => {
    fc.assert(
      fc.property(sold, discounts, (list, { discount, naive }) => {
        const { invoice } = createOneOffInvoice(frozen(inputOf(linesOf(list), { discount })));
        expect(figures(invoice)).toEqual(expected(naively(list, naive)));
        const sum = invoice.line_items.reduce((total, { amount }) => total + toCents(amount), 0);
        expect(toCents(invoice.total)).toBe(sum);
        expect(auditInvoice({ invoices: [invoice as InvoiceInput] })).toEqual([]);
      }),
    );
  });

  it('come to the same however they lost a line: removed, or never asked for', () => {
    fc.assert(
      fc.property(sold, discounts, fc.nat(), (list, { discount, naive }, which) => {
        const position = which % list.length;
        const draft = draftOf(linesOf(list), { discount });
        const line_item_id = draft.line_items[position]!.id;
        const { invoice } = removeLineItem(frozen({ invoice: draft, customer, at, line_item_id }));
        const left = list.filter((_, other) => other !== position);
        expect(figures(invoice)).toEqual(expected(naively(left, naive)));
        expect(auditInvoice({ invoices: [invoice as InvoiceInput] })).toEqual([]);
      }),
    );
  });

  it('come back to the draft when a line is added and removed', () => {
    const amounts = fc.integer({ min: -100_000, max: 100_000 }).map(cents);
    const taxes = fc.constantFrom(undefined, percentTax([{ tax_rate_description: 'T', tax_rate_percentage: '8.875' }]));
    fc.assert(
      fc.property(sold, discounts, amounts, quantity, taxes, (list, { discount }, amount, units, tax) => {
        const { invoice: draft } = createOneOffInvoice({ ...inputOf(linesOf(list), { discount }), tax });
        const days = { start_date: '2026-03-02', end_date: '2026-03-02' };
        const request = { invoice_id: draft.id, name: 'More', quantity: units, amount, ...days };
        const { invoice, line_item } = addLineItem(frozen({ invoice: draft, customer, at, request, tax }));
        expect(line_item.amount).toBe(amount);
        const more = toCents(amount) + line_item.tax_amounts.reduce((sum, own) => sum + toCents(own.amount), 0);
        expect(toCents(invoice.total)).toBe(toCents(draft.total) + more);
        expect(auditInvoice({ invoices: [invoice as InvoiceInput] })).toEqual([]);
        const removed = removeLineItem(frozen({ invoice, customer, at, line_item_id: line_item.id, tax }));
        expect(removed.invoice).toEqual(draft);
      }),
    );
  });
});
