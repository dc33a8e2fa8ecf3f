import { fail, pathOf, placeOf, type Place } from '../../errors/index.js';

const deepest = 32;

/**
 * What becomes of a text, number, boolean or null under a key; the key of a list's entries is the list's. The place holds
 * while it is written.
 */
export type WriteLeaf = (leaf: unknown, key: string, place: Place) => unknown;

/**
 * A copy of JSON, so that a result shares nothing with the input it came from.
 *
 * @throws `limit_exceeded` for nesting deeper than any document has, which a cyclic object would be.
 */
export function copyJson(value: unknown, place: Place, write: WriteLeaf = unchanged): unknown {
  return copied(value, { key: '', owner: place.owner, step: place.step, root: place, write, depth: 0 });
}

/** What is being copied: one place that moves, because most leaves are never told of. */
type Copying = {
  key: string;
  owner: Place | null;
  step: string | number;
  readonly root: Place;
  readonly write: WriteLeaf;
  depth: number;
};

function copied(value: unknown, copying: Copying): unknown {
  if (typeof value !== 'object' || value === null) return copying.write(value, copying.key, copying);
  if (copying.depth >= deepest)
    fail(pathOf(copying.root), 'limit_exceeded', `is nested deeper than ${deepest} levels, or refers to itself`);
  const { key, owner, step } = copying;
  copying.owner = placeOf(step, owner);
  copying.depth += 1;
  const copy = Array.isArray(value)
    ? copiedEntries(value, copying)
    : copiedFields(value as Readonly<Record<string, unknown>>, copying);
  copying.depth -= 1;
  copying.key = key;
  copying.owner = owner;
  copying.step = step;
  return copy;
}

function copiedEntries(list: readonly unknown[], copying: Copying): readonly unknown[] {
  return list.map((entry, position) => {
    copying.step = position;
    return copied(entry, copying);
  });
}

function copiedFields(value: Readonly<Record<string, unknown>>, copying: Copying): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    copying.key = name;
    copying.step = name;
    put(copy, name, copied(value[name], copying));
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
