import { auditInvoice } from '../../index.js';
import type { Issue } from '../../errors/index.js';
import type { Invoice } from '../../wire/index.js';
import { policiesOf, type Call } from '../call.js';
import type { AuditFinding } from './finding.js';

const placed = /^invoices\[(\d+)\]\.?(.*)$/;

/** What does not add up in the invoices of a customer, each by itself and one with the other (§15 L5, L8, L9, L49). */
export function invoiceFindings(call: Call, invoices: readonly Invoice[]): readonly AuditFinding[] {
  return auditInvoice({ invoices, ...policiesOf(call) }).flatMap((issue) => findingOf(issue, invoices));
}

function findingOf({ path, code, message }: Issue, invoices: readonly Invoice[]): readonly AuditFinding[] {
  const [, position, inner = ''] = placed.exec(path) ?? [];
  const invoice = invoices[Number(position)];
  if (invoice === undefined) return [];
  const { id, customer, invoice_number } = invoice;
  // The finding names the invoice itself.
  const own = message.replace(`of ${id} `, '');
  const named = own.replaceAll(/invoices\[(\d+)\]/g, (_text, other: string) => nameOf(invoices[Number(other)]));
  return [
    { subject: 'invoice', id, customer_id: customer.id, name: invoice_number || id, path: inner, code, message: named },
  ];
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
