import { isGiven, openEntries, report, shown, valueAt, wanting, type Fault, type Fields } from '../../errors/index.js';
import { compare, decimalAt, isInteger, isNegative, one, zero, type Decimal } from '../../decimal/index.js';

// More rows than any price list has; a million tiers are refused before they are read.
const longestList = 10_000;

/** A required decimal of any sign: rates and amounts may be negative (§2.1). */
export function readAmount(config: Fields, key: string): Decimal {
  return decimalAt(config, key) ?? zero;
}

/** An optional amount: absent and null read as null. */
export function readOptionalAmount(config: Fields, key: string): Decimal | null {
  return isGiven(valueAt(config, key)) ? readAmount(config, key) : null;
}

/** A required decimal that is not negative: free units (§2.1), or an amount that another is measured by. */
export function readAllocation(config: Fields, key: string): Decimal {
  return between(config, key, { from: zero, to: null });
}

/** A required decimal from 0 to 1, which is how shares and discounts are written. */
export function readShare(config: Fields, key: string): Decimal {
  return between(config, key, { from: zero, to: one });
}

type Range = { readonly from: Decimal; readonly to: Decimal | null };

function between(config: Fields, key: string, { from, to }: Range): Decimal {
  const value = readAmount(config, key);
  if (compare(value, from) >= 0 && (to === null || compare(value, to) <= 0)) return value;
  const message = to === null ? 'is negative; give 0 or more' : 'is not between 0 and 1; 20 % is "0.2"';
  report(config, key, { code: 'invalid_price_config', message });
  return zero;
}

/** A required text, which may be empty: the value of a property. */
export function readValue(config: Fields, key: string): string {
  const value = valueAt(config, key);
  if (typeof value === 'string') return value;
  report(config, key, wanting(value, 'a text'));
  return '';
}

/** Reports that a row repeats what an earlier one has said. */
export function reportRepeated(row: Fields, key: string, value: unknown): void {
  report(row, key, { code: 'invalid_price_config', message: `repeats ${shown(value)}; give each once` });
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
  return openEntries(config, key, readArray(config, key));
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
