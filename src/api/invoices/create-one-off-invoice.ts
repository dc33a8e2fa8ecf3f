import { isGiven, refuseUnknown, report, shown, valueAt, type Fields } from '../../errors/index.js';
import type { CustomerInput, DateOrDateTimeText, NewOneOffInvoice, PoliciesInput } from '../../wire/index.js';
import { openInput } from '../decode/input.js';
import { billOneOff, type OneOffInvoiceResult } from './bill-one-off.js';
import { readOneOff } from './decode/one-off/one-off-request.js';
import type { TaxFunction } from './ports.js';

export type { OneOffInvoiceResult } from './bill-one-off.js';

/** What `createOneOffInvoice` takes. */
export type CreateOneOffInvoiceInput = {
  readonly customer: CustomerInput;
  /** Now: an instant, or a date meaning its local midnight. */
  readonly at: DateOrDateTimeText;
  /** Orb's body. Dates are the customer's; `end_date` of a line is its last day. */
  readonly request: NewOneOffInvoice;
  /** How many one-off invoices of this date the customer has already; it is part of the id. Default 0. */
  readonly ordinal?: number | undefined;
  /** Needed if the invoice is issued at once. */
  readonly invoice_number?: string | undefined;
  /** Which taxes are on the lines, such as `percentTax`; absent: none. */
  readonly tax?: TaxFunction | undefined;
  readonly policies?: PoliciesInput | undefined;
};

/**
 * Makes an invoice of its own, without a subscription: lines of a quantity at a unit price (§11.5).
 *
 * Each line is quantity × unit price over whole local days, both ends inside, never prorated; it is rounded once, like any
 * other. `discount` acts on the whole invoice. An invoice that issues itself and is dated today or earlier is issued at
 * once, with the effects of `issueInvoice`; any other is a draft, whose `payment_terms` travel beside it. `workings` is the
 * record it was folded from, for `explain`.
 *
 * @throws `customer_reference` for a customer other than the one named; `currency_mismatch`, `unknown_currency`;
 * `invoice_date_too_far` for a date more than a year ahead; `due_date_terms` for both `net_terms` and `due_date`;
 * `price_reference` for a discount on an unknown price; `negative_quantity`, `invalid_adjustment`, `invalid_interval`,
 * `invalid_price_config`, `limit_exceeded`, `missing_field`, `invalid_type`, `invalid_decimal`, `invalid_date`,
 * `unrounded_amount`, `unknown_policy`
 * @example
 * ```ts
 * import { createOneOffInvoice } from 'reckoner';
 *
 * const { invoice, payment_terms } = createOneOffInvoice({
 *   customer: { id: 'acme', currency: 'USD', timezone: 'America/New_York' },
 *   at: '2026-03-10',
 *   request: {
 *     customer_id: 'acme',
 *     currency: 'USD',
 *     invoice_date: '2026-03-10',
 *     net_terms: 30,
 *     discount: { discount_type: 'percentage', percentage_discount: 0.1 },
 *     line_items: [
 *       { name: 'Onboarding', item_id: 'services', quantity: 3, start_date: '2026-03-02', end_date: '2026-03-04', model_type: 'unit', unit_config: { unit_amount: '450.00' } },
 *     ],
 *   },
 * });
 * [invoice.status, invoice.subtotal, invoice.total]; // → ['draft', '1350.00', '1215.00']
 * payment_terms.net_terms; // → 30
 * ```
 */
export function createOneOffInvoice(input: CreateOneOffInvoiceInput): OneOffInvoiceResult {
  const fields = openInput(input);
  refuseUnknown(fields, ['customer', 'at', 'request', 'ordinal', 'invoice_number', 'tax', 'policies']);
  return billOneOff(readOneOff(fields, { ordinal: readOrdinal(fields), issued: 'when_due' }), 'awaited');
}

function readOrdinal(fields: Fields): string {
  const ordinal = valueAt(fields, 'ordinal');
  if (!isGiven(ordinal)) return '0';
  if (!Number.isSafeInteger(ordinal) || (ordinal as number) < 0) {
    report(fields, 'ordinal', { code: 'invalid_type', message: `is ${shown(ordinal)}; give a whole number from 0` });
  }
  return String(ordinal);
}
