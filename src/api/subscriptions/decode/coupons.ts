import { checkCoupon, type Coupon } from '../../../coupons/index.js';
import {
  isGiven,
  openChild,
  optionalText,
  pathAtKey,
  problem,
  requiredText,
  shown,
  valueAt,
  type Fields,
} from '../../../errors/index.js';
import type { SubscribedAdjustment } from '../../../subscriptions/index.js';
import type { Coupon as CouponDocument } from '../../../wire/index.js';
import { documentAt } from '../../decode/document.js';
import { choiceAt, objectsAt } from '../../decode/document-fields.js';
import { couponShape } from '../../decode/shapes/coupon.js';
import { readLegacyAdjustments } from './legacy-adjustments.js';
import { wholeAt } from './plan.js';

/** A coupon as read, and its document, which a redemption changes. */
export type ReadCoupon = {
  readonly coupon: Coupon;
  readonly document: CouponDocument;
  /** Its discount as an adjustment, still over no price. */
  readonly discount: SubscribedAdjustment;
};

/** Reads the list of coupons. */
export function readCoupons(input: Fields): readonly ReadCoupon[] {
  return objectsAt(input, 'coupons').flatMap((fields) => readCoupon(fields) ?? []);
}

/** Reads one coupon; null after a fault. */
export function readCoupon(fields: Fields): ReadCoupon | null {
  const faults = fields.issues.length;
  const duration = wholeAt(fields, 'duration_in_months');
  if (duration !== null && (duration < 1 || duration > 120)) {
    const message = 'has to be a whole number from 1 to 120, or null for good';
    fields.issues.push(problem(pathAtKey(fields, 'duration_in_months'), 'invalid_type', message));
  }
  const coupon = {
    id: requiredText(fields, 'id'),
    redemption_code: requiredText(fields, 'redemption_code'),
    duration_in_months: duration,
    max_redemptions: wholeAt(fields, 'max_redemptions'),
    times_redeemed: wholeAt(fields, 'times_redeemed') ?? 0,
    is_archived: isGiven(valueAt(fields, 'archived_at')),
  };
  const discount = readDiscount(fields);
  const document = documentAt(fields, couponShape, faults);
  return discount === null || document === null ? null : { coupon, document, discount };
}

/** What a coupon takes off: a percentage or an amount, and nothing else (§7). */
function readDiscount(coupon: Fields): SubscribedAdjustment | null {
  const discount = openChild(coupon, 'discount');
  const faults = coupon.issues.length;
  if (discount !== null) choiceAt(discount, 'discount_type', ['percentage', 'amount']);
  if (discount === null || coupon.issues.length > faults) return null;
  const only = { ...coupon, value: { discount: discount.value } };
  const owner = { id: 'coupon', price_id: null, phase: null, known: [], price_named: (name: string) => name };
  return readLegacyAdjustments(only, owner)[0] ?? null;
}

/**
 * The coupon that a request names by its code or its id.
 *
 * An archived code may have been given to another coupon since (§7), so one that is not archived is found first.
 */
export function findCoupon(request: Fields, key: string, coupons: readonly ReadCoupon[]): ReadCoupon | null {
  const name = optionalText(request, key);
  const named = coupons.filter(({ coupon }) => (key === 'coupon_id' ? coupon.id : coupon.redemption_code) === name);
  const found = named.find(({ coupon }) => !coupon.is_archived) ?? named[0];
  if (found !== undefined) return found;
  const message = `is ${shown(name)}, which is not among the coupons given; mend it or add it to coupons`;
  request.issues.push(problem(pathAtKey(request, key), 'coupon_not_found', message));
  return null;
}

/** Appends the reason for which a coupon may not be redeemed, if there is one. */
export function reportRefused(
  request: Fields,
  key: string,
  { coupon, running }: { coupon: Coupon; running: boolean },
): void {
  const issue = checkCoupon(coupon, { running, path: pathAtKey(request, key) });
  if (issue !== null) request.issues.push(issue);
}
