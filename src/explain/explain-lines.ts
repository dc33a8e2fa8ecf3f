import type { Invoice, InvoiceWorkings } from '../wire/index.js';
import { explainDocumentLine } from './explain-document.js';
import { explainLine } from './explain-workings.js';
import type { ExplanationNode } from './node.js';
import { tellingOf } from './telling.js';

/** What each line of an invoice was computed from, in their order: from its record, or as far as its rows go. */
export function explainLines(
  invoice: Pick<Invoice, 'line_items' | 'currency'>,
  workings: InvoiceWorkings | null,
): readonly ExplanationNode[] {
  if (workings === null) return invoice.line_items.map((line) => explainDocumentLine(line, invoice.currency));
  const { currency, policies } = workings;
  const telling = { ...tellingOf(workings.lines, policies.unrounded_scale), currency };
  const byLine = new Map(workings.lines.map((line) => [line.line_item_id, line]));
  return invoice.line_items.map((line) => {
    const record = byLine.get(line.id);
    // A line that was added by hand has no record behind it.
    return record ? explainLine(record, telling) : explainDocumentLine(line, invoice.currency);
  });
}
