import { auditInvoice } from '../../index.js';
import type { Issue } from '../../errors/index.js';
import type { CreditNote, Invoice } from '../../wire/index.js';
import { policiesOf, type Call } from '../call.js';
import { notesOn } from '../subscriptions/notes-on.js';
import type { AuditFinding } from './finding.js';

const placed = /^(invoices|credit_notes)\[(\d+)\]\.?(.*)$/;

/**
 * What does not add up in the invoices and credit notes of a customer, each by itself and one with the other (§15 L5, L8, L9,
 * L47, L49).
 */
export async function invoiceFindings(call: Call, invoices: readonly Invoice[]): Promise<readonly AuditFinding[]> {
  const audited = { invoices, credit_notes: await notesOn(call, invoices) };
  return auditInvoice({ ...audited, ...policiesOf(call) }).flatMap((issue) => findingOf(issue, audited));
}

type Audited = { readonly invoices: readonly Invoice[]; readonly credit_notes: readonly CreditNote[] };

function findingOf({ path, code, message }: Issue, audited: Audited): readonly AuditFinding[] {
  const [, list, position, inner = ''] = placed.exec(path) ?? [];
  const isNote = list === 'credit_notes';
  const document = isNote ? audited.credit_notes[Number(position)] : audited.invoices[Number(position)];
  if (document === undefined) return [];
  const { id, customer } = document;
  const number = 'invoice_number' in document ? document.invoice_number : document.credit_note_number;
  // The finding names the document itself.
  const own = message.replace(`of ${id} `, '');
  const named = own.replaceAll(/invoices\[(\d+)\]/g, (_text, other: string) => nameOf(audited.invoices[Number(other)]));
  const subject = isNote ? 'credit_note' : 'invoice';
  return [{ subject, id, customer_id: customer.id, name: number || id, path: inner, code, message: named }];
}

function nameOf(invoice: Invoice | undefined): string {
  return invoice === undefined ? 'another invoice' : `invoice ${invoice.invoice_number || invoice.id}`;
}

/** Invoices of other customers that carry the same number, found while customers are looked at one by one. */
export function repeatedNumbers(invoices: readonly Invoice[], seen: Map<string, Invoice>): readonly AuditFinding[] {
  return invoices.flatMap((invoice): readonly AuditFinding[] => {
    const { id, customer, invoice_number: name, status } = invoice;
    const earlier = seen.get(name);
    if (name === '' || status === 'draft') return [];
    if (earlier === undefined) seen.set(name, invoice);
    if (earlier === undefined || earlier.customer.id === customer.id) return [];
    const message = `is the number of ${earlier.id} of another customer too; a number belongs to one invoice`;
    const place = { path: 'invoice_number', code: 'inconsistent_history', message } as const;
    return [{ subject: 'invoice', id, customer_id: customer.id, name, ...place }];
  });
}
