import {
  addLineItem,
  createOneOffInvoice,
  markInvoicePaid,
  removeLineItem,
  updateInvoice,
  voidInvoice,
  type InvoiceTransition,
  type PurchaseTransition,
} from '../../index.js';
import type {
  Invoice,
  InvoiceLineItem,
  InvoiceSummary,
  MarkInvoicePaidRequest,
  NewInvoiceLineItem,
  NewOneOffInvoice,
  UpdateInvoiceRequest,
} from '../../wire/index.js';
import { policiesOf, taxOf, type Call } from '../call.js';
import { needInvoice } from '../billing/need-invoice.js';
import { nextNumber } from '../billing/invoice-number.js';
import { issueKept, purchasedBy } from '../billing/issue.js';
import { keepLedgers } from '../billing/ledgers.js';
import { regenerated } from '../billing/regenerate.js';
import { releaseCharges } from '../billing/release-charges.js';
import { openBody, textIn } from '../body.js';
import { storeEffects } from '../effects/store-effects.js';
import { needKept, readKept, writeKept } from '../kept/documents.js';
import { allKept, eachKept } from '../kept/pages.js';
import type { Kept } from '../kept/shapes.js';
import { tell } from '../messages.js';
import { needCustomer } from './customer-reference.js';
import { summaryOf, type InvoiceParams } from './invoices.js';

/** Makes an invoice of its own, without a subscription (§11.5). */
export async function createInvoice(call: Call, { body }: { readonly body: NewOneOffInvoice }): Promise<Invoice> {
  const customer = await needCustomer(call, body);
  const own = await allKept(call, 'invoice', `customer:${customer.document.id}`);
  const oneOffs = own.filter(({ document }) => document.invoice_source === 'one_off');
  const result = createOneOffInvoice({
    customer: customer.document,
    at: call.at,
    request: body,
    ordinal: oneOffs.length,
    invoice_number: await nextNumber(call, customer),
    ...taxOf(call),
    ...policiesOf(call),
  });
  await storeEffects(call.transaction, result.effects);
  const kept = await needKept(call, 'invoice', result.invoice.id);
  const aside = { ...kept.aside, payment_terms: result.payment_terms };
  // The effects already show what issuing made of it.
  return (await writeKept(call, 'invoice', { ...kept, aside })).document;
}

/** Issues a draft that somebody has to ask for (§11.1). */
export async function issueByRequest(
  call: Call,
  { invoice_id, body }: InvoiceParams & { readonly body?: { readonly synchronous?: boolean } | null },
): Promise<Invoice> {
  openBody(body);
  const kept = await regenerated(call, await needInvoice(call, invoice_id));
  return (await issueKept(call, kept, 'request')).document;
}

/** {@link issueByRequest}, answering the invoice without its lines. */
export async function issueSummary(call: Call, params: Parameters<typeof issueByRequest>[1]): Promise<InvoiceSummary> {
  return summaryOf(await issueByRequest(call, params));
}

export async function changeInvoice(
  call: Call,
  { invoice_id, body }: InvoiceParams & { readonly body: UpdateInvoiceRequest },
): Promise<Invoice> {
  const { kept, acted } = await openAction(call, invoice_id);
  const { payment_terms } = kept.aside;
  const updated = updateInvoice({ ...acted, request: body, payment_terms });
  await storeEffects(call.transaction, updated.effects);
  const aside = { ...kept.aside, payment_terms: updated.payment_terms };
  const { document: invoice } = await writeKept(call, 'invoice', { ...kept, document: updated.invoice, aside });
  await tell(call, [{ kind: 'invoice_edited', at: call.at, invoice }]);
  return invoice;
}

export async function voidByRequest(call: Call, { invoice_id }: InvoiceParams): Promise<Invoice> {
  const { kept, acted } = await openAction(call, invoice_id);
  const transition = voidInvoice({ ...acted, invoice: kept.document, ...(await purchasedBy(call, kept)) });
  const voided = await keepAction(call, kept, transition);
  await releaseCharges(call, voided);
  return voided;
}

export async function markPaid(
  call: Call,
  { invoice_id, body }: InvoiceParams & { readonly body: MarkInvoicePaidRequest },
): Promise<Invoice> {
  const { kept, acted } = await openAction(call, invoice_id);
  const purchased = await purchasedBy(call, kept);
  const paid = markInvoicePaid({ ...acted, invoice: kept.document, request: body, ...purchased });
  const invoice = await keepAction(call, kept, paid);
  const { payment_received_date, external_id = null, notes = null } = body;
  const payment = { payment_received_date, external_id, notes };
  await tell(call, [{ kind: 'invoice_marked_as_paid', at: call.at, invoice, payment }]);
  return invoice;
}

export async function createLineItem(
  call: Call,
  { body }: { readonly body: NewInvoiceLineItem },
): Promise<InvoiceLineItem> {
  const { kept, acted } = await openAction(call, textIn(body, 'invoice_id'));
  const items = [];
  for await (const { document } of eachKept(call, { kind: 'item' })) items.push(document);
  const added = addLineItem({ ...acted, request: body, items, ...taxOf(call) });
  await keepEdited(call, kept, added);
  return added.line_item;
}

export async function deleteLineItem(
  call: Call,
  { invoice_id, line_item_id }: InvoiceParams & { readonly line_item_id: string },
): Promise<null> {
  const { kept, acted } = await openAction(call, invoice_id);
  await keepEdited(call, kept, removeLineItem({ ...acted, line_item_id, ...taxOf(call) }));
  return null;
}

/** An invoice that is acted on, and what every action takes. */
async function openAction(call: Call, invoice_id: string) {
  const kept = await needInvoice(call, invoice_id);
  const customer = await needKept(call, 'customer', kept.document.customer.id);
  const acted = { invoice: kept.document, customer: customer.document, at: call.at, ...policiesOf(call) };
  return { kept, acted };
}

/** Stores what an action made of an invoice, and of the credits that it billed. */
export async function keepAction(
  call: Call,
  kept: Kept<'invoice'>,
  { invoice, effects, ledger }: PurchaseTransition,
): Promise<Invoice> {
  await writeKept(call, 'invoice', { ...kept, document: invoice });
  if (ledger !== null) await keepLedgers(call, [ledger]);
  await storeEffects(call.transaction, effects);
  return (await readKept(call, 'invoice', invoice.id))?.document ?? invoice;
}

/** A draft whose lines were edited is not drafted again, because that would lose them (§11.1). */
async function keepEdited(call: Call, kept: Kept<'invoice'>, { invoice, effects }: InvoiceTransition): Promise<void> {
  const aside = { ...kept.aside, edited: true };
  const { document } = await writeKept(call, 'invoice', { ...kept, document: invoice, aside });
  await storeEffects(call.transaction, effects);
  await tell(call, [{ kind: 'invoice_edited', at: call.at, invoice: document }]);
}
