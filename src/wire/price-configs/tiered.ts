import type { DecimalText } from '../text.js';

/** One tier given by the units it spans; the upper bound is inclusive and is open when null or missing. */
export type Tier<Text = DecimalText, Count = number> = {
  readonly first_unit: Count;
  readonly last_unit?: Count | null;
  readonly unit_amount: Text;
};

/** Config of `tiered`: each unit is charged at the rate of the tier it falls in. */
export type TieredConfig<Text = DecimalText, Count = number> = {
  readonly tiers: readonly Tier<Text, Count>[];
  /** Scale the charge by the share of the service period that is billed. */
  readonly prorated?: boolean;
};

/** One tier given by the bound it starts after; it ends where the next one starts. */
export type LowerBoundTier<Text = DecimalText> = { readonly tier_lower_bound: Text; readonly unit_amount: Text };

/** Config of `tiered_with_proration`: graduated tiers always scaled by the share of the service period. */
export type TieredWithProrationConfig<Text = DecimalText> = { readonly tiers: readonly LowerBoundTier<Text>[] };

/** A graduated tier with the least the whole line may cost once usage reaches it. */
export type TierWithMinimum<Text = DecimalText> = LowerBoundTier<Text> & { readonly minimum_amount: Text };

/** Config of `tiered_with_minimum`: graduated tiers, floored by the minimum of the tier reached. */
export type TieredWithMinimumConfig<Text = DecimalText> = {
  readonly tiers: readonly TierWithMinimum<Text>[];
  /** Leave out the rows of tiers that cost nothing. */
  readonly hide_zero_amount_tiers?: boolean;
  /** Scale charge and minimum by the share of the service period. */
  readonly prorate?: boolean;
};

/** One row of a consumption table: above `threshold` units the line costs `total_amount`. */
export type ThresholdTotal<Text = DecimalText> = { readonly threshold: Text; readonly total_amount: Text };

/** Config of `threshold_total_amount`: a flat total chosen by how much was used. */
export type ThresholdTotalAmountConfig<Text = DecimalText> = {
  readonly consumption_table: readonly ThresholdTotal<Text>[];
  /** Scale the total by the share of the service period. */
  readonly prorate?: boolean | null;
};
