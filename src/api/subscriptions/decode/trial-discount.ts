import { trialAdjustmentId } from '../../../adjustments/index.js';
import { decimalAt, formatDecimal, numberFigureAt, toNumber, type Decimal } from '../../../decimal/index.js';
import { isGiven, valueAt, type Fields } from '../../../errors/index.js';
import { isInMoney, type TrialDiscount } from '../../../subscriptions/index.js';
import type { Adjustment } from '../../../wire/index.js';
import { subscribed } from './adjustment.js';

/**
 * The adjustments that a trial takes off usage: all of it, or what a discount of type `trial` allows (§9.1). One adjustment
 * has one currency (D14), so that what is priced in a pricing unit is waived by one of its own; an amount is of money.
 *
 * @param discount - the plan's, or null
 */
export function trialDiscount(discount: Fields | null, subscription_id: string): TrialDiscount {
  const value = discount === null ? waived : (valueOf(discount) ?? waived);
  return (prices) => {
    const units = new Map<string | null, Set<string>>();
    for (const price of prices) {
      const unit = isInMoney(price) ? null : price.document.currency;
      if (unit !== null && value.adjustment_type === 'amount_discount') continue;
      units.set(unit, (units.get(unit) ?? new Set()).add(price.id));
    }
    return [...units].map(([unit, ids]) =>
      subscribed(documentOf(trialAdjustmentId(subscription_id, unit), ids, value), [...ids]),
    );
  };
}

function documentOf(id: string, price_ids: ReadonlySet<string>, value: Waiver): Adjustment {
  return {
    id,
    is_invoice_level: true,
    filters: [],
    applies_to_price_ids: [...price_ids],
    reason: 'Trial',
    replaces_adjustment_id: null,
    plan_phase_order: null,
    ...value,
  };
}

const waived: Waiver = { adjustment_type: 'percentage_discount', percentage_discount: 1 };

type Waiver =
  | { readonly adjustment_type: 'amount_discount'; readonly amount_discount: string }
  | { readonly adjustment_type: 'percentage_discount'; readonly percentage_discount: number };

function valueOf(discount: Fields): Waiver | null {
  const amount = optional(discount, 'trial_amount_discount', decimalAt);
  if (amount !== null) return { adjustment_type: 'amount_discount', amount_discount: formatDecimal(amount) };
  const share = optional(discount, 'trial_percentage_discount', numberFigureAt);
  return share && { adjustment_type: 'percentage_discount', percentage_discount: toNumber(share) };
}

function optional(fields: Fields, key: string, read: typeof decimalAt): Decimal | null {
  return isGiven(valueAt(fields, key)) ? (read(fields, key) ?? null) : null;
}
