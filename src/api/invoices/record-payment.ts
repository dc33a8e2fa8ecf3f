import { printMoney } from '../../currency/index.js';
import { decimalAt, isNegative, type Decimal } from '../../decimal/index.js';
import { isGiven, optionalText, refuse, report, valueAt, wanting, type Fields } from '../../errors/index.js';
import { identity, takePayment } from '../../invoices/index.js';
import { formatInstant } from '../../time/index.js';
import type {
  Amount,
  CustomerInput,
  DateOrDateTimeText,
  DateTimeText,
  Invoice,
  InvoiceDraft,
  PaymentAttempt,
  PoliciesInput,
  Writable,
} from '../../wire/index.js';
import { instantAt, optionalChoiceAt } from '../decode/document-fields.js';
import { openRequest, readInvoiceAction, type InvoiceAction } from './decode/invoice-action.js';
import { readPurchasedCredits } from '../credits/decode/purchased-credits.js';
import { reportUnrounded } from '../decode/whole-units.js';
import { encodeTransition } from './encode/invoice-transition.js';
import { settlePurchase, type PurchasedCreditsInput, type PurchaseTransition } from '../credits/settle-purchase.js';

/** One try at collecting an invoice, as the payment system tells it. */
export type PaymentAttemptInput = {
  readonly succeeded: boolean;
  /** The amount due unless given. */
  readonly amount?: Amount | undefined;
  readonly payment_provider?: 'stripe' | 'adyen' | null | undefined;
  readonly payment_provider_id?: string | null | undefined;
  readonly receipt_pdf?: string | null | undefined;
  /** When the system tries again after a failure, if it does. */
  readonly next_attempt_at?: DateTimeText | null | undefined;
};

/** What `recordPayment` takes. */
export type RecordPaymentInput = {
  readonly invoice: Invoice;
  readonly customer: CustomerInput;
  /** When the attempt was made: an instant, or a date meaning its local midnight. */
  readonly at: DateOrDateTimeText;
  readonly request: PaymentAttemptInput;
  /** The credits that the invoice billed, if it did. */
  readonly purchased?: PurchasedCreditsInput | undefined;
  readonly policies?: PoliciesInput | undefined;
};

/**
 * Records an attempt to collect an issued invoice (§11.1): success pays it, failure leaves it issued with
 * `payment_failed_at`; either way the attempt and its dates stand on the document.
 *
 * What was paid beyond the amount due raises the customer's balance (`overpayment_refund`). Credits that the invoice
 * billed, given as `purchased`, count from the local day of a success on where they awaited it.
 *
 * @throws `invalid_transition` unless the invoice is issued; `block_not_found`; `invalid_amount` for a success with less than the amount
 * due; `unrounded_amount`, `customer_reference`, `invalid_type`, `unknown_policy`
 * @example
 * ```ts
 * import { draftInvoice, issueInvoice, recordPayment } from 'reckoner';
 *
 * const customer = { id: 'acme', currency: 'USD' };
 * const { invoice: draft } = draftInvoice({
 *   customer,
 *   prices: [{ id: 'seats', name: 'Seats', model_type: 'unit', unit_config: { unit_amount: '12.00' }, fixed_price_quantity: 5 }],
 *   period: { start_date: '2026-01-01', end_date: '2026-02-01' },
 * });
 * const { invoice } = issueInvoice({ invoice: draft, customer, at: '2026-02-02', invoice_number: 'ACME-00001' });
 * const failed = recordPayment({ invoice, customer, at: '2026-02-03T09:00:00Z', request: { succeeded: false } });
 * const paid = recordPayment({ invoice: failed.invoice, customer, at: '2026-02-05T09:00:00Z', request: { succeeded: true } });
 * paid.invoice.payment_attempts.map(({ amount, succeeded }) => [amount, succeeded]); // → [['60.00', false], ['60.00', true]]
 * paid.invoice.status; // → 'paid'
 * ```
 */
export function recordPayment(input: RecordPaymentInput): PurchaseTransition {
  const action = readInvoiceAction(input, 'request', 'purchased');
  const request = openRequest(
    action,
    'succeeded',
    'amount',
    'payment_provider',
    'payment_provider_id',
    'receipt_pdf',
    'next_attempt_at',
  );
  const attempt = readAttempt(request, action);
  const purchased = readPurchasedCredits(action);
  refuse(request.issues);
  const { at, policies } = action;
  const moves = takePayment(action.record, attempt, action.customer.balance);
  const transition = encodeTransition(action, { changed: changedBy(attempt, action), moves, effects: () => [] });
  return settlePurchase(transition, purchased, { kind: attempt.succeeded ? 'paid' : 'open', at, policies });
}

type Attempt = {
  readonly succeeded: boolean;
  readonly amount: Decimal;
  readonly next_attempt_at: string | null;
  readonly document: Pick<PaymentAttempt, 'payment_provider' | 'payment_provider_id' | 'receipt_pdf'>;
};

function readAttempt(request: Fields, { record }: InvoiceAction): Attempt {
  const succeeded = valueAt(request, 'succeeded');
  if (typeof succeeded !== 'boolean') report(request, 'succeeded', wanting(succeeded, 'true or false'));
  const next = instantAt(request, 'next_attempt_at');
  return {
    succeeded: succeeded === true,
    amount: readPaid(request, record),
    next_attempt_at: next && formatInstant(next),
    document: {
      payment_provider: optionalChoiceAt(request, 'payment_provider', ['stripe', 'adyen']),
      payment_provider_id: optionalText(request, 'payment_provider_id'),
      receipt_pdf: optionalText(request, 'receipt_pdf'),
    },
  };
}

function readPaid(request: Fields, { amount_due, currency }: InvoiceAction['record']): Decimal {
  if (!isGiven(valueAt(request, 'amount'))) return amount_due;
  const value = decimalAt(request, 'amount') ?? amount_due;
  if (isNegative(value))
    report(request, 'amount', { code: 'invalid_amount', message: 'is negative; give what was paid' });
  reportUnrounded(request, 'amount', { value, currency });
  return value;
}

function changedBy(attempt: Attempt, { document, record, at }: InvoiceAction): Partial<InvoiceDraft<string>> {
  const { succeeded } = attempt;
  const now = formatInstant(at);
  const earlier = document.payment_attempts;
  const entry: Writable<PaymentAttempt> = {
    id: identity('payment_attempt', record.id, String(earlier.length)),
    ...attempt.document,
    amount: printMoney(attempt.amount, record.currency),
    succeeded,
    created_at: now,
  };
  const collection = document.auto_collection;
  return {
    payment_attempts: [...earlier, entry],
    payment_started_at: now,
    payment_failed_at: succeeded ? document.payment_failed_at : now,
    ...(succeeded ? { status: 'paid' as const, paid_at: now } : {}),
    auto_collection: {
      ...collection,
      num_attempts: (collection.num_attempts ?? 0) + 1,
      previously_attempted_at: now,
      next_attempt_at: succeeded ? null : attempt.next_attempt_at,
    },
  };
}
