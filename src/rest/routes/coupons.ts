import { flag, page, text } from '../query-grammar.js';
import { route, type Route } from './route.js';

/** What coupons answer to. */
export const couponRoutes: readonly Route[] = [
  route('GET /coupons', 'list-coupons', { query: { ...page, show_archived: flag, redemption_code: text } }),
  route('POST /coupons', 'create-coupon', { body: 'required', status: 201 }),
  route('GET /coupons/{coupon_id}', 'fetch-coupon'),
  route('POST /coupons/{coupon_id}/archive', 'archive-coupon'),
  route('GET /coupons/{coupon_id}/subscriptions', 'list-coupon-subscriptions', { query: { ...page } }),
];
