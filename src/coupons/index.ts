/**
 * Redemption rules: a coupon in, the stretch of time over which its discount runs out.
 *
 * Owns whether a coupon may be redeemed and until when a redemption lasts. Does not own the discount as an adjustment
 * (subscriptions) nor what it takes off (adjustments). Invariants: a refused coupon changes nothing; a redemption covers
 * only the prices that it is told of.
 *
 * @module coupons
 */
export { checkCoupon, redeem, type Coupon, type Redeeming, type Redemption } from './redeem.js';
