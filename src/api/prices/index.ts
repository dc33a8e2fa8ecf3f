/**
 * One price: rated, prepared for many ratings, checked, drawn as a curve of numbers; and models of the caller's own.
 */
export { ratePrice } from './rate-price.js';
export type { PriceRating } from './rating.js';
export { preparePrice, type PreparedPriceRater } from './prepare-price.js';
export type { PriceSubtotals } from './price-subtotals.js';
export { checkPrice } from './check-price.js';
export { definePriceModel } from './define-price-model.js';
export type {
  AnyPrice,
  CustomModelsInput,
  CustomPlanInput,
  CustomPriceInput,
  CustomPriceModel,
} from './custom-model.js';
export { priceModels, type PriceModelSummary } from './price-models.js';
export type { PriceCurveOptions, PriceCurveSpan } from './curve-input.js';
export {
  priceCurve,
  type CurveMethod,
  type PriceCurve,
  type PriceCurveBreakpoint,
  type PriceCurveSegment,
} from './price-curve.js';
export type { FractionInput, GroupingValue, UsageByPrice, UsageGroupInput, UsageInput } from './usage-input.js';
export type { RatingContext } from './rating-context.js';
