import type { PercentageTier } from './discount.js';
import type { PriceFilter } from './filter.js';
import type { DateTimeText, DecimalText } from './text.js';

/** When, and on which price intervals, an adjustment of the older form is in force: `[start_date, end_date)`. */
type IntervalFields = {
  readonly start_date: DateTimeText;
  readonly end_date: DateTimeText | null;
  readonly filters: readonly PriceFilter[];
  readonly applies_to_price_interval_ids: readonly string[];
};

/** An amount discount in force for a time. */
export type AmountDiscountInterval = IntervalFields & {
  readonly discount_type: 'amount';
  readonly amount_discount: DecimalText;
};

/** A percentage discount, a fraction between 0 and 1, in force for a time. */
export type PercentageDiscountInterval = IntervalFields & {
  readonly discount_type: 'percentage';
  readonly percentage_discount: number;
};

/** A number of free units in force for a time. */
export type UsageDiscountInterval = IntervalFields & {
  readonly discount_type: 'usage';
  readonly usage_discount: number;
};

/** A graduated percentage discount in force for a time. */
export type TieredPercentageDiscountInterval = IntervalFields & {
  readonly discount_type: 'tiered_percentage';
  readonly tiers: readonly PercentageTier[];
};

/** A discount of the older form on a subscription, discriminated by `discount_type`. */
export type DiscountInterval =
  AmountDiscountInterval | PercentageDiscountInterval | UsageDiscountInterval | TieredPercentageDiscountInterval;

/** A minimum of the older form on a subscription. */
export type MinimumInterval = IntervalFields & { readonly minimum_amount: DecimalText };

/** A maximum of the older form on a subscription. */
export type MaximumInterval = IntervalFields & { readonly maximum_amount: DecimalText };
