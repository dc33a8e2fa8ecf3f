import { fail } from './billing-error.js';
import { report, valueAt, wanting, type Fields } from './fields.js';

/** Whether a value is a list or another object that can be iterated over; a text is neither. */
export function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

/** Whether a value is a list of texts; one with holes is none. */
export function isTextList(value: unknown): value is readonly string[] {
  // `every` passes over holes, `includes` does not.
  return Array.isArray(value) && !value.includes(undefined) && value.every((entry) => typeof entry === 'string');
}

/** The list, or whatever else iterates, at a key; null and a fault for anything else. */
export function iterableAt(fields: Fields, key: string, things: string): Iterable<unknown> | null {
  const value = valueAt(fields, key);
  if (isIterable(value)) return value;
  report(fields, key, wanting(value, wanted(things)));
  return null;
}

/** Refuses an argument that cannot be iterated over. */
export function refuseUniterable(value: unknown, path: string, things: string): void {
  if (isIterable(value)) return;
  const { code, message } = wanting(value, wanted(things));
  fail(path, code, message);
}

function wanted(things: string): string {
  return `a list of ${things}, or anything that iterates over them`;
}
