import type { Adjustment } from '../../../adjustments/index.js';
import { toNumber } from '../../../decimal/index.js';
import type { Invoice, InvoiceLevelDiscount, Maximum, Minimum, Writable } from '../../../wire/index.js';
import { amountText, encodeBands, encodeScope, type AdjustedSubject } from '../../adjustments/encode/adjustment.js';

type Printing = Omit<AdjustedSubject, 'item_id'>;

type InvoiceAdjustments = Pick<
  Writable<Invoice>,
  'discount' | 'discounts' | 'minimum' | 'minimum_amount' | 'maximum' | 'maximum_amount'
>;

/**
 * Writes the adjustments of the whole invoice in the older form that its document has for them: as configured, not what
 * they came to (§1.3). Of several minimums or maximums it has room for the first.
 */
export function encodeInvoiceAdjustments(adjustments: readonly Adjustment[], printing: Printing): InvoiceAdjustments {
  const discounts = adjustments.flatMap((adjustment) => encodeDiscount(adjustment, printing));
  const minimum = adjustments.flatMap((adjustment) => encodeMinimum(adjustment, printing))[0] ?? null;
  const maximum = adjustments.flatMap((adjustment) => encodeMaximum(adjustment, printing))[0] ?? null;
  return {
    // A copy, so that the two keys share nothing.
    discount: adjustments.flatMap((adjustment) => encodeDiscount(adjustment, printing))[0] ?? null,
    discounts,
    minimum,
    minimum_amount: minimum?.minimum_amount ?? null,
    maximum,
    maximum_amount: maximum?.maximum_amount ?? null,
  };
}

/** The invoice has no form for a usage discount: its lines show it. */
function encodeDiscount(adjustment: Adjustment, printing: Printing): readonly Writable<InvoiceLevelDiscount>[] {
  const common = { ...encodeScope(adjustment.scope), reason: adjustment.reason };
  switch (adjustment.adjustment_type) {
    case 'percentage_discount':
      return [{ discount_type: 'percentage', percentage_discount: toNumber(adjustment.value), ...common }];
    case 'amount_discount':
      return [{ discount_type: 'amount', amount_discount: amountText(adjustment.value, printing), ...common }];
    case 'tiered_percentage_discount':
      return [{ discount_type: 'tiered_percentage', tiers: encodeBands(adjustment), ...common }];
    case 'usage_discount':
    case 'minimum':
    case 'maximum':
      return [];
  }
}

function encodeMinimum(adjustment: Adjustment, printing: Printing): readonly Writable<Minimum>[] {
  if (adjustment.adjustment_type !== 'minimum') return [];
  return [{ minimum_amount: amountText(adjustment.value, printing), ...encodeScope(adjustment.scope) }];
}

function encodeMaximum(adjustment: Adjustment, printing: Printing): readonly Writable<Maximum>[] {
  if (adjustment.adjustment_type !== 'maximum') return [];
  return [{ maximum_amount: amountText(adjustment.value, printing), ...encodeScope(adjustment.scope) }];
}
