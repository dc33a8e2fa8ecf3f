import { invoicesDue } from '../../index.js';
import {
  addDays,
  formatInstant,
  localDate,
  localMidnight,
  parseInstant,
  shiftInstant,
  timeZone,
  type Instant,
} from '../../time/index.js';
import type { SubscriptionState } from '../../wire/index.js';
import { graceOf, policiesOf, type Call } from '../call.js';
import { grantedCurrencies } from '../billing/granted-currencies.js';
import { allKept } from '../kept/pages.js';
import type { Kept } from '../kept/shapes.js';

/** An instant at which something may be due; at the start of a local day also what is looked at daily. */
export type Moment = { readonly at: string; readonly isDayStart: boolean };

/**
 * The instants at which something may be due for a customer, in order, up to the call's now: dates of invoices and the
 * ends of their grace, times at which stored drafts issue themselves, and the local midnights since the last run where
 * thresholds, top-ups, alerts or allocations are to be looked at. None depends on when runs happen.
 */
export async function momentsOf(call: Call, customer: Kept<'customer'>): Promise<readonly Moment[]> {
  const { document, aside } = customer;
  const until = parseInstant(call.at);
  const midnights = (await isWatched(call, document.id))
    ? midnightsAfter(aside.watched_until ?? document.created_at, { until, timezone: document.timezone })
    : [];
  const dayStarts = new Set<Instant>(midnights);
  const times = new Set<Instant>([...midnights, ...(await invoiceTimes(call, customer))]);
  return [...times]
    .filter((time) => time <= until)
    .sort((a, b) => a - b)
    .map((time) => ({ at: formatInstant(time), isDayStart: dayStarts.has(time) }));
}

async function invoiceTimes(call: Call, customer: Kept<'customer'>): Promise<readonly Instant[]> {
  const key = `customer:${customer.document.id}`;
  const subscriptions = await allKept(call, 'subscription', key);
  const drafts = (await allKept(call, 'invoice', key)).filter(({ document }) => document.status === 'draft');
  return [
    ...subscriptions.flatMap((subscription) => cycleTimes(call, subscription, customer)),
    ...drafts.flatMap(({ document }) => document.eligible_to_issue_at ?? []).map((time) => parseInstant(time)),
  ];
}

/** The dates on which a subscription is invoiced, and the ends of their grace. */
function cycleTimes(
  call: Call,
  { document: subscription, aside }: Kept<'subscription'>,
  { document: customer }: Kept<'customer'>,
): readonly Instant[] {
  const grace = graceOf(call.account);
  const due = invoicesDue({
    subscription,
    schedule: aside.schedule,
    customer,
    ...(aside.billed_until === null ? {} : { from: aside.billed_until }),
    until: formatInstant(shiftInstant(parseInstant(call.at), 1)),
    ...policiesOf(call),
  });
  return due.map(({ invoice_date }) => parseInstant(invoice_date)).flatMap((date) => [date, shiftInstant(date, grace)]);
}

/** Whether days matter to a customer at all. */
async function isWatched(call: Call, customer_id: string): Promise<boolean> {
  const key = `customer:${customer_id}`;
  if ((await hasAny(call, 'top_up', key)) || (await hasAny(call, 'alert', key))) return true;
  for (const { document } of await allKept(call, 'subscription', key)) {
    if (await isWatchedSubscription(call, document)) return true;
  }
  return false;
}

async function isWatchedSubscription(
  call: Call,
  { id, plan, price_intervals, invoicing_threshold }: SubscriptionState,
): Promise<boolean> {
  if (invoicing_threshold !== null || price_intervals.some(({ price }) => grantedCurrencies(price).length > 0))
    return true;
  if (await hasAny(call, 'alert', `subscription:${id}`)) return true;
  const ofPlan = `plan:${plan?.id}`;
  if (await hasAny(call, 'alert', ofPlan)) return true;
  const migrations = await allKept(call, 'plan_migration', ofPlan);
  return migrations.some(({ document: { status } }) => status === 'not_started' || status === 'in_progress');
}

async function hasAny({ transaction }: Call, kind: 'top_up' | 'alert', key: string): Promise<boolean> {
  return (await transaction.listDocuments({ kind, key, limit: 1 })).documents.length > 0;
}

/** The local midnights after an instant, up to and including another. */
function midnightsAfter(
  after: string,
  { until, timezone }: { readonly until: Instant; readonly timezone: string },
): readonly Instant[] {
  const zone = timeZone(timezone);
  const midnights: Instant[] = [];
  let day = addDays(localDate(zone, parseInstant(after)), 1);
  for (let next = localMidnight(zone, day); next <= until; next = localMidnight(zone, day)) {
    midnights.push(next);
    day = addDays(day, 1);
  }
  return midnights;
}
