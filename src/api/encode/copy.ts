import { fail, pathOf, type Place } from '../../errors/index.js';

const deepest = 32;

/** What becomes of a text, number, boolean or null under a key; the key of a list's entries is the list's. */
export type WriteLeaf = (leaf: unknown, key: string) => unknown;

/**
 * A copy of JSON, so that a result shares nothing with the input it came from.
 *
 * @throws `limit_exceeded` for nesting deeper than any document has, which a cyclic object would be.
 */
export function copyJson(value: unknown, place: Place, write: WriteLeaf = unchanged): unknown {
  return copied(value, '', { place, write, depth: 0 });
}

type Copying = { readonly place: Place; readonly write: WriteLeaf; readonly depth: number };

function copied(value: unknown, key: string, copying: Copying): unknown {
  if (typeof value !== 'object' || value === null) return copying.write(value, key);
  const { place, write, depth } = copying;
  if (depth >= deepest)
    fail(pathOf(place), 'limit_exceeded', `is nested deeper than ${deepest} levels, or refers to itself`);
  const inside = { place, write, depth: depth + 1 };
  if (Array.isArray(value)) return value.map((entry) => copied(entry, key, inside));
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value)) put(copy, name, copied(Reflect.get(value, name), name, inside));
  return copy;
}

/** Sets a property whatever it is called: `__proto__` is defined, because assigning it would change the prototype. */
export function put(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
}

function unchanged(leaf: unknown): unknown {
  return leaf;
}
