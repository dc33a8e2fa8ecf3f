/**
 * Price models: a quantity in, charges out.
 *
 * Owns the registry of models, how each configuration is read, and the exact, unrounded subtotal as the sum of its
 * charges. Does not know time (the fraction of a cut period is an argument), currencies, adjustments or invoices.
 * Invariants: the subtotal is the fold of the charges; nothing is rounded; P(0) = 0 unless the model states a minimum;
 * a new model is one file in `models/`, a line in `price-models.ts`, one in `model-descriptions.ts` and one case file.
 *
 * @module prices
 */
export {
  amountCharge,
  isRow,
  part,
  rowCharge,
  sumCharges,
  type CellCharge,
  type Charge,
  type ChargePart,
  type Grouping,
  type PackageCharge,
  type PartsCharge,
  type RowCharge,
  type ThresholdCharge,
  type TierCharge,
  type UnitsCharge,
  type VolumeCharge,
} from './charge.js';
export { convert, readConversion, type Conversion, type ConvertedPart } from './conversion.js';
export { prorated, type Fraction } from './fraction.js';
export { modelDescriptions, type ModelDescription } from './model-descriptions.js';
export { groupName, mergeGroups } from './parts/groups.js';
export { configKeyOf, preparePriceModel, type CustomModels } from './prepare-price.js';
export type { PreparedPrice } from './prepared-price.js';
export type { ComponentsPlan, EventsPlan, GroupsPlan, PriceModel, QuantityPlan, RatingPlan } from './price-model.js';
export { isModelType, priceModels } from './price-models.js';
export { prepareMany, type ManyRater, type ManySubtotals } from './quick/rate-many.js';
export { prepareCells, type CellRater, type GroupColumn } from './quick/rate-cells.js';
export { prepareSubtotal, type SubtotalOf } from './quick/prepare-subtotal.js';
export { rateAsOne } from './quick/rate-as-one.js';
export {
  chargeAmounts,
  lineQuantity,
  priceTypeOf,
  ratePreparedPrice,
  wantedUsage,
  wholePeriod,
  type RatedPrice,
  type RatingTerms,
} from './rate-price.js';
export { rateReduced, type RatedUsage } from './rate-reduced.js';
export { rateParts } from './rate-parts.js';
export { countSteps, stepsBetween, type PackageSteps, type QuantitySpan } from './package-steps.js';
export { traceCurve, type Course, type CurvePoint, type TracedCurve } from './trace-curve.js';
export {
  meteredQuantity,
  type GroupValue,
  type Usage,
  type UsageComponent,
  type UsageEvent,
  type UsageGroup,
  type UsageOf,
  type UsageShape,
} from './usage.js';
