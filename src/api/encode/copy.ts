import { fail } from '../../errors/index.js';

const deepest = 32;

/**
 * A copy of JSON, so that a result shares nothing with the input it came from.
 *
 * @throws `limit_exceeded` for nesting deeper than any document has, which a cyclic object would be.
 */
export function copyJson(value: unknown, path: string, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= deepest) fail(path, 'limit_exceeded', `is nested deeper than ${deepest} levels, or refers to itself`);
  if (Array.isArray(value)) return value.map((entry) => copyJson(entry, path, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, copyJson(entry, path, depth + 1)]));
}
