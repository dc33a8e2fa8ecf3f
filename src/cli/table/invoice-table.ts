import type { InvoiceDraft, InvoiceWorkings } from '../../wire/index.js';
import { layOut, type TableRow } from './layout.js';
import { lineRows } from './line-rows.js';
import { totalRows } from './total-rows.js';

/** What the table shows beside the lines. */
export type TableInput = {
  readonly invoice: InvoiceDraft;
  readonly workings: InvoiceWorkings;
  /** Lines above the table: who, what, when. */
  readonly heading: readonly (readonly [label: string, text: string])[];
};

/**
 * Draws an invoice: its lines with what their amounts are made of, and its totals; every column of amounts adds up.
 *
 * Quantities are read from the workings, which hold them exactly; the document holds the nearest doubles (F1).
 */
export function drawInvoice({ invoice, workings, heading }: TableInput): string {
  const { currency } = workings;
  const rows: readonly TableRow[] = [
    ['Item', 'Quantity', 'Rate', 'Amount'],
    'rule',
    ...workings.lines.flatMap((line) => lineRows(line, currency)),
    'rule',
    ...totalRows(invoice, workings),
  ];
  const head = layOut(heading, ['left', 'left']);
  return [...head, '', ...layOut(rows, ['left', 'right', 'right', 'right']), ''].join('\n');
}
