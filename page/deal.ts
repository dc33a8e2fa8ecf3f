import type { QuotedOffer } from 'reckoner';
import { percentNumberOf } from './percent.js';
import type { EstimatorState } from './state.js';

const code = 'ESTIMATE';

/** The coupon and the credits of a form, for each plan that is quoted. */
export function dealTerms(state: EstimatorState): Pick<QuotedOffer, 'terms' | 'coupons' | 'credits'> {
  return { ...couponTerms(state), ...creditTerms(state) };
}

function couponTerms({ coupon, off, months }: EstimatorState): Pick<QuotedOffer, 'terms' | 'coupons'> {
  if (coupon !== 'percentage' && coupon !== 'amount') return {};
  const applies = { applies_to_price_ids: [], reason: null };
  const discount =
    coupon === 'amount'
      ? ({ discount_type: coupon, amount_discount: off, ...applies } as const)
      : ({ discount_type: coupon, percentage_discount: percentNumberOf(off), ...applies } as const);
  return {
    terms: { coupon_redemption_code: code },
    coupons: [
      {
        id: 'estimate',
        redemption_code: code,
        discount,
        duration_in_months: months.trim() === '' ? null : Number(months),
        max_redemptions: null,
        times_redeemed: 0,
        archived_at: null,
      },
    ],
  };
}

/** Credits without a price are a gift; without a unit they are money. */
function creditTerms({ credits, cost, unit, expires }: EstimatorState): Pick<QuotedOffer, 'credits'> {
  if (credits.trim() === '') return {};
  return {
    credits: [
      {
        amount: credits.trim(),
        ...(unit.trim() !== '' && { currency: unit.trim() }),
        ...(cost.trim() !== '' && { per_unit_cost_basis: cost.trim() }),
        ...(expires.trim() !== '' && { expiry_date: expires.trim() }),
      },
    ],
  };
}
