import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import {
  auditInvoice,
  createCreditNote,
  draftInvoice,
  issueInvoice,
  percentTax,
  voidCreditNote,
  type Invoice,
} from '../../src/index.js';
import type { CreditNote } from '../../src/wire/index.js';
import { frozen } from '../support/frozen.js';

const customer = { id: 'acme', currency: 'USD', timezone: 'UTC' };
const price = (id: string, unit_amount: string) => ({ id, name: id, model_type: 'unit', unit_config: { unit_amount }, fixed_price_quantity: 1 }) as const; // prettier-ignore

/** An issued invoice of 156.16 and 40.00, each with a tax of 8.875 %: 13.86 and 3.55. */
const issued = issueInvoice({
  invoice: draftInvoice({
    customer,
    prices: [price('a', '156.16'), price('b', '40.00')],
    period: { start_date: '2026-01-01', end_date: '2026-02-01' },
    tax: percentTax([{ tax_rate_description: 'Sales tax', tax_rate_percentage: '8.875' }]),
  }).invoice,
  customer,
  at: '2026-02-01',
  invoice_number: 'A-1',
}).invoice;

/** What was noted so far: an invoice and its notes, as a store would hold them. */
type Noted = { readonly invoice: Invoice; readonly credit_notes: readonly CreditNote[] };

function credit({ invoice, credit_notes }: Noted, line: number, amount: string): Noted {
  const invoice_line_item_id = invoice.line_items[line]!.id;
  const request = { reason: 'duplicate', line_items: [{ invoice_line_item_id, amount }] } as const;
  const credit_note_number = `A-1-CN-${credit_notes.length + 1}`;
  const next = createCreditNote({ invoice, customer, credit_notes, credit_note_number, request, at: '2026-02-05' });
  return { invoice: next.invoice, credit_notes: [...credit_notes, next.credit_note] };
}

const audit = ({ invoice, credit_notes }: Noted) =>
  auditInvoice({ invoices: frozen([invoice]), credit_notes: frozen(credit_notes) }).map(({ path, message }) => [path, message] as const); // prettier-ignore
const paths = (noted: Noted) => audit(noted).map(([path]) => path);

const none: Noted = { invoice: issued, credit_notes: [] };
const two = credit(credit(none, 0, '50.00'), 0, '60.00');

/** The same with a note changed, and the invoice's mention of it with it. */
function changed(noted: Noted, change: (note: CreditNote) => Partial<CreditNote>): Noted {
  const credit_notes = noted.credit_notes.map((note, position) => position === 1 ? { ...note, ...change(note) } : note); // prettier-ignore
  const mentioned = noted.invoice.credit_notes.map((mention, position) => ({ ...mention, total: credit_notes[position]!.total })); // prettier-ignore
  return { invoice: { ...noted.invoice, credit_notes: mentioned }, credit_notes };
}

describe('an audit of credit notes', () => {
  it('finds nothing in what was credited in pieces, and voided in between', () => {
    // 50.00 with 4.44 of the tax, 60.00 with 5.32, 46.16 with 4.10 (§11.4).
    expect(two.credit_notes.map(({ total }) => total)).toEqual(['54.44', '65.32']);
    expect(audit(credit(two, 0, '46.16'))).toEqual([]);
    const [first, second] = two.credit_notes;
    const undone = voidCreditNote({ credit_note: first!, invoice: two.invoice, customer, at: '2026-02-06' });
    const rest = credit({ invoice: undone.invoice, credit_notes: [undone.credit_note, second!] }, 0, '96.16');
    expect(audit(rest)).toEqual([]);
  });

  it('finds nothing in any pieces of any lines (L47)', () => {
    const anyPiece = fc.tuple(fc.constantFrom(0, 1), fc.integer({ min: 1, max: 6000 }));
    fc.assert(
      fc.property(fc.array(anyPiece, { maxLength: 5 }), (pieces) => {
        const left = [15616, 4000];
        const noted = pieces.reduce((sofar, [line, cents]) => {
          const taken = Math.min(cents, left[line]!);
          left[line]! -= taken;
          return taken === 0 ? sofar : credit(sofar, line, (taken / 100).toFixed(2));
        }, none);
        expect(audit(noted)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it('finds a note that takes more of a line than is left of it, and names those that did', () => {
    const greedy = changed(two, (note) => ({
      line_items: note.line_items.map((line) => ({ ...line, amount: '110.00', tax_amounts: [] })),
      total: '110.00',
    }));
    const [, message] = audit(greedy).find(([path]) => path === 'invoices[0].line_items[0].amount') ?? [];
    // 50.00 + 110.00 of 156.16.
    for (const said of ['156.16', '160', ...two.credit_notes.map(({ id }) => id)]) expect(message).toContain(said);
  });

  it('finds more tax taken back than there was', () => {
    const greedy = changed(two, (note) => ({
      line_items: note.line_items.map((line) => ({
        ...line,
        tax_amounts: line.tax_amounts.map((tax) => ({ ...tax, amount: '9.43' })),
      })),
      // 60.00 + 9.43; with the 4.44 before them 13.87 of 13.86.
      total: '69.43',
    }));
    expect(paths(greedy)).toContain('invoices[0].line_items[0].tax_amounts');
  });

  it('finds a note that does not add up', () => {
    expect(paths(changed(two, () => ({ total: '65.33' })))).toContain('credit_notes[1].total');
  });

  it('finds a line that is none of the invoice, and a note that the invoice knows otherwise', () => {
    const stranger = changed(two, (note) => ({
      line_items: note.line_items.map((line) => ({ ...line, id: 'line', name: 'c' })),
    }));
    expect(paths(stranger)).toEqual(['credit_notes[1].line_items[0].id']);
    const [first, second] = two.credit_notes;
    const other = { ...second!, type: 'refund' as const, voided_at: '2026-02-07T00:00:00+00:00' };
    expect(paths({ ...two, credit_notes: [first!, other] })).toEqual([
      'credit_notes[1].type',
      'credit_notes[1].voided_at',
    ]);
    expect(paths({ ...none, credit_notes: [first!] })).toEqual(['credit_notes[0].invoice_id']);
    expect(paths({ ...two, credit_notes: [first!, first!] })).toEqual([
      'credit_notes[1].id',
      'credit_notes[1].credit_note_number',
      // 100.00 of the line, and 8.88 of 13.86: no more than it bills.
    ]);
  });

  it('leaves notes of other invoices alone, and says what cannot be read', () => {
    expect(audit({ ...none, credit_notes: [{ ...two.credit_notes[0]!, invoice_id: 'another' }] })).toEqual([]);
    const [first] = two.credit_notes;
    expect(paths({ ...none, credit_notes: [{ ...first!, total: 'lots' }] })).toEqual(['credit_notes[0].total']);
  });
});
