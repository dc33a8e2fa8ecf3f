import { refuse, refuseUnknown, report, valueAt, wanting, type Issue, type Issues } from '../../errors/index.js';
import { auditRecorded, type RecordedInvoice } from '../../invoices/index.js';
import type { CreditNote, InvoiceInput, PoliciesInput } from '../../wire/index.js';
import { objectsAt } from '../decode/document-fields.js';
import { openInput } from '../decode/input.js';
import { moneyRulesOf, readPolicies } from '../decode/policies.js';
import { readNoteRecords } from './decode/note-record.js';
import { readRecordedInvoice } from './decode/recorded-invoice.js';

/** What `auditInvoice` takes. */
export type AuditInvoiceInput = {
  /** One or many, ours or fetched ones, of any customers. */
  readonly invoices: readonly InvoiceInput[];
  /** Credit notes on them, ours or fetched ones; of those that are not given the invoices tell the totals. */
  readonly credit_notes?: readonly CreditNote[] | undefined;
  readonly policies?: PoliciesInput | undefined;
};

/**
 * Checks that invoices add up, and that they agree with each other (§15 L5, L8, L9, L49).
 *
 * Each line: rows to subtotal (W1), adjustments (W2), credits, conversion and partial invoices to amount (W3), taxes.
 * Each invoice: subtotal, total, balance movements, amount due, the dates of its state. Together: no id or number twice,
 * no service billed twice, every final line less what its partial invoices billed. Each credit note that is given: its
 * lines are lines of its invoice, add up to its total, and is what the invoice says of it; all together take back of a line
 * and its taxes at most what it bills (L47), and of a service that is billed again what it billed. Figures in pricing units
 * are compared to the last place that they are printed with (F1). Nothing is repaired.
 *
 * @returns every fault found as an issue of code `inconsistent_history` with its path; conflicts name both parties. A
 * figure that cannot be read is an issue as well. An empty list means that everything adds up
 * @throws `missing_field`, `invalid_type` for an input without a list of invoices; `unknown_policy`
 * @example
 * ```ts
 * import { auditInvoice, draftInvoice } from 'reckoner';
 *
 * const { invoice } = draftInvoice({
 *   customer: { id: 'acme', currency: 'USD' },
 *   prices: [{ id: 'seats', name: 'Seats', model_type: 'unit', unit_config: { unit_amount: '12.00' }, fixed_price_quantity: 5 }],
 *   period: { start_date: '2026-01-01', end_date: '2026-02-01' },
 *   invoice_number: 'ACME-00001',
 * });
 * auditInvoice({ invoices: [invoice] }); // → []
 * auditInvoice({ invoices: [{ ...invoice, total: '61.00' }] }).map(({ path }) => path); // → ['invoices[0].total']
 * ```
 */
export function auditInvoice(input: AuditInvoiceInput): readonly Issue[] {
  const fields = openInput(input);
  refuseUnknown(fields, ['invoices', 'credit_notes', 'policies']);
  const policies = readPolicies(fields);
  const rules = moneyRulesOf(policies);
  const given = valueAt(fields, 'invoices');
  if (!Array.isArray(given)) report(fields, 'invoices', wanting(given, 'a list of invoices'));
  refuse(fields.issues);
  const issues: Issues = fields.issues;
  // An invoice with a figure that cannot be read is reported for that and not compared: its sums would mean nothing.
  const readable = objectsAt(fields, 'invoices').flatMap((invoice): readonly RecordedInvoice[] => {
    const faults = issues.length;
    const recorded = readRecordedInvoice(invoice, rules);
    return issues.length === faults ? [recorded] : [];
  });
  const notes = readNoteRecords(fields, readable);
  return [...issues, ...auditRecorded(readable, { unrounded_scale: policies.unrounded_scale, notes })];
}
