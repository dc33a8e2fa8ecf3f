import type { BulkConfig, BulkWithFiltersConfig, BulkWithProrationConfig } from './price-configs/bulk.js';
import type { MinimumCompositeConfig, PercentConfig } from './price-configs/composite.js';
import type { CumulativeGroupedAllocationConfig, CumulativeGroupedBulkConfig } from './price-configs/cumulative.js';
import type { DailyCreditAllowanceConfig, EventOutputConfig, MeteredAllowanceConfig } from './price-configs/events.js';
import type * as Grouped from './price-configs/grouped.js';
import type { BpsConfig, BulkBpsConfig, TieredBpsConfig } from './price-configs/legacy.js';
import type * as Matrix from './price-configs/matrix.js';
import type * as Package from './price-configs/package.js';
import type * as ScalableMatrix from './price-configs/scalable-matrix.js';
import type * as Tiered from './price-configs/tiered.js';
import type { UnitConfig, UnitWithPercentConfig, UnitWithProrationConfig } from './price-configs/unit.js';
import type { Amount, DecimalText } from './text.js';

/** Config per model of the API description; `Text` types its decimal texts and `Count` its JSON numbers. */
type CurrentConfigs<Text, Count> = {
  readonly unit: UnitConfig<Text>;
  readonly tiered: Tiered.TieredConfig<Text, Count>;
  readonly bulk: BulkConfig<Text, Count>;
  readonly package: Package.PackageConfig<Text, Count>;
  readonly matrix: Matrix.MatrixConfig<Text>;
  readonly tiered_package: Package.TieredPackageConfig<Text>;
  readonly grouped_tiered: Grouped.GroupedTieredConfig<Text>;
  readonly grouped_tiered_package: Grouped.GroupedTieredPackageConfig<Text>;
  readonly grouped_tiered_matrix: Grouped.GroupedTieredMatrixConfig<Text>;
  readonly threshold_total_amount: Tiered.ThresholdTotalAmountConfig<Text>;
  readonly bulk_with_filters: BulkWithFiltersConfig<Text>;
  readonly bulk_with_proration: BulkWithProrationConfig<Text>;
  readonly unit_with_proration: UnitWithProrationConfig<Text>;
  readonly tiered_with_proration: Tiered.TieredWithProrationConfig<Text>;
  readonly unit_with_percent: UnitWithPercentConfig<Text>;
  readonly package_with_allocation: Package.PackageWithAllocationConfig<Text>;
  readonly tiered_with_minimum: Tiered.TieredWithMinimumConfig<Text>;
  readonly tiered_package_with_minimum: Package.TieredPackageWithMinimumConfig<Text, Count>;
  readonly matrix_with_allocation: Matrix.MatrixWithAllocationConfig<Text>;
  readonly matrix_with_display_name: Matrix.MatrixWithDisplayNameConfig<Text>;
  readonly matrix_with_threshold_discounts: Matrix.MatrixWithThresholdDiscountsConfig<Text>;
  readonly grouped_allocation: Grouped.GroupedAllocationConfig<Text>;
  readonly grouped_with_prorated_minimum: Grouped.GroupedWithProratedMinimumConfig<Text>;
  readonly grouped_with_min_max_thresholds: Grouped.GroupedWithMinMaxThresholdsConfig<Text>;
  readonly grouped_with_metered_minimum: Grouped.GroupedWithMeteredMinimumConfig<Text>;
  readonly max_group_tiered_package: Grouped.MaxGroupTieredPackageConfig<Text>;
  readonly scalable_matrix_with_unit_pricing: ScalableMatrix.ScalableMatrixWithUnitPricingConfig<Text>;
  readonly scalable_matrix_with_tiered_pricing: ScalableMatrix.ScalableMatrixWithTieredPricingConfig<Text>;
  readonly cumulative_grouped_bulk: CumulativeGroupedBulkConfig<Text>;
  readonly cumulative_grouped_allocation: CumulativeGroupedAllocationConfig<Text>;
  readonly percent: PercentConfig<Text, Count>;
  readonly minimum_composite: MinimumCompositeConfig<Text>;
  readonly event_output: EventOutputConfig<Text>;
  readonly daily_credit_allowance: DailyCreditAllowanceConfig<Text>;
  readonly metered_allowance: MeteredAllowanceConfig<Text>;
};

/** Config per model that Orb no longer describes but older contracts still bill by. */
type LegacyConfigs<Text, Count> = {
  readonly bps: BpsConfig<Text, Count>;
  readonly bulk_bps: BulkBpsConfig<Text, Count>;
  readonly tiered_bps: TieredBpsConfig<Text, Count>;
};

/** The config each model accepts, keyed by `model_type`; amounts, sizes and rates may be texts or numbers. */
export type PriceModelConfigs = CurrentConfigs<Amount, Amount> & LegacyConfigs<Amount, Amount>;

/** The config each model has in a response document, keyed by `model_type`, with exactly Orb's JSON types. */
export type PriceDocumentConfigs = CurrentConfigs<DecimalText, number> & LegacyConfigs<DecimalText, number>;

/** The three models that are rated but absent from the API description. */
export type LegacyModelType = keyof LegacyConfigs<Amount, Amount>;

/** The 35 models of the API description. */
export type CurrentModelType = keyof CurrentConfigs<Amount, Amount>;

/** Every price model there is a rating for: the 35 of the API description and the three legacy ones. */
export type ModelType = CurrentModelType | LegacyModelType;
