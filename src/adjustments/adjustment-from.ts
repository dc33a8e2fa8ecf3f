import type { Fields } from '../errors/index.js';
import type { AdjustmentType } from '../wire/index.js';
import type { Adjustment, AdjustmentOf, AdjustmentSource, AdjustmentValues } from './adjustment.js';
import { kindOf } from './adjustment-kinds.js';

/** An adjustment of a known type; its value stands in the fields under the type's own key. */
export function adjustmentFrom(adjustment_type: AdjustmentType, fields: Fields, source: AdjustmentSource): Adjustment {
  return adjustmentOf(adjustment_type, kindOf(adjustment_type).read(fields), source);
}

/** An adjustment of a known type and value. */
export function adjustmentOf<K extends AdjustmentType>(
  adjustment_type: K,
  value: AdjustmentValues[K],
  source: AdjustmentSource,
): Adjustment<K> {
  const adjustment: AdjustmentOf<K> = { ...source, adjustment_type, value };
  return adjustment;
}
