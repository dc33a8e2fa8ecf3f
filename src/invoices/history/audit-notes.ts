import { add, compare, equals, formatDecimal, isZero, zero, type Decimal } from '../../decimal/index.js';
import { pathAt, pathOf, problem, type Issue, type Place } from '../../errors/index.js';
import type { DatedRefund } from '../../proration/index.js';
import type { Period } from '../../time/index.js';
import type { RecordedInvoice, RecordedNote } from '../recorded/recorded-invoice.js';
import type { RecordedLine } from '../recorded/recorded-line.js';

/** A line of a credit note; `line_id` is the invoice's line that it takes back, null where it names none. */
export type NoteLine = {
  readonly place: Place;
  readonly id: string;
  readonly line_id: string | null;
  readonly amount: Decimal;
  readonly taxes: readonly Decimal[];
  /** The time that it gives back; null where it does not say. */
  readonly period: Period | null;
};

/** A credit note as its own document shows it. */
export type NoteRecord = Pick<RecordedNote, 'id' | 'type' | 'total' | 'is_void'> & {
  readonly place: Place;
  readonly credit_note_number: string | null;
  readonly invoice_id: string;
  readonly lines: readonly NoteLine[];
  /** What the document shows beside its lines, with its sign: invoice-level discounts, a maximum, a minimum. */
  readonly beside: Decimal;
};

/**
 * Holds credit notes against the invoices that they take back of (§11.4): each names lines of its invoice, adds up to its
 * total and is what the invoice says of it; all that stand take back of a line and of its taxes at most what it bills (L47).
 * Notes of invoices that are not given are held against themselves.
 */
export function auditNotes(notes: readonly NoteRecord[], invoices: readonly RecordedInvoice[]): readonly Issue[] {
  const byId = new Map(invoices.map((invoice) => [invoice.id, invoice]));
  const own = notes.flatMap((note) => {
    const invoice = byId.get(note.invoice_id);
    return [...auditTotal(note), ...(invoice === undefined ? [] : auditMention(note, invoice))];
  });
  const together = invoices.flatMap((invoice) =>
    auditCredited(
      invoice,
      notes.filter(({ invoice_id, is_void }) => invoice_id === invoice.id && !is_void),
    ),
  );
  return [...repeated(notes, 'id'), ...repeated(notes, 'credit_note_number'), ...own, ...together];
}

/** What notes take back of each line, before tax. */
export function creditedByLine(notes: readonly NoteRecord[]): ReadonlyMap<string, Decimal> {
  const credited = new Map<string, Decimal>();
  for (const { line_id, amount } of notes.flatMap(({ lines }) => lines)) {
    if (line_id !== null) credited.set(line_id, add(credited.get(line_id) ?? zero, amount));
  }
  return credited;
}

/** For which time notes take back how much of each line; what names no time is of all of it. */
export function datedByLine(
  notes: readonly NoteRecord[],
  lines: readonly RecordedLine[],
): ReadonlyMap<string, readonly DatedRefund[]> {
  const dated = new Map<string, readonly DatedRefund[]>();
  for (const { line_id, amount, period } of notes.flatMap((note) => note.lines)) {
    const line = lines.find(({ id }) => id === line_id);
    if (line !== undefined) dated.set(line.id, [...(dated.get(line.id) ?? []), { amount, period: period ?? line }]);
  }
  return dated;
}

function repeated(notes: readonly NoteRecord[], key: 'id' | 'credit_note_number'): readonly Issue[] {
  const seen = new Map<string, NoteRecord>();
  return notes.flatMap((note) => {
    const value = note[key];
    if (value === null) return [];
    const first = seen.get(value);
    seen.set(value, first ?? note);
    return first === undefined ? [] : [fault(note, key, `is also that of ${pathOf(first.place)} (${first.id})`)];
  });
}

/**
 * Amounts and taxes add up to the total. What invoice-level discounts, maximums and minimums took is in our lines' amounts;
 * where it stands beside them, the lines of a fetched note are before it.
 */
function auditTotal(note: NoteRecord): readonly Issue[] {
  const { lines, total, beside } = note;
  const found = lines.reduce((sum, { amount, taxes }) => taxes.reduce(add, add(sum, amount)), zero);
  if (equals(found, total) || (!isZero(beside) && equals(add(found, beside), total))) return [];
  return [
    fault(note, 'total', `is ${formatDecimal(total)}, but its lines and taxes add up to ${formatDecimal(found)}`),
  ];
}

/** The invoice mentions the note as it is, and each of its lines is one of the invoice's. */
function auditMention(note: NoteRecord, invoice: RecordedInvoice): readonly Issue[] {
  const strangers = note.lines
    .filter(({ line_id }) => line_id === null)
    .map(({ place, id }) =>
      problem(
        pathAt(pathOf(place), 'id'),
        'inconsistent_history',
        `of ${note.id} is ${id}, and no line of ${invoice.id} is meant by it alone`,
      ),
    );
  const mention = invoice.credit_notes.find(({ id }) => id === note.id);
  if (mention === undefined)
    return [...strangers, fault(note, 'invoice_id', `is ${invoice.id}, which does not mention it`)];
  return [...strangers, ...auditSame(note, mention, invoice)];
}

function auditSame(note: NoteRecord, mention: RecordedNote, { id }: RecordedInvoice): readonly Issue[] {
  const said = [
    ['total', formatDecimal(note.total), formatDecimal(mention.total)],
    ['type', note.type, mention.type],
    ['voided_at', stateOf(note), stateOf(mention)],
  ] as const;
  return said
    .filter(([, own, told]) => own !== told)
    .map(([key, own, told]) => fault(note, key, `is ${own}, but ${id} mentions it as ${told}`));
}

function stateOf({ is_void }: Pick<RecordedNote, 'is_void'>): string {
  return is_void ? 'void' : 'standing';
}

/** At most what the line bills, and of each tax at most the tax (L47). */
function auditCredited(invoice: RecordedInvoice, standing: readonly NoteRecord[]): readonly Issue[] {
  const names = standing.map(({ id }) => id).join(', ');
  const credited = creditedByLine(standing);
  return invoice.lines.flatMap((line) => {
    const amount = credited.get(line.id);
    if (amount === undefined) return [];
    const taxes = taxesOf(line, standing);
    return [
      ...(compare(amount, line.amount) > 0 ? [beyond(line, 'amount', { most: line.amount, amount, names })] : []),
      ...line.taxes.flatMap((tax, position) => {
        const back = taxes[position] ?? zero;
        return compare(back, tax.amount) > 0
          ? [beyond(line, 'tax_amounts', { most: tax.amount, amount: back, names })]
          : [];
      }),
    ];
  });
}

function taxesOf(line: RecordedLine, standing: readonly NoteRecord[]): readonly Decimal[] {
  const own = standing.flatMap(({ lines }) => lines.filter(({ line_id }) => line_id === line.id));
  return line.taxes.map((_, position) => own.reduce((sum, { taxes }) => add(sum, taxes[position] ?? zero), zero));
}

type Beyond = { readonly most: Decimal; readonly amount: Decimal; readonly names: string };

function beyond({ id, place }: RecordedLine, key: string, { most, amount, names }: Beyond): Issue {
  const message = `of line ${id} is ${formatDecimal(most)}, but ${names} took back ${formatDecimal(amount)} of it`;
  return problem(pathAt(pathOf(place), key), 'inconsistent_history', message);
}

function fault({ id, place }: NoteRecord, key: string, message: string): Issue {
  return problem(pathAt(pathOf(place), key), 'inconsistent_history', `of ${id} ${message}`);
}
