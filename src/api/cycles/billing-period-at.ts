import { billingPeriodAt as periodAt } from '../../cycles/index.js';
import { invariant, refuse, type Issues } from '../../errors/index.js';
import { readBoundary } from '../../time/index.js';
import { readSchedule } from './decode/schedule.js';
import { encodeBillingPeriod, type BillingPeriodDocument } from './encode/billing-period.js';
import type { ScheduleInput } from './schedule-input.js';

/**
 * The billing period of a schedule that holds an instant; null before its start, from its end on, and for `one_time`.
 *
 * Found by arithmetic in constant time, however far from the anchor (§4.1). Half-open: an instant on a boundary is in the
 * period that starts there.
 *
 * @param at - an instant, or a date that means its local midnight in the schedule's `timezone`
 * @throws as `billingPeriods` does, `horizon_exceeded` aside
 * @example
 * ```ts
 * import { billingPeriodAt } from 'reckoner';
 *
 * const schedule = { cadence: 'annual', start_date: '2025-01-15', timezone: 'UTC' } as const;
 * const period = billingPeriodAt(schedule, '2025-01-20T09:30:00Z');
 * period?.end_date; // → '2025-02-01T00:00:00+00:00'
 * period?.full_period.start_date; // → '2024-02-01T00:00:00+00:00'
 * billingPeriodAt(schedule, '2025-01-14'); // → null
 * ```
 */
export function billingPeriodAt(schedule: ScheduleInput, at: string): BillingPeriodDocument | null {
  const reading = { issues: [] as Issues, watch: null };
  const read = readSchedule(schedule, reading);
  const instant = readBoundary(at, read.zone, { path: 'at', issues: reading.issues });
  refuse(reading.issues);
  invariant(read.schedule !== null && instant !== undefined, 'an input without errors is read');
  const period = periodAt(read.schedule, instant);
  return period && encodeBillingPeriod(period);
}
