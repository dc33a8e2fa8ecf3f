import type { ModelType } from '../wire/index.js';
import { bulk } from './models/bulk.js';
import { groupedTiered } from './models/grouped-tiered.js';
import { matrix } from './models/matrix.js';
import { packageModel } from './models/package.js';
import { thresholdTotalAmount } from './models/threshold-total-amount.js';
import { tieredPackage } from './models/tiered-package.js';
import { tiered } from './models/tiered.js';
import { unit } from './models/unit.js';
import type { PriceModel } from './price-model.js';

/** Models that the wire knows and that are not rated yet: striking a name out makes the registry ask for the model. */
export type UnratedModelType =
  | 'bps'
  | 'bulk_bps'
  | 'bulk_with_filters'
  | 'bulk_with_proration'
  | 'cumulative_grouped_allocation'
  | 'cumulative_grouped_bulk'
  | 'daily_credit_allowance'
  | 'event_output'
  | 'grouped_allocation'
  | 'grouped_tiered_matrix'
  | 'grouped_tiered_package'
  | 'grouped_with_metered_minimum'
  | 'grouped_with_min_max_thresholds'
  | 'grouped_with_prorated_minimum'
  | 'matrix_with_allocation'
  | 'matrix_with_display_name'
  | 'matrix_with_threshold_discounts'
  | 'max_group_tiered_package'
  | 'metered_allowance'
  | 'minimum_composite'
  | 'package_with_allocation'
  | 'percent'
  | 'scalable_matrix_with_tiered_pricing'
  | 'scalable_matrix_with_unit_pricing'
  | 'tiered_bps'
  | 'tiered_package_with_minimum'
  | 'tiered_with_minimum'
  | 'tiered_with_proration'
  | 'unit_with_percent'
  | 'unit_with_proration';

/** The models that can be rated. */
export type RatedModelType = Exclude<ModelType, UnratedModelType>;

/** The registry: total over its type, so that a missing model does not compile. */
export const priceModels: { readonly [M in RatedModelType]: PriceModel<M> } = {
  unit,
  tiered,
  bulk,
  package: packageModel,
  matrix,
  tiered_package: tieredPackage,
  grouped_tiered: groupedTiered,
  threshold_total_amount: thresholdTotalAmount,
};

/** Whether a name is one of the registry's own. */
export function isRatedModelType(name: unknown): name is RatedModelType {
  return typeof name === 'string' && Object.hasOwn(priceModels, name);
}
