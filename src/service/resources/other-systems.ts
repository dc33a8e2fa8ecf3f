import { recordPayment } from '../../index.js';
import type { Invoice } from '../../wire/index.js';
import { policiesOf, type Call } from '../call.js';
import { purchasedBy } from '../billing/issue.js';
import { openBody } from '../body.js';
import { needKept, writeKept } from '../kept/documents.js';
import type { Reach } from '../operation.js';
import { refuseState, refuseUnavailable } from '../refusals.js';
import type { PaymentOutcome } from '../settings.js';
import { needCustomer, type CustomerParams } from './customer-reference.js';
import { tell } from '../messages.js';
import { keepCustomer } from './customers.js';
import { keepAction } from './invoice-actions.js';
import type { InvoiceParams } from './invoices.js';

/** Collects what is due of an issued invoice through the payments port, and records how that went (§11.1). */
export async function payInvoice(
  reach: Reach,
  { invoice_id, body }: InvoiceParams & { readonly body?: { readonly shared_payment_token_id?: string } | null },
): Promise<Invoice> {
  const { payments } = reach.options;
  if (payments === undefined) return refuseUnavailable('Paying an invoice', 'payments');
  openBody(body);
  const due = await reach.read(async (call) => {
    const { document: invoice } = await needKept(call, 'invoice', invoice_id);
    if (invoice.status !== 'issued')
      refuseState('invoice', invoice_id, `is ${invoice.status}; only an issued one can be paid`);
    return { invoice, customer: (await needKept(call, 'customer', invoice.customer.id)).document };
  });
  const outcome = await payments.pay({
    ...due,
    shared_payment_token_id: body?.shared_payment_token_id ?? null,
    // The same attempt has the same key, however often its answer was lost.
    idempotency_key: `${invoice_id} ${due.invoice.payment_attempts.length}`,
  });
  return reach.answer((call) => recordOutcome(call, invoice_id, outcome));
}

async function recordOutcome(call: Call, invoice_id: string, outcome: PaymentOutcome): Promise<Invoice> {
  const kept = await needKept(call, 'invoice', invoice_id);
  const { document: customer } = await needKept(call, 'customer', kept.document.customer.id);
  const { succeeded, payment_provider = null, payment_provider_id = null } = outcome;
  const recorded = recordPayment({
    invoice: kept.document,
    customer,
    at: call.at,
    request: { succeeded, payment_provider, payment_provider_id },
    ...(await purchasedBy(call, kept)),
    ...policiesOf(call),
  });
  const invoice = await keepAction(call, kept, recorded);
  const provider = { payment_provider: payment_provider ?? null, payment_provider_id: payment_provider_id ?? null };
  await tell(call, [{ kind: 'invoice_payment_recorded', at: call.at, invoice, succeeded, ...provider }]);
  return invoice;
}

/** Takes over from the gateway how a customer pays. */
export async function syncPaymentMethods(reach: Reach, params: CustomerParams): Promise<null> {
  const { payments } = reach.options;
  if (payments === undefined) return refuseUnavailable('Synchronising payment methods', 'payments');
  const customer = await reach.read(async (call) => (await needCustomer(call, params)).document);
  const default_payment_method = await payments.paymentMethod(customer);
  return reach.answer(async (call) => {
    const kept = await needCustomer(call, params);
    await keepCustomer(call, kept, { ...kept.document, default_payment_method });
    return null;
  });
}

/** Has the file of an invoice made anew. */
export async function regenerateInvoiceFile(reach: Reach, { invoice_id }: InvoiceParams): Promise<Invoice> {
  const { files } = reach.options;
  if (files === undefined) return refuseUnavailable('Making the file of an invoice', 'files');
  const invoice = await reach.read(async (call) => (await needKept(call, 'invoice', invoice_id)).document);
  const invoice_pdf = await files.invoice(invoice);
  return reach.answer(async (call) => {
    const kept = await needKept(call, 'invoice', invoice_id);
    return (await writeKept(call, 'invoice', { ...kept, document: { ...kept.document, invoice_pdf } })).document;
  });
}

/** Has the receipt of the latest successful payment made anew. */
export async function regenerateReceiptFile(reach: Reach, { invoice_id }: InvoiceParams): Promise<Invoice> {
  const { files } = reach.options;
  if (files === undefined) return refuseUnavailable('Making a receipt', 'files');
  const invoice = await reach.read(async (call) => (await needKept(call, 'invoice', invoice_id)).document);
  const paid = [...invoice.payment_attempts].reverse().find(({ succeeded }) => succeeded);
  if (paid === undefined) return refuseState('invoice', invoice_id, 'has no successful payment to make a receipt of');
  const receipt_pdf = await files.receipt(invoice);
  return reach.answer(async (call) => {
    const kept = await needKept(call, 'invoice', invoice_id);
    const payment_attempts = kept.document.payment_attempts.map((attempt) =>
      attempt.id === paid.id ? { ...attempt, receipt_pdf } : attempt,
    );
    return (await writeKept(call, 'invoice', { ...kept, document: { ...kept.document, payment_attempts } })).document;
  });
}
