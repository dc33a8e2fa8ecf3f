import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditInvoice, createCreditNote, voidCreditNote, type CreateCreditNoteInput } from '../../src/index.js';
import type { CreditNote, Invoice } from '../../src/wire/index.js';
import { frozen } from '../support/frozen.js';
import { cents, recordedInvoice, toCents } from '../support/recorded-invoices.js';

const at = '2026-02-10';
const customer = { id: 'acme', currency: 'USD', balance: '0.00' };

type Credit = Pick<CreateCreditNoteInput, 'invoice' | 'customer'> & { readonly credit_notes: readonly CreditNote[] };

/** Credits an amount in cents of the first line, and hands the state on. */
function credit({ invoice, customer: payer, credit_notes }: Credit, amount: number): Credit {
  const line_items = [{ invoice_line_item_id: invoice.line_items[0]!.id, amount: cents(amount) }];
  const next = createCreditNote(
    frozen({ invoice, customer: payer, credit_notes, at, request: { reason: 'order_change', line_items } }),
  );
  return { invoice: next.invoice, customer: next.customer, credit_notes: [...credit_notes, next.credit_note] };
}

// A line of some cents, made of a subtotal less adjustments, with taxes, cut into pieces to credit one by one.
const adjusting = fc.constantFrom('usage_discount', 'amount_discount', 'percentage_discount', 'maximum', 'minimum');
const billed = fc
  .record({
    amount: fc.integer({ min: 1, max: 50_000 }),
    adjustments: fc.uniqueArray(fc.tuple(adjusting, fc.integer({ min: 1, max: 9_999 }), fc.boolean()), {
      maxLength: 3,
      selector: ([type]) => type,
    }),
    taxes: fc.array(fc.integer({ min: 0, max: 9_999 }), { maxLength: 2 }),
    cuts: fc.array(fc.integer({ min: 1, max: 50_000 }), { maxLength: 5 }),
    status: fc.constantFrom('issued', 'paid', 'synced'),
  })
  .map(({ amount, adjustments, taxes, cuts, status }) => {
    const off = adjustments.reduce((taken, [type, share]) => taken + (type === 'minimum' ? -share : share), 0);
    const bounds = [...new Set([0, ...cuts.filter((cut) => cut < amount), amount])].sort((a, b) => a - b);
    const invoice = recordedInvoice(status, [
      {
        id: 'seats',
        subtotal: cents(amount + off),
        amount: cents(amount),
        taxes: taxes.map(cents),
        adjustments: adjustments.map(([type, share, level]) => [type, cents(share), level] as const),
      },
    ]);
    return { invoice, pieces: bounds.slice(1).map((bound, position) => bound - bounds[position]!) };
  });

function sum(notes: readonly CreditNote[], of: (note: CreditNote) => string | null | undefined): number {
  return notes.reduce((total, note) => total + toCents(of(note) ?? '0'), 0);
}

describe('credit notes', () => {
  it('credit a whole line, in any pieces, exactly: amount, tax and every share (L47)', () => {
    fc.assert(
      fc.property(billed, ({ invoice, pieces }) => {
        const { credit_notes } = pieces.reduce(credit, { invoice, customer, credit_notes: [] });
        const [line] = invoice.line_items;
        expect(sum(credit_notes, ({ total }) => total)).toBe(toCents(invoice.total));
        expect(sum(credit_notes, (note) => note.line_items[0]!.subtotal)).toBe(toCents(line!.subtotal));
        for (const [position, tax] of line!.tax_amounts.entries()) {
          expect(sum(credit_notes, (note) => note.line_items[0]!.tax_amounts[position]!.amount)).toBe(
            toCents(tax.amount),
          );
        }
        for (const { id, amount, adjustment_type } of line!.adjustments) {
          if (!adjustment_type.endsWith('_discount')) continue;
          const share = (note: CreditNote) =>
            note.line_items[0]!.discounts!.find((discount) => discount.id === id)?.amount_applied;
          expect(sum(credit_notes, share)).toBe(toCents(amount));
        }
      }),
    );
  });

  it('add up: total = subtotal − discounts − maximum + minimum + taxes', () => {
    fc.assert(
      fc.property(billed, ({ invoice, pieces }) => {
        const { credit_notes } = pieces.reduce(credit, { invoice, customer, credit_notes: [] });
        for (const note of credit_notes) {
          const off = note.discounts!.reduce((total, { amount_applied }) => total + toCents(amount_applied), 0);
          const taxes = note.line_items.flatMap((line) => line.tax_amounts);
          const tax = taxes.reduce((total, { amount }) => total + toCents(amount), 0);
          const most = toCents(note.maximum_amount_adjustment?.amount_applied ?? '0');
          const least = toCents(note.minimum_amount_refunded ?? '0');
          expect(toCents(note.total)).toBe(toCents(note.subtotal) - off - most + least + tax);
        }
      }),
    );
  });

  it('take from the amount due first, then raise the balance; all that moves is their total', () => {
    fc.assert(
      fc.property(billed, ({ invoice, pieces }) => {
        const after = pieces.reduce(credit, { invoice, customer, credit_notes: [] });
        const lowered = toCents(invoice.amount_due) - toCents(after.invoice.amount_due);
        const raised = toCents(after.customer.balance!);
        expect(lowered + raised).toBe(sum(after.credit_notes, ({ total }) => total));
        expect(invoice.status === 'issued' ? raised : lowered).toBe(0);
        expect(auditInvoice({ invoices: [withoutLineFaults(after.invoice)] })).toEqual([]);
      }),
    );
  });

  it('are undone by voiding them, in any order', () => {
    const order = fc.tuple(billed, fc.infiniteStream(fc.nat()));
    fc.assert(
      fc.property(order, ([{ invoice, pieces }, turns]) => {
        const after = pieces.reduce(credit, { invoice, customer, credit_notes: [] });
        const left = [...after.credit_notes];
        let [standing, payer] = [after.invoice, after.customer];
        while (left.length > 0) {
          const [credit_note] = left.splice(turns.next().value! % left.length, 1);
          const undone = voidCreditNote(frozen({ credit_note: credit_note!, invoice: standing, customer: payer, at }));
          [standing, payer] = [undone.invoice, undone.customer];
        }
        expect(standing.amount_due).toBe(invoice.amount_due);
        expect(payer.balance).toBe('0.00');
      }),
    );
  });
});

/** The generated adjustments do not come from prices, so that only what credit notes touch is audited. */
function withoutLineFaults(invoice: Invoice): Invoice {
  const subtotal = cents(invoice.line_items.reduce((total, line) => total + toCents(line.subtotal), 0));
  return { ...invoice, subtotal };
}
