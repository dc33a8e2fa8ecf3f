import type { Coupon } from '../../../wire/index.js';
import type { DocumentShape } from '../document.js';

/** A coupon as it is stored. */
export const couponShape: DocumentShape<Coupon> = {
  id: 'text',
  redemption_code: 'text',
  discount: 'object',
  duration_in_months: 'number or null',
  max_redemptions: 'number or null',
  times_redeemed: 'number',
  archived_at: 'text or null',
};
