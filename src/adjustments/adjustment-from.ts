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
  // Key by key: an invoice that is drafted once reads its adjustments once, so that reading them is what they cost.
  const adjustment: AdjustmentOf<K> = {
    id: source.id,
    place: source.place,
    is_invoice_level: source.is_invoice_level,
    scope: source.scope,
    interval: source.interval,
    reason: source.reason,
    replaces_adjustment_id: source.replaces_adjustment_id,
    item_id: source.item_id,
    adjustment_type,
    value,
  };
  return adjustment;
}
