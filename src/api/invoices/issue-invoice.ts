import { isGiven, optionalText, refuse, report, valueAt, wanting } from '../../errors/index.js';
import type { CreditLedger, CustomerInput, DateOrDateTimeText, InvoiceInput, PoliciesInput } from '../../wire/index.js';
import { optionalChoiceAt } from '../decode/document-fields.js';
import { openRequest, readInvoiceAction, type InvoiceAction } from './decode/invoice-action.js';
import { readInvoiceLedgers } from '../credits/decode/invoice-ledgers.js';
import { readPaymentTerms } from './decode/payment-terms.js';
import { issueDocument } from './issue-document.js';
import { settleLedgers, type LedgersTransition } from '../credits/settle-ledgers.js';
import type { PurchasedCreditsInput } from '../credits/settle-purchase.js';

/** What `issueInvoice` takes. */
export type IssueInvoiceInput = {
  readonly invoice: InvoiceInput;
  readonly customer: CustomerInput;
  /** Now: an instant, or a date meaning its local midnight. */
  readonly at: DateOrDateTimeText;
  /** Orb's body; nothing in it changes the result. */
  readonly request?: { readonly synchronous?: boolean | undefined } | undefined;
  /** By a person's request, or by the schedule of an invoice that issues itself; whichever the draft says unless given. */
  readonly issued_by?: 'request' | 'schedule' | undefined;
  /** Needed unless the draft carries one. */
  readonly invoice_number?: string | undefined;
  /** When it is to be paid; due on issue unless given. */
  readonly payment_terms?: PaymentTermsInput | undefined;
  /** The credits that the invoice billed, if it did. */
  readonly purchased?: PurchasedCreditsInput | undefined;
  /** The customer's ledgers that paid its lines, as drafting it left them. */
  readonly ledgers?: readonly CreditLedger[] | undefined;
  readonly policies?: PoliciesInput | undefined;
};

/** Days from issue until an invoice is due, or a due date of its own, which wins; a date is its local midnight. */
export type PaymentTermsInput = {
  readonly net_terms?: number | null | undefined;
  readonly due_date?: DateOrDateTimeText | null | undefined;
};

/**
 * Issues a draft invoice: from here on it is frozen (§11.1).
 *
 * The customer's balance is applied as it stands: a positive one pays and rolls over, a negative one is added to the
 * amount due and resets to zero, a negative total raises it, all in one transaction (§1.3, §11.3). What leaves nothing to
 * pay is paid at once; an amount due below `small_invoice_threshold` is carried over on the balance. With automatic
 * collection an amount due asks for payment (`payment_request`). The due date is the local date of issue (or of the
 * invoice, by `due_date_from`) plus the net terms, at local midnight (§11.2).
 *
 * What credits paid of its lines becomes final in `ledgers`, those that drafting it returned: no replay changes it any more
 * (§8.5). Credits that it bills, given as `purchased`, count from the local day of issue on if they awaited a payment and
 * nothing is left to pay.
 *
 * @throws `invalid_transition` for anything but a draft; `not_eligible_to_issue` before `eligible_to_issue_at`, for a
 * request on an invoice that issues itself, or the reverse; `customer_reference` for another customer; `missing_field`
 * without a number; `inconsistent_history` for a ledger that contradicts itself; `unrounded_amount`, `invalid_type`, `unknown_policy`
 * @example
 * ```ts
 * import { draftInvoice, issueInvoice } from 'reckoner';
 *
 * const customer = { id: 'acme', currency: 'USD', balance: '15.00' };
 * const { invoice: draft } = draftInvoice({
 *   customer,
 *   prices: [{ id: 'seats', name: 'Seats', model_type: 'unit', unit_config: { unit_amount: '12.00' }, fixed_price_quantity: 5 }],
 *   period: { start_date: '2026-01-01', end_date: '2026-02-01' },
 * });
 * const issued = issueInvoice({ invoice: draft, customer, at: '2026-02-02', invoice_number: 'ACME-00001', payment_terms: { net_terms: 30 } });
 * [issued.invoice.status, issued.invoice.amount_due, issued.customer.balance]; // → ['issued', '45.00', '0.00']
 * issued.invoice.due_date; // → '2026-03-04T00:00:00+00:00'
 * ```
 */
export function issueInvoice(input: IssueInvoiceInput): LedgersTransition {
  const action = readInvoiceAction(
    input,
    'request',
    'issued_by',
    'invoice_number',
    'payment_terms',
    'purchased',
    'ledgers',
  );
  const { customer, record } = action;
  const invoice_number = readNumber(action);
  if (isGiven(valueAt(action.input, 'request'))) openRequest(action, 'synchronous');
  const issued_by =
    optionalChoiceAt(action.input, 'issued_by', ['request', 'schedule']) ??
    (record.will_auto_issue ? 'schedule' : 'request');
  const payment = readPaymentTerms(action.input, customer.zone);
  const ledgers = readInvoiceLedgers(action);
  refuse(action.input.issues);
  const { at, policies } = action;
  const transition = issueDocument(action, { invoice_number, issued_by, payment });
  const kind = transition.invoice.status === 'paid' ? 'paid' : 'open';
  return settleLedgers(transition, ledgers, { kind, at, policies });
}

function readNumber({ input, record }: InvoiceAction): string {
  const given = optionalText(input, 'invoice_number') ?? record.invoice_number;
  if (given === null || given === '') report(input, 'invoice_number', wanting(null, 'the number to issue it under'));
  return given ?? '';
}
