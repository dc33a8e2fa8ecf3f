import { invariant, optionalText, pathAtKey, refuse, valueAt } from '../../errors/index.js';
import { refuseTransition } from '../../invoices/index.js';
import { formatInstant, localMidnight, readDate } from '../../time/index.js';
import type {
  CustomerInput,
  DateOrDateTimeText,
  Invoice,
  MarkInvoicePaidRequest,
  PoliciesInput,
} from '../../wire/index.js';
import { openRequest, readInvoiceAction } from './decode/invoice-action.js';
import { readPurchasedCredits } from '../credits/decode/purchased-credits.js';
import { encodeTransition } from './encode/invoice-transition.js';
import { settlePurchase, type PurchasedCreditsInput, type PurchaseTransition } from '../credits/settle-purchase.js';

/** What `markInvoicePaid` takes. */
export type MarkInvoicePaidInput = {
  readonly invoice: Invoice;
  readonly customer: CustomerInput;
  /** Now: an instant, or a date meaning its local midnight. */
  readonly at: DateOrDateTimeText;
  /** Orb's body; `external_id` and `notes` are the caller's to keep. */
  readonly request: MarkInvoicePaidRequest;
  /** The credits that the invoice billed, if it did. */
  readonly purchased?: PurchasedCreditsInput | undefined;
  readonly policies?: PoliciesInput | undefined;
};

/**
 * Records that an issued or synced invoice was paid outside (§11.1): `paid_at` is the local midnight of the day on which
 * the payment was received. Credits that it billed, given as `purchased`, count from that day on where they awaited it.
 *
 * @throws `invalid_transition` from any other state; `block_not_found`; `invalid_date`, `customer_reference`, `invalid_type`,
 * `unknown_policy`
 * @example
 * ```ts
 * import { draftInvoice, issueInvoice, markInvoicePaid } from 'reckoner';
 *
 * const customer = { id: 'acme', currency: 'USD' };
 * const { invoice: draft } = draftInvoice({
 *   customer,
 *   prices: [{ id: 'seats', name: 'Seats', model_type: 'unit', unit_config: { unit_amount: '12.00' }, fixed_price_quantity: 5 }],
 *   period: { start_date: '2026-01-01', end_date: '2026-02-01' },
 * });
 * const { invoice } = issueInvoice({ invoice: draft, customer, at: '2026-02-02', invoice_number: 'ACME-00001' });
 * const paid = markInvoicePaid({ invoice, customer, at: '2026-02-20', request: { payment_received_date: '2026-02-19' } });
 * [paid.invoice.status, paid.invoice.paid_at]; // → ['paid', '2026-02-19T00:00:00+00:00']
 * ```
 */
export function markInvoicePaid(input: MarkInvoicePaidInput): PurchaseTransition {
  const action = readInvoiceAction(input, 'request', 'purchased');
  const request = openRequest(action, 'payment_received_date', 'external_id', 'notes');
  const day = readDate(
    valueAt(request, 'payment_received_date'),
    pathAtKey(request, 'payment_received_date'),
    request.issues,
  );
  optionalText(request, 'external_id');
  optionalText(request, 'notes');
  const purchased = readPurchasedCredits(action);
  refuse(request.issues);
  refuseTransition('be marked as paid', action.record);
  invariant(day !== undefined, 'a request without errors has a date');
  const { customer, policies } = action;
  const at = localMidnight(customer.zone, day);
  const transition = encodeTransition(action, {
    changed: { status: 'paid', paid_at: formatInstant(at) },
    moves: [],
    effects: () => [],
  });
  return settlePurchase(transition, purchased, { kind: 'paid', at, policies });
}
