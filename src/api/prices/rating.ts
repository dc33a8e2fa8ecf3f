import { invariant, isGiven, openFields, placeOf, refuse, type Issues } from '../../errors/index.js';
import {
  preparePriceModel,
  type PreparedPrice,
  type RatedPrice,
  type RatingTerms,
  type Usage,
} from '../../prices/index.js';
import type { ModelType, Policies, PriceType, PriceWorkings, RatedRow, Writable } from '../../wire/index.js';
import { readRatingContext } from './decode/rating-context.js';
import { readUsage } from './decode/usage.js';
import { encodeRating } from './encode/charge.js';
import { encodeRows } from './encode/sub-line-item.js';

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

/** A price that was read, and how it is rated. */
export type ReadPrice = {
  readonly prepared: PreparedPrice;
  readonly terms: RatingTerms;
  readonly policies: Policies;
};

/** Reads a price and the context of its ratings; refused with every fault of both. */
export function readPrice(price: unknown, context: unknown): ReadPrice {
  const reading = { issues: [] as Issues, watch: null };
  const fields = openFields(price, placeOf('price'), reading);
  const around = { issues: [] as Issues, watch: null };
  const { fraction, policies, custom_models } = readRatingContext(context ?? {}, around);
  const prepared = fields && preparePriceModel(fields, custom_models);
  // The price's own faults come first, although what is around it had to be read before it.
  refuse([...reading.issues, ...around.issues]);
  invariant(prepared !== null, 'a price without errors is prepared');
  return { prepared, terms: { fraction, negative_quantity: policies.negative_quantity }, policies };
}

const usagePlace = /*#__PURE__*/ placeOf('usage');

/** Usage on its own, refused with all its faults. */
export function readUsageOf(price: PreparedPrice, usage: unknown): Usage | null {
  if (!isGiven(usage)) return null;
  const issues: Issues = [];
  const fields = openFields(usage, usagePlace, { issues, watch: null });
  const read = fields && readUsage(fields, price);
  if (issues.length > 0) refuse(issues);
  return read;
}

/** Writes a rated price. */
export function encodeRatedPrice(rated: RatedPrice, { unrounded_scale }: Policies): PriceRating {
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
