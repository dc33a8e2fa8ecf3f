import { isGiven, optionalText, pathOf, problem, report, shown, valueAt, type Fields } from '../../../errors/index.js';
import { preparePriceModel, type CustomModels, type PreparedPrice } from '../../../prices/index.js';
import { readDimensions, type DimensionalGroups } from '../../usage/decode/dimensional-prices.js';
import { metricOf } from '../../prices/decode/price-terms.js';

/** A price to evaluate: what rates it, over which metric. Adjustments it may carry have no part in an evaluation (F12). */
export type EvaluatedPrice = {
  readonly id: string | null;
  readonly external_id: string | null;
  readonly currency: string;
  /** Null for a fixed price, which is rated on its own quantity. */
  readonly metric_id: string | null;
  /** Which events a price of a dimensional price group rates; null: all. */
  readonly filter: string | null;
  readonly prepared: PreparedPrice;
};

/** What a price to be evaluated may refer to, and the currency of those that name none. */
export type PriceContext = {
  readonly currency: string | null;
  readonly groups: DimensionalGroups;
  readonly custom_models: CustomModels;
};

/** Reads a price to be evaluated; what it lacks is reported at the price. */
export function readEvaluatedPrice(
  price: Fields,
  { currency, groups, custom_models }: PriceContext,
): EvaluatedPrice | null {
  const prepared = preparePriceModel(price, custom_models);
  const own = optionalText(price, 'currency') ?? currency;
  if (own === null) {
    const message = 'is missing; give the currency or pricing unit that the amounts are in, here or beside the prices';
    report(price, 'currency', { code: 'missing_field', message });
  }
  if (prepared === null || own === null || isOfOthers(price, prepared)) return null;
  return {
    id: optionalText(price, 'id'),
    external_id: optionalText(price, 'external_price_id'),
    currency: own,
    ...readMetered(price, prepared, groups),
    prepared,
  };
}

/** A composite price is rated on what other lines of an invoice come to; here each price is rated by itself (F12). */
function isOfOthers({ place, issues }: Fields, { model_type, plan }: PreparedPrice): boolean {
  if (plan.shape !== 'components') return false;
  const message = `is of the model ${model_type}, which rates the other lines of an invoice and no events; draft an invoice, or report its costs`;
  issues.push(problem(pathOf(place), 'usage_shape_mismatch', message));
  return true;
}

/** The metric of a price, and which of its events it rates; a price of a group has the group's (§2). */
function readMetered(
  price: Fields,
  prepared: PreparedPrice,
  groups: DimensionalGroups,
): Pick<EvaluatedPrice, 'metric_id' | 'filter'> {
  if (isFixed(prepared)) return { metric_id: null, filter: null };
  const dimensions = readDimensions(price, groups);
  if (dimensions === null) return { metric_id: requiredMetric(price), filter: null };
  return { metric_id: dimensions.group.billable_metric_id, filter: dimensions.filter };
}

function isFixed({ price_type, fixed_price_quantity }: PreparedPrice): boolean {
  return price_type === 'fixed_price' || (price_type === null && fixed_price_quantity !== null);
}

function requiredMetric(price: Fields): string | null {
  const metric_id = metricOf(price);
  // Of a dimensional price whose group could not be read the metric is not known, which is no second mistake.
  if (metric_id !== null || isGiven(valueAt(price, 'dimensional_price_configuration'))) return metric_id;
  const message = 'is missing; name the metric by which the events are measured, or give a fixed_price_quantity';
  report(price, 'billable_metric_id', { code: 'missing_field', message });
  return null;
}

/** The stored prices of an input, by id and by alias. */
export type StoredPrices = { readonly find: (key: 'price_id' | 'external_price_id', id: string) => Fields | null };

/** Opens the optional list of stored prices. A price is read only when it is asked for, once for each time it is. */
export function openStoredPrices(entries: readonly Fields[]): StoredPrices {
  const ids = new Map<string, Fields>();
  const aliases = new Map<string, Fields>();
  for (const price of entries) {
    addPrice(ids, price, 'id');
    addPrice(aliases, price, 'external_price_id');
  }
  return { find: (key, id) => (key === 'price_id' ? ids : aliases).get(id) ?? null };
}

function addPrice(prices: Map<string, Fields>, price: Fields, key: string): void {
  const id = optionalText(price, key);
  if (id === null) return;
  if (prices.has(id)) {
    const message = `repeats ${shown(id)}; give each price its own`;
    report(price, key, { code: 'invalid_reference', message });
  }
  prices.set(id, price);
}
