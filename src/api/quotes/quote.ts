import { openInput } from '../decode/input.js';
import { prepareQuote } from './prepare-quote.js';
import type { QuoteInput } from './quote-input.js';
import type { Quote } from './quote-result.js';
import { runQuote } from './run-quote.js';

/**
 * Quotes a deal: every invoice that a plan or a list of prices would bring over so many billing periods, what is to be
 * paid when, and what is earned when.
 *
 * It subscribes the customer with `createSubscription` and drafts every date that falls due as `draftInvoice` does, each
 * on the credits and the balance that the one before left: billing the same usage later gives the same documents. The
 * dates are those before the end of the last period, and at its end what is due in arrears; an advance that begins there
 * is of a period beyond the quote.
 *
 * `usage` states what is used in each period: a quantity that may grow, or one for each period, by price, metric or item.
 * A line counts the periods it covers, and of a part of one the share of its local days, so that however a trial, a phase
 * or a cadence cuts them, nothing is lost. Grown quantities are rounded once, half up, to the digits that they begin with
 * or `decimal_places`. Recorded `events` serve prices that `usage` does not name. `terms` is the rest of Orb's create body:
 * overrides, added prices, adjustments, a coupon, the trial, the anchor. `credits` are prepaid with the deal; what is bought
 * is invoiced on the day it takes effect and taken to be paid. Allocations of the plan are granted, those per licence to each
 * of `licenses`; `license_usage`, or recorded events, say what their own credits pay for.
 *
 * `recognized` tells what is earned: lines by the local days of their service period, usage when its period is over, credits
 * at their cost basis when they are used or expire, all before tax. Threshold invoices and top-ups depend on single days
 * and are not foreseen: they bill the same amounts earlier.
 *
 * @throws every fault of the plan, its prices and the terms, with its path; `horizon_exceeded` for more periods than the
 * policy `max_periods`, without counting them; `missing_field` for usage that nobody stated; `price_reference` for usage
 * that no price takes; `negative_quantity`, `limit_exceeded` for usage that shrinks below zero or grows beyond 38 digits;
 * what `createSubscription`, `applyLedgerEntry` and `draftInvoice` refuse
 * @example
 * ```ts
 * import { quote } from 'reckoner';
 *
 * const { periods, totals, cash } = quote({
 *   customer: { id: 'acme', currency: 'USD', timezone: 'America/New_York' },
 *   prices: [
 *     { id: 'platform', name: 'Platform', model_type: 'unit', unit_config: { unit_amount: '1200.00' }, cadence: 'annual' },
 *     { id: 'calls', name: 'Calls', model_type: 'unit', unit_config: { unit_amount: '0.05' }, billable_metric_id: 'calls' },
 *   ],
 *   start_date: '2026-01-01',
 *   periods: 3,
 *   usage: { calls: { quantity: 1000, growth: { kind: 'compound', rate: '0.10' } } },
 * });
 * periods.map(({ usage, invoiced }) => [usage[0]?.quantity, invoiced]); // → [['1000', '1200.00'], ['1100', '50.00'], ['1210', '115.50']]
 * [totals.invoiced, totals.recognized, totals.deferred]; // → ['1365.50', '461.39', '904.11']
 * cash[0]?.amount; // → '1200.00'
 * ```
 */
export function quote(input: QuoteInput): Quote {
  const deal = prepareQuote(openInput(input), 'refused');
  return runQuote(deal, deal);
}
