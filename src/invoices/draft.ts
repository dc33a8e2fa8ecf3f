import type { RealCurrency } from '../currency/index.js';
import { isZeroExact, type Decimal } from '../decimal/index.js';
import { fail, invariant, pathOf, shown } from '../errors/index.js';
import type { RatingTerms } from '../prices/index.js';
import type { Instant, Period } from '../time/index.js';
import { identity, stamp } from './identity.js';
import { foldLine, type InvoiceLine, type LineRequest } from './line.js';
import { rateLines } from './rate-lines.js';
import { sumInvoice, type InvoiceTotals } from './totals.js';

/** What an invoice is drafted from: prices with their usage, in the order in which they are to be shown. */
export type DraftRequest = {
  /** The subscription's id, or the customer's where there is none. */
  readonly billed_to: string;
  readonly currency: RealCurrency;
  readonly period: Period;
  readonly invoice_date: Instant;
  readonly prices: readonly LineRequest[];
  readonly terms: RatingTerms;
  readonly customer_balance: Decimal;
  readonly zero_lines: 'keep' | 'omit';
};

/** A drafted invoice: its lines and what they add up to. */
export type DraftedInvoice = {
  readonly id: string;
  readonly currency: RealCurrency;
  readonly period: Period;
  readonly invoice_date: Instant;
  readonly lines: readonly InvoiceLine[];
  readonly totals: InvoiceTotals;
};

/**
 * Drafts the invoice of one billing period: prices → rated → lines → totals (§1.2, §1.3).
 *
 * @throws `mixed_currencies` for a price in another real currency; `missing_conversion` for a virtual one without a rate;
 * what rating refuses, for all prices at once.
 */
export function draftInvoiceFrom(request: DraftRequest): DraftedInvoice {
  const { currency, period, invoice_date } = request;
  for (const price of request.prices) refuseOtherCurrency(price, currency);
  const rated = rateLines(request.prices, request.terms);
  const id = identity('invoice', request.billed_to, 'subscription', stamp(invoice_date), '0');
  // The lines' ids are nearly alike, so what they share is written once.
  const line_of = identity('line', id);
  const period_start = stamp(period.start);
  const lines = request.prices.map((price, position) => {
    const own = rated[position];
    invariant(own !== undefined, 'every price of a drafted invoice is rated');
    const start = price.period.start === period.start ? period_start : stamp(price.period.start);
    const line_id = identity(line_of, price.price_id, start);
    return foldLine({ id: line_id, request: price, rated: own }, currency);
  });
  const kept = request.zero_lines === 'omit' ? lines.filter((line) => !isZeroLine(line)) : lines;
  return {
    id,
    currency,
    period,
    invoice_date,
    lines: kept,
    totals: sumInvoice(kept, request.customer_balance, currency),
  };
}

function refuseOtherCurrency(price: LineRequest, currency: RealCurrency): void {
  if (!price.currency.real || price.currency.code === currency.code) return;
  const message = `is in ${shown(price.currency.code)} but the invoice is in ${currency.code}; an invoice has one real currency`;
  fail(pathOf(price.place), 'mixed_currencies', message);
}

function isZeroLine(line: InvoiceLine): boolean {
  return isZeroExact(line.subtotal) && isZeroExact(line.amount);
}
