/**
 * Price models: a quantity in, charges out.
 *
 * Owns the registry of models, how each configuration is read, and the exact, unrounded subtotal as the sum of its
 * charges. Does not know time (the fraction of a cut period is an argument), currencies, adjustments or invoices.
 * Invariants: the subtotal is the fold of the charges; nothing is rounded; P(0) = 0 unless the model states a minimum;
 * a new model is one file in `models/`, one line in `price-models.ts` and one case file.
 *
 * @module prices
 */
export {
  isRow,
  type CellCharge,
  type Charge,
  type Grouping,
  type PackageCharge,
  type ThresholdCharge,
  type TierCharge,
  type UnitsCharge,
  type VolumeCharge,
} from './charge.js';
export { convert, readConversion, type Conversion, type ConvertedPart } from './conversion.js';
export { groupName } from './parts/groups.js';
export { preparePriceModel, type PreparedPrice } from './prepare-price.js';
export type { GroupsPlan, PriceModel, QuantityPlan, RatingPlan } from './price-model.js';
export { isRatedModelType, priceModels, type RatedModelType, type UnratedModelType } from './price-models.js';
export {
  chargeAmounts,
  priceTypeOf,
  prorated,
  ratePreparedPrice,
  wholePeriod,
  type Fraction,
  type RatedPrice,
  type RatingTerms,
} from './rate-price.js';
export { rateReduced, type RatedUsage } from './rate-reduced.js';
export { meteredQuantity, type GroupValue, type Usage, type UsageGroup, type UsageShape } from './usage.js';
