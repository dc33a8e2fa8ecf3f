import { printMoney } from '../../currency/index.js';
import { compare, decimalAt, one, zero, type Decimal } from '../../decimal/index.js';
import { pathAtKey, problem, refuseUnknown, type Fields } from '../../errors/index.js';
import { draftPartialFrom } from '../../invoices/index.js';
import type { Amount, CreditLedger, Effect, InvoiceDraft, InvoiceWorkings } from '../../wire/index.js';
import { payFromLedgers } from '../credits/prepaid/pay-from-ledgers.js';
import { openInput } from '../decode/input.js';
import type { UnmatchedUsage } from '../reports/unmatched-usage.js';
import { invoiceKeys, readInvoice, type InvoiceReading } from './decode/invoice-request.js';
import { readPartialInvoice } from './decode/subscription/read-partial-invoice.js';
import { billsSubscription } from './decode/subscription/read-subscription-invoice.js';
import type { CustomDraftInvoiceInput, DraftInvoiceInput, DraftSubscriptionInvoiceInput } from './draft-input.js';
import { encodeDraft } from './encode/draft-result.js';

/** A subscription whose open service periods are billed until now. */
type DraftPartialOfSubscription = Omit<
  DraftSubscriptionInvoiceInput,
  'invoice_date' | 'price_interval_ids' | 'ordinal'
>;

/** What `draftPartialInvoice` takes: the whole period, or a subscription, and what was used of it until `at`. */
export type DraftPartialInvoiceInput = (
  Omit<DraftInvoiceInput, 'ordinal'> | Omit<CustomDraftInvoiceInput, 'ordinal'> | DraftPartialOfSubscription
) & {
  /** Now: after the start of the period, at the latest its end; of a subscription any time. */
  readonly at: string;
  /** Above zero, in the invoice's currency. */
  readonly invoicing_threshold: Amount;
};

/** What usage has come to since it was last invoiced, and the invoice for it if that reaches the threshold. */
export type PartialInvoiceResult = {
  /** Σ `amount` of the usage lines without minimums: after credits and earlier invoices, before tax. */
  readonly measure: string;
  readonly invoicing_threshold: string;
  /** Null: the threshold is not reached. */
  readonly invoice: InvoiceDraft | null;
  readonly workings: InvoiceWorkings | null;
  readonly effects: readonly Effect[];
  /** The ledgers after what the invoice charged; without an invoice, as they were given. */
  readonly ledgers: readonly CreditLedger[];
  /** Usage of a dimensional price group that none of its prices rates; absent if there is none (§2). */
  readonly unmatched_usage?: readonly UnmatchedUsage[];
};

/**
 * Drafts the invoice that a spending threshold gives rise to, if what was used until `at` reaches it (§10).
 *
 * `usage` is cumulative from the start of the period, or measured from `events` until `at`; `earlier_invoices` are the
 * partial invoices of the period so far. Tiers, packages and allocations never restart: the whole quantity is rated and
 * what was billed is subtracted. All prices in arrears are shown; fixed fees fall due at the end of the period. However
 * many times the threshold was crossed, there is one invoice. Of a `subscription` each price in arrears has its own service
 * period, the one that `at` is in, with its filter, its customers and its metric parameters. Minimums count unless `minimums_on_partial` is `defer`.
 *
 * @throws `invalid_threshold`, `invalid_service_period` for an `at` outside the period, and all that `draftInvoice` refuses
 * @example
 * ```ts
 * import { draftPartialInvoice } from 'reckoner';
 *
 * const { measure, invoice } = draftPartialInvoice({
 *   customer: { id: 'acme', currency: 'USD' },
 *   prices: [{ id: 'calls', name: 'Calls', model_type: 'unit', unit_config: { unit_amount: '0.25' } }],
 *   usage: { calls: { quantity: 90 } },
 *   period: { start_date: '2026-01-01', end_date: '2026-02-01' },
 *   at: '2026-01-11',
 *   invoicing_threshold: '20.00',
 * });
 * measure; // → '22.50'
 * invoice?.invoice_source; // → 'partial'
 * ```
 */
export function draftPartialInvoice(input: DraftPartialInvoiceInput): PartialInvoiceResult {
  const fields = openInput(input);
  const threshold = readThreshold(fields);
  const reading = billsSubscription(fields) ? readPartialInvoice(fields) : readPartialOfPrices(fields);
  const { policies, ledgers, unmatched } = reading;
  const payer = payFromLedgers(reading);
  const draft = payer.request;
  const { measure, draft: drafted } = draftPartialFrom({
    draft,
    threshold,
    minimums_on_partial: policies.minimums_on_partial,
  });
  const common = {
    measure: printMoney(measure, draft.currency),
    invoicing_threshold: printMoney(threshold, draft.currency),
    ...(unmatched.length > 0 && { unmatched_usage: unmatched }),
  };
  if (drafted === null)
    return { ...common, invoice: null, workings: null, effects: [], ledgers: ledgers.map(({ document }) => document) };
  const { invoice, workings, effects, ledgers: burnt } = encodeDraft(drafted, reading, payer.burnt());
  return { ...common, invoice, workings, effects, ledgers: burnt };
}

function readPartialOfPrices(fields: Fields): InvoiceReading {
  refuseUnknown(fields, [...invoiceKeys, 'invoicing_threshold']);
  return readInvoice(fields, 'partial');
}

function readThreshold(fields: Fields): Decimal {
  const threshold = decimalAt(fields, 'invoicing_threshold');
  if (threshold === undefined || compare(threshold, zero) > 0) return threshold ?? one;
  const message = 'is not above 0; leave the threshold out to invoice at the end of the period';
  fields.issues.push(problem(pathAtKey(fields, 'invoicing_threshold'), 'invalid_threshold', message));
  return one;
}
