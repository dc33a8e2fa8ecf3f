import type { Adjustment } from '../../../adjustments/index.js';
import { toNumber } from '../../../decimal/index.js';
import type { Invoice, InvoiceLevelDiscount, Maximum, Minimum, Writable } from '../../../wire/index.js';
import { encodeBands, encodeScope } from '../../adjustments/encode/adjustment.js';
import type { PrintAmount } from '../../encode/print-amounts.js';

type InvoiceAdjustments = Pick<
  Writable<Invoice>,
  'discount' | 'discounts' | 'minimum' | 'minimum_amount' | 'maximum' | 'maximum_amount'
>;

/**
 * Writes the adjustments of the whole invoice in the older form that its document has for them: as configured, not what
 * they came to (§1.3). Of several minimums or maximums it has room for the first.
 */
export function encodeInvoiceAdjustments(adjustments: readonly Adjustment[], amount: PrintAmount): InvoiceAdjustments {
  const discounting = adjustments.filter(isDiscount);
  const minimum = encodeMinimum(adjustments.find(isMinimum), amount);
  const maximum = encodeMaximum(adjustments.find(isMaximum), amount);
  const [first] = discounting;
  return {
    // A copy, so that the two keys share nothing.
    discount: first === undefined ? null : encodeDiscount(first, amount),
    discounts: discounting.map((adjustment) => encodeDiscount(adjustment, amount)),
    minimum,
    minimum_amount: minimum?.minimum_amount ?? null,
    maximum,
    maximum_amount: maximum?.maximum_amount ?? null,
  };
}

type Discount = Adjustment<'percentage_discount' | 'amount_discount' | 'tiered_percentage_discount'>;

/** The invoice has no form for a usage discount: its lines show it. */
function isDiscount(adjustment: Adjustment): adjustment is Discount {
  const { adjustment_type } = adjustment;
  return adjustment_type !== 'usage_discount' && adjustment_type !== 'minimum' && adjustment_type !== 'maximum';
}

function isMinimum(adjustment: Adjustment): adjustment is Adjustment<'minimum'> {
  return adjustment.adjustment_type === 'minimum';
}

function isMaximum(adjustment: Adjustment): adjustment is Adjustment<'maximum'> {
  return adjustment.adjustment_type === 'maximum';
}

function encodeDiscount(adjustment: Discount, amount: PrintAmount): Writable<InvoiceLevelDiscount> {
  const { applies_to_price_ids, filters } = encodeScope(adjustment.scope);
  const { adjustment_type, reason } = adjustment;
  if (adjustment_type === 'percentage_discount') {
    const percentage_discount = toNumber(adjustment.value);
    return { discount_type: 'percentage', percentage_discount, applies_to_price_ids, filters, reason };
  }
  if (adjustment_type === 'amount_discount') {
    const amount_discount = amount(adjustment.value);
    return { discount_type: 'amount', amount_discount, applies_to_price_ids, filters, reason };
  }
  const tiers = encodeBands(adjustment);
  return { discount_type: 'tiered_percentage', tiers, applies_to_price_ids, filters, reason };
}

function encodeMinimum(minimum: Adjustment<'minimum'> | undefined, amount: PrintAmount): Writable<Minimum> | null {
  if (minimum === undefined) return null;
  const { applies_to_price_ids, filters } = encodeScope(minimum.scope);
  return { minimum_amount: amount(minimum.value), applies_to_price_ids, filters };
}

function encodeMaximum(maximum: Adjustment<'maximum'> | undefined, amount: PrintAmount): Writable<Maximum> | null {
  if (maximum === undefined) return null;
  const { applies_to_price_ids, filters } = encodeScope(maximum.scope);
  return { maximum_amount: amount(maximum.value), applies_to_price_ids, filters };
}
