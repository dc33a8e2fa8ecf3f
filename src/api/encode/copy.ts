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

type Copying = { readonly place: Place; readonly write: WriteLeaf; depth: number };

function copied(value: unknown, key: string, copying: Copying): unknown {
  if (typeof value !== 'object' || value === null) return copying.write(value, key);
  if (copying.depth >= deepest)
    fail(pathOf(copying.place), 'limit_exceeded', `is nested deeper than ${deepest} levels, or refers to itself`);
  copying.depth += 1;
  const copy = Array.isArray(value)
    ? value.map((entry) => copied(entry, key, copying))
    : copiedFields(value as Readonly<Record<string, unknown>>, copying);
  copying.depth -= 1;
  return copy;
}

function copiedFields(value: Readonly<Record<string, unknown>>, copying: Copying): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value)) put(copy, name, copied(value[name], name, copying));
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
