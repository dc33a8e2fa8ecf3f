import type { ReportedSubscription } from '../../index.js';
import { formatInstant, interpretInstant, parseInstant, shiftInstant, type Instant } from '../../time/index.js';
import type { Call } from '../call.js';
import type { Kept } from '../kept/shapes.js';
import { subscriptionAt } from './subscription-at.js';
import type { UsageWindow } from './usage.js';

/** Billing periods as reports take them, in their order. */
export type ReportedPeriods = NonNullable<ReportedSubscription['billing_periods']>;

/** What may be asked for: bounds that are none are for the report to refuse. */
type AskedTime = { readonly timeframe_start?: string | null; readonly timeframe_end?: string | null };

/** The billing periods that a timeframe meets, up to now; without a start the current, else the last that there was (§13). */
export async function periodsOf(
  call: Call,
  kept: Kept<'subscription'>,
  { timeframe_start, timeframe_end }: AskedTime,
): Promise<ReportedPeriods> {
  const last = await lastPeriod(call, kept);
  if (last === null) return [];
  const start = interpretInstant(timeframe_start);
  if (start === undefined) return [last];
  const [begin, over] = [parseInstant(kept.document.start_date), parseInstant(last.end_date)];
  const end = interpretInstant(timeframe_end) ?? over;
  return periodsBetween(call, kept, { start: start < begin ? begin : start, end: end < over ? end : over });
}

/** The billing periods that meet a time in which there is always one. */
async function periodsBetween(
  call: Call,
  kept: Kept<'subscription'>,
  { start, end }: { readonly start: Instant; readonly end: Instant },
): Promise<ReportedPeriods> {
  const periods: Period[] = [];
  let at = start;
  while (at < end) {
    const period = await periodAt(call, kept, at);
    if (period === null) return periods;
    // One of another cadence may have begun before the last one ended: it counts from there on.
    const before = periods.at(-1)?.end_date ?? period.start_date;
    const start_date = parseInstant(before) > parseInstant(period.start_date) ? before : period.start_date;
    periods.push({ ...period, start_date });
    at = parseInstant(period.end_date);
  }
  return periods;
}

/** From the start of the first of some billing periods to the end of the last. */
export function windowOf(periods: ReportedPeriods, at: string): UsageWindow {
  return { from: periods[0]?.start_date ?? at, until: periods.at(-1)?.end_date ?? at };
}

type Period = { readonly start_date: string; readonly end_date: string };

/** The current billing period, else the last one; null before the first. */
async function lastPeriod(call: Call, kept: Kept<'subscription'>): Promise<Period | null> {
  const { start_date, end_date } = kept.document;
  const now = parseInstant(call.at);
  if (now < parseInstant(start_date)) return null;
  const end = end_date === null ? null : parseInstant(end_date);
  return periodAt(call, kept, end === null || now < end ? now : shiftInstant(end, -1));
}

async function periodAt(call: Call, kept: Kept<'subscription'>, at: Instant): Promise<Period | null> {
  const { current_billing_period_start_date: start_date, current_billing_period_end_date: end_date } =
    await subscriptionAt(call, kept, formatInstant(at));
  return start_date === null || end_date === null ? null : { start_date, end_date };
}
