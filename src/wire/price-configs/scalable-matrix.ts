import type { DecimalText } from '../text.js';
import type { LowerBoundTier } from './tiered.js';

/** The factor by which usage of one cell is multiplied before it is charged; unlisted cells scale by one. */
export type MatrixScalingFactor<Text = DecimalText> = {
  readonly first_dimension_value: string;
  readonly second_dimension_value?: string | null;
  readonly scaling_factor: Text;
};

/** Config of `scalable_matrix_with_unit_pricing`: scaled usage at one unit price. */
export type ScalableMatrixWithUnitPricingConfig<Text = DecimalText> = {
  readonly first_dimension: string;
  readonly second_dimension?: string | null;
  readonly grouping_key?: string | null;
  readonly matrix_scaling_factors: readonly MatrixScalingFactor<Text>[];
  readonly unit_price: Text;
  /** Scale the charge by the share of the service period. */
  readonly prorate?: boolean | null;
};

/** Config of `scalable_matrix_with_tiered_pricing`: scaled usage through graduated tiers. */
export type ScalableMatrixWithTieredPricingConfig<Text = DecimalText> = {
  readonly first_dimension: string;
  readonly second_dimension?: string | null;
  readonly matrix_scaling_factors: readonly MatrixScalingFactor<Text>[];
  readonly tiers: readonly LowerBoundTier<Text>[];
};
