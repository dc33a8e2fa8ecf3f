import { billingPeriods as periodsOf } from '../../cycles/index.js';
import { invariant, openFields, placeOf, refuse, refuseUnknown, type Fields, type Issues } from '../../errors/index.js';
import type { Period, TimeZone } from '../../time/index.js';
import { readSpan } from '../decode/period.js';
import { readPolicies } from '../decode/policies.js';
import { readSchedule } from './decode/schedule.js';
import { encodeBillingPeriod, type BillingPeriodDocument } from './encode/billing-period.js';
import type { PeriodRange, ScheduleInput } from './schedule-input.js';

/**
 * Lists the billing periods of a schedule that share an instant with `[from, until)`, in order (§4).
 *
 * Periods are half-open and tile the schedule; they are listed whole, not cut to the range. `full_period` is the whole
 * cell between two boundaries: it differs from the period where the schedule starts or ends inside it. A `one_time`
 * schedule has no periods.
 *
 * @param schedule - cadence, anchor and dates; dates without time are local midnights in `timezone`
 * @param range - `from` and `until`, and `policies.max_periods` (1200), the most periods that may be listed
 * @throws `invalid_cadence`, `invalid_anchor`, `conflicting_anchor`, `unknown_timezone`, `invalid_interval`,
 * `invalid_instant`, `invalid_date`, `horizon_exceeded`, `missing_field`, `invalid_type`, `unknown_policy`
 * @example
 * ```ts
 * import { billingPeriods } from 'reckoner';
 *
 * const schedule = {
 *   cadence: 'monthly',
 *   billing_cycle_anchor_configuration: { day: 31 },
 *   start_date: '2025-02-10',
 *   timezone: 'America/New_York',
 * } as const;
 * const periods = billingPeriods(schedule, { from: '2025-02-10', until: '2025-04-01' });
 * periods.map((period) => period.end_date);
 * // → ['2025-02-28T05:00:00+00:00', '2025-03-31T04:00:00+00:00', '2025-04-30T04:00:00+00:00']
 * periods[0]?.full_period.start_date; // → '2025-01-31T05:00:00+00:00'
 * ```
 */
export function billingPeriods(schedule: ScheduleInput, range: PeriodRange): BillingPeriodDocument[] {
  const reading = { issues: [] as Issues, watch: null };
  const read = readSchedule(schedule, reading);
  const fields = openFields(range, placeOf('range'), reading);
  const window = fields && readWindow(fields, read.zone);
  const most = fields && readPolicies(fields).max_periods;
  refuse(reading.issues);
  invariant(read.schedule !== null && window !== null && most !== null, 'an input without errors is read');
  return periodsOf(read.schedule, window, most).map(encodeBillingPeriod);
}

/** An empty range is answered with no periods; only one that runs backwards is a slip. */
function readWindow(range: Fields, zone: TimeZone): Period | null {
  refuseUnknown(range, ['from', 'until', 'policies']);
  return readSpan(range, ['from', 'until'], zone);
}
