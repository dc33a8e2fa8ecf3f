import type { DecimalText } from '../text.js';
import type { PackageTier } from './package.js';
import type { LowerBoundTier } from './tiered.js';

/** Config of `grouped_tiered`: each group of events graduates through the tiers on its own. */
export type GroupedTieredConfig<Text = DecimalText> = {
  readonly grouping_key: string;
  readonly tiers: readonly LowerBoundTier<Text>[];
};

/** Config of `grouped_tiered_package`: each group is rated by packages through the tiers on its own. */
export type GroupedTieredPackageConfig<Text = DecimalText> = {
  readonly grouping_key: string;
  readonly package_size: Text;
  readonly tiers: readonly PackageTier<Text>[];
};

/** Config of `max_group_tiered_package`: only the largest group is rated; `unit_amount` is per package. */
export type MaxGroupTieredPackageConfig<Text = DecimalText> = {
  readonly grouping_key: string;
  readonly package_size: Text;
  readonly tiers: readonly LowerBoundTier<Text>[];
};

/** A graduated tier that belongs to one value of the dimension. */
export type DimensionTier<Text = DecimalText> = LowerBoundTier<Text> & { readonly dimension_value: string };

/** Config of `grouped_tiered_matrix`: each dimension value has its own tiers, others a default rate. */
export type GroupedTieredMatrixConfig<Text = DecimalText> = {
  readonly dimension: string;
  readonly default_unit_amount: Text;
  readonly tiers: readonly DimensionTier<Text>[];
};

/** Config of `grouped_allocation`: each group has a free allocation and pays for what exceeds it. */
export type GroupedAllocationConfig<Text = DecimalText> = {
  readonly grouping_key: string;
  readonly allocation: Text;
  readonly overage_unit_rate: Text;
};

/** Config of `grouped_with_prorated_minimum`: each group costs at least a minimum, scaled by the service period. */
export type GroupedWithProratedMinimumConfig<Text = DecimalText> = {
  readonly grouping_key: string;
  readonly unit_rate: Text;
  readonly minimum: Text;
};

/** Config of `grouped_with_min_max_thresholds`: the charge of each group is kept between two amounts. */
export type GroupedWithMinMaxThresholdsConfig<Text = DecimalText> = {
  readonly grouping_key: string;
  readonly per_unit_rate: Text;
  readonly minimum_charge: Text;
  readonly maximum_charge: Text;
};

/** The factor applied to the rate of usage whose scaling property has this value. */
export type ScalingFactor<Text = DecimalText> = { readonly scaling_value: string; readonly scaling_factor: Text };

/** The rate of usage whose pricing property has this value. */
export type PricingRate<Text = DecimalText> = { readonly pricing_value: string; readonly unit_amount: Text };

/** Config of `grouped_with_metered_minimum`: a scaled rate per unit that never falls below a minimum rate. */
export type GroupedWithMeteredMinimumConfig<Text = DecimalText> = {
  readonly grouping_key: string;
  readonly pricing_key: string;
  readonly scaling_key: string;
  readonly scaling_factors: readonly ScalingFactor<Text>[];
  readonly unit_amounts: readonly PricingRate<Text>[];
  readonly minimum_unit_amount: Text;
};
