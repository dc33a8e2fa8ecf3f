import { decimalAt, isNegative, one, type Decimal } from '../decimal/index.js';
import { isGiven, openChild, report, shown, valueAt, wanting, type Fault, type Fields } from '../errors/index.js';
import type { PriceType } from '../wire/index.js';
import { groupForInvoice } from './invoice-grouping.js';
import type { PreparedPrice } from './prepared-price.js';
import type { PriceModel, RatingPlan } from './price-model.js';
import { isModelType, priceModels } from './price-models.js';

/** Models of the caller's own, by the name that prices give as `model_type` (§2.2). */
export type CustomModels = ReadonlyMap<unknown, PriceModel>;

const noModels: CustomModels = /*#__PURE__*/ new Map();

const configKeys: ReadonlyMap<string, string> = /*#__PURE__*/ new Map(
  /*#__PURE__*/ Object.keys(priceModels).map((name) => [name, `${name}_config`]),
);

/**
 * Reads a price, appending every fault with its path and fix; null when there is nothing that could be rated. `terms` is
 * where it says its type, quantity and grouping: null for a price that says none of them.
 */
export function preparePriceModel(
  price: Fields,
  custom_models = noModels,
  terms: Fields | null = price,
): PreparedPrice | null {
  const model_type = valueAt(price, 'model_type');
  const model = isModelType(model_type) ? priceModels[model_type] : custom_models.get(model_type);
  if (model === undefined) {
    report(price, 'model_type', faultOfModelType(model_type, custom_models));
    return null;
  }
  const config = openChild(price, configKeyOf(model_type as string));
  if (config === null) return null;
  const own = model(config);
  const read = {
    model_type: model_type as string,
    price_type: readPriceType(terms, own),
    fixed_price_quantity: readFixed(terms),
    plan: own,
  };
  const plan = groupForInvoice(terms, read);
  return plan === own ? read : { ...read, plan };
}

/** The key of a model's configuration; put together once, because the engine would have to look a text made anew up. */
export function configKeyOf(model_type: string): string {
  return configKeys.get(model_type) ?? `${model_type}_config`;
}

function faultOfModelType(value: unknown, custom_models: CustomModels): Fault {
  const names = [...Object.keys(priceModels), ...custom_models.keys()].join(', ');
  if (!isGiven(value)) return wanting(value, `the price model: one of ${names}`);
  return { code: 'unknown_model_type', message: `is ${shown(value)}, which is not a price model; use one of ${names}` };
}

// A price of a dimensional price group is billed by the group's metric.
const metricKeys = ['billable_metric', 'billable_metric_id', 'dimensional_price_configuration'];

const priceTypes: readonly unknown[] = ['usage_price', 'fixed_price', 'composite_price'] satisfies PriceType[];

/** The price's type where the document tells it (F5); with neither type nor metric the call decides. */
function readPriceType(terms: Fields | null, plan: RatingPlan): PriceType | null {
  if (terms) {
    const given = valueAt(terms, 'price_type');
    if (priceTypes.includes(given)) return given as PriceType;
    if (isGiven(given)) report(terms, 'price_type', wanting(given, priceTypes.join(' or ')));
  }
  if (plan.shape === 'components') return 'composite_price';
  return terms && metricKeys.some((key) => isGiven(valueAt(terms, key))) ? 'usage_price' : null;
}

function readFixed(price: Fields | null): Decimal | null {
  if (!price || !isGiven(valueAt(price, 'fixed_price_quantity'))) return null;
  const quantity = decimalAt(price, 'fixed_price_quantity') ?? one;
  if (isNegative(quantity)) {
    report(price, 'fixed_price_quantity', {
      code: 'negative_quantity',
      message: 'is negative; a quantity is 0 or more',
    });
  }
  return quantity;
}
