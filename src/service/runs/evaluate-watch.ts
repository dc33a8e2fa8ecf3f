import { creditBalance, evaluateAlerts, usageReport, type AlertMeasures } from '../../index.js';
import { parseInstant } from '../../time/index.js';
import type { AlertState, SubscriptionState } from '../../wire/index.js';
import { policiesOf, type Call } from '../call.js';
import { draftsOf } from '../billing/coming-drafts.js';
import { needKept, writeKept } from '../kept/documents.js';
import { allKept } from '../kept/pages.js';
import type { Kept } from '../kept/shapes.js';
import { tell } from '../messages.js';
import { alertsBy } from '../resources/alerts.js';
import { reportedNow } from '../resources/reports.js';
import { carryAlerts, changedPlanToday } from '../subscriptions/carry-alerts.js';
import { subscriptionAt } from '../subscriptions/subscription-at.js';
import { usageOf } from '../subscriptions/usage.js';
import { groupedCosts } from './grouped-costs.js';
import { licenseMeasures } from './license-measures.js';
import { chargedLedgers } from './top-up-due.js';

/** Holds a customer's alerts against what there is now; those that fire are told to the outbox (§12). */
export async function evaluateWatch(call: Call, customer_id: string): Promise<void> {
  const own = await alertsBy(call, `customer:${customer_id}`);
  if (own.length > 0)
    await hold(call, own, { customer_id, current: { balances: await balancesOf(call, customer_id) } });
  for (const kept of await allKept(call, 'subscription', `customer:${customer_id}`)) {
    const { document, aside } = kept;
    if (changedPlanToday(aside.schedule, call.at)) await carryAlerts(call, document.id);
    const inherited = document.plan === null ? [] : await alertsBy(call, `plan:${document.plan.id}`);
    const watching = [...inherited, ...(await alertsBy(call, `subscription:${document.id}`))];
    const whole = watching.filter((alert) => groupingOf(alert).length === 0);
    if (whole.length > 0) {
      const licenses = await licenseMeasures(call, await subscriptionAt(call, kept, call.at), whole);
      await hold(call, whole, { customer_id, current: { ...(await measuresOf(call, kept)), licenses } });
    }
    await holdGrouped(call, watching, kept);
  }
}

type Measured = { readonly customer_id: string; readonly current: AlertMeasures };

async function hold(call: Call, alerts: readonly AlertState[], { customer_id, current }: Measured): Promise<void> {
  const { alerts: next, notifications } = evaluateAlerts({ alerts, current, ...policiesOf(call) });
  for (const document of next) {
    const kept = await needKept(call, 'alert', document.id);
    await writeKept(call, 'alert', { ...kept, document });
  }
  await tell(
    call,
    notifications.map((notification) => ({ kind: 'alert_fired', at: call.at, customer_id, notification })),
  );
}

function groupingOf({ grouping_keys }: AlertState): readonly string[] {
  return grouping_keys ?? [];
}

/** Holds alerts on groups of usage against what each group has cost. */
async function holdGrouped(call: Call, watching: readonly AlertState[], kept: Kept<'subscription'>): Promise<void> {
  const grouped = byGrouping(watching);
  if (grouped.length === 0) return;
  const subscription = await subscriptionAt(call, kept, call.at);
  const { id: subscription_id, current_billing_period_start_date: period_start, plan } = subscription;
  if (period_start === null) return;
  const { document: customer } = await needKept(call, 'customer', subscription.customer.id);
  const plan_id = plan?.id ?? null;
  for (const { grouping_keys, alerts } of grouped) {
    const lines = await groupedCosts(call, { subscription, customer, grouping_keys, period_start });
    const cost = { subscription_id, period_start, plan_id, currency: customer.currency ?? '', lines };
    await hold(call, alerts, { customer_id: customer.id, current: { costs: [cost] } });
  }
}

type Grouped = { readonly grouping_keys: readonly string[]; readonly alerts: AlertState[] };

/** The alerts on groups, those of the same keys together. */
function byGrouping(watching: readonly AlertState[]): readonly Grouped[] {
  const grouped = new Map<string, Grouped>();
  for (const alert of watching) {
    const grouping_keys = groupingOf(alert);
    const name = JSON.stringify(grouping_keys);
    const own = grouped.get(name) ?? { grouping_keys, alerts: [] };
    if (grouping_keys.length > 0) grouped.set(name, own);
    own.alerts.push(alert);
  }
  return [...grouped.values()];
}

async function balancesOf(call: Call, customer_id: string): Promise<NonNullable<AlertMeasures['balances']>> {
  const { ledgers } = await chargedLedgers(call, customer_id);
  return ledgers.map((ledger) => {
    const { balance, currency } = creditBalance({ ledger, at: call.at, ...policiesOf(call) });
    return { currency, balance };
  });
}

/** What a subscription has used and cost of its current billing period. */
async function measuresOf(call: Call, kept: Kept<'subscription'>): Promise<AlertMeasures> {
  const subscription = await subscriptionAt(call, kept, call.at);
  const period_start = subscription.current_billing_period_start_date;
  if (period_start === null) return {};
  const of = { subscription_id: subscription.id, period_start, plan_id: subscription.plan?.id ?? null };
  const drafts = await draftsOf(call, kept);
  const costs = drafts.map(({ drafted: { invoice } }) => ({
    ...of,
    currency: invoice.currency,
    lines: invoice.line_items.map((line) => ({
      price_id: line.price.id,
      currency: line.price.currency,
      item_id: line.price.item.id,
      price_type: line.price.price_type,
      subtotal: line.subtotal,
      amount: line.amount,
      partially_invoiced_amount: line.partially_invoiced_amount,
    })),
  }));
  return {
    costs: costs.slice(-1),
    usage: (await quantitiesOf(call, kept, subscription)).map((one) => ({ ...of, ...one })),
  };
}

async function quantitiesOf(
  call: Call,
  kept: Kept<'subscription'>,
  subscription: SubscriptionState,
): Promise<readonly { readonly metric_id: string; readonly quantity: number }[]> {
  const from = subscription.current_billing_period_start_date;
  if (from === null || parseInstant(from) >= parseInstant(call.at)) return [];
  const { document: customer } = await needKept(call, 'customer', subscription.customer.id);
  const { data } = usageReport({
    customer,
    subscription: await reportedNow(call, kept),
    ...(await usageOf(call, subscription, { from, until: call.at })),
    timeframe_start: from,
    timeframe_end: call.at,
    at: call.at,
  });
  return data.map(({ billable_metric, usage }) => ({
    metric_id: billable_metric.id,
    quantity: usage.at(-1)?.quantity ?? 0,
  }));
}
