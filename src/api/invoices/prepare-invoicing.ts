import { refuseUnknown } from '../../errors/index.js';
import type { WithCustomModels } from '../prices/custom-model.js';
import { openInput } from '../decode/input.js';
import { prepareInvoicingTerms } from './decode/invoicing-terms.js';
import { closingKeys, readInvoice } from './decode/invoice-request.js';
import { draftReading } from './draft-reading.js';
import type { InvoiceDraftResult } from './encode/draft-result.js';
import type { DraftInvoiceInput } from './draft-input.js';

type TermKey = 'plan' | 'prices' | 'adjustments' | 'metrics' | 'dimensional_price_groups' | 'tax' | 'policies';

/** What `prepareInvoicing` takes: what the invoices have in common. */
export type PrepareInvoicingInput = Pick<DraftInvoiceInput, TermKey>;

/** The same with prices of models of your own. */
export type CustomPrepareInvoicingInput = WithCustomModels<PrepareInvoicingInput>;

/** What each invoice has of its own: whom, when, what was used, and what was billed and paid before. */
export type PreparedInvoiceInput = Omit<DraftInvoiceInput, TermKey>;

/** A plan that was read and checked once. */
export type PreparedInvoicing = {
  /** Drafts the invoice of one customer and period. Same results and errors as `draftInvoice` with all that was prepared. */
  readonly draft: {
    (invoice: PreparedInvoiceInput & { readonly invoice_number: string }): InvoiceDraftResult<string>;
    (invoice: PreparedInvoiceInput): InvoiceDraftResult;
  };
};

const termKeys: readonly string[] =
  /*#__PURE__*/ 'plan prices adjustments metrics dimensional_price_groups custom_models tax policies'.split(' ');

const ownKeys: readonly string[] = /*#__PURE__*/ closingKeys.filter((key) => !termKeys.includes(key));

/**
 * Reads a plan once, to draft the invoices of many customers and periods: prices, adjustments, metrics, policies and tax
 * are checked here, and the documents of prices are written here, of which each line shows a copy.
 *
 * An invoice is the one that `draftInvoice` drafts of both inputs together. What was given must not change afterwards: dates
 * of adjustments without time are local midnights, so that they are read once for each time zone among the customers.
 *
 * @throws every fault of what the invoices have in common at once, with path and fix, as `draftInvoice` refuses it;
 * `draft` throws what is wrong with the rest
 * @example
 * ```ts
 * import { prepareInvoicing } from 'reckoner';
 *
 * const plan = prepareInvoicing({
 *   prices: [{ id: 'calls', name: 'Calls', model_type: 'package', package_config: { package_amount: '4.99', package_size: 250 } }],
 *   adjustments: [{ adjustment_type: 'minimum', minimum_amount: '10.00' }],
 * });
 * const period = { start_date: '2026-01-01', end_date: '2026-02-01' };
 * const bill = (id: string, quantity: number) =>
 *   plan.draft({ customer: { id, currency: 'USD' }, period, usage: { calls: { quantity } } }).invoice.total;
 * bill('acme', 2301); // → '49.90'
 * bill('globex', 251); // → '10.00'
 * ```
 */
export function prepareInvoicing(terms: PrepareInvoicingInput | CustomPrepareInvoicingInput): PreparedInvoicing {
  const given = openInput(terms);
  refuseUnknown(given, termKeys);
  const prepared = prepareInvoicingTerms(given);
  function draft(invoice: PreparedInvoiceInput & { readonly invoice_number: string }): InvoiceDraftResult<string>;
  function draft(invoice: PreparedInvoiceInput): InvoiceDraftResult;
  function draft(invoice: PreparedInvoiceInput): InvoiceDraftResult {
    const input = openInput(invoice);
    refuseUnknown(input, ownKeys);
    return draftReading(readInvoice(input, 'subscription', prepared));
  }
  return { draft };
}
