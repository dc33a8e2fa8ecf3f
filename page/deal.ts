import type { QuotedOffer } from 'reckoner';
import { departuresFrom, type FixedField } from './fixed-fields.js';
import type { Offer } from './offers.js';
import { percentNumberOf } from './percent.js';
import type { EstimatorState } from './state.js';

const code = 'ESTIMATE';

/** How a form departs from a plan that is quoted: the quantities, the coupon and the credits. */
export function dealTerms(
  state: EstimatorState,
  { plan }: Offer,
  fields: readonly FixedField[],
): Pick<QuotedOffer, 'terms' | 'coupons' | 'credits'> {
  const replace_prices = departuresFrom(plan, fields, state).map(({ replacement }) => replacement);
  const { terms: redeemed, coupons } = couponTerms(state);
  const terms = { ...redeemed, ...(replace_prices.length > 0 && { replace_prices }) };
  return {
    ...(Object.keys(terms).length > 0 && { terms }),
    ...(coupons && { coupons }),
    ...creditTerms(state),
  };
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
