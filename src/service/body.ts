import {
  fail,
  isGiven,
  isObject,
  openFields,
  placeOf,
  refuse,
  shown,
  type Fields,
  type Issues,
} from '../errors/index.js';

/** Opens a request's body, which has to be an object; that it has known fields alone was looked at before (decision 88). */
export function openBody(body: unknown): Fields {
  const issues: Issues = [];
  const place = placeOf('body');
  const fields = openFields(body ?? {}, place, { issues, watch: null });
  refuse(issues);
  return fields ?? { value: {}, place, issues, watch: null };
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
