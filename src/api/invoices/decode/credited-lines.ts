import { add, zero, type Decimal } from '../../../decimal/index.js';
import { isGiven, optionalText, report, requiredText, shown, valueAt, type Fields } from '../../../errors/index.js';
import { identity, type Credited, type RecordedInvoice } from '../../../invoices/index.js';
import type { CreditNoteReason } from '../../../wire/index.js';
import type { Period } from '../../../time/index.js';
import { figureAt, instantAt, objectsAt } from '../../decode/document-fields.js';

const orderChange = 'Order change' satisfies CreditNoteReason;

/** The id of a credit note's line: which note, and which line of the invoice it takes back (D25). */
export function creditLineId(note_id: string, line_id: string): string {
  return identity('credit_note_line', note_id, line_id);
}

/**
 * Reads what the invoice's earlier credit notes have taken back, by line of the invoice; void notes count for nothing.
 *
 * Every note that the invoice mentions has to be among them, else what is left of a line could not be known. With a
 * `reason`, only what was taken back for that one.
 */
export function readCreditedLines(
  input: Fields,
  invoice: RecordedInvoice,
  reason: CreditNoteReason | null = null,
): ReadonlyMap<string, Credited> {
  const credited = new Map<string, Credited>();
  const own = objectsAt(input, 'credit_notes').filter((note) => optionalText(note, 'invoice_id') === invoice.id);
  for (const note of own) {
    const note_id = requiredText(note, 'id');
    if (!counts(note, reason)) continue;
    const is_dated = valueAt(note, 'reason') === orderChange;
    for (const line of objectsAt(note, 'line_items')) addLine(line, { note_id, is_dated, invoice, credited });
  }
  reportMissing(input, invoice, new Set(own.map((note) => valueAt(note, 'id'))));
  return credited;
}

function counts(note: Fields, reason: CreditNoteReason | null): boolean {
  return !isGiven(valueAt(note, 'voided_at')) && (reason === null || valueAt(note, 'reason') === reason);
}

function reportMissing(input: Fields, { credit_notes }: RecordedInvoice, known: ReadonlySet<unknown>): void {
  for (const { id, is_void } of credit_notes) {
    if (is_void || known.has(id)) continue;
    const message = `lacks ${shown(id)}, which the invoice mentions; give every credit note of the invoice`;
    report(input, 'credit_notes', { code: 'missing_field', message });
  }
}

type Crediting = {
  readonly note_id: string;
  /** Whether its amounts are for the time that its lines state. */
  readonly is_dated: boolean;
  readonly invoice: RecordedInvoice;
  readonly credited: Map<string, Credited>;
};

function addLine(line: Fields, { note_id, is_dated, invoice, credited }: Crediting): void {
  const line_id = lineCredited(line, note_id, invoice);
  if (line_id === null) {
    const message = `${shown(line.value['id'])} cannot be told from other lines of ${invoice.id}; only lines with names of their own can`;
    return report(line, 'id', { code: 'invalid_reference', message });
  }
  const before: Credited = credited.get(line_id) ?? { amount: zero, taxes: [] };
  const taxes = objectsAt(line, 'tax_amounts').map((tax) => figureAt(tax, 'amount'));
  const amount = figureAt(line, 'amount');
  const period = is_dated ? creditedTime(line) : null;
  credited.set(line_id, {
    amount: add(before.amount, amount),
    taxes: sumByPosition(before.taxes, taxes),
    dated: [...(before.dated ?? []), ...(period === null ? [] : [{ amount, period }])],
  });
}

/** The time that a line of a note gives back; null where it does not say. */
export function creditedTime(line: Fields): Period | null {
  const start = instantAt(line, 'start_time_inclusive');
  const end = instantAt(line, 'end_time_exclusive');
  return start === null || end === null || end <= start ? null : { start, end };
}

function sumByPosition(before: readonly Decimal[], more: readonly Decimal[]): readonly Decimal[] {
  const longer = before.length > more.length ? before : more;
  return longer.map((_, position) => add(before[position] ?? zero, more[position] ?? zero));
}

/** Our notes name the line in their line's id; a fetched note's line is known by its name, if only one line has it. */
export function lineCredited(line: Fields, note_id: string, { lines }: RecordedInvoice): string | null {
  const id = requiredText(line, 'id');
  const own = lines.find((candidate) => id === creditLineId(note_id, candidate.id) || id === candidate.id);
  if (own) return own.id;
  const named = lines.filter(({ name }) => name === optionalText(line, 'name'));
  return named.length === 1 ? (named[0]?.id ?? null) : null;
}
