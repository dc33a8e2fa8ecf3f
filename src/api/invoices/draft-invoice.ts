import { openInput } from '../decode/input.js';
import { readInvoiceRequest } from './decode/invoice-request.js';
import { billsSubscription, readSubscriptionInvoice } from './decode/subscription/read-subscription-invoice.js';
import { draftReading } from './draft-reading.js';
import type { InvoiceDraftResult } from './encode/draft-result.js';
import type { CustomDraftInvoiceInput, DraftInvoiceInput, DraftSubscriptionInvoiceInput } from './draft-input.js';

export type { InvoiceDraftResult } from './encode/draft-result.js';

type AnyInput = DraftInvoiceInput | CustomDraftInvoiceInput | DraftSubscriptionInvoiceInput;

/**
 * Drafts the invoice of one billing period: usage and fixed prices → adjustments → credits → conversion → earlier
 * invoices → tax → totals (§1).
 *
 * Bills every price once for `period`, whatever its billing mode, dated at the period's end; or, of a `subscription`, what
 * falls due on `invoice_date`: arrears of what ends then and advances of what starts then (§4.4), each price by its own
 * cadence, stubs prorated, changed quantities by their days. Everything is exact until a
 * line is rounded, once, to the currency's minor unit, half away from zero unless the policy says otherwise (D1). What is
 * shown adds up to the minor unit: rows to their line, adjustments and taxes to theirs, lines to the totals. The same
 * input gives the same document, ids included.
 *
 * Adjustments are taken from the plan, from beside its prices, and from `adjustments`. `earlier_invoices` are the partial
 * invoices of the period, whose amounts are subtracted. `ledgers` are the customer's prepaid credits, one ledger of each
 * currency: they pay lines in arrears of their currency day by day, as `events` or windows of usage tell, else on the last day (§8), and are returned as they are then; drafting
 * again replaces what this invoice charged. What holders of `licenses` used, as `events` tell, is paid by their own credits first (§8.6). `payWithCredits`, in their place, and `tax` are the caller's own pure functions,
 * `custom_models` its own price models.
 *
 * @throws `BillingError` naming every fault of the input with its path; `negative_quantity`, `usage_shape_mismatch` or
 * `quantity_beyond_last_tier` for usage that a price cannot rate; `mixed_currencies`, `missing_conversion`; what
 * `applyAdjustments` refuses; `inconsistent_history` for earlier invoices that contradict the draft or each other; `invalid_amount`,
 * `unrounded_amount` for what a function of the caller answered, or for credits in money finer than its minor unit;
 * `customer_reference` for another customer's ledger, `invalid_reference` for a licence of a type that is not given, `invalid_transition` for an invoice whose credits were issued. A plan with phases is refused, because a bill without
 * them would be wrong
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
export function draftInvoice(input: AnyInput & { readonly invoice_number: string }): InvoiceDraftResult<string>;
export function draftInvoice(input: AnyInput): InvoiceDraftResult;
export function draftInvoice(input: AnyInput): InvoiceDraftResult {
  const fields = openInput(input);
  const reading = billsSubscription(fields) ? readSubscriptionInvoice(fields) : readInvoiceRequest(fields);
  return draftReading(reading);
}
