import { describe, expect, it } from 'vitest';
import { createSubscription, draftInvoice, updateFixedFeeQuantity } from '../../../src/api/index.js';
import type { InvoiceInput } from '../../../src/wire/index.js';
import { frozen } from '../../support/frozen.js';
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
    // 6 in place of 8 from the 11th: 2 × 21 back; 4 in place of 5 from the 6th to the 11th, 1 × 5, and then 4 to 6.
    const less = change(stored, { at: '2026-05-02', quantity: 6, date: '2026-05-11' });
    expect(notesOf(less)).toEqual(['42.00']);
    stored = store(stored, less, '2026-05-02', 'paid');
    const earlier = change(stored, { at: '2026-05-03', quantity: 4, date: '2026-05-06' });
    // 1 × 26 back for the rest of May; from the 11th 2 more in place of 1 more: 1 × 21.
    expect(notesOf(earlier)).toEqual(['5.00', '21.00']);
    expect(earlier.effects.flatMap((effect) => ('invoice' in effect ? [effect.invoice.total] : []))).toEqual(['21.00']);
  });
});

function notesOf({ effects }: Step): readonly string[] {
  return effects.flatMap((effect) =>
    effect.kind === 'credit_note_created' ? effect.credit_note.line_items.map(({ amount }) => amount) : [],
  );
}
