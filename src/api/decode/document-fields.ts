import { decimalAt, zero, type Decimal } from '../../decimal/index.js';
import { isGiven, openEntries, pathAtKey, report, valueAt, wanting, type Fields } from '../../errors/index.js';
import { readInstant, type Instant } from '../../time/index.js';

/** A figure that a document always carries. */
export function figureAt(fields: Fields, key: string): Decimal {
  return decimalAt(fields, key) ?? zero;
}

/** An instant that may be null or absent. */
export function instantAt(fields: Fields, key: string): Instant | null {
  const value = valueAt(fields, key);
  if (!isGiven(value)) return null;
  // A path is written only where there is a fault to tell.
  return readInstant(value, '', []) ?? readInstant(value, pathAtKey(fields, key), fields.issues) ?? null;
}

/** An instant that has to be there; null after a fault. */
export function requiredInstantAt(fields: Fields, key: string): Instant | null {
  if (!isGiven(valueAt(fields, key))) report(fields, key, wanting(null, 'an instant'));
  return instantAt(fields, key);
}

/** One of a closed list of texts; a fault reads as the first of them. */
export function choiceAt<T extends string>(fields: Fields, key: string, choices: readonly [T, ...T[]]): T {
  const value = valueAt(fields, key);
  const choice = choices.find((known) => known === value);
  if (choice === undefined) report(fields, key, wanting(value, choices.join(', ')));
  return choice ?? choices[0];
}

/** One of a closed list of texts, or null where nothing is said. */
export function optionalChoiceAt<T extends string>(
  fields: Fields,
  key: string,
  choices: readonly [T, ...T[]],
): T | null {
  return isGiven(valueAt(fields, key)) ? choiceAt(fields, key, choices) : null;
}

/** The objects of a list, opened one by one; an absent list is empty. */
export function objectsAt(fields: Fields, key: string): readonly Fields[] {
  const list = valueAt(fields, key);
  if (!isGiven(list)) return [];
  if (!Array.isArray(list)) {
    report(fields, key, wanting(list, 'a list'));
    return [];
  }
  return openEntries(fields, key, list);
}
