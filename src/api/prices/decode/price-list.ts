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
import { preparePriceModel, type CustomModels, type PreparedPrice } from '../../../prices/index.js';
import type { PriceInput } from '../../../wire/index.js';
import { readPriceTerms, topicsIn, type PriceTerms } from './price-terms.js';

/** A price to be billed, read and checked; `document` is the input itself. */
export type ListedPrice = PriceTerms & {
  readonly id: string;
  readonly external_id: string | null;
  readonly name: string;
  readonly place: Place;
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
  // By position, because the holes of a sparse array would otherwise be passed over in silence.
  for (let position = 0; position < list.length; position += 1) {
    const fields = openFields(list[position], placeOf(position, place), owner);
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
  const said = topicsIn(price);
  // A price is of usage where it names its metric (F5).
  const prepared = preparePriceModel(price, custom_models, said.rating || said.metric_id ? price : null);
  if (prepared === null) return null;
  const external_id = said.external_id ? optionalText(price, 'external_price_id') : null;
  const id = optionalText(price, 'id') ?? external_id ?? default_id;
  const name = optionalText(price, 'name') ?? id;
  const terms = readPriceTerms(price, said);
  // Key by key: a price that is put together by spreading would have a form of its own.
  return {
    id,
    external_id,
    name,
    place: price.place,
    currency: terms.currency,
    metric_id: terms.metric_id,
    conversion: terms.conversion,
    subject: terms.subject,
    adjusting: terms.adjusting,
    filters: terms.filters,
    prepared,
    document: price.value as PriceInput,
  };
}

function reportRepeated(prices: readonly ListedPrice[], issues: Issues): void {
  if (areTold(prices)) return;
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

/** Whether each price has names of its own: to see that costs half of what it takes to tell which repeats which. */
function areTold(prices: readonly ListedPrice[]): boolean {
  const names = new Set<string>();
  let count = 0;
  for (const { id, external_id } of prices) {
    names.add(id);
    const hasTwo = external_id !== null && external_id !== id;
    if (hasTwo) names.add(external_id);
    count += hasTwo ? 2 : 1;
  }
  return names.size === count;
}

function repeated(name: string, first: Place): string {
  return `repeats the id ${shown(name)} of ${pathOf(first)}; give each price its own`;
}
