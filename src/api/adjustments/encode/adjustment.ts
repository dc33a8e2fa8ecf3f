import type { Adjustment, AdjustmentStep, Scope } from '../../../adjustments/index.js';
import { formatExact, isZeroExact, negateExact, toDecimal, toNumber, type Exact } from '../../../decimal/index.js';
import type { MonetaryAdjustment, PriceFilter, Writable } from '../../../wire/index.js';
import type { Printing } from '../../encode/print-amounts.js';

/** Writes what an adjustment did to a line of an item; its amount is a magnitude (F2). */
export function encodeAdjustment(
  { adjustment, shown_change }: AdjustmentStep,
  item_id: string,
  printing: Printing,
): Writable<MonetaryAdjustment> {
  const raises = adjustment.adjustment_type === 'minimum';
  // Zero has no sign to turn.
  const magnitude = raises || isZeroExact(shown_change) ? shown_change : negateExact(shown_change);
  const { applies_to_price_ids, filters } = encodeScope(adjustment.scope);
  // Written key by key, because every line has some and an object that is put together of several costs most of its time.
  const written: WrittenAdjustment = {
    id: adjustment.id,
    is_invoice_level: adjustment.is_invoice_level,
    applies_to_price_ids,
    filters,
    reason: adjustment.reason,
    replaces_adjustment_id: adjustment.replaces_adjustment_id,
    adjustment_type: adjustment.adjustment_type,
  };
  writeValue(written, adjustment, { item_id, amount: printing.configured });
  written.amount = printing.print(magnitude);
  return written as Writable<MonetaryAdjustment>;
}

type Keys<T> = T extends unknown ? keyof T : never;
type ValueOf<T, K extends PropertyKey> = T extends { readonly [P in K]: infer V } ? V : never;
type AnyOf<T> = { [K in Keys<T>]?: ValueOf<T, K> };
type WrittenAdjustment = AnyOf<Writable<MonetaryAdjustment>>;

/** How a document of an adjustment writes its amount, and which item a minimum is revenue of. */
export type ValueWriting = { readonly item_id: string; readonly amount: (value: Exact) => string };

/** Writes the value under the type's own key. */
function writeValue(written: WrittenAdjustment, adjustment: Adjustment, writing: ValueWriting): void {
  switch (adjustment.adjustment_type) {
    case 'usage_discount':
      written.usage_discount = nearest(adjustment.value);
      break;
    case 'amount_discount':
      written.amount_discount = writing.amount(adjustment.value);
      break;
    case 'percentage_discount':
      written.percentage_discount = toNumber(adjustment.value);
      break;
    case 'tiered_percentage_discount':
      written.tiers = encodeBands(adjustment);
      break;
    case 'minimum':
      written.minimum_amount = writing.amount(adjustment.value);
      written.item_id = adjustment.item_id ?? writing.item_id;
      break;
    case 'maximum':
      written.maximum_amount = writing.amount(adjustment.value);
      break;
  }
}

/** Writes the type of an adjustment and its value, under the type's own key. */
export function encodeValue(adjustment: Adjustment, { item_id, amount }: ValueWriting) {
  switch (adjustment.adjustment_type) {
    case 'usage_discount':
      return { adjustment_type: adjustment.adjustment_type, usage_discount: nearest(adjustment.value) };
    case 'amount_discount':
      return { adjustment_type: adjustment.adjustment_type, amount_discount: amount(adjustment.value) };
    case 'percentage_discount':
      return { adjustment_type: adjustment.adjustment_type, percentage_discount: toNumber(adjustment.value) };
    case 'tiered_percentage_discount':
      return { adjustment_type: adjustment.adjustment_type, tiers: encodeBands(adjustment) };
    case 'minimum':
      return { adjustment_type: adjustment.adjustment_type, minimum_amount: amount(adjustment.value), item_id };
    case 'maximum':
      return { adjustment_type: adjustment.adjustment_type, maximum_amount: amount(adjustment.value) };
  }
}

/** Writes bands with Orb's JSON types; the exact decimals stay in the workings. */
export function encodeBands({ value }: Extract<Adjustment, { adjustment_type: 'tiered_percentage_discount' }>) {
  return value.map(({ lower, upper, percentage }) => ({
    lower_bound: toNumber(lower),
    upper_bound: upper && toNumber(upper),
    percentage: toNumber(percentage),
  }));
}

function nearest(value: Exact): number {
  return toNumber(toDecimal(formatExact(value)));
}

/** A scope in the two keys of a document; what a create body says by other keys becomes filters. */
export function encodeScope(scope: Scope): { applies_to_price_ids: string[]; filters: Writable<PriceFilter>[] } {
  if (hasFilters(scope)) return filteredScope(scope);
  return { applies_to_price_ids: scope.all ? [] : [...scope.price_ids], filters: [] };
}

/** Most adjustments list prices, or say nothing. */
function hasFilters({ item_ids, filters, currency, price_type }: Scope): boolean {
  return currency !== null || price_type !== null || item_ids.size > 0 || filters.length > 0;
}

function filteredScope({ price_ids, item_ids, all, filters, currency, price_type }: Scope) {
  const narrowing: PriceFilter[] = [];
  if (currency !== null) narrowing.push(including('currency', [currency]));
  if (price_type !== null) narrowing.push(including('price_type', [price_type]));
  if (all) return { applies_to_price_ids: [], filters: narrowing.map(copied) };
  const selecting = item_ids.size === 0 ? filters : [...filters, including('item_id', [...item_ids])];
  // Ids and filters select each on their own; narrowed ids are therefore written as one of the filters.
  if (narrowing.length > 0 && selecting.length === 0 && price_ids.size > 0) {
    return { applies_to_price_ids: [], filters: [including('price_id', [...price_ids]), ...narrowing].map(copied) };
  }
  return { applies_to_price_ids: [...price_ids], filters: [...selecting, ...narrowing].map(copied) };
}

function including(field: PriceFilter['field'], values: readonly string[]): PriceFilter {
  return { field, operator: 'includes', values };
}

function copied({ field, operator, values }: PriceFilter): Writable<PriceFilter> {
  return { field, operator, values: [...values] };
}
