import { isGiven, refuse, report, shown, valueAt, wanting, type Fields } from '../../errors/index.js';
import { refuseTransition } from '../../invoices/index.js';
import { formatInstant, type TimeZone } from '../../time/index.js';
import type {
  CustomerInput,
  DateOrDateTimeText,
  InvoiceDraft,
  InvoiceInput,
  PoliciesInput,
  UpdateInvoiceRequest,
} from '../../wire/index.js';
import { openRequest, readInvoiceAction, type InvoiceAction } from './decode/invoice-action.js';
import { readMergedLabels } from '../decode/merged-labels.js';
import { readPaymentTerms, readTermsOf } from './decode/payment-terms.js';
import { boundaryAt } from '../decode/period.js';
import { encodeTransition, type InvoiceTransition } from './encode/invoice-transition.js';
import type { PaymentTermsInput } from './issue-invoice.js';

/** What `updateInvoice` takes. */
export type UpdateInvoiceInput = {
  readonly invoice: InvoiceInput;
  readonly customer: CustomerInput;
  /** Now: an instant, or a date meaning its local midnight. */
  readonly at: DateOrDateTimeText;
  /** Orb's body: what is absent stays. */
  readonly request: UpdateInvoiceRequest;
  /** The terms that a draft was going to be issued on; a draft's document has no place for them (F26). */
  readonly payment_terms?: PaymentTermsInput | undefined;
  readonly policies?: PoliciesInput | undefined;
};

/** An updated invoice, and the payment terms to issue it on. */
export type InvoiceUpdate = InvoiceTransition & { readonly payment_terms: PaymentTermsInput };

/**
 * Changes an invoice's labels, and while it is a draft its payment terms, date and collection.
 *
 * `metadata` can change in any state: a key with null is removed, null for the whole clears it. `net_terms` and `due_date`
 * go to `payment_terms`, because a draft has no due date yet (§11.2); `invoice_date` moves only where no subscription
 * decides it.
 *
 * @throws `invalid_transition` for anything but labels on an invoice that is not a draft; `invoice_change_not_allowed` for
 * the date of a subscription's invoice; `customer_reference`, `invalid_date`, `invalid_instant`, `invalid_type`,
 * `unknown_policy`
 * @example
 * ```ts
 * import { draftInvoice, issueInvoice, updateInvoice } from 'reckoner';
 *
 * const customer = { id: 'acme', currency: 'USD' };
 * const { invoice: draft } = draftInvoice({
 *   customer,
 *   prices: [{ id: 'seats', name: 'Seats', model_type: 'unit', unit_config: { unit_amount: '12.00' }, fixed_price_quantity: 5 }],
 *   period: { start_date: '2026-01-01', end_date: '2026-02-01' },
 * });
 * const updated = updateInvoice({ invoice: draft, customer, at: '2026-02-01', request: { net_terms: 14, metadata: { order: '7' } } });
 * const { invoice, payment_terms } = updated;
 * invoice.metadata; // → { order: '7' }
 * issueInvoice({ invoice, customer, at: '2026-02-02', invoice_number: 'ACME-00001', payment_terms }).invoice.due_date; // → '2026-02-16T00:00:00+00:00'
 * ```
 */
export function updateInvoice(input: UpdateInvoiceInput): InvoiceUpdate {
  const action = readInvoiceAction(input, 'request', 'payment_terms');
  const { customer, record } = action;
  const request = openRequest(action, 'metadata', 'net_terms', 'due_date', 'invoice_date', 'auto_collection');
  const settings = ['net_terms', 'due_date', 'invoice_date', 'auto_collection'];
  if (settings.some((key) => isGiven(valueAt(request, key)))) refuseTransition('be edited', record);
  const changed = { ...readLabels(request, action), ...readDate(request, action), ...readCollection(request, action) };
  const payment_terms = readTerms(request, action.input, customer.zone);
  refuse(action.input.issues);
  return { ...encodeTransition(action, { changed, moves: [], effects: () => [] }), payment_terms };
}

function readLabels(request: Fields, { document }: InvoiceAction): Partial<InvoiceDraft<string>> {
  if (valueAt(request, 'metadata') === undefined) return {};
  return { metadata: readMergedLabels(request, document.metadata) };
}

function readDate(request: Fields, { record, customer }: InvoiceAction): Partial<InvoiceDraft<string>> {
  if (!isGiven(valueAt(request, 'invoice_date'))) return {};
  if (record.source !== 'one_off') {
    const message = `belongs to ${shown(record.id)}, whose date its subscription decides; only one-off invoices move`;
    report(request, 'invoice_date', { code: 'invoice_change_not_allowed', message });
  }
  const date = boundaryAt(request, 'invoice_date', customer.zone);
  return date === undefined ? {} : { invoice_date: formatInstant(date) };
}

function readCollection(request: Fields, { document }: InvoiceAction): Partial<InvoiceDraft<string>> {
  const enabled = valueAt(request, 'auto_collection');
  if (!isGiven(enabled)) return {};
  if (typeof enabled !== 'boolean') report(request, 'auto_collection', wanting(enabled, 'true or false'));
  return { auto_collection: { ...document.auto_collection, enabled: enabled === true } };
}

/** What the request says of the terms replaces them: days clear an own due date, and the other way round. */
function readTerms(request: Fields, input: Fields, zone: TimeZone): PaymentTermsInput {
  const says = ['net_terms', 'due_date'].some((key) => isGiven(valueAt(request, key)));
  const { net_terms, due_date } = says ? readTermsOf(request, zone) : readPaymentTerms(input, zone);
  return { net_terms, due_date: due_date && formatInstant(due_date) };
}
