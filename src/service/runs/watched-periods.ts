import { formatInstant, parseInstant, shiftInstant, type Instant } from '../../time/index.js';
import type { SubscriptionState } from '../../wire/index.js';
import { graceOf, type Call } from '../call.js';
import type { Kept } from '../kept/shapes.js';
import { subscriptionAt } from '../subscriptions/subscription-at.js';

/** A billing period that alerts are held against: what is measured is of this key, up to `until`. */
export type WatchedPeriod = {
  readonly key: {
    readonly subscription_id: string;
    readonly period_start: string;
    readonly plan_id: string | null;
    readonly plan_version: string | null;
  };
  readonly end_date: string;
  readonly until: string;
  /** The subscription as it stood in the period. */
  readonly subscription: SubscriptionState;
};

/** The billing period that runs, and the one before it while late events may still come to it. */
export type WatchedPeriods = { readonly closed: WatchedPeriod | null; readonly open: WatchedPeriod | null };

/** The billing periods of a subscription that there is something to look at in: in grace both are (§12). */
export async function watchedPeriods(call: Call, kept: Kept<'subscription'>): Promise<WatchedPeriods> {
  const now = parseInstant(call.at);
  const open = await periodAt(call, kept, now);
  const end = open === null ? kept.document.end_date : open.key.period_start;
  const isClosing = end !== null && isInGrace(call, parseInstant(end));
  return { closed: isClosing ? await periodAt(call, kept, shiftInstant(parseInstant(end), -1)) : null, open };
}

/** ≤: as its grace ends a period is looked at for the last time, with all that its invoice bills. */
function isInGrace({ account, at }: Call, end: Instant): boolean {
  const now = parseInstant(at);
  return end <= now && now <= shiftInstant(end, graceOf(account));
}

async function periodAt(call: Call, kept: Kept<'subscription'>, at: Instant): Promise<WatchedPeriod | null> {
  const subscription = await subscriptionAt(call, kept, formatInstant(at));
  const { id: subscription_id, plan } = subscription;
  const { current_billing_period_start_date: period_start, current_billing_period_end_date: end_date } = subscription;
  if (period_start === null || end_date === null) return null;
  const plan_version = plan === null ? null : String(plan.version);
  const key = { subscription_id, period_start, plan_id: plan?.id ?? null, plan_version };
  const until = parseInstant(end_date) < parseInstant(call.at) ? end_date : call.at;
  return { key, end_date, until, subscription };
}
