import { fail, pathOf, placeOf, type Place } from '../../errors/index.js';

const deepest = 32;

/** What becomes of a text, number, boolean or null under a key; the key of a list's entries is the list's. */
export type WriteLeaf = (leaf: unknown, key: string, place: Place) => unknown;

/**
 * A copy of JSON, so that a result shares nothing with the input it came from.
 *
 * @throws `limit_exceeded` for nesting deeper than any document has, which a cyclic object would be.
 */
export function copyJson(value: unknown, place: Place, write: WriteLeaf = unchanged): unknown {
  return copied(value, place, { key: '', root: place, write, depth: 0 });
}

type Copying = {
  /** That of the fields or entries which are being copied. */
  key: string;
  readonly root: Place;
  readonly write: WriteLeaf;
  depth: number;
};

function copied(value: unknown, place: Place, copying: Copying): unknown {
  if (typeof value !== 'object' || value === null) return copying.write(value, copying.key, place);
  if (copying.depth >= deepest)
    fail(pathOf(copying.root), 'limit_exceeded', `is nested deeper than ${deepest} levels, or refers to itself`);
  copying.depth += 1;
  const copy = Array.isArray(value)
    ? copiedEntries(value, place, copying)
    : copiedFields(value as Readonly<Record<string, unknown>>, place, copying);
  copying.depth -= 1;
  return copy;
}

function copiedEntries(list: readonly unknown[], place: Place, copying: Copying): readonly unknown[] {
  const { key } = copying;
  return list.map((entry, position) => {
    copying.key = key;
    return copied(entry, placeOf(position, place), copying);
  });
}

function copiedFields(
  value: Readonly<Record<string, unknown>>,
  place: Place,
  copying: Copying,
): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    copying.key = name;
    put(copy, name, copied(value[name], placeOf(name, place), copying));
  }
  return copy;
}

/** A copy of JSON that was copied before, which can neither be too deep nor refer to itself. */
export function copyAgain<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  return (Array.isArray(value) ? value.map(copyAgain) : fieldsAgain(value as Readonly<Record<string, unknown>>)) as T;
}

function fieldsAgain(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const field = value[name];
    // Most are texts, numbers and nulls, which need no call.
    put(copy, name, typeof field === 'object' ? copyAgain(field) : field);
  }
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
