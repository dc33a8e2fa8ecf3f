import { refuse, report, valueAt, wanting } from '../../errors/index.js';
import { refuseTransition } from '../../invoices/index.js';
import { formatInstant } from '../../time/index.js';
import type { CustomerInput, DateOrDateTimeText, Invoice, PoliciesInput } from '../../wire/index.js';
import { openRequest, readInvoiceAction } from './decode/invoice-action.js';
import { encodeTransition, type InvoiceTransition } from './encode/invoice-transition.js';

/** What `recordSync` takes. */
export type RecordSyncInput = {
  readonly invoice: Invoice;
  readonly customer: CustomerInput;
  /** When it was synchronised: an instant, or a date meaning its local midnight. */
  readonly at: DateOrDateTimeText;
  /** How the other system answered. */
  readonly request: { readonly succeeded: boolean };
  readonly policies?: PoliciesInput | undefined;
};

/**
 * Records that an issued invoice was handed to another invoicing system (§11.1): `synced`, or still issued with
 * `sync_failed_at`.
 *
 * @throws `invalid_transition` unless the invoice is issued; `customer_reference`, `invalid_type`, `unknown_policy`
 * @example
 * ```ts
 * import { draftInvoice, issueInvoice, recordSync } from 'reckoner';
 *
 * const customer = { id: 'acme', currency: 'USD' };
 * const { invoice: draft } = draftInvoice({
 *   customer,
 *   prices: [{ id: 'seats', name: 'Seats', model_type: 'unit', unit_config: { unit_amount: '12.00' }, fixed_price_quantity: 5 }],
 *   period: { start_date: '2026-01-01', end_date: '2026-02-01' },
 * });
 * const { invoice } = issueInvoice({ invoice: draft, customer, at: '2026-02-02', invoice_number: 'ACME-00001' });
 * recordSync({ invoice, customer, at: '2026-02-03T09:00:00Z', request: { succeeded: true } }).invoice.status; // → 'synced'
 * ```
 */
export function recordSync(input: RecordSyncInput): InvoiceTransition {
  const action = readInvoiceAction(input, 'request');
  const request = openRequest(action, 'succeeded');
  const succeeded = valueAt(request, 'succeeded');
  if (typeof succeeded !== 'boolean') report(request, 'succeeded', wanting(succeeded, 'true or false'));
  refuse(request.issues);
  refuseTransition('be synced', action.record);
  const changed = succeeded === true ? { status: 'synced' as const } : { sync_failed_at: formatInstant(action.at) };
  return encodeTransition(action, { changed, moves: [], effects: () => [] });
}
