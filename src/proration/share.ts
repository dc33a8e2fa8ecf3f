import { integer, multiplyExact, ratio, type Decimal, type Exact } from '../decimal/index.js';
import { fail } from '../errors/index.js';
import {
  duration,
  encloses,
  isEmpty,
  localDay,
  localDayNumber,
  type Instant,
  type Period,
  type TimeZone,
} from '../time/index.js';
import type { Policies } from '../wire/index.js';

/** Whether shares are counted in local dates or in elapsed time (§5). */
export type ProrationBasis = Policies['proration_basis'];

/**
 * What part of a full period was covered, as an exact fraction that is not reduced: 20 of 30 days stay 20/30. `basis`
 * says what is counted: local dates (`day`) or elapsed milliseconds (`second`).
 */
export type Share = { readonly numerator: Decimal; readonly denominator: Decimal; readonly basis: ProrationBasis };

/** The covered period, the period of which it is a share, and how they are measured. */
export type Coverage = {
  readonly service_period: Period;
  readonly full_period: Period;
  readonly zone: TimeZone;
  readonly basis: ProrationBasis;
};

/**
 * The share of a full period that a service period covers (§5, D12): the whole is 1, nothing is 0, and the shares of the
 * parts of any cut add up to that of the whole (L30, L31).
 *
 * @throws BillingError `invalid_service_period` when the service period is not within the full one, or when the full one
 * has no day (no millisecond) to share
 * @example
 * ```ts
 * import { formatDecimal } from 'reckoner/decimal';
 * import { shareOf } from 'reckoner/proration';
 * import { parseInstant, timeZone } from 'reckoner/time';
 * const end = parseInstant('2025-05-01T00:00:00Z');
 * const share = shareOf({
 *   service_period: { start: parseInstant('2025-04-11T00:00:00Z'), end },
 *   full_period: { start: parseInstant('2025-04-01T00:00:00Z'), end },
 *   zone: timeZone('UTC'),
 *   basis: 'day',
 * });
 * formatDecimal(share.numerator); // → '20'
 * formatDecimal(share.denominator); // → '30'
 * ```
 */
export function shareOf({ service_period, full_period, zone, basis }: Coverage): Share {
  if (!isWithin(service_period, full_period)) {
    fail('service_period', 'invalid_service_period', 'reaches outside its full period; give the cell that holds it');
  }
  const measure = measureOf({ full_period, zone, basis });
  const whole = measure(full_period);
  if (whole > 0) return { numerator: integer(measure(service_period)), denominator: integer(whole), basis };
  const message = `has no ${basis === 'day' ? 'local day' : 'duration'}, so nothing can be a share of it`;
  return fail('full_period', 'invalid_service_period', message);
}

/** An amount times a share, exact: multiplied first, divided once and only where it is rounded (§5). */
export function prorate(amount: Exact, share: Share): Exact {
  return multiplyExact(amount, ratio(share.numerator, share.denominator));
}

/** An empty period inside counts as within, also at either end: it covers nothing. */
function isWithin(inner: Period, outer: Period): boolean {
  return encloses(outer, inner) && (!isEmpty(inner) || (inner.start >= outer.start && inner.start <= outer.end));
}

/** How the parts of a full period are measured: in local dates, or in milliseconds. */
export function measureOf({ full_period, zone, basis }: Omit<Coverage, 'service_period'>): (span: Period) => number {
  return basis === 'day' ? datesOf(zone, full_period) : duration;
}

/** Counts the local dates of a period: both bounds floored to their day, and clamped to the full period's (§5). */
function datesOf(zone: TimeZone, full: Period): (span: Period) => number {
  const [first, last] = [dayAt(zone, full.start), dayAt(zone, full.end)];
  const floored = (instant: Instant): number => Math.min(Math.max(dayAt(zone, instant), first), last);
  return ({ start, end }) => floored(end) - floored(start);
}

/**
 * The number of the local day that holds an instant, by its midnight. It never falls as time goes on, where the date on
 * the calendar may, for an hour, after clocks went back across midnight; so cuts add up everywhere (L31).
 */
function dayAt(zone: TimeZone, instant: Instant): number {
  return localDayNumber(zone, localDay(zone, instant).start);
}
