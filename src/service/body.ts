import {
  fail,
  isGiven,
  isObject,
  openFields,
  placeOf,
  refuse,
  refuseUnknown,
  shown,
  type Fields,
  type Issues,
} from '../errors/index.js';

/** Opens a request's body, which has to be an object of known fields. */
export function openBody(body: unknown, known: readonly string[]): Fields {
  const issues: Issues = [];
  const fields = openFields(body ?? {}, placeOf('body'), { issues, watch: null });
  if (fields !== null) refuseUnknown(fields, known);
  refuse(issues);
  return fields ?? { value: {}, place: placeOf('body'), issues, watch: null };
}

/** An object without the keys that say nothing. */
export function withoutBlanks<T extends object>(object: T): Partial<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => isGiven(value))) as Partial<T>;
}

/** A text at a key of a body, null where there is none; refused where it is something else. */
export function optionalTextIn(body: unknown, key: string): string | null {
  const value = isObject(body) ? body[key] : undefined;
  if (!isGiven(value)) return null;
  return typeof value === 'string' ? value : fail(`body.${key}`, 'invalid_type', `is ${shown(value)}; give a text`);
}

/** A text at a key of a body that is yet to be checked; the empty text where there is none. */
export function textIn(body: unknown, key: string): string {
  const value = isObject(body) ? body[key] : undefined;
  return typeof value === 'string' ? value : '';
}
