import { toNumber, type Decimal } from '../../../decimal/index.js';
import { invariant, placeOf, type Place } from '../../../errors/index.js';
import { configKeyOf } from '../../../prices/index.js';
import type { Cadence, Price, PriceFields, PriceType, Writable } from '../../../wire/index.js';
import type { ListedPrice } from '../decode/price-list.js';
import { copyJson, put } from '../../encode/copy.js';
import { writeNumberFigure } from '../../encode/number-figure.js';
import { encodeConfig } from './price-config.js';

const months: { readonly [C in Cadence]: number } = {
  one_time: 1,
  monthly: 1,
  quarterly: 3,
  semi_annual: 6,
  annual: 12,
  custom: 1,
};

/** The months of a cadence; what is none is refused where the document is read. */
function monthsOf(cadence: unknown): number {
  return typeof cadence === 'string' && Object.hasOwn(months, cadence) ? months[cadence as Cadence] : 1;
}

/** What of a price its document is written from. */
export type DocumentedPrice = Pick<ListedPrice, 'id' | 'name' | 'place' | 'metric_id' | 'prepared' | 'document'>;

/** What the document of a price needs beyond what was given; `quantity` is what was billed. */
export type PriceDefaults = {
  readonly price_type: PriceType;
  readonly currency: string;
  readonly created_at: string;
  readonly quantity: Decimal;
};

/** Writes the document of the price that a price interval bills. */
export type WritePrice = (price_interval_id: string, defaults: PriceDefaults) => Writable<Price>;

/** The documents of prices by their price intervals, each written for its line. */
export function writtenPrices(
  prices: Iterable<readonly [price_interval_id: string, price: DocumentedPrice]>,
): WritePrice {
  const known = new Map<string, DocumentedPrice>();
  for (const [price_interval_id, price] of prices) known.set(price_interval_id, price);
  return (price_interval_id, defaults) => {
    const price = known.get(price_interval_id);
    invariant(price !== undefined, 'a line bills one of the prices that were read');
    return encodePrice(price, defaults);
  };
}

/** The documents of listed prices, whose lines come in the order of the list. */
export function writtenList(prices: readonly DocumentedPrice[]): WritePrice {
  let next = 0;
  return (price_id, defaults) => {
    // A line that is left out leaves its price behind: the search goes on from there, and begins anew at the end.
    let steps = 0;
    while (steps < prices.length && prices[next % prices.length]?.id !== price_id) {
      next += 1;
      steps += 1;
    }
    const price = prices[next % prices.length];
    invariant(price?.id === price_id, 'a line bills one of the prices that were read');
    next += 1;
    return encodePrice(price, defaults);
  };
}

/**
 * Writes the complete price document that a line item shows: what was given, and Orb's defaults for the rest.
 *
 * A fetched price comes out as it went in; a create body gains the keys that Orb would fill.
 */
export function encodePrice(price: DocumentedPrice, defaults: PriceDefaults): Writable<Price> {
  const written: Writable<PriceFields> & Record<string, unknown> = defaultsOf(price, defaults);
  const { model_type } = price.prepared;
  const config_key = configKeyOf(model_type);
  const given: Readonly<Record<string, unknown>> = price.document;
  for (const key of Object.keys(given)) {
    const value = given[key];
    if (value === undefined || value === null || isElsewhere(key)) continue;
    const isConfig = typeof value === 'object' && key === config_key;
    const place = placeOf(key, price.place);
    put(written, key, isConfig ? encodeConfig(value, model_type, place) : figure(key, value, place));
  }
  invariant(isOfModel(written), 'a price that was prepared names its model');
  return written;
}

/** What stands in the document already: who it is, and keys of create bodies, as `billable_metric`, `item` and `billing_mode`. */
function isElsewhere(key: string): boolean {
  switch (key) {
    case 'id':
    case 'name':
    case 'model_type':
    case 'billable_metric_id':
    case 'item_id':
    case 'billed_in_advance':
      return true;
    default:
      return false;
  }
}

/** Beside the keys that all prices have, one names its model, by which its configuration was read. */
export function isOfModel(written: Writable<PriceFields> & Record<string, unknown>): written is Writable<Price> {
  return typeof written['model_type'] === 'string';
}

/** Figures outside the model's configuration that Orb writes as numbers; all else is copied. */
function figure(key: string, value: unknown, place: Place): unknown {
  if (key === 'conversion_rate_config') return encodeConfig(value, 'tiered', place);
  if (key === 'conversion_rate' || key === 'fixed_price_quantity')
    return writeNumberFigure(value as string | number, place);
  return copyJson(value, place);
}

function defaultsOf(price: DocumentedPrice, defaults: PriceDefaults): Writable<PriceFields> & { model_type: string } {
  const { document } = price;
  // Only a fixed price can be billed in advance, and only it has a quantity of its own (§2.1).
  const fixed = defaults.price_type === 'fixed_price';
  return {
    id: price.id,
    name: price.name,
    external_price_id: null,
    replaces_price_id: null,
    price_type: defaults.price_type,
    created_at: defaults.created_at,
    cadence: 'monthly',
    billing_mode: fixed && document.billed_in_advance !== false ? 'in_advance' : 'in_arrear',
    billing_cycle_configuration: { duration: monthsOf(document.cadence), duration_unit: 'month' },
    invoicing_cycle_configuration: null,
    billable_metric: price.metric_id === null ? null : { id: price.metric_id },
    dimensional_price_configuration: null,
    fixed_price_quantity: fixed ? toNumber(defaults.quantity) : null,
    plan_phase_order: null,
    currency: defaults.currency,
    conversion_rate: null,
    conversion_rate_config: null,
    item: { id: document.item_id ?? price.id, name: price.name },
    credit_allocation: null,
    composite_price_filters: null,
    invoice_grouping_key: null,
    license_type: null,
    discount: null,
    minimum: null,
    minimum_amount: null,
    maximum: null,
    maximum_amount: null,
    metadata: {},
    model_type: price.prepared.model_type,
  };
}
