import { isObject } from '../../errors/index.js';

/** Whether two JSON values say the same: keys in any order, a key without a value like one that is missing. */
export function isSameJson(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return isSameList(a, b);
  if (!isObject(a) || !isObject(b)) return a === b;
  const keys = keysOf(a);
  return keys.length === keysOf(b).length && keys.every((key) => Object.hasOwn(b, key) && isSameJson(a[key], b[key]));
}

function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((entry, position) => isSameJson(entry, b[position]));
}

function keysOf(object: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.keys(object).filter((key) => object[key] !== undefined);
}

/** Whether a JSON value is nested no deeper than a number of levels, so that walking through it comes to an end. */
export function isWithinDepth(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => isWithinDepth(inner, levels - 1));
}
