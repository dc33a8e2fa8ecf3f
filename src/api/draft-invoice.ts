import { draftInvoiceFrom, type DraftedInvoice } from '../invoices/index.js';
import type { Effect, InvoiceDraft, InvoiceWorkings } from '../wire/index.js';
import { readInvoiceRequest, type InvoiceReading } from './decode/invoice-request.js';
import { encodeInvoice } from './encode/invoice.js';
import { encodeWorkings } from './encode/invoice-workings.js';
import type { DraftInvoiceInput } from './inputs.js';

/** A drafted invoice: Orb's document, the record it was folded from, and what to store. */
export type InvoiceDraftResult<Number extends string | null = string | null> = {
  readonly invoice: InvoiceDraft<Number>;
  readonly workings: InvoiceWorkings;
  readonly effects: readonly Effect[];
};

/**
 * Drafts the invoice of one billing period: usage and fixed prices → line items → totals (§1).
 *
 * Bills every price once for `period`, whatever its billing mode, dated at the period's end. Money is rounded once per
 * line, to the currency's minor unit, half away from zero unless the policy says otherwise (D1); rows are settled so
 * that they add up to their line. The same input gives the same document, ids included.
 *
 * @throws `BillingError` naming every fault of the input with its path; `negative_quantity`, `usage_shape_mismatch` or
 * `quantity_beyond_last_tier` for usage that a price cannot rate; `mixed_currencies`, `missing_conversion`. A document
 * that carries adjustments or plan phases is refused, because a bill without them would be wrong
 * @example
 * ```ts
 * import { draftInvoice } from 'reckoner';
 *
 * const { invoice } = draftInvoice({
 *   customer: { id: 'acme', currency: 'USD', timezone: 'America/New_York' },
 *   prices: [{ id: 'seats', name: 'Seats', model_type: 'unit', unit_config: { unit_amount: '12.00' }, fixed_price_quantity: 5 }],
 *   period: { start_date: '2026-01-01', end_date: '2026-02-01' },
 * });
 * invoice.total; // → '60.00'
 * invoice.invoice_date; // → '2026-02-01T05:00:00+00:00'
 * ```
 */
export function draftInvoice(
  input: DraftInvoiceInput & { readonly invoice_number: string },
): InvoiceDraftResult<string>;
export function draftInvoice(input: DraftInvoiceInput): InvoiceDraftResult;
export function draftInvoice(input: DraftInvoiceInput): InvoiceDraftResult {
  const reading = readInvoiceRequest(input);
  return encodeDraft(draftInvoiceFrom(reading.request), reading);
}

function encodeDraft(draft: DraftedInvoice, { heading, customer, policies }: InvoiceReading): InvoiceDraftResult {
  const invoice = encodeInvoice(draft, heading);
  let workings: InvoiceWorkings | null = null;
  return {
    invoice,
    // Written when first read: who only stores the invoice need not pay for its record.
    get workings() {
      const { unrounded_scale } = policies;
      workings ??= encodeWorkings(draft, { customer_id: customer.id, timezone: customer.timezone, unrounded_scale });
      return workings;
    },
    effects: [{ kind: 'invoice_created', invoice }],
  };
}
