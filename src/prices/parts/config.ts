import {
  isGiven,
  openFields,
  placeOf,
  report,
  shown,
  valueAt,
  wanting,
  type Fault,
  type Fields,
} from '../../errors/index.js';
import { compare, decimalAt, isInteger, isNegative, one, zero, type Decimal } from '../../decimal/index.js';

// More rows than any price list has; a million tiers are refused before they are read.
const longestList = 10_000;

/** A required decimal of any sign: rates and amounts may be negative (§2.1). */
export function readAmount(config: Fields, key: string): Decimal {
  return decimalAt(config, key) ?? zero;
}

/** A required size: a decimal greater than zero. */
export function readSize(config: Fields, key: string): Decimal {
  const size = decimalAt(config, key) ?? one;
  if (compare(size, zero) > 0) return size;
  report(config, key, { code: 'invalid_price_config', message: 'is not greater than 0; give the size of one package' });
  return one;
}

/** A required size that is also a whole number. */
export function readWholeSize(config: Fields, key: string): Decimal {
  const size = readSize(config, key);
  if (isInteger(size)) return size;
  report(config, key, { code: 'invalid_price_config', message: 'is not a whole number; a package holds whole units' });
  return one;
}

/** A bound of a tier: null where none is given, undefined where what is given is a fault. */
export type Bound = Decimal | null | undefined;

/** A tier bound: absent or null reads as null; a negative one is a fault. */
export function readBound(config: Fields, key: string): Bound {
  if (!isGiven(valueAt(config, key))) return null;
  const bound = decimalAt(config, key);
  if (bound === undefined || !isNegative(bound)) return bound;
  report(config, key, { code: 'invalid_tiers', message: 'is negative; quantities start at 0' });
  return undefined;
}

/** A required list of objects, none of them empty; the objects are read like the configuration itself. */
export function readList(config: Fields, key: string): readonly Fields[] {
  const list = placeOf(key, config.place);
  const rows: Fields[] = [];
  for (const [position, entry] of readArray(config, key).entries()) {
    const row = openFields(entry, placeOf(position, list), config);
    if (row !== null) rows.push(row);
  }
  return rows;
}

/** A required array with at least one entry and at most ten thousand. */
export function readArray(config: Fields, key: string): readonly unknown[] {
  const value = valueAt(config, key);
  const fault = faultOfArray(value);
  // `Array.from` fills the holes of a sparse array, which would otherwise be passed over in silence.
  if (fault === null) return Array.from(value as readonly unknown[]);
  report(config, key, fault);
  return [];
}

function faultOfArray(value: unknown): Fault | null {
  if (!Array.isArray(value)) return wanting(value, 'a list');
  if (value.length === 0) return { code: 'invalid_price_config', message: 'is empty; give at least one entry' };
  if (value.length <= longestList) return null;
  return { code: 'limit_exceeded', message: `has ${shown(value.length)} entries; at most ${longestList} are accepted` };
}
