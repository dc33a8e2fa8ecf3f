import { report, valueAt, wanting, type Fields } from '../../../errors/index.js';
import type { PriceFilter } from '../../../wire/index.js';
import { choiceAt, objectsAt } from '../../decode/document-fields.js';

/** Reads filters at a key: a conjunction; absent and null read as none. */
export function readBlockFilters(fields: Fields, key = 'filters'): readonly PriceFilter[] {
  return objectsAt(fields, key).map((filter) => ({
    field: choiceAt(filter, 'field', ['item_id', 'price_id', 'price_type', 'currency', 'pricing_unit_id']),
    operator: choiceAt(filter, 'operator', ['includes', 'excludes']),
    values: textsAt(filter, 'values'),
  }));
}

function textsAt(fields: Fields, key: string): readonly string[] {
  const list = valueAt(fields, key);
  // `every` passes over the holes of a sparse array; `includes` does not.
  if (Array.isArray(list) && !list.includes(undefined) && list.every((text) => typeof text === 'string'))
    return [...list];
  report(fields, key, wanting(list, 'a list of texts'));
  return [];
}
