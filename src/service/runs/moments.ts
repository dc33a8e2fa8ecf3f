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
import { graceOf, policiesOf, type Call } from '../call.js';
import { grantedCurrencies } from '../billing/granted-currencies.js';
import { ledgersOf } from '../billing/ledgers.js';
import { allKept } from '../kept/pages.js';
import type { Kept } from '../kept/shapes.js';

/**
 * An instant at which something may be due; at the start of a local day also what is looked at daily, where a grace
 * ends what alerts have to say of the period that it closes, and where credits were moved by hand what they have to say
 * of the balance.
 */
export type Moment = {
  readonly at: string;
  readonly isDayStart: boolean;
  readonly endsGrace: boolean;
  readonly movesCredits: boolean;
};

/**
 * The instants at which something may be due for a customer, in order, up to the call's now: dates of invoices and the
 * ends of their grace, times at which stored drafts issue themselves, and the local midnights since the last run where
 * thresholds, top-ups, alerts or allocations are to be looked at, and those at which credits were moved. None depends on when runs happen.
 */
export async function momentsOf(call: Call, customer: Kept<'customer'>): Promise<readonly Moment[]> {
  const { document, aside } = customer;
  const until = parseInstant(call.at);
  const isDaily = await isWatched(call, document.id);
  const looked = aside.watched_until ?? document.created_at;
  const dayStarts = new Set<Instant>(isDaily ? midnightsAfter(looked, { until, timezone: document.timezone }) : []);
  const { dates, graceEnds, drafts } = await invoiceTimes(call, customer);
  // What was looked at is not looked at again.
  const closing = new Set<Instant>(isDaily ? graceEnds.filter((time) => time > parseInstant(looked)) : []);
  const moved = new Set<Instant>(isDaily ? await movesOf(call, document.id, looked) : []);
  const times = new Set<Instant>([...dayStarts, ...dates, ...graceEnds, ...drafts, ...moved]);
  return [...times]
    .filter((time) => time <= until)
    .sort((a, b) => a - b)
    .map((time) => ({
      at: formatInstant(time),
      isDayStart: dayStarts.has(time),
      endsGrace: closing.has(time),
      movesCredits: moved.has(time),
    }));
}

/** When credits were moved other than by usage since an instant: entries made by hand, grants, payments (§12). */
async function movesOf(call: Call, customer_id: string, since: string): Promise<readonly Instant[]> {
  const after = parseInstant(since);
  const ledgers = await ledgersOf(call, customer_id);
  return ledgers
    .flatMap(({ acts, blocks }) => [
      ...acts.map(({ at }) => at),
      ...blocks.flatMap(({ usable_from, created_at }) => (usable_from === null ? [] : [usable_from, created_at])),
    ])
    .map((at) => parseInstant(at))
    .filter((at) => at > after);
}

type InvoiceTimes = { readonly [K in 'dates' | 'graceEnds' | 'drafts']: readonly Instant[] };

/** The dates on which subscriptions are invoiced, the ends of their grace, and when stored drafts issue themselves. */
async function invoiceTimes(call: Call, customer: Kept<'customer'>): Promise<InvoiceTimes> {
  const key = `customer:${customer.document.id}`;
  const subscriptions = await allKept(call, 'subscription', key);
  const waiting = (await allKept(call, 'invoice', key)).filter(({ document }) => document.status === 'draft');
  const dates = subscriptions.flatMap((subscription) => cycleDates(call, subscription, customer));
  const grace = graceOf(call.account);
  return {
    dates,
    graceEnds: dates.map((date) => shiftInstant(date, grace)),
    drafts: waiting.flatMap(({ document }) => document.eligible_to_issue_at ?? []).map((time) => parseInstant(time)),
  };
}

/** The dates on which a subscription is invoiced. */
function cycleDates(
  call: Call,
  { document: subscription, aside }: Kept<'subscription'>,
  { document: customer }: Kept<'customer'>,
): readonly Instant[] {
  const due = invoicesDue({
    subscription,
    schedule: aside.schedule,
    customer,
    ...(aside.billed_until === null ? {} : { from: aside.billed_until }),
    until: formatInstant(shiftInstant(parseInstant(call.at), 1)),
    ...policiesOf(call),
  });
  return due.map(({ invoice_date }) => parseInstant(invoice_date));
}

/** Whether days matter to a customer at all. */
async function isWatched(call: Call, customer_id: string): Promise<boolean> {
  const key = `customer:${customer_id}`;
  if ((await hasAny(call, 'top_up', key)) || (await hasAny(call, 'alert', key))) return true;
  for (const kept of await allKept(call, 'subscription', key)) {
    if (await isWatchedSubscription(call, kept)) return true;
  }
  return false;
}

async function isWatchedSubscription(
  call: Call,
  { document: { id, price_intervals, invoicing_threshold }, aside }: Kept<'subscription'>,
): Promise<boolean> {
  if (invoicing_threshold !== null || price_intervals.some(({ price }) => grantedCurrencies(price).length > 0))
    return true;
  if (await hasAny(call, 'alert', `subscription:${id}`)) return true;
  // Of every plan that it was, is or will be on, because the document shows the one it was written on.
  for (const plan_id of new Set(aside.schedule.flatMap(({ plan }) => plan?.id ?? []))) {
    if ((await hasAny(call, 'alert', `plan:${plan_id}`)) || (await isMigrated(call, plan_id))) return true;
  }
  return false;
}

async function isMigrated(call: Call, plan_id: string): Promise<boolean> {
  const migrations = await allKept(call, 'plan_migration', `plan:${plan_id}`);
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
