import { isObject, report, valueAt, wanting, type Fields } from '../errors/index.js';
import type { Metadata } from '../wire/index.js';

/** Labels after a request: a key with null is removed, null for the whole clears them, without any they stay. */
export function mergedMetadata(body: Fields, before: Metadata): Metadata {
  const given = valueAt(body, 'metadata');
  if (given === undefined) return before;
  if (given === null) return {};
  const labels = isObject(given) ? Object.entries(given) : null;
  if (labels === null || labels.some(([, value]) => value !== null && typeof value !== 'string')) {
    report(body, 'metadata', wanting(given, 'an object of texts; null removes a key'));
    return before;
  }
  const merged = new Map<string, unknown>([...Object.entries(before), ...labels]);
  // `fromEntries` defines each key, so that one called `__proto__` is a key like any other.
  return Object.fromEntries([...merged].filter(([, value]) => value !== null)) as Metadata;
}
