import { one } from '../decimal/index.js';
import { isGiven, report, valueAt, wanting, type Fields } from '../errors/index.js';
import type { AdjustmentType, Discount } from '../wire/index.js';
import type { Adjustment, AdjustmentSource } from './adjustment.js';
import { adjustmentFrom, adjustmentOf } from './adjustment-from.js';
import { readMagnitude, readPercentage } from './read-value.js';

type LegacyType = Exclude<Discount['discount_type'], 'trial'>;

const successors: { readonly [T in LegacyType]: AdjustmentType } = {
  percentage: 'percentage_discount',
  amount: 'amount_discount',
  usage: 'usage_discount',
  tiered_percentage: 'tiered_percentage_discount',
};

/** Reads a discount in the older form: the same value under the same key, by another name (§6). */
export function readLegacyDiscount(fields: Fields, source: AdjustmentSource): Adjustment | null {
  const discount_type = valueAt(fields, 'discount_type');
  if (discount_type === 'trial') return readTrial(fields, source);
  if (typeof discount_type === 'string' && Object.hasOwn(successors, discount_type)) {
    return adjustmentFrom(successors[discount_type as LegacyType], fields, source);
  }
  report(fields, 'discount_type', wanting(discount_type, `one of ${Object.keys(successors).join(', ')} or trial`));
  return null;
}

/** A trial waives everything, a share, or up to an amount (§9.1); whether a trial runs is not known here. */
function readTrial(fields: Fields, source: AdjustmentSource): Adjustment {
  const hasAmount = isGiven(valueAt(fields, 'trial_amount_discount'));
  const hasShare = isGiven(valueAt(fields, 'trial_percentage_discount'));
  if (hasAmount && hasShare) {
    const message = 'stands beside trial_percentage_discount; give one of them';
    report(fields, 'trial_amount_discount', { code: 'invalid_adjustment', message });
  }
  if (hasAmount) return adjustmentOf('amount_discount', readMagnitude(fields, 'trial_amount_discount'), source);
  const share = hasShare ? readPercentage(fields, 'trial_percentage_discount') : one;
  return adjustmentOf('percentage_discount', share, source);
}
