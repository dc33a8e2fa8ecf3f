import { isGiven, openFields, placeOf, refuse, refuseUnknown, type Fields, type Issues } from '../errors/index.js';

/** Opens a request's body, which has to be an object of known fields. */
export function openBody(body: unknown, known: readonly string[]): Fields {
  const issues: Issues = [];
  const fields = openFields(body ?? {}, placeOf('body'), { issues, watch: null });
  if (fields !== null) refuseUnknown(fields, known);
  refuse(issues);
  return fields ?? { value: {}, place: placeOf('body'), issues, watch: null };
}

/** The given ones of some keys: what is undefined says nothing, and null says so. */
export function statedIn<T extends object>(body: T, keys: readonly (keyof T & string)[]): Partial<T> {
  const stated = keys.filter((key) => body[key] !== undefined).map((key) => [key, body[key]]);
  return Object.fromEntries(stated) as Partial<T>;
}

/** An object without the keys that say nothing. */
export function withoutBlanks<T extends object>(object: T): Partial<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => isGiven(value))) as Partial<T>;
}
