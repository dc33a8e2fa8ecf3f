import { invariant, refuse, type Issues } from '../errors/index.js';
import { preparePriceModel, ratePreparedPrice, type RatedPrice } from '../prices/index.js';
import type {
  ModelType,
  Policies,
  PriceInput,
  PriceType,
  PriceWorkings,
  SubLineItem,
  Writable,
} from '../wire/index.js';
import { readFields, refuseUnknown } from './decode/fields.js';
import { readFraction } from './decode/fraction.js';
import { readPolicies } from './decode/policies.js';
import { readUsage } from './decode/usage.js';
import { encodeRating } from './encode/charge.js';
import { encodeSubLineItems } from './encode/sub-line-item.js';
import type { RatingContext, UsageInput } from './inputs.js';

/** A rated price: the exact, unrounded subtotal, its rows, and the workings it was folded from. */
export type PriceRating = {
  readonly model_type: ModelType;
  readonly price_type: PriceType;
  /** The metered quantity, or a fixed price's own, as an exact decimal. */
  readonly quantity: string;
  /** Exact, in the price's currency; a value that does not terminate is cut toward zero at `unrounded_scale` places. */
  readonly subtotal: string;
  /** Orb's rows where the model has them; their amounts add up to `subtotal` exactly. */
  readonly sub_line_items: Writable<SubLineItem>[];
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
export function preparePrice(price: PriceInput, context?: RatingContext | null): PreparedPriceRater {
  const issues: Issues = [];
  const prepared = preparePriceModel(price, { path: 'price', issues });
  const { fraction, policies } = readContext(context, issues);
  refuse(issues);
  invariant(prepared !== null, 'a price without errors is prepared');
  const terms = { fraction, negative_quantity: policies.negative_quantity };
  return {
    rate(usage) {
      const faults: Issues = [];
      const read = readUsage(usage ?? null, prepared, { path: 'usage', issues: faults });
      refuse(faults);
      return encodeRatedPrice(ratePreparedPrice(prepared, read, terms), policies);
    },
  };
}

function readContext(context: unknown, issues: Issues) {
  const fields = readFields(context ?? {}, 'context', issues);
  refuseUnknown(fields, ['fraction', 'policies']);
  return {
    fraction: readFraction(fields.value['fraction'], 'context.fraction', issues),
    policies: readPolicies(fields.value['policies'], 'context.policies', issues),
  };
}

function encodeRatedPrice(rated: RatedPrice, { unrounded_scale }: Policies): PriceRating {
  const workings = encodeRating(rated, { unrounded_scale, shown_amounts: null });
  return {
    model_type: rated.model_type,
    price_type: rated.price_type,
    quantity: workings.quantity,
    subtotal: workings.subtotal,
    sub_line_items: encodeSubLineItems(
      rated.charges,
      workings.charges.map((charge) => charge.amount),
    ),
    workings,
  };
}
