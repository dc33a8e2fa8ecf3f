import { ratePreparedPrice } from '../../prices/index.js';
import type { PriceInput } from '../../wire/index.js';
import type { CustomModelsInput, CustomPriceInput } from './custom-model.js';
import type { RatingContext } from './rating-context.js';
import type { UsageInput } from './usage-input.js';
import { encodeRatedPrice, readPrice, readUsageOf, type PriceRating } from './rating.js';

/**
 * Rates one price: a quantity in, the exact subtotal out, with every part that makes it up (§2).
 *
 * A price without metric or type rates the usage given; without usage it is a fixed price and takes its own
 * `fixed_price_quantity` (default 1). Nothing is rounded here: money is rounded once, on an invoice line.
 *
 * @param price - a create body or a fetched price of any of the 38 models, or of one in `custom_models`
 * @param usage - `{ quantity }`; or `{ groups }`, `{ events }` or `{ components }` for models that need them (§2.1)
 * @param context - `fraction`: the share of a cut service period; `policies`; `custom_models` of your own
 * @throws `BillingError` naming every fault of the price (`unknown_model_type`, `missing_field`, `invalid_tiers`, …), or of
 * the usage (`negative_quantity`, `usage_shape_mismatch`, `quantity_beyond_last_tier`)
 * @example
 * ```ts
 * import { ratePrice } from 'reckoner';
 *
 * const tiers = [
 *   { first_unit: 0, last_unit: 10, unit_amount: '4.00' },
 *   { first_unit: 10, last_unit: 25, unit_amount: '3.25' },
 *   { first_unit: 25, last_unit: null, unit_amount: '2.50' },
 * ];
 * const rated = ratePrice({ model_type: 'tiered', tiered_config: { tiers } }, { quantity: '30.5' });
 * rated.subtotal; // → '102.5'
 * rated.sub_line_items.map((row) => row.amount); // → ['40', '48.75', '13.75']
 * ```
 */
export function ratePrice(price: PriceInput, usage?: UsageInput | null, context?: RatingContext | null): PriceRating;
export function ratePrice<const M extends string>(
  price: CustomPriceInput<M>,
  usage: UsageInput | null,
  context: RatingContext & { readonly custom_models: CustomModelsInput },
): PriceRating;
export function ratePrice(price: unknown, usage?: UsageInput | null, context?: RatingContext | null): PriceRating {
  const { prepared, terms, policies } = readPrice(price, context);
  return encodeRatedPrice(ratePreparedPrice(prepared, readUsageOf(prepared, usage), terms), policies);
}
