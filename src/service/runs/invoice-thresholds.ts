import { draftPartialInvoice } from '../../index.js';
import { parseInstant } from '../../time/index.js';
import type { SubscriptionState } from '../../wire/index.js';
import { modelsOf, policiesOf, taxOf, type Call } from '../call.js';
import { ledgersOfPartial } from '../billing/charged-ledgers.js';
import { payerOf } from '../billing/due-drafts.js';
import { issueKept } from '../billing/issue.js';
import { keepLedgers } from '../billing/ledgers.js';
import { storeEffects } from '../effects/store-effects.js';
import { needKept, writeKept } from '../kept/documents.js';
import { allKept } from '../kept/pages.js';
import { tell } from '../messages.js';
import { usageOfInvoices } from '../subscriptions/invoice-usage.js';
import { subscriptionAt } from '../subscriptions/subscription-at.js';
import { notesOn } from '../subscriptions/notes-on.js';

/** Invoices what a subscription has used since, once it comes to its threshold (§10); answers how many that made. */
export async function invoiceThresholds(call: Call, subscription_id: string): Promise<number> {
  const kept = await needKept(call, 'subscription', subscription_id);
  const { invoicing_threshold } = kept.document;
  if (invoicing_threshold === null) return 0;
  // The period that ends at a midnight is looked at no more: its last invoice is due.
  const subscription = await subscriptionAt(call, kept, call.at);
  const period = periodOf(subscription);
  if (period === null || parseInstant(period.start_date) >= parseInstant(call.at)) return 0;
  const { document: customer } = await needKept(call, 'customer', subscription.customer.id);
  const invoices = await allKept(call, 'invoice', `subscription:${subscription_id}`);
  const earlier_invoices = invoices.map((one) => one.document).filter(({ status }) => status !== 'void');
  const { ledgers, effects } = await ledgersOfPartial(call, kept);
  const [usage] = await usageOfInvoices(call, {
    kept: { document: subscription, aside: kept.aside },
    customer,
    ledgers,
    at: call.at,
    from: usedSince(subscription, period),
    invoices: [{ invoice_source: 'partial' }],
  });
  const drafted = draftPartialInvoice({
    customer: payerOf(customer, subscription),
    subscription,
    schedule: kept.aside.schedule,
    at: call.at,
    invoicing_threshold,
    ...usage,
    earlier_invoices,
    credit_notes: await notesOn(call, earlier_invoices),
    ledgers,
    ...taxOf(call),
    ...modelsOf(call),
    ...policiesOf(call),
  });
  if (drafted.invoice === null) return 0;
  // What the closing invoice charges is less by it.
  call.moment?.charges.forget();
  await keepLedgers(call, drafted.ledgers);
  await storeEffects(call.transaction, [...effects(), ...drafted.effects]);
  const stored = await needKept(call, 'invoice', drafted.invoice.id);
  const aside = { ...stored.aside, payment_terms: { net_terms: subscription.net_terms } };
  const made = await writeKept(call, 'invoice', { ...stored, aside });
  const kind = 'subscription_invoicing_threshold_exceeded';
  await tell(call, [{ kind, at: call.at, subscription: kept.document, invoice_id: made.document.id }]);
  if (made.document.will_auto_issue) await issueKept(call, made, 'schedule');
  return 1;
}

type Dates = { readonly start_date: string; readonly end_date: string };

function periodOf(subscription: SubscriptionState): Dates | null {
  const { current_billing_period_start_date: start_date, current_billing_period_end_date: end_date } = subscription;
  return start_date === null || end_date === null ? null : { start_date, end_date };
}

/** Since when usage may be open: a price of a longer cadence began before the billing period, as may what was deferred. */
function usedSince({ price_intervals }: SubscriptionState, period: Dates): string {
  const starts = price_intervals.flatMap((interval) => {
    const { current_billing_period_start_date: current, can_defer_billing, start_date } = interval;
    return current ?? (can_defer_billing ? start_date : []);
  });
  return starts.reduce(
    (first, start) => (parseInstant(start) < parseInstant(first) ? start : first),
    period.start_date,
  );
}
