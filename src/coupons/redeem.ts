import { problem, shown, type Issue } from '../errors/index.js';
import {
  addMonths,
  dayNumber,
  localDate,
  localDayNumber,
  millisPerDay,
  offsetAt,
  resolveLocal,
  type Instant,
  type TimeZone,
} from '../time/index.js';

/** What decides whether and how long a coupon is redeemed. */
export type Coupon = {
  readonly id: string;
  readonly redemption_code: string;
  /** Null: for good. */
  readonly duration_in_months: number | null;
  /** Null: without limit. */
  readonly max_redemptions: number | null;
  readonly times_redeemed: number;
  readonly is_archived: boolean;
};

/** Where a coupon is to be redeemed; `path` names it in the caller's input. */
export type Redeeming = {
  /** Whether the same coupon is still running there. */
  readonly running: boolean;
  readonly path: string;
};

/** Over which stretch of time a redeemed coupon runs, `[start, end)`; open without a duration. */
export type Redemption = { readonly coupon_id: string; readonly start: Instant; readonly end: Instant | null };

/** Why a coupon may not be redeemed, or null (§7). */
export function checkCoupon(coupon: Coupon, { running, path }: Redeeming): Issue | null {
  const named = `the coupon ${shown(coupon.redemption_code)}`;
  if (coupon.is_archived) return problem(path, 'coupon_archived', `${named} is archived; use another one`);
  // ≥: the last redemption has been made when the count reaches the limit.
  if (coupon.max_redemptions !== null && coupon.times_redeemed >= coupon.max_redemptions) {
    const message = `${named} was redeemed ${coupon.times_redeemed} times, which is all it allows; use another one`;
    return problem(path, 'coupon_exhausted', message);
  }
  if (!running) return null;
  const message = `${named} is still running here; redeem it again once it has ended`;
  return problem(path, 'coupon_already_redeemed', message);
}

/**
 * The stretch over which a coupon runs when it is redeemed: that many local months, the day held to a shorter month and
 * the local time kept (§7).
 *
 * @example
 * ```ts
 * import { redeem } from 'reckoner/coupons';
 * import { formatInstant, parseInstant, timeZone } from 'reckoner/time';
 * const at = parseInstant('2026-01-31T12:00:00Z');
 * const { end } = redeem({ id: 'c', duration_in_months: 1 }, at, timeZone('UTC'));
 * end && formatInstant(end); // → '2026-02-28T12:00:00+00:00'
 * ```
 */
export function redeem(
  { id, duration_in_months }: Pick<Coupon, 'id' | 'duration_in_months'>,
  start: Instant,
  zone: TimeZone,
): Redemption {
  if (duration_in_months === null) return { coupon_id: id, start, end: null };
  const clock = start + offsetAt(zone, start) - localDayNumber(zone, start) * millisPerDay;
  const date = addMonths(localDate(zone, start), duration_in_months);
  return { coupon_id: id, start, end: resolveLocal(zone, dayNumber(date) * millisPerDay + clock) };
}
