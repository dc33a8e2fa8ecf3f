import { draftPartialInvoice } from '../../index.js';
import { parseInstant } from '../../time/index.js';
import type { SubscriptionState } from '../../wire/index.js';
import { policiesOf, taxOf, type Call } from '../call.js';
import { payerOf } from '../billing/due-drafts.js';
import { issueKept } from '../billing/issue.js';
import { keepLedgers, ledgersOf } from '../billing/ledgers.js';
import { storeEffects } from '../effects/store-effects.js';
import { needKept, writeKept } from '../kept/documents.js';
import { allKept } from '../kept/pages.js';
import { subscriptionAt } from '../subscriptions/subscription-at.js';
import { usageOf } from '../subscriptions/usage.js';

/** Invoices what a subscription has used since, once it comes to its threshold (§10); answers how many that made. */
export async function invoiceThresholds(call: Call, subscription_id: string): Promise<number> {
  const kept = await needKept(call, 'subscription', subscription_id);
  const { invoicing_threshold } = kept.document;
  if (invoicing_threshold === null) return 0;
  // The period that ends at a midnight is looked at no more: its last invoice is due.
  const subscription = await subscriptionAt(call, kept, call.at);
  const period = periodOf(subscription);
  if (period === null || parseInstant(period.start_date) >= parseInstant(call.at)) return 0;
  const prices = meteredPrices(subscription, period);
  if (prices.length === 0) return 0;
  const { document: customer } = await needKept(call, 'customer', subscription.customer.id);
  const invoices = await allKept(call, 'invoice', `subscription:${subscription_id}`);
  const drafted = draftPartialInvoice({
    customer: payerOf(customer, subscription),
    subscription: { id: subscription_id },
    prices,
    period,
    at: call.at,
    invoicing_threshold,
    adjustments: subscription.adjustment_intervals.map(({ adjustment, start_date, end_date }) => ({
      adjustment,
      start_date,
      end_date,
    })),
    ...(await usageOf(call, subscription, { from: period.start_date, until: call.at })),
    earlier_invoices: invoices.map((one) => one.document).filter(({ status }) => status !== 'void'),
    ledgers: await ledgersOf(call, customer.id),
    ...taxOf(call),
    ...policiesOf(call),
  });
  if (drafted.invoice === null) return 0;
  await keepLedgers(call, drafted.ledgers);
  await storeEffects(call.transaction, drafted.effects);
  const stored = await needKept(call, 'invoice', drafted.invoice.id);
  const aside = { ...stored.aside, payment_terms: { net_terms: subscription.net_terms } };
  const made = await writeKept(call, 'invoice', { ...stored, aside });
  if (made.document.will_auto_issue) await issueKept(call, made, 'schedule');
  return 1;
}

type Dates = { readonly start_date: string; readonly end_date: string };

function periodOf(subscription: SubscriptionState): Dates | null {
  const { current_billing_period_start_date: start_date, current_billing_period_end_date: end_date } = subscription;
  return start_date === null || end_date === null ? null : { start_date, end_date };
}

/** The prices in arrears that are in force throughout what has passed of the period. */
function meteredPrices({ price_intervals }: SubscriptionState, { start_date }: Dates) {
  const first = parseInstant(start_date);
  return price_intervals
    .filter(({ price, start_date: start, end_date: end }) => {
      const isInForce = parseInstant(start) <= first && (end === null || parseInstant(end) > first);
      return isInForce && price.billing_mode === 'in_arrear';
    })
    .map(({ price }) => price);
}
