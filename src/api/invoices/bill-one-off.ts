import { draftInvoiceFrom } from '../../invoices/index.js';
import { formatInstant } from '../../time/index.js';
import type { CustomerInput, InvoiceDraft } from '../../wire/index.js';
import { openInput } from '../decode/input.js';
import type { OneOffReading } from './decode/one-off/one-off-request.js';
import { moneyRulesOf } from '../decode/policies.js';
import { readInvoiceRecord } from './decode/recorded-invoice.js';
import { writeWhenRead } from '../encode/when-read.js';
import { encodeDraft, type InvoiceDraftResult } from './encode/draft-result.js';
import type { InvoiceTransition } from './encode/invoice-transition.js';
import { issueDocument } from './issue-document.js';
import type { PaymentTermsInput } from './issue-invoice.js';

/** A one-off invoice, the terms to issue it on while it is a draft, and its customer with the balance that follows. */
export type OneOffInvoiceResult = Omit<InvoiceDraftResult, 'ledgers'> & {
  readonly payment_terms: PaymentTermsInput;
  readonly customer: CustomerInput;
};

/** Drafts a one-off invoice by the steps of every invoice, and issues it where it does not wait. */
export function billOneOff(one_off: OneOffReading, payment: 'awaited' | 'made'): OneOffInvoiceResult {
  const draft = encodeDraft(draftInvoiceFrom(one_off.reading.request), one_off.reading);
  const drafted = { ...draft.invoice, metadata: { ...one_off.metadata } };
  const { invoice, customer, effects } = one_off.is_issued
    ? issue(drafted, one_off, payment)
    : { invoice: drafted, customer: one_off.reading.customer.document, effects: [] };
  const { net_terms, due_date } = one_off.payment;
  return Object.assign(writeWhenRead({ invoice }, { workings: () => draft.workings }), {
    payment_terms: { net_terms, due_date: due_date && formatInstant(due_date) },
    customer,
    effects: [{ kind: 'invoice_created' as const, invoice }, ...effects],
  });
}

type Issued = Pick<InvoiceTransition, 'customer' | 'effects'> & { readonly invoice: InvoiceDraft };

function issue(document: InvoiceDraft, one_off: OneOffReading, payment: 'awaited' | 'made'): Issued {
  const { reading, at } = one_off;
  const record = readInvoiceRecord(openInput(document), moneyRulesOf(reading.policies));
  // It does not wait for its date, which is today or earlier, or was paid for in advance. What was paid is not asked for.
  const acted = {
    ...record,
    eligible_to_issue_at: null,
    auto_collection: record.auto_collection && payment === 'awaited',
  };
  const issued = issueDocument(
    { document, record: acted, customer: reading.customer, at, policies: reading.policies },
    {
      invoice_number: record.invoice_number ?? '',
      issued_by: record.will_auto_issue ? 'schedule' : 'request',
      payment: one_off.payment,
    },
  );
  return payment === 'awaited' ? issued : { ...issued, invoice: markedPaid(issued.invoice, formatInstant(at)) };
}

function markedPaid(invoice: InvoiceDraft, paid_at: string): InvoiceDraft {
  return { ...invoice, status: 'paid', paid_at };
}
