import { isGiven, optionalText, report, shown, valueAt, type Fields } from '../../errors/index.js';
import { preparePriceModel, type PreparedPrice } from '../../prices/index.js';
import { metricOf } from './price-list.js';

/** A price to evaluate: what rates it, over which metric. Adjustments it may carry have no part in an evaluation (F12). */
export type EvaluatedPrice = {
  readonly id: string | null;
  readonly external_id: string | null;
  readonly currency: string;
  /** Null for a fixed price, which is rated on its own quantity. */
  readonly metric_id: string | null;
  readonly prepared: PreparedPrice;
};

/** Reads a price to be evaluated; what it lacks is reported at the price. */
export function readEvaluatedPrice(price: Fields, currency: string | null): EvaluatedPrice | null {
  const prepared = preparePriceModel(price);
  const own = optionalText(price, 'currency') ?? currency;
  if (own === null) {
    const message = 'is missing; give the currency or pricing unit that the amounts are in, here or beside the prices';
    report(price, 'currency', { code: 'missing_field', message });
  }
  if (prepared === null || own === null) return null;
  reportDimensional(price);
  return {
    id: optionalText(price, 'id'),
    external_id: optionalText(price, 'external_price_id'),
    currency: own,
    metric_id: isFixed(prepared) ? null : requiredMetric(price),
    prepared,
  };
}

function isFixed({ price_type, fixed_price_quantity }: PreparedPrice): boolean {
  return price_type === 'fixed_price' || (price_type === null && fixed_price_quantity !== null);
}

function requiredMetric(price: Fields): string | null {
  const metric_id = metricOf(price);
  if (metric_id !== null) return metric_id;
  const message = 'is missing; name the metric by which the events are measured, or give a fixed_price_quantity';
  report(price, 'billable_metric_id', { code: 'missing_field', message });
  return null;
}

/** A dimensional price rates only the events of its dimension values; rating all of them would show too much. */
function reportDimensional(price: Fields): void {
  if (!isGiven(valueAt(price, 'dimensional_price_configuration'))) return;
  const message = 'selects events by dimension values, which is not done here; give them as the filter instead';
  report(price, 'dimensional_price_configuration', { code: 'invalid_price_config', message });
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
