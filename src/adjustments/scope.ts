import { isGiven, optionalText, report, valueAt, wanting, type Fields } from '../errors/index.js';
import type { AdjustmentPriceType, PriceFilter } from '../wire/index.js';
import { includedIn, matchesFilters, readFilters, readTexts } from './filters.js';
import { adjustmentPriceTypes, isAdjustmentPriceType, isOfType, type PriceSubject } from './subject.js';

/**
 * The prices that an adjustment covers: those listed, by their item, all, or those that match the filters; narrowed by
 * `currency` and `price_type` (§6). Without any of these every price is covered.
 */
export type Scope = {
  readonly price_ids: ReadonlySet<string>;
  readonly item_ids: ReadonlySet<string>;
  readonly all: boolean;
  readonly filters: readonly PriceFilter[];
  readonly currency: string | null;
  readonly price_type: AdjustmentPriceType | null;
};

/** Whether a price is in a scope (§6), whatever currency it is in. */
export function covers(scope: Scope, subject: PriceSubject): boolean {
  if (scope.currency !== null && scope.currency !== subject.currency.code) return false;
  if (scope.price_type !== null && !isOfType(subject, scope.price_type)) return false;
  return isSelected(scope, subject);
}

function isSelected(scope: Scope, subject: PriceSubject): boolean {
  const { price_ids, item_ids, filters } = scope;
  if (scope.all || isUnselective(scope) || price_ids.has(subject.price_id)) return true;
  if (item_ids.has(subject.item_id)) return true;
  return filters.length > 0 && matchesFilters(filters, subject);
}

function isUnselective({ price_ids, item_ids, filters }: Scope): boolean {
  return price_ids.size === 0 && item_ids.size === 0 && filters.length === 0;
}

/** Whether a scope names this very price, or the currency it is in, rather than reaching it among others (§6). */
export function names(scope: Scope, { price_id, currency }: PriceSubject): boolean {
  if (namesPrice(scope, price_id) || scope.currency === currency.code) return true;
  const codes = [...includedIn(scope.filters, 'currency'), ...includedIn(scope.filters, 'pricing_unit_id')];
  return codes.includes(currency.code);
}

/** Whether a scope names a price by its id. */
export function namesPrice({ price_ids, filters }: Scope, price_id: string): boolean {
  return price_ids.has(price_id) || includedIn(filters, 'price_id').includes(price_id);
}

const nothing: ReadonlySet<string> = /*#__PURE__*/ new Set();

/** The scope of an adjustment that says nothing about prices. */
export const everyPrice: Scope = {
  price_ids: nothing,
  item_ids: nothing,
  all: false,
  filters: [],
  currency: null,
  price_type: null,
};

/** The scope of an adjustment that belongs to one price. */
export function scopeOfPrice(price_id: string): Scope {
  return { ...everyPrice, price_ids: new Set([price_id]) };
}

/** Reads the scope of an adjustment or of a discount in the older form. */
export function readScope(fields: Fields): Scope {
  return {
    price_ids: readIds(fields, 'applies_to_price_ids'),
    item_ids: readIds(fields, 'applies_to_item_ids'),
    all: readAll(fields),
    filters: readFilters(fields, 'filters'),
    currency: optionalText(fields, 'currency'),
    price_type: readPriceType(fields),
  };
}

function readIds(fields: Fields, key: string): ReadonlySet<string> {
  return isGiven(valueAt(fields, key)) ? new Set(readTexts(fields, key)) : nothing;
}

function readAll(fields: Fields): boolean {
  const all = valueAt(fields, 'applies_to_all');
  if (isGiven(all) && all !== true) report(fields, 'applies_to_all', wanting(all, 'true, or leave it out'));
  return all === true;
}

function readPriceType(fields: Fields): AdjustmentPriceType | null {
  const price_type = valueAt(fields, 'price_type');
  if (!isGiven(price_type)) return null;
  if (isAdjustmentPriceType(price_type)) return price_type;
  report(fields, 'price_type', wanting(price_type, `one of ${adjustmentPriceTypes.join(', ')}`));
  return null;
}
