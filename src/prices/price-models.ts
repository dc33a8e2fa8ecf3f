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

/** Models that the wire knows and this version does not rate yet; the list only ever shrinks. */
export type UnratedModelType = Exclude<
  ModelType,
  'unit' | 'tiered' | 'bulk' | 'package' | 'matrix' | 'tiered_package' | 'grouped_tiered' | 'threshold_total_amount'
>;

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
