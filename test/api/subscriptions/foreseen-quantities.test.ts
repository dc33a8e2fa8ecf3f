import { describe, expect, it } from 'vitest';
import {
  createSubscription,
  draftInvoice,
  unscheduleFixedFeeQuantityUpdates,
  updateFixedFeeQuantity,
} from '../../../src/api/index.js';
import type { InvoiceInput } from '../../../src/wire/index.js';
import { frozen } from '../../support/frozen.js';
import { print, rational, sum } from '../../support/rational.js';
import { store, type Step, type Stored } from '../../support/stored-books.js';
import { seats } from '../../support/subscribed.js';

const customer = { id: 'acme', currency: 'USD', timezone: 'UTC' } as const;
const plans = [{ id: 'pro', name: 'Pro', currency: 'USD', prices: [seats('31.00', 5)] }];

/** Five seats at 31.00 from March 2026, billed in advance and paid. */
function begin(): Stored {
  const request = { customer_id: 'acme', plan_id: 'pro', start_date: '2026-03-01' };
  const step = createSubscription(frozen({ customer, plans, request, at: '2026-03-01', id: 'sub' }));
  return store({ customer, invoices: [], credit_notes: [] }, step, '2026-03-01', 'paid');
}

function change(stored: Stored, { at, quantity, date }: { at: string; quantity: number; date: string }): Step {
  const request = { price_id: 'seats', quantity, change_option: 'effective_date', effective_date: date } as const;
  return updateFixedFeeQuantity({ ...frozen(stored), plans, at, request });
}

function draftOf(stored: Stored, invoice_date: string) {
  const { subscription, schedule, invoices, credit_notes } = stored;
  const books = { earlier_invoices: invoices, ...(credit_notes.length > 0 && { credit_notes }) };
  return draftInvoice({ subscription, schedule, customer: stored.customer, invoice_date, ...books }).invoice;
}

function told({ line_items }: InvoiceInput): readonly unknown[] {
  return line_items.map(({ start_date, end_date, quantity, amount }) => [
    start_date.slice(5, 10),
    end_date.slice(5, 10),
    quantity,
    amount,
  ]);
}

describe('a quantity that is known before its period is billed in advance', () => {
  it('is billed with the period, in parts', () => {
    const changed = change(begin(), { at: '2026-03-10', quantity: 8, date: '2026-05-11' });
    expect(changed.effects).toEqual([]);
    const stored = store(begin(), changed, '2026-03-10', 'paid');
    // 5 × 31.00 × 10/31 = 50; 8 × 31.00 × 21/31 = 168
    expect(told(draftOf(stored, '2026-05-01'))).toEqual([
      ['05-01', '05-11', 5, '50.00'],
      ['05-11', '06-01', 8, '168.00'],
    ]);
    expect(told(draftOf(stored, '2026-04-01'))).toEqual([['04-01', '05-01', 5, '155.00']]);
    expect(told(draftOf(stored, '2026-06-01'))).toEqual([['06-01', '07-01', 8, '248.00']]);
  });

  it('is settled by the difference once the period was billed', () => {
    let stored = store(begin(), change(begin(), { at: '2026-03-10', quantity: 8, date: '2026-05-11' }), '2026-03-10', 'paid'); // prettier-ignore
    const may = { ...stored, effects: [{ kind: 'invoice_created', invoice: draftOf(stored, '2026-05-01') }] } as const;
    stored = store(stored, may, '2026-05-01', 'paid');
    stored = store(stored, change(stored, { at: '2026-05-02', quantity: 6, date: '2026-05-11' }), '2026-05-02', 'paid');
    // 5 × 10 + 6 × 21 in place of 5 × 10 + 8 × 21
    expect(netOfMay(stored)).toBe('176');
    stored = store(stored, change(stored, { at: '2026-05-03', quantity: 4, date: '2026-05-06' }), '2026-05-03', 'paid');
    // 5 × 5 + 4 × 5 + 6 × 21
    expect(netOfMay(stored)).toBe('171');
  });
});

describe('a quantity that changes while the invoice of its period still waits for usage', () => {
  const now = (at: string, quantity: number, invoices = begin().invoices) =>
    updateFixedFeeQuantity({ ...frozen(begin()), invoices, plans, at, request: { price_id: 'seats', quantity } });

  it('is billed with that invoice, be it more or less', () => {
    for (const [quantity, amount] of [
      [3, '93.00'],
      [8, '248.00'],
    ] as const) {
      const changed = now('2026-05-01T10:00:00Z', quantity);
      expect(changed.effects).toEqual([]);
      // The day of a change belongs to the new state: none is left for the five seats.
      expect(told(draftOf(store(begin(), changed, '2026-05-01', 'paid'), '2026-05-01'))).toEqual([
        ['05-01', '05-01', 5, '0.00'],
        ['05-01', '06-01', quantity, amount],
      ]);
    }
  });

  it('is settled by itself once the invoice is there, after the hours of grace, and where no invoices are given', () => {
    const { subscription, schedule, customer: payer } = begin();
    const may = draftOf(begin(), '2026-05-01');
    const given = { subscription, schedule, customer: payer, plans, request: { price_id: 'seats', quantity: 8 } };
    const amounts = (step: Step) => step.effects.flatMap((one) => ('invoice' in one ? [one.invoice.total] : []));
    expect(amounts(now('2026-05-01T10:00:00Z', 8, [...begin().invoices, may]))).toEqual(['93.00']);
    expect(amounts(now('2026-05-01T12:00:00Z', 8))).toEqual(['93.00']);
    expect(amounts(updateFixedFeeQuantity({ ...frozen(given), at: '2026-05-01T10:00:00Z' }))).toEqual(['93.00']);
  });

  it('is known to be billed there when it is taken back', () => {
    const ahead = { price_id: 'seats', quantity: 8, effective_date: '2026-05-11' };
    const at = '2026-05-01T10:00:00Z';
    const changed = updateFixedFeeQuantity({ ...frozen(begin()), plans, at, request: ahead });
    const stored = store(begin(), changed, '2026-05-01', 'paid');
    const undone = unscheduleFixedFeeQuantityUpdates({ ...frozen(stored), plans, at, request: { price_id: 'seats' } });
    expect([changed.effects, undone.effects]).toEqual([[], []]);
    expect(told(draftOf(store(stored, undone, '2026-05-01', 'paid'), '2026-05-01'))).toEqual([
      ['05-01', '06-01', 5, '155.00'],
    ]);
  });
});

/** All that was invoiced of May less all that was credited of it. */
function netOfMay({ invoices, credit_notes }: Stored): string {
  const billed = invoices.filter(({ invoice_date }) => invoice_date.startsWith('2026-05'));
  const ids = new Set(billed.map(({ id }) => id));
  const notes = credit_notes.filter(({ invoice_id, voided_at }) => ids.has(invoice_id) && voided_at === null);
  const amounts = [
    ...billed.flatMap(({ line_items }) => line_items.map(({ amount }) => amount)),
    ...notes.flatMap(({ line_items }) => line_items.map(({ amount }) => `-${amount}`)),
  ];
  return print(sum(amounts.map((amount) => rational(amount))));
}
