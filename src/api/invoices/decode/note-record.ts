import { add, negate, zero, type Decimal } from '../../../decimal/index.js';
import { isGiven, openChild, optionalText, requiredText, valueAt, type Fields } from '../../../errors/index.js';
import type { NoteLine, NoteRecord, RecordedInvoice } from '../../../invoices/index.js';
import { figureAt, objectsAt } from '../../decode/document-fields.js';
import { creditedTime, lineCredited } from './credited-lines.js';

/** Reads the credit notes of an input; one with a figure that cannot be read is reported for that and left out. */
export function readNoteRecords(input: Fields, invoices: readonly RecordedInvoice[]): readonly NoteRecord[] {
  const byId = new Map(invoices.map((invoice) => [invoice.id, invoice]));
  return objectsAt(input, 'credit_notes').flatMap((note) => {
    const faults = input.issues.length;
    const record = readNoteRecord(note, byId.get(optionalText(note, 'invoice_id') ?? ''));
    return input.issues.length === faults ? [record] : [];
  });
}

function readNoteRecord(note: Fields, invoice: RecordedInvoice | undefined): NoteRecord {
  const id = requiredText(note, 'id');
  return {
    place: note.place,
    id,
    credit_note_number: optionalText(note, 'credit_note_number'),
    invoice_id: requiredText(note, 'invoice_id'),
    type: requiredText(note, 'type'),
    total: figureAt(note, 'total'),
    is_void: isGiven(valueAt(note, 'voided_at')),
    lines: objectsAt(note, 'line_items').map((line) => readLine(line, id, invoice)),
    beside: besideLines(note),
  };
}

function readLine(line: Fields, note_id: string, invoice: RecordedInvoice | undefined): NoteLine {
  return {
    place: line.place,
    id: requiredText(line, 'id'),
    line_id: invoice === undefined ? null : lineCredited(line, note_id, invoice),
    amount: figureAt(line, 'amount'),
    taxes: objectsAt(line, 'tax_amounts').map((tax) => figureAt(tax, 'amount')),
    period: creditedTime(line),
  };
}

/** Discounts and a maximum take off, a minimum adds. */
function besideLines(note: Fields): Decimal {
  const discounts = objectsAt(note, 'discounts').map((discount) => figureAt(discount, 'amount_applied'));
  const maximum = isGiven(valueAt(note, 'maximum_amount_adjustment'))
    ? openChild(note, 'maximum_amount_adjustment')
    : null;
  const minimum = isGiven(valueAt(note, 'minimum_amount_refunded')) ? figureAt(note, 'minimum_amount_refunded') : zero;
  const taken = [...discounts, ...(maximum === null ? [] : [figureAt(maximum, 'amount_applied')])];
  return add(minimum, negate(taken.reduce(add, zero)));
}
