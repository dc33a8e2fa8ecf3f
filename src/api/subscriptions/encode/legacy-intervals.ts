import type {
  AdjustmentInterval,
  DiscountInterval,
  MaximumInterval,
  MinimumInterval,
  Writable,
} from '../../../wire/index.js';

/** Adjustment intervals in the older form. */
export type LegacyIntervals = {
  readonly discount_intervals: Writable<DiscountInterval>[];
  readonly minimum_intervals: Writable<MinimumInterval>[];
  readonly maximum_intervals: Writable<MaximumInterval>[];
};

/** Projects adjustment intervals onto the older lists; nothing is ever computed from them (§6). */
export function encodeLegacyIntervals(intervals: readonly Writable<AdjustmentInterval>[]): LegacyIntervals {
  const legacy: LegacyIntervals = { discount_intervals: [], minimum_intervals: [], maximum_intervals: [] };
  for (const { adjustment, start_date, end_date, applies_to_price_interval_ids } of intervals) {
    const filters = adjustment.filters.map((filter) => ({ ...filter, values: [...filter.values] }));
    const fields = {
      start_date,
      end_date,
      filters,
      applies_to_price_interval_ids: [...applies_to_price_interval_ids],
    };
    if (adjustment.adjustment_type === 'minimum') {
      legacy.minimum_intervals.push({ ...fields, minimum_amount: adjustment.minimum_amount });
    } else if (adjustment.adjustment_type === 'maximum') {
      legacy.maximum_intervals.push({ ...fields, maximum_amount: adjustment.maximum_amount });
    } else {
      legacy.discount_intervals.push({ ...fields, ...valueOf(adjustment) });
    }
  }
  return legacy;
}

type Discounting = Exclude<
  Writable<AdjustmentInterval>['adjustment'],
  { adjustment_type: 'minimum' } | { adjustment_type: 'maximum' }
>;

function valueOf(adjustment: Discounting) {
  switch (adjustment.adjustment_type) {
    case 'usage_discount':
      return { discount_type: 'usage' as const, usage_discount: adjustment.usage_discount };
    case 'amount_discount':
      return { discount_type: 'amount' as const, amount_discount: adjustment.amount_discount };
    case 'percentage_discount':
      return { discount_type: 'percentage' as const, percentage_discount: adjustment.percentage_discount };
    case 'tiered_percentage_discount':
      return { discount_type: 'tiered_percentage' as const, tiers: adjustment.tiers.map((tier) => ({ ...tier })) };
  }
}
