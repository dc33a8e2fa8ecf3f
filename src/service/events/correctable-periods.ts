import type { EventCustomer, PeriodInput } from '../../index.js';
import { formatInstant, parseInstant, shiftInstant } from '../../time/index.js';
import type { Call } from '../call.js';
import { allKept } from '../kept/pages.js';
import { subscriptionAt } from '../subscriptions/subscription-at.js';

/** The current billing periods of customers' subscriptions and the ones before, in which events can be corrected (§3). */
export async function correctablePeriods(
  call: Call,
  customers: readonly EventCustomer[],
): Promise<readonly PeriodInput[]> {
  const periods: PeriodInput[] = [];
  for (const { id } of customers) {
    for (const kept of await allKept(call, 'subscription', `customer:${id}`)) {
      const current = await subscriptionAt(call, kept, call.at);
      const start = current.current_billing_period_start_date;
      const end = current.current_billing_period_end_date;
      if (start === null || end === null) continue;
      const before = await subscriptionAt(call, kept, formatInstant(shiftInstant(parseInstant(start), -1)));
      periods.push({ start_date: start, end_date: end });
      if (before.current_billing_period_start_date !== null) {
        periods.push({ start_date: before.current_billing_period_start_date, end_date: start });
      }
    }
  }
  return periods;
}
