import { openFields, placeOf, report, valueAt, wanting, type Fields } from '../errors/index.js';
import type { PriceFilter, PriceFilterField } from '../wire/index.js';
import { isOfType, type FilterSubject } from './subject.js';

/** Whether a price has a value at the field of a filter. */
const holds: { readonly [F in PriceFilterField]: (subject: FilterSubject, value: string) => boolean } = {
  price_id: ({ price_id }, value) => price_id === value,
  item_id: ({ item_id }, value) => item_id === value,
  price_type: isOfType,
  currency: ({ currency }, value) => currency.code === value,
  // A pricing unit is known by its code, which is the currency of the prices in it.
  pricing_unit_id: ({ currency }, value) => currency.code === value,
};

/** Whether a price matches every entry of a list of filters (§6, §8.3, §12); an empty list matches every price. */
export function matchesFilters(filters: readonly PriceFilter[], subject: FilterSubject): boolean {
  return filters.every(({ field, operator, values }) => {
    const among = values.some((value) => holds[field](subject, value));
    return operator === 'includes' ? among : !among;
  });
}

/** The prices, items or codes that filters name one by one. */
export function includedIn(filters: readonly PriceFilter[], field: PriceFilterField): readonly string[] {
  return filters.filter((own) => own.field === field && own.operator === 'includes').flatMap((own) => own.values);
}

const fields: readonly unknown[] = /*#__PURE__*/ Object.keys(holds);
const operators: readonly unknown[] = ['includes', 'excludes'] satisfies PriceFilter['operator'][];

/** Reads `filters`; absent and null read as none. */
export function readFilters(owner: Fields, key: string): readonly PriceFilter[] {
  const list = valueAt(owner, key);
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) {
    report(owner, key, wanting(list, 'a list of { field, operator, values }'));
    return [];
  }
  const place = placeOf(key, owner.place);
  return Array.from(list as readonly unknown[]).flatMap((entry, position) => {
    const filter = openFields(entry, placeOf(position, place), owner);
    return filter === null ? [] : readFilter(filter);
  });
}

function readFilter(filter: Fields): readonly PriceFilter[] {
  const [field, operator] = [valueAt(filter, 'field'), valueAt(filter, 'operator')];
  const values = readTexts(filter, 'values');
  if (!fields.includes(field)) report(filter, 'field', wanting(field, `one of ${fields.join(', ')}`));
  if (!operators.includes(operator)) report(filter, 'operator', wanting(operator, operators.join(' or ')));
  if (!fields.includes(field) || !operators.includes(operator) || values === null) return [];
  return [{ field: field as PriceFilterField, operator: operator as PriceFilter['operator'], values }];
}

/** A list of texts at a key; null after a fault. */
export function readTexts(owner: Fields, key: string): readonly string[] | null {
  const list = valueAt(owner, key);
  // `every` passes over the holes of a sparse array; `includes` does not.
  if (Array.isArray(list) && !list.includes(undefined) && list.every((text) => typeof text === 'string')) {
    return [...(list as readonly string[])];
  }
  report(owner, key, wanting(list, 'a list of texts'));
  return null;
}
