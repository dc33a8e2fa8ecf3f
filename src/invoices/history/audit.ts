import type { Issue } from '../../errors/index.js';
import type { RecordedInvoice } from '../recorded/recorded-invoice.js';
import { auditHistory } from './audit-history.js';
import { auditLine } from './audit-line.js';
import { auditNotes, creditedByLine, datedByLine, type NoteRecord } from './audit-notes.js';
import { auditTotals } from './audit-totals.js';

/** Everything wrong with recorded invoices, each on its own and all of them together (L5, L8, L9, L49). */
export function auditRecorded(
  invoices: readonly RecordedInvoice[],
  { unrounded_scale, notes }: AuditTerms,
): readonly Issue[] {
  const own = invoices.flatMap(({ currency, ...invoice }) => [
    ...invoice.lines.flatMap((line) => auditLine(line, { currency, unrounded_scale })),
    ...auditTotals({ currency, ...invoice }),
  ]);
  return [
    ...own,
    ...auditNotes(notes, invoices),
    ...auditHistory(invoices.map((invoice) => withLines(invoice, notes))),
  ];
}

/** At how many places figures are cut that do not end (F1), and the credit notes whose own documents there are. */
export type AuditTerms = { readonly unrounded_scale: number; readonly notes: readonly NoteRecord[] };

/** An invoice that knows of its notes what each took back of which line. */
function withLines(invoice: RecordedInvoice, notes: readonly NoteRecord[]): RecordedInvoice {
  const own = new Map(notes.filter(({ invoice_id }) => invoice_id === invoice.id).map((note) => [note.id, note]));
  if (own.size === 0) return invoice;
  const credit_notes = invoice.credit_notes.map((note) => {
    const record = own.get(note.id);
    return record === undefined
      ? note
      : {
          ...note,
          amounts: creditedByLine([record]),
          dated: datedByLine([record], invoice.lines),
        };
  });
  return { ...invoice, credit_notes };
}
