import { invariant, isGiven, openFields, placeOf, refuse, type Issues } from '../errors/index.js';
import {
  preparePriceModel,
  ratePreparedPrice,
  type PreparedPrice,
  type RatedPrice,
  type Usage,
} from '../prices/index.js';
import type { ModelType, Policies, PriceInput, PriceType, PriceWorkings, RatedRow, Writable } from '../wire/index.js';
import { readRatingContext } from './decode/rating-context.js';
import { readUsage } from './decode/usage.js';
import { encodeRating } from './encode/charge.js';
import { encodeRows } from './encode/sub-line-item.js';
import type { CustomModelsInput, CustomPriceInput } from './custom-model.js';
import type { RatingContext, UsageInput } from './inputs.js';

/** A rated price: the exact, unrounded subtotal, its rows, and the workings it was folded from. */
export type PriceRating = {
  /** One of the 38, or the name of a custom model. */
  readonly model_type: ModelType | (string & {});
  readonly price_type: PriceType;
  /** The metered quantity, or a fixed price's own, as an exact decimal. */
  readonly quantity: string;
  /** Exact, in the price's currency; a value that does not terminate is cut toward zero at `unrounded_scale` places. */
  readonly subtotal: string;
  /** Orb's rows where the model has them; their amounts add up to `subtotal` exactly. */
  readonly sub_line_items: Writable<RatedRow>[];
  readonly workings: PriceWorkings;
};

/** A price whose configuration was read and checked once. */
export type PreparedPriceRater = {
  /** Rates one usage. Same results and errors as `ratePrice`. */
  readonly rate: (usage?: UsageInput | null) => PriceRating;
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
 * ```
 */
export function preparePrice(price: PriceInput, context?: RatingContext | null): PreparedPriceRater;
export function preparePrice<const M extends string>(
  price: CustomPriceInput<M>,
  context: RatingContext & { readonly custom_models: CustomModelsInput },
): PreparedPriceRater;
export function preparePrice(price: unknown, context?: RatingContext | null): PreparedPriceRater {
  const reading = { issues: [] as Issues, watch: null };
  const fields = openFields(price, placeOf('price'), reading);
  const around = { issues: [] as Issues, watch: null };
  const { fraction, policies, custom_models } = readRatingContext(context ?? {}, around);
  const prepared = fields && preparePriceModel(fields, custom_models);
  // The price's own faults come first, although what is around it had to be read before it.
  refuse([...reading.issues, ...around.issues]);
  invariant(prepared !== null, 'a price without errors is prepared');
  const terms = { fraction, negative_quantity: policies.negative_quantity };
  return { rate: (usage) => encodeRatedPrice(ratePreparedPrice(prepared, readOnly(usage, prepared), terms), policies) };
}

const usagePlace = /*#__PURE__*/ placeOf('usage');

/** Usage on its own, refused with all its faults. */
function readOnly(usage: unknown, price: PreparedPrice): Usage | null {
  if (!isGiven(usage)) return null;
  const issues: Issues = [];
  const fields = openFields(usage, usagePlace, { issues, watch: null });
  const read = fields && readUsage(fields, price);
  if (issues.length > 0) refuse(issues);
  return read;
}

function encodeRatedPrice(rated: RatedPrice, { unrounded_scale }: Policies): PriceRating {
  const workings = encodeRating(rated, { unrounded_scale, shown_amounts: null });
  return {
    model_type: rated.model_type,
    price_type: rated.price_type,
    quantity: workings.quantity,
    subtotal: workings.subtotal,
    sub_line_items: encodeRows(
      rated.charges,
      workings.charges.map((charge) => charge.amount),
    ),
    workings,
  };
}
