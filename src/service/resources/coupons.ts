import {
  compare,
  decimalAt,
  formatDecimal,
  numberFigureAt,
  one,
  toNumber,
  zero,
  type Decimal,
} from '../../decimal/index.js';
import { isGiven, openChild, refuse, report, requiredText, valueAt, wanting, type Fields } from '../../errors/index.js';
import type { Coupon, CouponDiscount, NewCoupon, Page, Subscription } from '../../wire/index.js';
import { openBody } from '../body.js';
import type { Call } from '../call.js';
import { findKept, needKept, writeKept } from '../kept/documents.js';
import { listKept, mapPage, type PageParams } from '../kept/pages.js';
import type { Kept } from '../kept/shapes.js';
import { refuseDuplicate } from '../refusals.js';
import { subscriptionAt } from '../subscriptions/subscription-at.js';

type CouponParams = { readonly coupon_id: string };

export async function createCoupon(call: Call, { body }: { readonly body: NewCoupon }): Promise<Coupon> {
  const fields = openBody(body);
  const redemption_code = requiredText(fields, 'redemption_code');
  const discount = readDiscount(fields);
  const document = {
    id: call.newId('coupon'),
    redemption_code,
    duration_in_months: countAt(fields, 'duration_in_months', 120),
    max_redemptions: countAt(fields, 'max_redemptions', Number.MAX_SAFE_INTEGER),
    times_redeemed: 0,
    archived_at: null,
  };
  if (discount === null) return refuseAll(fields);
  refuse(fields.issues);
  if ((await findKept(call, 'coupon', `code:${redemption_code}`)) !== null) {
    refuseDuplicate('body.redemption_code', 'coupon', redemption_code);
  }
  return (await writeKept(call, 'coupon', { document: { ...document, discount }, aside: undefined })).document;
}

export async function fetchCoupon(call: Call, { coupon_id }: CouponParams): Promise<Coupon> {
  return (await needKept(call, 'coupon', coupon_id)).document;
}

export async function listCoupons(
  call: Call,
  params: PageParams & { readonly show_archived?: boolean | string | null; readonly redemption_code?: string | null },
): Promise<Page<Coupon>> {
  const { show_archived, redemption_code } = params;
  const archived = show_archived === true || show_archived === 'true';
  const accept = ({ document }: Kept<'coupon'>): boolean =>
    (archived || document.archived_at === null) &&
    (redemption_code ?? document.redemption_code) === document.redemption_code;
  return mapPage(await listKept(call, { kind: 'coupon', accept }, params), ({ document }) => document);
}

/** An archived coupon cannot be redeemed, and its code is free again (§7). */
export async function archiveCoupon(call: Call, { coupon_id }: CouponParams): Promise<Coupon> {
  const kept = await needKept(call, 'coupon', coupon_id);
  const document = { ...kept.document, archived_at: kept.document.archived_at ?? call.at };
  return (await writeKept(call, 'coupon', { ...kept, document })).document;
}

/** The subscriptions whose latest redeemed coupon it is. */
export async function listCouponSubscriptions(
  call: Call,
  params: CouponParams & PageParams,
): Promise<Page<Subscription>> {
  await needKept(call, 'coupon', params.coupon_id);
  const page = await listKept(call, { kind: 'subscription', key: `coupon:${params.coupon_id}` }, params);
  return mapPage(page, (kept) => subscriptionAt(call, kept, call.at));
}

function readDiscount(body: Fields): CouponDiscount | null {
  const discount = openChild(body, 'discount');
  if (discount === null) return null;
  const type = valueAt(discount, 'discount_type');
  if (type === 'percentage') {
    const percentage = valueWithin(discount, 'percentage_discount', { read: numberFigureAt, greatest: one });
    return { discount_type: 'percentage', percentage_discount: toNumber(percentage), ...unscoped };
  }
  if (type === 'amount') {
    const amount = valueWithin(discount, 'amount_discount', { read: decimalAt, greatest: null });
    return { discount_type: 'amount', amount_discount: formatDecimal(amount), ...unscoped };
  }
  report(discount, 'discount_type', wanting(type, 'percentage or amount'));
  return null;
}

type Reading = { readonly read: typeof decimalAt; readonly greatest: Decimal | null };

/** A value from 0 to its greatest, where it has one. */
function valueWithin(discount: Fields, key: string, { read, greatest }: Reading): Decimal {
  const value = read(discount, key) ?? zero;
  const isWithin = compare(value, zero) >= 0 && (greatest === null || compare(value, greatest) <= 0);
  const message = greatest === null ? 'is negative; give 0 or more' : 'has to be from 0 to 1';
  if (!isWithin) report(discount, key, { code: 'invalid_adjustment', message });
  return value;
}

const unscoped = { applies_to_price_ids: [], reason: null, filters: [] } as const;

/** A whole number from 1, or null for no limit. */
function countAt(fields: Fields, key: string, most: number): number | null {
  const value = valueAt(fields, key);
  if (!isGiven(value)) return null;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 && value <= most) return value;
  report(fields, key, wanting(value, `a whole number from 1 to ${most}, or null`));
  return null;
}

function refuseAll(fields: Fields): never {
  refuse(fields.issues);
  throw new TypeError('a discount that cannot be read is refused');
}
