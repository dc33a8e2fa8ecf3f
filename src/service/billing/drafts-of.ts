import type { CreditLedger, SubscriptionState } from '../../wire/index.js';
import { parseInstant } from '../../time/index.js';
import type { Call } from '../call.js';
import type { Kept } from '../kept/shapes.js';
import { subscriptionAt } from '../subscriptions/subscription-at.js';
import { draftDates, draftsDue, openDates, type DueDraft, type OpenDates } from './due-drafts.js';

/** What a subscription has coming: everything due up to the end of its current billing period, or its beginning; paid from these ledgers. */
export async function draftsOf(
  call: Call,
  kept: Kept<'subscription'>,
  ledgers: readonly CreditLedger[],
): Promise<readonly DueDraft[]> {
  const until = comingUntil(await subscriptionAt(call, kept, call.at), call);
  return draftsDue(call, kept, { until, at: call.at, ledgers });
}

/**
 * The same with the arrears of longer periods that have begun, such as a quarter's usage beside a month's: they charge
 * ledgers from their first day on, as usage happens (§8.2), so that days ascend over them too (§8.3).
 */
export async function chargingDrafts(
  call: Call,
  kept: Kept<'subscription'>,
  ledgers: readonly CreditLedger[],
): Promise<readonly DueDraft[]> {
  const current = await subscriptionAt(call, kept, call.at);
  const until = comingUntil(current, call);
  const dates = await openDates(call, kept, lastEndOf(current, until));
  return draftDates(call, kept, {
    ...dates,
    open: begunBy(dates.open, { current, until, call }),
    at: call.at,
    ledgers,
  });
}

function comingUntil(current: SubscriptionState, { at }: Call): string {
  const { current_billing_period_end_date: end, start_date, end_date, status } = current;
  return end ?? (status === 'upcoming' ? start_date : (end_date ?? at));
}

/** The end of the longest period that is under way. */
function lastEndOf({ price_intervals }: SubscriptionState, until: string): string {
  const ends = price_intervals.flatMap(({ current_billing_period_end_date: end }) => end ?? []);
  return ends.reduce((last, end) => (parseInstant(end) > parseInstant(last) ? end : last), until);
}

type Begun = { readonly current: SubscriptionState; readonly until: string; readonly call: Call };

/** All that is due by a date, and of what comes later the first arrears of each price whose period has begun. */
function begunBy(open: OpenDates['open'], { current, until, call }: Begun): OpenDates['open'] {
  const [last, now] = [parseInstant(until), parseInstant(call.at)];
  const arrears = new Set(
    current.price_intervals.flatMap(({ id, price }) => (price.billing_mode === 'in_arrear' ? [id] : [])),
  );
  const seen = new Set<string>();
  return open.flatMap((due) => {
    const isLater = parseInstant(due.invoice_date) > last;
    const services = due.services.filter(({ price_interval_id: id, start_date }) => {
      const isFirst = !seen.has(id);
      seen.add(id);
      return !isLater || (isFirst && arrears.has(id) && parseInstant(start_date) <= now);
    });
    return services.length === 0 ? [] : [{ ...due, services }];
  });
}
