import type { AdjustmentType } from '../wire/index.js';
import type { AdjustmentKind } from './types/adjustment-kind.js';
import { amountDiscount } from './types/amount-discount.js';
import { maximumAdjustment } from './types/maximum.js';
import { minimumAdjustment } from './types/minimum.js';
import { percentageDiscount } from './types/percentage-discount.js';
import { tieredPercentageDiscount } from './types/tiered-percentage-discount.js';
import { usageDiscount } from './types/usage-discount.js';

/** The registry: total over the wire's types, so that a missing one does not compile. */
export const adjustmentKinds: { readonly [K in AdjustmentType]: AdjustmentKind<K> } = {
  usage_discount: usageDiscount,
  amount_discount: amountDiscount,
  percentage_discount: percentageDiscount,
  tiered_percentage_discount: tieredPercentageDiscount,
  minimum: minimumAdjustment,
  maximum: maximumAdjustment,
};

/** Whether a name is one of the registry's own. */
export function isAdjustmentType(name: unknown): name is AdjustmentType {
  return typeof name === 'string' && Object.hasOwn(adjustmentKinds, name);
}

/** The kind of an adjustment. */
export function kindOf<K extends AdjustmentType>(adjustment_type: K): AdjustmentKind<K> {
  return adjustmentKinds[adjustment_type];
}
