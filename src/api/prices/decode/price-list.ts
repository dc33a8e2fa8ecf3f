import { readFilters } from '../../../adjustments/index.js';
import type { SubjectReading } from '../../../adjustments/index.js';
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
} from '../../../errors/index.js';
import {
  preparePriceModel,
  readConversion,
  type Conversion,
  type CustomModels,
  type PreparedPrice,
} from '../../../prices/index.js';
import type { PriceFilter, PriceInput } from '../../../wire/index.js';
import { readSubject } from './price-subject.js';

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
  /** What decides which adjustments cover it. */
  readonly subject: SubjectReading;
  /** Where its own minimums, maximums and discounts stand: in the price, and beside it. */
  readonly adjusting: readonly Fields[];
  /** Which lines a composite price looks at; null: all others. */
  readonly filters: readonly PriceFilter[] | null;
  readonly prepared: PreparedPrice;
  readonly document: PriceInput;
};

/** Reads the list of prices under `prices`, bare or wrapped as in a plan's create body, in its order. */
export function readPriceList(owner: Fields, custom_models?: CustomModels): readonly ListedPrice[] {
  const list = valueAt(owner, 'prices');
  if (!Array.isArray(list)) {
    report(owner, 'prices', wanting(list, 'a list of prices'));
    return [];
  }
  const place = placeOf('prices', owner.place);
  const prices: ListedPrice[] = [];
  // `Array.from` visits the holes of a sparse array, which would otherwise be passed over in silence.
  for (const [position, entry] of Array.from(list as readonly unknown[]).entries()) {
    const fields = openFields(entry, placeOf(position, place), owner);
    const read = fields && readEntry(fields, `price-${position + 1}`, custom_models);
    if (read !== null) prices.push(read);
  }
  reportRepeated(prices, owner.issues);
  return prices;
}

/** A price stands in a list bare, or as `price` inside an entry that may adjust it. */
function readEntry(entry: Fields, default_id: string, custom_models?: CustomModels): ListedPrice | null {
  if (Object.hasOwn(entry.value, 'model_type') || !isGiven(valueAt(entry, 'price')))
    return readPrice(entry, default_id, custom_models);
  const price = openChild(entry, 'price');
  const read = price && readPrice(price, default_id, custom_models);
  return read && { ...read, adjusting: [entry, ...read.adjusting] };
}

/** Reads one price. A create body has no id yet; its alias, or the default, identifies it. */
export function readPrice(price: Fields, default_id: string, custom_models?: CustomModels): ListedPrice | null {
  const prepared = preparePriceModel(price, custom_models);
  if (prepared === null) return null;
  const external_id = optionalText(price, 'external_price_id');
  const id = optionalText(price, 'id') ?? external_id ?? default_id;
  return {
    id,
    external_id,
    name: optionalText(price, 'name') ?? id,
    place: price.place,
    currency: optionalText(price, 'currency'),
    metric_id: metricOf(price),
    conversion: readConversion(price),
    subject: readSubject(price),
    adjusting: [price],
    filters: isGiven(valueAt(price, 'composite_price_filters')) ? readFilters(price, 'composite_price_filters') : null,
    prepared,
    document: price.value as PriceInput,
  };
}

/** The id of the metric that a price names, by id or by document. */
export function metricOf(price: Fields): string | null {
  if (!isGiven(valueAt(price, 'billable_metric'))) return optionalText(price, 'billable_metric_id');
  const metric = openChild(price, 'billable_metric');
  return metric && optionalText(metric, 'id');
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
