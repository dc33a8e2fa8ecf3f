import { formatExact } from '../../decimal/index.js';
import { prepareCells, prepareMany, prepareSubtotal, ratePreparedPrice } from '../../prices/index.js';
import type { Amount, PriceInput } from '../../wire/index.js';
import type { CustomModelsInput, CustomPriceInput } from './custom-model.js';
import { readGroupColumn } from './decode/group-column.js';
import { encodePreparedRating } from './encode/prepared-rating.js';
import type { RatingContext } from './rating-context.js';
import type { UsageInput } from './usage-input.js';
import { rateQuantityList, type PriceSubtotals } from './price-subtotals.js';
import { readPrice, readUsageOf, type PriceRating } from './rating.js';

/** A price whose configuration was read and checked once. */
export type PreparedPriceRater = {
  /** Rates one usage. Same results and errors as `ratePrice`. */
  readonly rate: (usage?: UsageInput | null) => PriceRating;
  /** What one usage costs: `rate(usage).subtotal`, with the same errors, without rows and workings. */
  readonly subtotal: (usage?: UsageInput | null) => string;
  /** What many quantities cost, each as `rate({ quantity })` says; refused with every fault, `quantities[3]` and so on. */
  readonly subtotals: (quantities: readonly Amount[]) => PriceSubtotals;
};

/**
 * Reads a price once, to rate it many times.
 *
 * @param price - a create body or a fetched price; only `model_type` and its config matter
 * @param context - the share of the service period and policies, the same for every rating
 * @throws every fault of the price at once, with path and fix: `unknown_model_type`, `invalid_tiers`, …
 * @example
 * ```ts
 * import { preparePrice } from 'reckoner';
 *
 * const price = preparePrice({ model_type: 'package', package_config: { package_amount: '4.99', package_size: 250 } });
 * price.rate({ quantity: '2250' }).subtotal; // → '44.91'
 * price.rate({ quantity: '2301' }).subtotal; // → '49.9'
 * price.subtotal({ quantity: '2301' }); // → '49.9'
 * const many = price.subtotals([2250, 2301, '0']);
 * many.at(1); // → '49.9'
 * many.total(); // → '94.81'
 * ```
 */
export function preparePrice(price: PriceInput, context?: RatingContext | null): PreparedPriceRater;
export function preparePrice<const M extends string>(
  price: CustomPriceInput<M>,
  context: RatingContext & { readonly custom_models: CustomModelsInput },
): PreparedPriceRater;
export function preparePrice(price: unknown, context?: RatingContext | null): PreparedPriceRater {
  const { prepared, terms, policies } = readPrice(price, context);
  const { unrounded_scale } = policies;
  const subtotalOf = prepareSubtotal(prepared, terms);
  const many = prepareMany(prepared, terms);
  const cells = prepareCells(prepared, terms);
  return {
    rate: (usage) => encodePreparedRating(ratePreparedPrice(prepared, readUsageOf(prepared, usage), terms), policies),
    subtotal: (usage) => {
      const groups = cells && readGroupColumn(usage, cells.keys);
      const quick = groups && cells.rate(groups);
      return formatExact(quick ?? subtotalOf(readUsageOf(prepared, usage)), unrounded_scale);
    },
    subtotals: (quantities) => rateQuantityList(quantities, many, unrounded_scale),
  };
}
