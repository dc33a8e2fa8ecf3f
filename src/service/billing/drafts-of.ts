import type { CreditLedger } from '../../wire/index.js';
import type { Call } from '../call.js';
import type { Kept } from '../kept/shapes.js';
import { subscriptionAt } from '../subscriptions/subscription-at.js';
import { draftsDue, type DueDraft } from './due-drafts.js';

/** What a subscription has coming: everything due up to the end of its current billing period, or its beginning; paid from these ledgers. */
export async function draftsOf(
  call: Call,
  kept: Kept<'subscription'>,
  ledgers: readonly CreditLedger[],
): Promise<readonly DueDraft[]> {
  const {
    current_billing_period_end_date: end,
    start_date,
    end_date,
    status,
  } = await subscriptionAt(call, kept, call.at);
  const until = end ?? (status === 'upcoming' ? start_date : (end_date ?? call.at));
  return draftsDue(call, kept, { until, at: call.at, ledgers });
}
