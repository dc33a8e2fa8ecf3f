import type { DecimalText } from '../text.js';

/** One bulk tier by its largest quantity, inclusive; open when null or missing. */
export type BulkTier<Text = DecimalText, Count = number> = {
  readonly maximum_units?: Count | null;
  readonly unit_amount: Text;
};

/** Config of `bulk`: all units are charged at the rate of the tier that holds the whole quantity. */
export type BulkConfig<Text = DecimalText, Count = number> = { readonly tiers: readonly BulkTier<Text, Count>[] };

/** One bulk tier by its lower bound; a missing or null bound is zero. */
export type LowerBoundBulkTier<Text = DecimalText> = {
  readonly tier_lower_bound?: Text | null;
  readonly unit_amount: Text;
};

/** Config of `bulk_with_proration`: bulk rates always scaled by the share of the service period. */
export type BulkWithProrationConfig<Text = DecimalText> = { readonly tiers: readonly LowerBoundBulkTier<Text>[] };

/** A property an event group must equal to be counted by `bulk_with_filters`. */
export type PropertyFilter = { readonly property_key: string; readonly property_value: string };

/** Config of `bulk_with_filters`: bulk rates over the usage all filters match. */
export type BulkWithFiltersConfig<Text = DecimalText> = {
  readonly tiers: readonly LowerBoundBulkTier<Text>[];
  readonly filters: readonly PropertyFilter[];
};
