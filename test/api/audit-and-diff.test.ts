import { describe, expect, it } from 'vitest';
import {
  auditInvoice,
  diffInvoice,
  draftInvoice,
  issueInvoice,
  schedulePlanChange,
  updateFixedFeeQuantity,
  type DraftInvoiceInput,
  type Effect,
  type Invoice,
} from '../../src/index.js';
import { readFileSync } from 'node:fs';
import { frozen } from '../support/frozen.js';
import { faultsOf } from '../support/refusal.js';
import { seats, subscribed, type Subscribed } from '../support/subscribed.js';

const cases = JSON.parse(readFileSync(new URL('../cases/invoices/draft.json', import.meta.url), 'utf8')) as {
  name: string;
  input: DraftInvoiceInput;
}[];

const customer = { id: 'acme', currency: 'USD', timezone: 'America/New_York', balance: '5.00' };

function issued(quantity: number, more: Partial<DraftInvoiceInput> = {}): Invoice {
  const { invoice } = draftInvoice({
    customer,
    prices: [
      {
        id: 'seats',
        name: 'Seats',
        model_type: 'unit',
        unit_config: { unit_amount: '12.00' },
        fixed_price_quantity: 5,
      },
      {
        id: 'calls',
        name: 'Calls',
        model_type: 'tiered',
        tiered_config: {
          tiers: [
            { first_unit: 0, last_unit: 10, unit_amount: '1.00' },
            { first_unit: 10, unit_amount: '0.50' },
          ],
        },
      },
      {
        id: 'tokens',
        name: 'Tokens',
        currency: 'credits',
        conversion_rate: 0.65,
        model_type: 'unit',
        unit_config: { unit_amount: '2' },
      },
    ],
    usage: { calls: { quantity }, tokens: { quantity: 3 } },
    period: { start_date: '2026-01-01', end_date: '2026-02-01' },
    ...more,
  });
  return issueInvoice({ invoice, customer, at: '2026-02-03', invoice_number: 'A-1' }).invoice;
}

const whole = issued(15);

/** The paths of the faults of one invoice, without its own. */
function faults(change: (invoice: Invoice) => object): string[] {
  const invoice = frozen({ ...whole, ...change(whole) }) as Invoice;
  return auditInvoice({ invoices: [invoice] }).map(({ code, path }) => `${code} ${path.replace('invoices[0].', '')}`);
}

function lineChange(position: number, change: object) {
  return ({ line_items }: Invoice) => ({
    line_items: line_items.map((line, at) => (at === position ? { ...line, ...change } : line)),
  });
}

describe('auditing', () => {
  it.each(cases)('finds nothing wrong with a draft: $name', ({ input }) => {
    const policies = input.policies ? { policies: input.policies } : {};
    expect(auditInvoice({ invoices: [draftInvoice(input).invoice], ...policies })).toEqual([]);
  });

  // One figure at a time: 5 × 12.00; 10 × 1.00 + 5 × 0.50; 3 × 2 credits × 0.65 = 3.90; balance 5.00.
  it.each([
    [
      'rows',
      lineChange(1, { sub_line_items: whole.line_items[1]!.sub_line_items.slice(1) }),
      ['line_items[1].subtotal'],
    ],
    [
      'adjusted subtotal',
      lineChange(0, { adjusted_subtotal: '59.00' }),
      ['line_items[0].adjusted_subtotal', 'line_items[0].amount'],
    ],
    ['credits', lineChange(0, { credits_applied: '60.01' }), ['line_items[0].credits_applied', 'line_items[0].amount']],
    ['amount', lineChange(0, { amount: '59.00' }), ['line_items[0].amount', 'total']],
    ['converted amount', lineChange(2, { amount: '3.91' }), ['line_items[2].amount', 'subtotal', 'total']],
    [
      'tax',
      lineChange(0, { tax_amounts: [{ tax_rate_description: 'VAT', tax_rate_percentage: '20', amount: '11.99' }] }),
      ['line_items[0].tax_amounts[0].amount', 'total'],
    ],
    ['dates of a line', lineChange(0, { end_date: '2025-12-01T05:00:00+00:00' }), ['line_items[0].end_date']],
    ['subtotal', () => ({ subtotal: '1.00' }), ['subtotal']],
    ['total', () => ({ total: '1.00' }), ['total', 'amount_due']],
    ['amount due', () => ({ amount_due: '1.00' }), ['amount_due']],
    [
      'movement of the balance',
      ({ customer_balance_transactions: [first] }: Invoice) => ({
        customer_balance_transactions: [{ ...first, ending_balance: '1.00' }],
      }),
      ['customer_balance_transactions[0].ending_balance'],
    ],
    ['date of a state', () => ({ issued_at: null }), ['issued_at']],
  ])('finds a wrong %s', (_, change, paths) => {
    expect(faults(change)).toEqual(paths.map((path) => `inconsistent_history ${path}`));
  });

  it('reports a figure that cannot be read and does not compare what it stands in', () => {
    expect(faults(() => ({ total: 'lots' }))).toEqual(['invalid_decimal total']);
    expect(faults(() => ({ currency: 'credits' }))).toEqual(['unknown_currency currency']);
  });

  it('takes a list', () => {
    expect(faultsOf(() => auditInvoice({ invoices: whole as never }))).toEqual(['invalid_type invoices']);
    expect(auditInvoice({ invoices: [] })).toEqual([]);
  });

  it('takes a figure of a pricing unit that does not end for what its last place leaves open (F1)', () => {
    const tokens = { name: 'T', model_type: 'unit', unit_config: { unit_amount: '1' }, currency: 'credits', conversion_rate: 1 } as const; // prettier-ignore
    const { invoice } = draftInvoice({
      customer,
      prices: ['a', 'b'].map((id) => ({ ...tokens, id })),
      usage: { a: { quantity: 10 }, b: { quantity: 25 } },
      adjustments: [{ adjustment_type: 'maximum', maximum_amount: '25', applies_to_all: true }],
      period: { start_date: '2026-01-01', end_date: '2026-02-01' },
      policies: { virtual_currency_adjustments: 'allow' },
    });
    // 10 × 25/35 = 7.142857… and 10 − 7.142857… = 2.857142…, both cut: together less than 10 by a last place.
    const [line] = invoice.line_items;
    expect(line!.adjusted_subtotal).toBe('7.14285714285714285714');
    expect(auditInvoice({ invoices: [invoice] })).toEqual([]);
    const other = { ...line!, adjusted_subtotal: '7.14285714285714285711', amount: '7.14' };
    const changed = { ...invoice, line_items: [other, ...invoice.line_items.slice(1)] };
    expect(auditInvoice({ invoices: [changed] }).map(({ path }) => path)).toEqual([
      'invoices[0].line_items[0].adjusted_subtotal',
    ]);
  });

  describe('a history', () => {
    const audit = (...invoices: Invoice[]) =>
      auditInvoice({ invoices: frozen(invoices) }).map(({ path, message }) => [path, message] as const);
    const renamed = (id: string, change: Partial<Invoice> = {}) => ({ ...whole, id, invoice_number: id, ...change });

    it('has no id or number twice', () => {
      const [first, second] = audit({ ...whole, line_items: [], ...empty }, { ...whole, line_items: [], ...empty });
      expect([first![0], second![0]]).toEqual(['invoices[1].id', 'invoices[1].invoice_number']);
      expect(first![1]).toContain('invoices[0]');
    });

    it('may hold drafts, whose number is empty until they are issued', () => {
      const draft = (id: string) => renamed(id, { status: 'draft', invoice_number: '', line_items: [], ...empty });
      expect(audit(draft('first'), draft('second')).filter(([path]) => path.endsWith('number'))).toEqual([]);
    });

    it('bills no service twice, and says which two lines did', () => {
      const later = renamed('second', {
        line_items: whole.line_items.slice(0, 1).map((line) => ({
          ...line,
          id: 'late',
          start_date: '2026-01-31T05:00:00+00:00',
          end_date: '2026-02-28T05:00:00+00:00',
        })),
        subtotal: '60.00',
        total: '60.00',
        amount_due: '55.00',
      });
      const [[path, message] = ['', '']] = audit(whole, later);
      expect(path).toBe('invoices[1].line_items[0].start_date');
      expect(message).toContain('late');
      expect(message).toContain(whole.line_items[0]!.id);
    });

    describe('of a subscription that changes within a period', () => {
      const team = subscribed([seats('31.00', 1)], { start_date: '2026-03-01' });
      const issue = ({ effects }: { readonly effects: readonly Effect[] }, at: string, invoice_number: string) =>
        effects.flatMap((effect) =>
          effect.kind === 'invoice_created' && effect.invoice.line_items[0]?.price.id === 'seats'
            ? [issueInvoice({ invoice: effect.invoice, customer: team.customer, at, invoice_number }).invoice]
            : [],
        )[0] as Invoice;
      const march = issueInvoice({
        invoice: draftInvoice({ ...team, invoice_date: '2026-03-01' }).invoice,
        customer: team.customer,
        at: '2026-03-02',
        invoice_number: 'A-1',
      }).invoice;
      const other = { id: 'other', name: 'Other', currency: 'USD', prices: [seats('62.00', 1, { id: 'desks' })] };
      const pro = { id: 'pro', name: 'Pro', currency: 'USD', prices: [seats('31.00', 1)] };
      const step = { customer: team.customer, plans: [pro, other], invoices: [march] };
      const change = (state: Subscribed, plan_id: string, at: string) =>
        schedulePlanChange({ ...step, ...state, at, request: { plan_id, change_option: 'immediate' } });

      it('bills a service again that was left, given back and taken up anew', () => {
        const left = change(team, 'other', '2026-03-10');
        const back = change({ ...team, ...left }, 'pro', '2026-03-20');
        const again = issue(back, '2026-03-21', 'A-2');
        // 31.00 × 22/31 from the 10th on came back; 31.00 × 12/31 is billed from the 20th on.
        expect(again.total).toBe('12.00');
        const note = left.effects.flatMap((effect) =>
          effect.kind === 'credit_note_created' ? [effect.credit_note] : [],
        );
        expect(note.map(({ total }) => total)).toEqual(['22.00']);
        const summary = { ...note[0]!, type: 'adjustment' as const, reason: 'Order change' };
        const noted = (different: object) => ({
          ...march,
          credit_notes: [{ ...summary, ...different }],
          amount_due: '9.00',
        });
        expect(audit(noted({}), again)).toEqual([]);
        const twice = ['invoices[1].line_items[0].start_date'];
        const start = (...invoices: Invoice[]) =>
          audit(...invoices).flatMap(([path]) => (path.endsWith('start_date') ? [path] : []));
        // Without a note, with a void one, or with one of less than both lines bill, the service is billed twice.
        expect(start(march, again)).toEqual(twice);
        expect(start(noted({ voided_at: '2026-03-21T00:00:00Z' }), again)).toEqual(twice);
        expect(start(noted({ total: '5.00' }), again)).toEqual(twice);
      });

      it('bills what a quantity rose by from within the period, but the same quantity only once', () => {
        const request = { price_id: 'seats', quantity: 4, change_option: 'immediate' } as const;
        const more = issue(
          updateFixedFeeQuantity({ ...step, ...team, at: '2026-03-20', request }),
          '2026-03-21',
          'A-2',
        );
        // 3 more × 31.00 × 12/31
        expect(more.total).toBe('36.00');
        expect(audit(march, more)).toEqual([]);
        const same = { ...more, line_items: more.line_items.map((line) => ({ ...line, quantity: 1 })) };
        expect(audit(march, same).map(([path]) => path)).toEqual(['invoices[1].line_items[0].start_date']);
        // More seats for some days hide nothing that is billed of the days after them.
        const ended = {
          ...more,
          line_items: more.line_items.map((line) => ({ ...line, end_date: '2026-03-22T00:00:00Z' })),
        };
        const moved = { start_date: '2026-03-25T00:00:00Z', id: 'again' };
        const again = { ...same, id: 'again', invoice_number: 'A-3' };
        const late = { ...again, line_items: again.line_items.map((line) => ({ ...line, ...moved })) };
        expect(audit(march, ended)).toEqual([]);
        expect(audit(march, ended, late).map(([path]) => path)).toEqual(['invoices[2].line_items[0].start_date']);
      });
    });

    it('nets partial invoices: X is what earlier invoices of the service period billed', () => {
      const partial = renamed('partial', {
        invoice_source: 'partial',
        invoice_date: '2026-01-15T05:00:00+00:00',
        line_items: whole.line_items
          .slice(0, 1)
          .map((line) => ({ ...line, id: 'part', subtotal: '24.00', adjusted_subtotal: '24.00', amount: '24.00' })),
        subtotal: '24.00',
        total: '24.00',
        amount_due: '19.00',
      });
      const [[path, message] = ['', '']] = audit(whole, partial);
      expect(path).toBe('invoices[0].line_items[0].partially_invoiced_amount');
      expect(message).toContain('partial');
      const [fee, ...rest] = whole.line_items;
      const netted = {
        ...whole,
        line_items: [{ ...fee!, partially_invoiced_amount: '24.00', amount: '36.00' }, ...rest],
        total: '52.40',
        amount_due: '47.40',
      };
      expect(audit(netted, partial)).toEqual([]);
      // A void invoice billed nothing.
      expect(audit(whole, { ...partial, status: 'void', voided_at: '2026-01-16T00:00:00Z' })).toEqual([]);
    });
  });
});

const empty = { subtotal: '0.00', total: '0.00', amount_due: '0.00', customer_balance_transactions: [] };

describe('comparing with a recomputation', () => {
  it('finds nothing in the same invoice', () => {
    expect(diffInvoice(frozen({ issued: whole, recomputed: whole }))).toEqual({ line_items: [], total: '0.00' });
  });

  it('names each figure that moved', () => {
    const { line_items, total } = diffInvoice({ issued: whole, recomputed: issued(21) });
    expect(total).toBe('3.00');
    expect(line_items).toEqual([
      {
        kind: 'changed',
        line_item_id: whole.line_items[1]!.id,
        name: 'Calls',
        price_id: 'calls',
        grouping: null,
        start_date: '2026-01-01T05:00:00+00:00',
        end_date: '2026-02-01T05:00:00+00:00',
        figures: [
          { figure: 'quantity', issued: '15', recomputed: '21' },
          { figure: 'subtotal', issued: '12.5', recomputed: '15.5' },
          { figure: 'adjusted_subtotal', issued: '12.5', recomputed: '15.5' },
          { figure: 'amount', issued: '12.5', recomputed: '15.5' },
        ],
        amount: '3.00',
        tax_amount: '0.00',
      },
    ]);
  });

  it('tells lines that came or went', () => {
    const fewer = { ...whole, line_items: whole.line_items.slice(1) };
    const kinds = (before: object, after: object) =>
      diffInvoice({ issued: before as Invoice, recomputed: after as Invoice }).line_items.map(({ kind, amount }) => [
        kind,
        amount,
      ]);
    expect(kinds(whole, fewer)).toEqual([['removed', '-60.00']]);
    expect(kinds(fewer, whole)).toEqual([['added', '60.00']]);
    // Two lines of one price and period are two lines.
    expect(kinds(whole, { ...whole, line_items: [...whole.line_items, whole.line_items[0]!] })).toEqual([
      ['added', '60.00'],
    ]);
  });

  it('compares one currency only', () => {
    const other = { ...whole, currency: 'EUR' };
    expect(faultsOf(() => diffInvoice({ issued: whole, recomputed: other }))).toEqual([
      'mixed_currencies recomputed.currency',
    ]);
  });
});
