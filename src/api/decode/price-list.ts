import {
  isGiven,
  openChild,
  openFields,
  optionalText,
  pathOf,
  placeOf,
  problem,
  report,
  shown,
  valueAt,
  wanting,
  type Fields,
  type Issues,
  type Place,
} from '../../errors/index.js';
import { preparePriceModel, readConversion, type Conversion, type PreparedPrice } from '../../prices/index.js';
import type { PriceInput } from '../../wire/index.js';
import { isSaid, reportAdjusting } from './unbilled.js';

/** A price to be billed, read and checked; `document` is the input itself. */
export type ListedPrice = {
  readonly id: string;
  readonly external_id: string | null;
  readonly name: string;
  readonly place: Place;
  /** Null: the invoice's. */
  readonly currency: string | null;
  readonly metric_id: string | null;
  readonly conversion: Conversion | null;
  readonly prepared: PreparedPrice;
  readonly document: PriceInput;
};

/** Reads the list of prices under `prices`, bare or wrapped as in a plan's create body, in its order. */
export function readPriceList(owner: Fields): readonly ListedPrice[] {
  const list = valueAt(owner, 'prices');
  if (!Array.isArray(list)) {
    report(owner, 'prices', wanting(list, 'a list of prices'));
    return [];
  }
  const place = placeOf('prices', owner.place);
  const prices: ListedPrice[] = [];
  // `Array.from` visits the holes of a sparse array, which would otherwise be passed over in silence.
  for (const [position, entry] of Array.from(list as readonly unknown[]).entries()) {
    const price = openPrice(entry, placeOf(position, place), owner);
    const read = price && readPrice(price, position);
    if (read !== null) prices.push(read);
  }
  reportRepeated(prices, owner.issues);
  return prices;
}

function openPrice(entry: unknown, place: Place, owner: Fields): Fields | null {
  const price = openFields(entry, place, owner);
  if (price === null || Object.hasOwn(price.value, 'model_type') || !isGiven(valueAt(price, 'price'))) return price;
  return openChild(price, 'price');
}

function readPrice(price: Fields, position: number): ListedPrice | null {
  const prepared = preparePriceModel(price);
  if (prepared === null) return null;
  reportUnbilled(price);
  const external_id = optionalText(price, 'external_price_id');
  // A create body has no id yet; its alias, or its place in the list, identifies it within this invoice.
  const id = optionalText(price, 'id') ?? external_id ?? `price-${position + 1}`;
  return {
    id,
    external_id,
    name: optionalText(price, 'name') ?? id,
    place: price.place,
    currency: optionalText(price, 'currency'),
    metric_id: metricOf(price),
    conversion: readConversion(price),
    prepared,
    document: price.value as PriceInput,
  };
}

function metricOf(price: Fields): string | null {
  if (!isGiven(valueAt(price, 'billable_metric'))) return optionalText(price, 'billable_metric_id');
  const metric = openChild(price, 'billable_metric');
  return metric && optionalText(metric, 'id');
}

/** What would change the bill but is not computed here must stop it: a bill without it would be wrong. */
function reportUnbilled(price: Fields): void {
  reportAdjusting(price);
  if (!isSaid(price.value['invoice_grouping_key'])) return;
  const message = 'splits a line by a property, which is not supported on a drafted invoice; remove it';
  report(price, 'invoice_grouping_key', { code: 'invoice_grouping_unsupported', message });
}

function reportRepeated(prices: readonly ListedPrice[], issues: Issues): void {
  const seen = new Map<string, Place>();
  const take = (name: string, place: Place): void => {
    const first = seen.get(name);
    if (first === undefined) seen.set(name, place);
    else issues.push(problem(pathOf(place), 'invalid_reference', repeated(name, first)));
  };
  for (const { id, external_id, place } of prices) {
    take(id, place);
    if (external_id !== null && external_id !== id) take(external_id, place);
  }
}

function repeated(name: string, first: Place): string {
  return `repeats the id ${shown(name)} of ${pathOf(first)}; give each price its own`;
}
