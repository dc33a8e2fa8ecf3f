import { drawCurvePicture } from '../../pictures/index.js';
import type { PriceInput } from '../../wire/index.js';
import type { PriceCurveOptions } from '../prices/curve-input.js';
import type { CustomModelsInput, CustomPriceInput } from '../prices/custom-model.js';
import { readCurve } from '../prices/decode/curve.js';
import type { RatingContext } from '../prices/rating-context.js';

/**
 * Draws what a price costs against quantity, as one self-contained SVG document.
 *
 * Every point is what `ratePrice` says, unrounded: bounds of tiers, the ends of free units and the ends of packages are
 * sampled exactly, and between them the curve is sampled where it is not straight. Tiers are shaded, bounds marked, jumps
 * dashed. Packages too narrow to be told apart are drawn as the line through their ends. Colours follow the reader's
 * light or dark setting; the picture has a title and a description in words, and fetches nothing.
 *
 * A price rated on groups is drawn over one group, which the options name. One rated on events or on other lines has no
 * such curve: its cost is no function of a quantity.
 *
 * @param price - a create body or a fetched price; its name, where it has one, is the title
 * @param options - `to`, `from` (default 0), `grouping_values` for a price rated on groups, `width` (default 640)
 * @param context - the share of the service period, policies and models of your own, as for `ratePrice`
 * @throws every fault of the price; `usage_shape_mismatch` for a price rated on events or other lines, or where the group
 * has too few or too many values; `missing_field` where the group is not named; `invalid_interval`, `negative_quantity`,
 * `quantity_beyond_last_tier` for a span that has no price; `limit_exceeded` for more than 200 bounds within it
 * @example
 * ```ts
 * import { drawPriceCurve } from 'reckoner';
 *
 * const bulk = { tiers: [{ maximum_units: 50, unit_amount: '1.20' }, { unit_amount: '0.95' }] };
 * const svg = drawPriceCurve({ name: 'Calls', model_type: 'bulk', bulk_config: bulk }, { to: 100 });
 * svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg"'); // → true
 * svg.includes('at 50: 60'); // → true
 * ```
 */
export function drawPriceCurve(price: PriceInput, options: PriceCurveOptions, context?: RatingContext | null): string;
export function drawPriceCurve<const M extends string>(
  price: CustomPriceInput<M>,
  options: PriceCurveOptions,
  context: RatingContext & { readonly custom_models: CustomModelsInput },
): string;
export function drawPriceCurve(price: unknown, options: PriceCurveOptions, context?: RatingContext | null): string {
  return drawCurvePicture(readCurve(price, options, context));
}
