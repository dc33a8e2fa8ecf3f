import { diffInvoice, draftInvoice, type InvoiceDiff, type PayWithCreditsFunction } from '../../index.js';
import { isBillingError } from '../../errors/index.js';
import {
  add,
  formatDecimal,
  maximum,
  minimum,
  parseDecimal,
  subtract,
  zero,
  type Decimal,
} from '../../decimal/index.js';
import { parseInstant } from '../../time/index.js';
import type { Invoice, InvoiceLineItem } from '../../wire/index.js';
import { dueOf } from '../billing/regenerate.js';
import { payerOf } from '../billing/due-drafts.js';
import { modelsOf, policiesOf, taxOf, type Call } from '../call.js';
import { needKept, readKept } from '../kept/documents.js';
import { notesOn } from '../subscriptions/notes-on.js';
import { usageOf } from '../subscriptions/usage.js';

/**
 * What an issued invoice comes to when it is computed again from what is stored now, what notes gave back of it and what
 * invoices that were issued after it for the same date bill beside it.
 */
export type Recomputation =
  { readonly diff: InvoiceDiff; readonly credited: string; readonly beside: string } | { readonly reason: string };

/** Whether an invoice is one that can be computed again: the issued invoice of a subscription's date. */
export function isRecomputable({ status, invoice_source }: Invoice): boolean {
  return invoice_source === 'subscription' && ['issued', 'paid', 'synced'].includes(status);
}

/**
 * Computes an issued invoice again from the subscription and the usage that are stored now, and compares the two. What
 * credits paid of it stays, because an issued invoice keeps its credits (§8.5).
 */
export async function recomputeInvoice(
  call: Call,
  issued: Invoice,
  others: readonly Invoice[],
): Promise<Recomputation> {
  try {
    const recomputed = await draftOf(call, issued, others);
    if ('reason' in recomputed) return recomputed;
    const diff = diffInvoice({ issued, recomputed: recomputed.invoice, ...policiesOf(call) });
    return { diff, credited: creditedOf(issued), beside: besideOf(issued, others) };
  } catch (error) {
    if (!isBillingError(error)) throw error;
    return { reason: `cannot be computed: ${error.detail}` };
  }
}

/** What credit notes on an invoice that stand gave back. */
function creditedOf({ credit_notes }: Invoice): string {
  const standing = credit_notes.filter(({ voided_at }) => voided_at === null);
  return formatDecimal(standing.map(({ total }) => parseDecimal(total)).reduce(add, zero));
}

async function draftOf(call: Call, issued: Invoice, others: readonly Invoice[]) {
  const kept = issued.subscription && (await readKept(call, 'subscription', issued.subscription.id));
  if (!kept) return { reason: 'is of a subscription that is not stored' };
  const { document: subscription, aside } = kept;
  const customer = (await needKept(call, 'customer', issued.customer.id)).document;
  const owned = { subscription, schedule: aside.schedule, customer };
  const due = dueOf(issued, owned, policiesOf(call));
  if (due === null) {
    return { reason: 'has lines that are no service of its date, such as the difference that a change of plan made' };
  }
  const earlier_invoices = stoodBefore(issued, others);
  return draftInvoice({
    ...owned,
    customer: payerOf(customer, subscription),
    invoice_date: issued.invoice_date,
    price_interval_ids: due.services.map(({ price_interval_id }) => price_interval_id),
    at: call.at,
    ...(await usageOf(call, subscription, serviceWindow(issued))),
    earlier_invoices,
    credit_notes: await notesOn(call, earlier_invoices),
    payWithCredits: paidAsIssued(issued, earlier_invoices),
    ...taxOf(call),
    ...modelsOf(call),
    ...policiesOf(call),
  });
}

/** What correct invoices of a date bill of the same services, because one that was paid stays as it was (§9.2). */
function besideOf(issued: Invoice, others: readonly Invoice[]): string {
  const later = others.filter(
    (other) =>
      isRecomputable(other) &&
      parseInstant(other.invoice_date) === parseInstant(issued.invoice_date) &&
      isMadeBefore(issued, other),
  );
  const services = new Set(issued.line_items.map(serviceOf));
  const lines = later.flatMap(({ line_items }) => line_items).filter((line) => services.has(serviceOf(line)));
  return formatDecimal(lines.flatMap(amountsOf).reduce(add, zero));
}

function amountsOf({ amount, tax_amounts }: InvoiceLineItem): readonly Decimal[] {
  return [amount, ...tax_amounts.map((tax) => tax.amount)].map((text) => parseDecimal(text));
}

function serviceOf({ price, start_date }: InvoiceLineItem): string {
  return JSON.stringify([price.id, parseInstant(start_date)]);
}

/**
 * What stood when an invoice was issued and may have billed a part of the same services: what is dated earlier, partial
 * invoices among it, and what was issued for the same date before. One that was voided afterwards stood then.
 */
function stoodBefore(issued: Invoice, others: readonly Invoice[]): readonly Invoice[] {
  return others
    .filter((other) => {
      if (other.id === issued.id || other.status === 'draft' || !stoodAt(other, issued)) return false;
      const days = parseInstant(other.invoice_date) - parseInstant(issued.invoice_date);
      return days < 0 || (days === 0 && isMadeBefore(other, issued));
    })
    .map((other) => (other.status === 'void' ? { ...other, status: 'issued', voided_at: null } : other));
}

function stoodAt({ status, voided_at }: Invoice, { issued_at }: Invoice): boolean {
  return (
    status !== 'void' || (voided_at !== null && issued_at !== null && parseInstant(voided_at) > parseInstant(issued_at))
  );
}

/** By when they were issued; of one instant by their numbers, which are counted. */
function isMadeBefore(one: Invoice, other: Invoice): boolean {
  const [issued, next] = [one, other].map(({ issued_at }) => (issued_at === null ? Infinity : parseInstant(issued_at)));
  return issued === next ? one.invoice_number < other.invoice_number : (issued ?? 0) < (next ?? 0);
}

function byTime(a: string, b: string): number {
  return parseInstant(a) - parseInstant(b);
}

function serviceWindow({ line_items }: Invoice): { readonly from: string | null; readonly until: string | null } {
  const from = line_items.map(({ start_date }) => start_date).sort(byTime)[0] ?? null;
  const until =
    line_items
      .map(({ end_date }) => end_date)
      .sort(byTime)
      .at(-1) ?? null;
  return { from, until };
}

/** Credits pay what they paid: of a line, what it shows beyond what earlier invoices of its period show. */
function paidAsIssued(issued: Invoice, earlier: readonly Invoice[]): PayWithCreditsFunction {
  return (charges) =>
    charges.map(({ price_id, start_date, amount }) => {
      const shown = (invoices: readonly Invoice[]) =>
        invoices
          .flatMap(({ line_items }) => line_items)
          .filter((line) => line.price.id === price_id && parseInstant(line.start_date) === parseInstant(start_date))
          .map(({ credits_applied }) => parseDecimal(credits_applied))
          .reduce(maximum, zero);
      const paid = minimum(subtract(shown([issued]), shown(earlier)), parseDecimal(amount));
      return formatDecimal(paid) === '0' ? [] : [{ block_id: 'issued', amount: formatDecimal(paid) }];
    });
}
