import { fail, pathOf, placeOf, type Place } from '../../errors/index.js';

const deepest = 32;

/** Where a leaf stands, for those that have a fault to tell of it. */
export type LeafPlace = () => Place;

/** What becomes of a text, number, boolean or null under a key; the key of a list's entries is the list's. */
export type WriteLeaf = (leaf: unknown, key: string, place: LeafPlace) => unknown;

/**
 * A copy of JSON, so that a result shares nothing with the input it came from.
 *
 * @throws `limit_exceeded` for nesting deeper than any document has, which a cyclic object would be.
 */
export function copyJson(value: unknown, place: Place, write: WriteLeaf = unchanged): unknown {
  const steps: (string | number)[] = [];
  const leafPlace = () => steps.reduce<Place>((owner, step) => placeOf(step, owner), place);
  return copied(value, '', { place, write, steps, leafPlace });
}

type Copying = {
  readonly place: Place;
  readonly write: WriteLeaf;
  /** From the place down to what is being copied. */
  readonly steps: (string | number)[];
  readonly leafPlace: LeafPlace;
};

function copied(value: unknown, key: string, copying: Copying): unknown {
  if (typeof value !== 'object' || value === null) return copying.write(value, key, copying.leafPlace);
  if (copying.steps.length >= deepest)
    fail(pathOf(copying.place), 'limit_exceeded', `is nested deeper than ${deepest} levels, or refers to itself`);
  return Array.isArray(value)
    ? value.map((entry, position) => copiedAt(position, entry, { key, copying }))
    : copiedFields(value as Readonly<Record<string, unknown>>, copying);
}

type Copied = { readonly key: string; readonly copying: Copying };

function copiedAt(step: string | number, value: unknown, { key, copying }: Copied): unknown {
  copying.steps.push(step);
  const copy = copied(value, key, copying);
  copying.steps.pop();
  return copy;
}

function copiedFields(value: Readonly<Record<string, unknown>>, copying: Copying): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value)) put(copy, name, copiedAt(name, value[name], { key: name, copying }));
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
