import { fail, report, shown, valueAt, wanting, type Fields } from '../../errors/index.js';
import { serviceDates, servicesAt } from '../../invoices/index.js';
import type { Horizon } from '../../quotes/index.js';
import { billingPeriodOfTimeline, type Timeline } from '../../subscriptions/index.js';
import type { Instant, Period } from '../../time/index.js';

/** Reads how many periods are quoted; too many are refused without counting them. */
export function readPeriodCount(input: Fields, most: number): number {
  const value = valueAt(input, 'periods');
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) {
    report(input, 'periods', wanting(value, 'a whole number of billing periods, 1 or more'));
    return 1;
  }
  if (value <= most) return value;
  const message = `is ${shown(value)}, more than ${most}; quote fewer, or raise the policy max_periods`;
  report(input, 'periods', { code: 'horizon_exceeded', message });
  return 1;
}

/** The billing periods of a subscription from its start on (§4.4); fewer where it ends before. */
export function horizonOf(timeline: Timeline, count: number): Horizon {
  const periods: Period[] = [];
  let { start } = timeline.interval;
  const end = timeline.interval.end ?? Infinity;
  for (let index = 0; index < count && start < end; index += 1) {
    const period = billingPeriodOfTimeline(timeline, start);
    periods.push({ start, end: period.end });
    start = period.end;
  }
  return { periods, zone: timeline.zone };
}

/** A date at which something is billed; `only` null: all that is due. */
export type QuotedDate = { readonly date: Instant; readonly only: ReadonlySet<string> | null };

/**
 * The dates of the invoices that bill a horizon: all that are due before its end, and at its end the arrears, because an
 * advance that begins there is of a period beyond it (§4.4).
 */
export function datesWithin(timeline: Timeline, { periods }: Horizon, most: number): readonly QuotedDate[] {
  const [first, last] = [periods[0], periods.at(-1)];
  if (first === undefined || last === undefined) return [];
  // Prices of other cadences may be invoiced more often than the periods are counted.
  const dates = serviceDates(timeline, { start: first.start, end: last.end }, Math.max(most, periods.length * 31));
  const arrears = servicesAt(timeline, last.end).filter(({ timed }) => timed.price.billing_mode === 'in_arrear');
  const only = new Set(arrears.map(({ timed }) => timed.id));
  const inside = dates.map((date) => ({ date, only: null }));
  return only.size === 0 ? inside : [...inside, { date: last.end, only }];
}

/** A subscription that is over before it begins has nothing to quote. */
export function refuseEmpty({ periods }: Horizon): void {
  if (periods.length > 0) return;
  fail('terms.end_date', 'invalid_interval', 'leaves no period to quote; end the subscription after its start');
}
