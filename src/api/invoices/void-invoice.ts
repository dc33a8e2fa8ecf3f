import { refuse } from '../../errors/index.js';
import { voidRecord } from '../../invoices/index.js';
import { formatInstant } from '../../time/index.js';
import type { CreditLedger, CustomerInput, DateOrDateTimeText, Invoice, PoliciesInput } from '../../wire/index.js';
import { readInvoiceAction } from './decode/invoice-action.js';
import { readInvoiceLedgers } from '../credits/decode/invoice-ledgers.js';
import { encodeTransition } from './encode/invoice-transition.js';
import { settleLedgers, type LedgersTransition } from '../credits/settle-ledgers.js';
import type { PurchasedCreditsInput } from '../credits/settle-purchase.js';

/** What `voidInvoice` takes. */
export type VoidInvoiceInput = {
  readonly invoice: Invoice;
  readonly customer: CustomerInput;
  /** Now: an instant, or a date meaning its local midnight. */
  readonly at: DateOrDateTimeText;
  /** The credits that the invoice billed, if it did. */
  readonly purchased?: PurchasedCreditsInput | undefined;
  /** The customer's ledgers that paid its lines. */
  readonly ledgers?: readonly CreditLedger[] | undefined;
  readonly policies?: PoliciesInput | undefined;
};

/**
 * Voids an issued invoice: it stands for nothing, and what it took from or added to the customer's balance is undone in
 * one transaction, `return_from_voiding` (§11.3, L46).
 *
 * Credits that its lines drew come back: `ledgers` are replayed without what it charged. Credits that it billed, given as
 * `purchased`, are voided, because nobody paid for them, and the top-up that ordered them is disabled.
 *
 * @throws `invalid_transition` for anything but an issued invoice; `block_not_found`; `customer_reference`, `inconsistent_history`, `unrounded_amount`,
 * `invalid_type`, `unknown_policy`
 * @example
 * ```ts
 * import { draftInvoice, issueInvoice, voidInvoice } from 'reckoner';
 *
 * const customer = { id: 'acme', currency: 'USD', balance: '15.00' };
 * const { invoice: draft } = draftInvoice({
 *   customer,
 *   prices: [{ id: 'seats', name: 'Seats', model_type: 'unit', unit_config: { unit_amount: '12.00' }, fixed_price_quantity: 5 }],
 *   period: { start_date: '2026-01-01', end_date: '2026-02-01' },
 * });
 * const issued = issueInvoice({ invoice: draft, customer, at: '2026-02-02', invoice_number: 'ACME-00001' });
 * const undone = voidInvoice({ invoice: issued.invoice, customer: issued.customer, at: '2026-02-03' });
 * [undone.invoice.status, undone.customer.balance]; // → ['void', '15.00']
 * ```
 */
export function voidInvoice(input: VoidInvoiceInput): LedgersTransition {
  const action = readInvoiceAction(input, 'purchased', 'ledgers');
  const ledgers = readInvoiceLedgers(action);
  refuse(action.input.issues);
  const { at, policies } = action;
  const moves = voidRecord(action.record, action.customer.balance);
  const transition = encodeTransition(action, {
    changed: { status: 'void', voided_at: formatInstant(at) },
    moves,
    effects: (invoice) => [{ kind: 'invoice_voided', invoice }],
  });
  return settleLedgers(transition, ledgers, { kind: 'voided', at, policies });
}
