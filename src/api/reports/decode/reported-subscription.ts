import {
  isGiven,
  openChild,
  optionalText,
  pathOf,
  placeOf,
  problem,
  report,
  requiredText,
  shown,
  valueAt,
  type Fields,
} from '../../../errors/index.js';
import type { BillingPeriod } from '../../../cycles/index.js';
import type { Instant, Period, TimeZone } from '../../../time/index.js';
import { openEntries } from './evaluation.js';
import { boundaryAt, readPeriod } from '../../decode/period.js';

/** A price of a subscription while it is in force; null bounds do not bound. */
export type ReportedInterval = {
  readonly id: string;
  readonly price: Fields;
  /** The interval that carries the price, or the price itself. */
  readonly entry: Fields;
  readonly start: Instant | null;
  readonly end: Instant | null;
};

/** Opens the one of `subscription` and `subscriptions` that is given. */
export function openSubscriptions(input: Fields): readonly Fields[] {
  const hasOne = isGiven(valueAt(input, 'subscription'));
  if (hasOne === isGiven(valueAt(input, 'subscriptions'))) {
    input.issues.push(problem('', 'missing_field', 'needs either subscription or subscriptions, and not both'));
    return [];
  }
  if (!hasOne) return openEntries(input, 'subscriptions');
  const subscription = openChild(input, 'subscription');
  return subscription === null ? [] : [subscription];
}

/** The prices of a subscription: its `price_intervals`, or bare `prices` that are in force throughout. */
export function openIntervals(subscription: Fields, zone: TimeZone): readonly ReportedInterval[] {
  const bare = openEntries(subscription, 'prices').map((price, position) => ({
    id: optionalText(price, 'id') ?? optionalText(price, 'external_price_id') ?? `price-${position + 1}`,
    price,
    entry: price,
    start: null,
    end: null,
  }));
  const dated = openEntries(subscription, 'price_intervals').flatMap((entry) => {
    const price = openChild(entry, 'price');
    if (price === null) return [];
    const [start, end] = [dateAt(entry, 'start_date', zone), dateAt(entry, 'end_date', zone)];
    return [{ id: requiredText(entry, 'id'), price, entry, start, end }];
  });
  const intervals = [...bare, ...dated];
  reportRepeated(intervals);
  return intervals;
}

function reportRepeated(intervals: readonly ReportedInterval[]): void {
  const seen = new Set<string>();
  for (const { id, entry } of intervals) {
    if (seen.has(id)) {
      const message = `repeats ${shown(id)}; give each its own id`;
      report(entry, 'id', { code: 'invalid_reference', message });
    }
    seen.add(id);
  }
}

function dateAt(fields: Fields, key: string, zone: TimeZone): Instant | null {
  return isGiven(valueAt(fields, key)) ? (boundaryAt(fields, key, zone) ?? null) : null;
}

/**
 * The billing periods of a subscription in order: `billing_periods`, as the function of that name lists them, or the
 * current one that a fetched subscription names.
 */
export function readBillingPeriods(subscription: Fields, zone: TimeZone): readonly BillingPeriod[] {
  if (!isGiven(valueAt(subscription, 'billing_periods'))) return readCurrentPeriod(subscription, zone);
  const periods = openEntries(subscription, 'billing_periods').flatMap((fields) => {
    const period = readPeriod(fields, zone);
    if (period === null) return [];
    const whole = isGiven(valueAt(fields, 'full_period')) ? openChild(fields, 'full_period') : null;
    return [{ ...period, full_period: (whole && readPeriod(whole, zone)) ?? period }];
  });
  reportDisorder(subscription, periods);
  return periods;
}

const currentKeys = { start: 'current_billing_period_start_date', end: 'current_billing_period_end_date' };

function readCurrentPeriod(subscription: Fields, zone: TimeZone): readonly BillingPeriod[] {
  const start = dateAt(subscription, currentKeys.start, zone);
  const end = dateAt(subscription, currentKeys.end, zone);
  if (start !== null && end !== null && end > start) return [{ start, end, full_period: { start, end } }];
  const message = 'is missing; give the billing periods to report on, as billingPeriods lists them';
  report(subscription, 'billing_periods', { code: 'missing_field', message });
  return [];
}

/** Periods that overlap would count the same usage twice. */
function reportDisorder({ place, issues }: Fields, periods: readonly Period[]): void {
  periods.forEach(({ start }, position) => {
    const previous = periods[position - 1];
    if (previous === undefined || previous.end <= start) return;
    const message = 'begins before the one ahead of it ends; give the billing periods in their order';
    issues.push(problem(pathOf(placeOf(position, placeOf('billing_periods', place))), 'invalid_interval', message));
  });
}

/** The period that holds an instant, else the last one that ended by then (§13: the current, else the last active). */
export function periodAt<P extends Period>(periods: readonly P[], at: Instant): P | null {
  let found: P | null = null;
  for (const period of periods) if (period.start <= at) found = period;
  return found;
}
