import type { ModelType } from '../wire/index.js';
import { bps } from './models/bps.js';
import { bulk } from './models/bulk.js';
import { bulkBps } from './models/bulk-bps.js';
import { bulkWithFilters } from './models/bulk-with-filters.js';
import { bulkWithProration } from './models/bulk-with-proration.js';
import { cumulativeGroupedAllocation } from './models/cumulative-grouped-allocation.js';
import { cumulativeGroupedBulk } from './models/cumulative-grouped-bulk.js';
import { dailyCreditAllowance } from './models/daily-credit-allowance.js';
import { eventOutput } from './models/event-output.js';
import { groupedAllocation } from './models/grouped-allocation.js';
import { groupedTiered } from './models/grouped-tiered.js';
import { groupedTieredMatrix } from './models/grouped-tiered-matrix.js';
import { groupedTieredPackage } from './models/grouped-tiered-package.js';
import { groupedWithMeteredMinimum } from './models/grouped-with-metered-minimum.js';
import { groupedWithMinMaxThresholds } from './models/grouped-with-min-max-thresholds.js';
import { groupedWithProratedMinimum } from './models/grouped-with-prorated-minimum.js';
import { matrix } from './models/matrix.js';
import { matrixWithAllocation } from './models/matrix-with-allocation.js';
import { matrixWithDisplayName } from './models/matrix-with-display-name.js';
import { matrixWithThresholdDiscounts } from './models/matrix-with-threshold-discounts.js';
import { maxGroupTieredPackage } from './models/max-group-tiered-package.js';
import { meteredAllowance } from './models/metered-allowance.js';
import { minimumComposite } from './models/minimum-composite.js';
import { packageModel } from './models/package.js';
import { packageWithAllocation } from './models/package-with-allocation.js';
import { percent } from './models/percent.js';
import { scalableMatrixWithTieredPricing } from './models/scalable-matrix-with-tiered-pricing.js';
import { scalableMatrixWithUnitPricing } from './models/scalable-matrix-with-unit-pricing.js';
import { thresholdTotalAmount } from './models/threshold-total-amount.js';
import { tiered } from './models/tiered.js';
import { tieredBps } from './models/tiered-bps.js';
import { tieredPackage } from './models/tiered-package.js';
import { tieredPackageWithMinimum } from './models/tiered-package-with-minimum.js';
import { tieredWithMinimum } from './models/tiered-with-minimum.js';
import { tieredWithProration } from './models/tiered-with-proration.js';
import { unit } from './models/unit.js';
import { unitWithPercent } from './models/unit-with-percent.js';
import { unitWithProration } from './models/unit-with-proration.js';
import type { PriceModel } from './price-model.js';

/** The registry: total over its type, so that a missing model does not compile. */
export const priceModels: { readonly [M in ModelType]: PriceModel } = {
  unit,
  tiered,
  bulk,
  package: packageModel,
  matrix,
  tiered_package: tieredPackage,
  grouped_tiered: groupedTiered,
  grouped_tiered_package: groupedTieredPackage,
  grouped_tiered_matrix: groupedTieredMatrix,
  threshold_total_amount: thresholdTotalAmount,
  bulk_with_filters: bulkWithFilters,
  bulk_with_proration: bulkWithProration,
  unit_with_proration: unitWithProration,
  tiered_with_proration: tieredWithProration,
  unit_with_percent: unitWithPercent,
  package_with_allocation: packageWithAllocation,
  tiered_with_minimum: tieredWithMinimum,
  tiered_package_with_minimum: tieredPackageWithMinimum,
  matrix_with_allocation: matrixWithAllocation,
  matrix_with_display_name: matrixWithDisplayName,
  matrix_with_threshold_discounts: matrixWithThresholdDiscounts,
  grouped_allocation: groupedAllocation,
  grouped_with_prorated_minimum: groupedWithProratedMinimum,
  grouped_with_min_max_thresholds: groupedWithMinMaxThresholds,
  grouped_with_metered_minimum: groupedWithMeteredMinimum,
  max_group_tiered_package: maxGroupTieredPackage,
  scalable_matrix_with_unit_pricing: scalableMatrixWithUnitPricing,
  scalable_matrix_with_tiered_pricing: scalableMatrixWithTieredPricing,
  cumulative_grouped_bulk: cumulativeGroupedBulk,
  cumulative_grouped_allocation: cumulativeGroupedAllocation,
  percent,
  minimum_composite: minimumComposite,
  event_output: eventOutput,
  daily_credit_allowance: dailyCreditAllowance,
  metered_allowance: meteredAllowance,
  bps,
  bulk_bps: bulkBps,
  tiered_bps: tieredBps,
};

/** Whether a name is one of the registry's own. */
export function isModelType(name: unknown): name is ModelType {
  return typeof name === 'string' && Object.hasOwn(priceModels, name);
}
