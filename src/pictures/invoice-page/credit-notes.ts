import { inThousands } from '../../explain/index.js';
import type { CreditNoteSummary, InvoiceInput } from '../../wire/index.js';
import { element, type Markup } from '../markup.js';
import { heads, numberCell, rowHead } from './table.js';

/** The credit notes of an invoice, void ones struck out; nothing where there are none. */
export function renderCreditNotes({ credit_notes, currency }: InvoiceInput): Markup | null {
  if (credit_notes.length === 0) return null;
  return element(
    'table',
    { class: 'notes' },
    element('caption', {}, 'Credit notes'),
    heads(['Number', 'Reason', 'Kind'], [`Amount (${currency})`]),
    element('tbody', {}, ...credit_notes.map(renderNote)),
  );
}

function renderNote(note: CreditNoteSummary): Markup {
  const is_void = note.voided_at !== null;
  return element(
    'tr',
    { class: is_void ? 'void' : null },
    rowHead(note.credit_note_number),
    element('td', {}, note.memo ?? note.reason),
    element('td', {}, is_void ? `${note.type}, void` : note.type),
    numberCell(inThousands(note.total)),
  );
}
