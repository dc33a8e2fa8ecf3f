import { invariant, refuse, refuseUnknown } from '../../errors/index.js';
import { draftInvoiceFrom, upcomingDate } from '../../invoices/index.js';
import type { InvoiceWorkings, UpcomingInvoice, Writable } from '../../wire/index.js';
import { payFromLedgers } from '../credits/prepaid/pay-from-ledgers.js';
import { openInput } from '../decode/input.js';
import { boundaryAt } from '../decode/period.js';
import { readBilledSubscription } from './decode/subscription/billed-subscription.js';
import { readInvoiceOf, subscriptionInvoiceKeys } from './decode/subscription/read-subscription-invoice.js';
import type { DraftSubscriptionInvoiceInput } from './draft-input.js';
import { encodeDraft } from './encode/draft-result.js';

/** What `upcomingInvoice` takes: what `draftInvoice` takes for a subscription, and now. */
export type UpcomingInvoiceInput = Omit<
  DraftSubscriptionInvoiceInput,
  'invoice_date' | 'price_interval_ids' | 'ordinal' | 'at'
> & { readonly at: string };

/** Keys that would ask for another invoice, or for a part of it. */
const asksForAnother = ['invoice_date', 'price_interval_ids', 'ordinal'];

/** The invoice that the subscription is heading for, and the record it was folded from. */
export type UpcomingInvoiceResult = {
  readonly invoice: Writable<Omit<UpcomingInvoice, 'invoice_number'>> & { invoice_number: string | null };
  readonly workings: InvoiceWorkings;
};

/**
 * Previews the invoice at the end of the current billing period: usage up to now, and the advances that start then (§13).
 *
 * It is the draft of that date, by the same function (D26); `target_date` is when it will be dated. Where nothing falls due
 * at the end of the period, as within a trial, it is the draft of the next date on which something does.
 *
 * @throws what `draftInvoice` refuses; `invalid_service_period` where nothing will ever fall due
 * @example
 * ```ts
 * import { createSubscription, upcomingInvoice } from 'reckoner';
 *
 * const customer = { id: 'acme', currency: 'USD', timezone: 'America/New_York' };
 * const calls = { id: 'calls', name: 'Calls', model_type: 'unit', unit_config: { unit_amount: '0.05' }, billable_metric_id: 'calls' } as const;
 * const { subscription, schedule } = createSubscription({
 *   request: { customer_id: 'acme', plan_id: 'pro', start_date: '2026-01-01' },
 *   at: '2026-01-01',
 *   customer,
 *   plans: [{ id: 'pro', name: 'Pro', currency: 'USD', prices: [calls] }],
 * });
 * const usage = { calls: { quantity: 300 } };
 * const { invoice } = upcomingInvoice({ subscription, schedule, customer, usage, at: '2026-01-20' });
 * [invoice.target_date, invoice.total]; // → ['2026-02-01T05:00:00+00:00', '15.00']
 * ```
 */
export function upcomingInvoice(input: UpcomingInvoiceInput): UpcomingInvoiceResult {
  const fields = openInput(input);
  refuseUnknown(
    fields,
    subscriptionInvoiceKeys.filter((key) => !asksForAnother.includes(key)),
  );
  const billed = readBilledSubscription(fields);
  const at = billed && boundaryAt(fields, 'at', billed.customer.zone);
  refuse(fields.issues);
  invariant(billed !== null && at !== null && at !== undefined, 'an input without errors is read');
  const invoice_date = upcomingDate(billed.timeline, at);
  const reading = readInvoiceOf(fields, billed, { invoice_date, at, only: null, ordinal: 0 });
  const { request } = payFromLedgers(reading);
  const drafted = encodeDraft(draftInvoiceFrom(request), reading);
  const { invoice_date: target_date, ...invoice } = drafted.invoice;
  return { invoice: { ...invoice, target_date }, workings: drafted.workings };
}
