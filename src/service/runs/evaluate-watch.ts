import { creditBalance, evaluateAlerts, type AlertMeasures } from '../../index.js';
import { parseInstant } from '../../time/index.js';
import type { AlertState, CreditLedger, UsageMeasure } from '../../wire/index.js';
import { policiesOf, type Call } from '../call.js';
import { chargedLedgers } from '../billing/charged-ledgers.js';
import { needKept, writeKept } from '../kept/documents.js';
import { allKept } from '../kept/pages.js';
import type { Kept } from '../kept/shapes.js';
import { tell } from '../messages.js';
import { alertsBy } from '../resources/alerts.js';
import { carryAlerts, changedPlanToday } from '../subscriptions/carry-alerts.js';
import { reportUsage, usedBy } from '../subscriptions/reported-usage.js';
import { subscriptionAt } from '../subscriptions/subscription-at.js';
import { groupedCosts } from './grouped-costs.js';
import { licenseMeasures } from './license-measures.js';
import { periodCosts } from './period-costs.js';
import { watchedPeriods, type WatchedPeriod } from './watched-periods.js';

/**
 * Holds a customer's alerts against what there is now; those that fire are told to the outbox (§12). The period before is
 * looked at first, by the alerts of the plan that was in force in it.
 */
export async function evaluateWatch(call: Call, customer_id: string): Promise<void> {
  await evaluateBalances(call, customer_id);
  for (const kept of await allKept(call, 'subscription', `customer:${customer_id}`)) {
    const { closed, open } = await watchedPeriods(call, kept);
    if (closed !== null) await holdPeriod(call, kept, closed);
    if (changedPlanToday(kept.aside.schedule, call.at)) await carryAlerts(call, kept.document.id);
    if (open !== null) await holdPeriod(call, kept, open);
  }
}

/** Holds a customer's own alerts against the balances there are. */
export async function evaluateBalances(call: Call, customer_id: string): Promise<void> {
  const own = await madeBy(call, `customer:${customer_id}`);
  if (own.length > 0)
    await hold(call, own, { customer_id, current: { balances: await balancesOf(call, customer_id) } });
}

/** Holds alerts against periods whose grace ends now: what came to them late is looked at once more. */
export async function evaluateClosed(call: Call, customer_id: string): Promise<void> {
  for (const kept of await allKept(call, 'subscription', `customer:${customer_id}`)) {
    const { closed } = await watchedPeriods(call, kept);
    if (closed !== null) await holdPeriod(call, kept, closed);
  }
}

/** Holds the alerts of a subscription, and those of its plan in the period, against what it used and cost in it. */
async function holdPeriod(call: Call, kept: Kept<'subscription'>, period: WatchedPeriod): Promise<void> {
  const { subscription_id, plan_id } = period.key;
  const inherited = plan_id === null ? [] : await madeBy(call, `plan:${plan_id}`);
  const watching = [...inherited, ...(await madeBy(call, `subscription:${subscription_id}`))];
  const whole = watching.filter((alert) => groupingOf(alert).length === 0);
  const customer_id = kept.document.customer.id;
  if (whole.length > 0) {
    const licenses = await licenseMeasures(call, period, whole);
    const [costs, usage] = [await periodCosts(call, kept, period), await quantitiesOf(call, kept, period)];
    await hold(call, whole, { customer_id, current: { costs, usage, licenses } });
  }
  await holdGrouped(call, watching, period);
}

/** The alerts under a key that there were: a moment that is made up for may lie before one was made (§12). */
async function madeBy(call: Call, key: string): Promise<readonly AlertState[]> {
  const now = parseInstant(call.at);
  return (await alertsBy(call, key)).filter(({ created_at }) => parseInstant(created_at) <= now);
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
async function holdGrouped(call: Call, watching: readonly AlertState[], period: WatchedPeriod): Promise<void> {
  const grouped = byGrouping(watching);
  if (grouped.length === 0) return;
  const { document: customer } = await needKept(call, 'customer', period.subscription.customer.id);
  for (const { grouping_keys, alerts } of grouped) {
    const lines = await groupedCosts(call, { period, customer, grouping_keys });
    const cost = { ...period.key, currency: customer.currency ?? '', lines };
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
    const { balance, currency } = creditBalance({ ledger: knownBy(call.at, ledger), at: call.at, ...policiesOf(call) });
    return { currency, balance };
  });
}

/** A ledger without what was granted later to count since earlier: a run that is late tells what one in time would. */
function knownBy(at: string, ledger: CreditLedger): CreditLedger {
  const now = parseInstant(at);
  return { ...ledger, blocks: ledger.blocks.filter(({ created_at }) => parseInstant(created_at) <= now) };
}

/** What a subscription has used in a billing period, by metric. */
async function quantitiesOf(
  call: Call,
  kept: Kept<'subscription'>,
  { key, until, subscription }: WatchedPeriod,
): Promise<readonly UsageMeasure[]> {
  const from = key.period_start;
  if (parseInstant(from) >= parseInstant(until)) return [];
  const { document: customer } = await needKept(call, 'customer', subscription.customer.id);
  const timeframe = { timeframe_start: from, timeframe_end: until };
  const { data } = await reportUsage(call, {
    asked: { customer, subscription: await subscriptionAt(call, kept, call.at), ...timeframe },
    ...(await usedBy(call, { ...kept, document: subscription })),
    window: { from, until },
  });
  return data.map(({ billable_metric, usage }) => ({
    ...key,
    metric_id: billable_metric.id,
    quantity: usage.at(-1)?.quantity ?? 0,
  }));
}
