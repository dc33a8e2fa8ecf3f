import { diffInvoice, draftInvoice, type InvoiceDiff, type PayWithCreditsFunction } from '../../index.js';
import { isBillingError } from '../../errors/index.js';
import { add, formatDecimal, maximum, minimum, parseDecimal, subtract, zero } from '../../decimal/index.js';
import { parseInstant } from '../../time/index.js';
import type { Invoice } from '../../wire/index.js';
import { dueOf } from '../billing/regenerate.js';
import { payerOf } from '../billing/due-drafts.js';
import { modelsOf, policiesOf, taxOf, type Call } from '../call.js';
import { needKept, readKept } from '../kept/documents.js';
import { notesOn } from '../subscriptions/notes-on.js';
import { usageOf } from '../subscriptions/usage.js';

/** What an issued invoice comes to when it is computed again from what is stored now. */
export type Recomputation = { readonly diff: InvoiceDiff; readonly credited: string } | { readonly reason: string };

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
    return { diff, credited: creditedOf(issued) };
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
  const earlier_invoices = others.filter((other) => comesBefore(other, issued));
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

/** What may have billed a part of the same services before: partial invoices, and what is dated earlier. */
function comesBefore(other: Invoice, issued: Invoice): boolean {
  if (other.id === issued.id || other.status === 'void' || other.status === 'draft') return false;
  return parseInstant(other.invoice_date) < parseInstant(issued.invoice_date);
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
