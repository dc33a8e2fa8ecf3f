import { printMoney } from '../../currency/index.js';
import { parseDecimal } from '../../decimal/index.js';
import { issueRecord, type IssuedInvoice, type PaymentTerms } from '../../invoices/index.js';
import { formatInstant } from '../../time/index.js';
import type { Effect, InvoiceDraft } from '../../wire/index.js';
import type { InvoiceAction } from './decode/invoice-action.js';
import { encodeTransition, type ActedInvoice, type InvoiceTransition } from './encode/invoice-transition.js';

/** How a draft is issued: under which number, by whom, and when it is to be paid. */
export type Issuing = {
  readonly invoice_number: string;
  readonly issued_by: 'request' | 'schedule';
  readonly payment: PaymentTerms;
};

/** Issues a draft's document, by request or as soon as it is made: the balance, the due date, what is then to be stored. */
export function issueDocument(
  action: ActedInvoice & Pick<InvoiceAction, 'policies'>,
  { invoice_number, issued_by, payment }: Issuing,
): InvoiceTransition {
  const { customer, policies, record } = action;
  const { small_invoice_threshold: threshold } = policies;
  const issued = issueRecord(record, {
    at: action.at,
    issued_by,
    customer_balance: customer.balance,
    zone: customer.zone,
    payment,
    due_date_from: policies.due_date_from,
    small_invoice_threshold: threshold === null ? null : parseDecimal(threshold),
  });
  return encodeTransition(action, {
    changed: changedBy(issued, { ...action, invoice_number }),
    moves: issued.moves,
    effects: () => requestPayment(issued, action),
  });
}

function changedBy(
  issued: IssuedInvoice,
  { record, invoice_number }: ActedInvoice & { invoice_number: string },
): Partial<InvoiceDraft<string>> {
  return {
    invoice_number,
    status: issued.status,
    issued_at: formatInstant(issued.issued_at),
    due_date: formatInstant(issued.due_date),
    paid_at: issued.paid_at && formatInstant(issued.paid_at),
    amount_due: printMoney(issued.amount_due, record.currency),
    // What only a draft has.
    eligible_to_issue_at: null,
    scheduled_issue_at: null,
    will_auto_issue: false,
  };
}

function requestPayment({ requests_payment, amount_due }: IssuedInvoice, { record }: ActedInvoice): readonly Effect[] {
  if (!requests_payment) return [];
  const { id, customer_id, currency } = record;
  const amount = printMoney(amount_due, currency);
  return [
    { kind: 'payment_request', payment_request: { invoice_id: id, customer_id, amount, currency: currency.code } },
  ];
}
