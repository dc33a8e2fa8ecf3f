import { describe, expect, it } from 'vitest';
import { createCreditNote, voidCreditNote, type CreateCreditNoteInput } from '../../src/index.js';
import type { CreditNote } from '../../src/wire/index.js';
import { recordedInvoice } from '../support/recorded-invoices.js';
import { faultsOf } from '../support/refusal.js';

const at = '2026-02-10';
const customer = { id: 'acme', currency: 'USD', timezone: 'America/New_York' };
const plain = { subtotal: '100.00', amount: '100.00', taxes: [], adjustments: [] } as const;
const invoice = recordedInvoice('issued', [
  { ...plain, id: 'seats' },
  { ...plain, id: 'calls' },
]);
const [seats, calls] = invoice.line_items.map(({ id }) => id) as [string, string];

function creditOf(request: object, more: Partial<CreateCreditNoteInput> = {}) {
  const body = { reason: 'duplicate', ...request } as CreateCreditNoteInput['request'];
  return createCreditNote({ invoice, customer, at, request: body, ...more });
}

describe('a credit note', () => {
  // §11.4: the tax row 13.86 on 156.16, credited as 50, 60 and 46.16:
  // 13.86 × 50 / 156.16 = 4.4377… → 4.44; × 110 → 9.7630… → 9.76 − 4.44 − … = 5.32; all → 13.86 − 9.76 = 4.10.
  it('spreads the tax of the worked invoice over three notes', () => {
    const worked = recordedInvoice('paid', [
      { id: 'L1', subtotal: '156.16', amount: '156.16', taxes: ['13.86'], adjustments: [] },
    ]);
    const notes: CreditNote[] = [];
    let state = worked;
    for (const amount of ['50', '60', '46.16']) {
      const line_items = [{ invoice_line_item_id: worked.line_items[0]!.id, amount }];
      const next = creditOf({ line_items }, { invoice: state, credit_notes: notes });
      notes.push(next.credit_note);
      state = next.invoice;
    }
    expect(notes.map((note) => note.line_items[0]!.tax_amounts[0]!.amount)).toEqual(['4.44', '5.32', '4.10']);
    expect(notes.map((note) => note.total)).toEqual(['54.44', '65.32', '50.26']);
    expect(notes.map((note) => note.type)).toEqual(['refund', 'refund', 'refund']);
  });

  // Line: 120.00 − 12.00 (10 %, invoice level) − 8.00 (line level) = 100.00. Half of it, 50.00, is 60.00 − 6.00 − 4.00;
  // before invoice-level discounts the note is 56.00.
  it('shows its share of each discount, on its line and for the invoice-level ones on itself', () => {
    const discounted = recordedInvoice('issued', [
      {
        id: 'seats',
        subtotal: '120.00',
        amount: '100.00',
        taxes: [],
        adjustments: [
          ['percentage_discount', '12.00', true],
          ['amount_discount', '8.00', false],
        ],
      },
    ]);
    const line_items = [{ invoice_line_item_id: discounted.line_items[0]!.id, amount: '50.00' }];
    const { credit_note: note } = creditOf({ line_items, memo: 'Half' }, { invoice: discounted });
    expect(note).toMatchObject({
      subtotal: '56.00',
      total: '50.00',
      memo: 'Half',
      reason: 'Duplicate',
      type: 'adjustment',
    });
    expect(note.discounts).toEqual([
      {
        discount_type: 'percentage',
        percentage_discount: 0.1,
        amount_applied: '6.00',
        reason: null,
        applies_to_prices: [{ id: 'seats', name: 'seats' }],
      },
    ]);
    expect(note.line_items[0]).toMatchObject({ subtotal: '60.00', amount: '50.00', item_id: 'seats', name: 'seats' });
    expect(note.line_items[0]!.discounts!.map((row) => [row.discount_type, row.amount_applied])).toEqual([
      ['percentage', '6.00'],
      ['amount', '4.00'],
    ]);
  });

  it('gives back its share of a minimum and of a maximum', () => {
    const bounded = recordedInvoice('paid', [
      { id: 'low', subtotal: '10.00', amount: '50.00', taxes: [], adjustments: [['minimum', '40.00', true]] },
      { id: 'high', subtotal: '90.00', amount: '60.00', taxes: [], adjustments: [['maximum', '30.00', true]] },
    ]);
    const line_items = bounded.line_items.map(({ id, amount }) => ({ invoice_line_item_id: id, amount }));
    const { credit_note: note } = creditOf({ line_items }, { invoice: bounded });
    expect(note.minimum_amount_refunded).toBe('40.00');
    expect(note.maximum_amount_adjustment?.amount_applied).toBe('30.00');
    // 110.00 credited − 40.00 + 30.00.
    expect([note.subtotal, note.total]).toEqual(['100.00', '110.00']);
  });

  it('lowers the amount due, then raises the balance', () => {
    const due = { ...invoice, amount_due: '30.00' };
    const line_items = [{ invoice_line_item_id: seats, amount: '100.00' }];
    const { invoice: after, customer: payer, effects } = creditOf({ line_items }, { invoice: due });
    expect([after.amount_due, payer.balance]).toEqual(['0.00', '70.00']);
    expect(effects.map(({ kind }) => kind)).toEqual(['credit_note_created', 'balance_transaction']);
    expect(after.credit_notes.map(({ credit_note_number, type }) => [credit_note_number, type])).toEqual([
      ['ACME-00001-CN-1', 'adjustment'],
    ]);
  });

  it.each([
    ['of the line unless said', {}, {}, ['2026-01-01T00:00:00+00:00', '2026-02-01T00:00:00+00:00']],
    [
      'of the note',
      { start_date: '2026-01-05', end_date: '2026-01-10' },
      {},
      ['2026-01-05T05:00:00+00:00', '2026-01-11T05:00:00+00:00'],
    ],
    [
      'of the row',
      {},
      { start_date: '2026-03-08', end_date: '2026-03-08' },
      ['2026-03-08T05:00:00+00:00', '2026-03-09T04:00:00+00:00'],
    ],
  ])('states the service period %s, its days inclusive and local', (_, note, row, period) => {
    const line_items = [{ invoice_line_item_id: seats, amount: '1.00', ...row }];
    const [line] = creditOf({ line_items, ...note }).credit_note.line_items;
    expect([line!.start_time_inclusive, line!.end_time_exclusive]).toEqual(period);
  });

  const row = { invoice_line_item_id: seats, amount: '1.00' };
  const dates = { start_date: '2026-01-05', end_date: '2026-01-10' };
  it.each([
    [
      'more than the line has',
      { line_items: [{ ...row, amount: '100.01' }] },
      ['credit_exceeds_line request.line_items[0].amount'],
    ],
    ['nothing', { line_items: [{ ...row, amount: '0' }] }, ['invalid_amount request.line_items[0].amount']],
    [
      'part of a cent',
      { line_items: [{ ...row, amount: '1.001' }] },
      ['unrounded_amount request.line_items[0].amount'],
    ],
    ['no line', { line_items: [] }, ['missing_field request.line_items']],
    [
      'an unknown line',
      { line_items: [{ ...row, invoice_line_item_id: 'x' }] },
      ['invalid_reference request.line_items[0].invoice_line_item_id'],
    ],
    ['a line twice', { line_items: [row, row] }, ['invalid_reference request.line_items[1].invoice_line_item_id']],
    ['no reason', { line_items: [row], reason: null }, ['missing_field request.reason']],
    ['a reason in words', { line_items: [row], reason: 'Order change' }, ['invalid_type request.reason']],
    [
      'dates of the note and of a row',
      { line_items: [{ ...row, ...dates }], ...dates },
      ['mixed_service_periods request.line_items'],
    ],
    [
      'dates of one row of two',
      {
        line_items: [
          { ...row, ...dates },
          { ...row, invoice_line_item_id: calls },
        ],
      },
      ['mixed_service_periods request.line_items'],
    ],
    ['a start without an end', { line_items: [row], start_date: '2026-01-05' }, ['missing_field request.end_date']],
    [
      'an end before the start',
      { line_items: [row], start_date: '2026-01-05', end_date: '2026-01-04' },
      ['invalid_interval request.end_date'],
    ],
    ['a key nobody reads', { line_items: [{ ...row, note: 1 }] }, ['invalid_type request.line_items[0].note']],
  ])('is refused for %s', (_, request, faults) => {
    expect(faultsOf(() => creditOf(request))).toEqual(faults);
  });

  it('needs the notes before it, and counts them', () => {
    const first = creditOf({ line_items: [{ ...row, amount: '60.00' }] });
    const second = (credit_notes?: CreditNote[]) =>
      creditOf({ line_items: [{ ...row, amount: '40.01' }] }, { invoice: first.invoice, credit_notes });
    expect(faultsOf(() => second())).toEqual(['missing_field credit_notes']);
    expect(faultsOf(() => second([first.credit_note]))).toEqual(['credit_exceeds_line request.line_items[0].amount']);
    const undone = voidCreditNote({ credit_note: first.credit_note, invoice: first.invoice, customer, at });
    const third = creditOf(
      { line_items: [{ ...row, amount: '100.00' }] },
      { invoice: undone.invoice, credit_notes: [undone.credit_note] },
    );
    expect(third.credit_note.id).toMatch(/:1$/);
  });

  it('knows the line of a fetched note by its name, if only one line has it', () => {
    const { credit_note, invoice: after } = creditOf({ line_items: [{ ...row, amount: '60.00' }] });
    const fetched = { ...credit_note, line_items: credit_note.line_items.map((line) => ({ ...line, id: 'x1' })) };
    const again = { line_items: [{ ...row, amount: '60.00' }] };
    expect(faultsOf(() => creditOf(again, { invoice: after, credit_notes: [fetched] }))).toEqual([
      'credit_exceeds_line request.line_items[0].amount',
    ]);
    const alike = { ...after, line_items: after.line_items.map((line) => ({ ...line, name: 'Usage' })) };
    const unnamed = { ...fetched, line_items: fetched.line_items.map((line) => ({ ...line, name: 'Usage' })) };
    expect(faultsOf(() => creditOf(again, { invoice: alike, credit_notes: [unnamed] }))).toEqual([
      'invalid_reference credit_notes[0].line_items[0].id',
    ]);
  });

  it('is voided once, and only while its invoice is where it was', () => {
    const { credit_note, invoice: after } = creditOf({ line_items: [row] });
    const undo = (note: CreditNote, status: 'issued' | 'paid', id = after.id) =>
      voidCreditNote({ credit_note: { ...note, invoice_id: id }, invoice: { ...after, status }, customer, at });
    const undone = undo(credit_note, 'issued');
    expect(undone.credit_note.voided_at).toBe('2026-02-10T05:00:00+00:00');
    expect(undone.invoice.credit_notes[0]!.voided_at).toBe('2026-02-10T05:00:00+00:00');
    expect(undone.effects.map(({ kind }) => kind)).toEqual(['credit_note_voided']);
    expect(faultsOf(() => undo(undone.credit_note, 'issued'))).toEqual(['invalid_transition credit_note.voided_at']);
    expect(faultsOf(() => undo(credit_note, 'paid'))).toEqual(['invalid_transition invoice.status']);
    expect(faultsOf(() => undo(credit_note, 'issued', 'other'))).toEqual(['invalid_reference credit_note.invoice_id']);
  });

  it('names what it would repeat of an adjustment, and takes null for no adjustments', () => {
    const discounted = recordedInvoice('issued', [
      { ...plain, id: 'seats', subtotal: '120.00', adjustments: [['amount_discount', '20.00', false]] },
      { ...plain, id: 'calls' },
    ]);
    const with_line = (change: object) => ({
      invoice: {
        ...discounted,
        line_items: discounted.line_items.map((line, position) => (position === 0 ? { ...line, ...change } : line)),
      } as never,
    });
    const [adjustment] = discounted.line_items[0]!.adjustments;
    const spoilt = { ...adjustment, applies_to_price_ids: 7, reason: [], amount_discount: {} };
    const first = { line_items: [{ invoice_line_item_id: discounted.line_items[0]!.id, amount: '1.00' }] };
    expect(faultsOf(() => creditOf(first, with_line({ adjustments: [spoilt] })))).toEqual(
      ['reason', 'applies_to_price_ids', 'amount_discount'].map(
        (key) => `invalid_type invoice.line_items[0].adjustments[0].${key}`,
      ),
    );
    const none = with_line({ subtotal: '100.00', adjustments: null });
    const other = { line_items: [{ invoice_line_item_id: discounted.line_items[1]!.id, amount: '1.00' }] };
    expect(creditOf(other, none).credit_note.total).toBe('1.00');
  });

  it('takes a refund back from the balance under the name it was given', () => {
    const paid = { ...invoice, status: 'paid' as const };
    const { credit_note, invoice: after, customer: payer } = creditOf({ line_items: [row] }, { invoice: paid });
    expect(payer.balance).toBe('1.00');
    const undone = voidCreditNote({ credit_note, invoice: after, customer: payer, at });
    expect(undone.customer.balance).toBe('0.00');
    expect(undone.invoice.customer_balance_transactions.at(-1)?.action).toBe('credit_note_voided');
  });
});
