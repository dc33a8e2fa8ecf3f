import type { Issue } from '../../errors/index.js';
import type { RecordedInvoice } from '../recorded/recorded-invoice.js';
import { auditHistory } from './audit-history.js';
import { auditLine } from './audit-line.js';
import { auditTotals } from './audit-totals.js';

/** Everything wrong with recorded invoices, each on its own and all of them together (L5, L8, L9, L49). */
export function auditRecorded(invoices: readonly RecordedInvoice[]): readonly Issue[] {
  const own = invoices.flatMap((invoice) => [
    ...invoice.lines.flatMap((line) => auditLine(line, invoice.currency)),
    ...auditTotals(invoice),
  ]);
  return [...own, ...auditHistory(invoices)];
}
