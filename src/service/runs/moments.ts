import { invoicesDue } from '../../index.js';
import {
  addDays,
  formatInstant,
  localDate,
  localMidnight,
  millisPerHour,
  parseInstant,
  shiftInstant,
  timeZone,
  type Instant,
} from '../../time/index.js';
import { policiesOf, type Call } from '../call.js';
import { allKept } from '../kept/pages.js';
import type { Kept } from '../kept/shapes.js';

/** An instant at which something may be due; at the start of a local day also what is looked at daily. */
export type Moment = { readonly at: string; readonly isDayStart: boolean };

const usualGrace = 12;

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

async function invoiceTimes(call: Call, { document: customer }: Kept<'customer'>): Promise<readonly Instant[]> {
  const key = `customer:${customer.id}`;
  const grace = (call.account.policies?.grace_period_hours ?? usualGrace) * millisPerHour;
  const times: Instant[] = [];
  for (const { document, aside } of await allKept(call, 'subscription', key)) {
    const due = invoicesDue({
      subscription: document,
      schedule: aside.schedule,
      customer,
      ...(aside.billed_until === null ? {} : { from: aside.billed_until }),
      until: formatInstant(shiftInstant(parseInstant(call.at), 1)),
      ...policiesOf(call),
    });
    for (const { invoice_date } of due) {
      const date = parseInstant(invoice_date);
      times.push(date, shiftInstant(date, grace));
    }
  }
  for (const { document } of await allKept(call, 'invoice', key)) {
    if (document.status === 'draft' && document.eligible_to_issue_at !== null) {
      times.push(parseInstant(document.eligible_to_issue_at));
    }
  }
  return times;
}

/** Whether days matter to a customer at all. */
async function isWatched(call: Call, customer_id: string): Promise<boolean> {
  const key = `customer:${customer_id}`;
  if ((await allKept(call, 'top_up', key)).length > 0 || (await allKept(call, 'alert', key)).length > 0) return true;
  for (const { document } of await allKept(call, 'subscription', key)) {
    const grants = document.price_intervals.some(({ price }) => price.credit_allocation !== null);
    if (grants || document.invoicing_threshold !== null) return true;
    if ((await allKept(call, 'alert', `subscription:${document.id}`)).length > 0) return true;
    if (document.plan === null) continue;
    const ofPlan = `plan:${document.plan.id}`;
    if ((await allKept(call, 'alert', ofPlan)).length > 0) return true;
    if ((await allKept(call, 'plan_migration', ofPlan)).some((one) => one.document.status !== 'canceled')) return true;
  }
  return false;
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
