import { isObject, pathAtKey, report, wanting, type Fields } from '../../errors/index.js';

type Kind<V> = V extends string
  ? 'text'
  : V extends number
    ? 'number'
    : V extends boolean
      ? 'flag'
      : V extends readonly unknown[]
        ? 'list'
        : 'object';

type OrNull<V> = null extends V ? ' or null' : '';
type OrMissing<T, K extends keyof T> = object extends Pick<T, K> ? ' or missing' : '';
type Word<T, K extends keyof T> = unknown extends T[K]
  ? 'anything'
  : `${Kind<NonNullable<T[K]>>}${OrNull<T[K]>}${OrMissing<T, K>}`;

/** What each key of a document holds, in words; they follow from the document's type, so that neither can be wrong alone. */
export type DocumentShape<T> = { readonly [K in keyof T & string]: Word<T, K> };

/**
 * A document that was read as fields, as the type it has: the one door from what was given to what its keys promise.
 *
 * Every key is held to its JSON type; what stands inside a list or an object is for its own reader. A key that may be null
 * and is missing says the same, and reads as null. A fault is appended, and yields null.
 *
 * @param since - how many issues there were before anything of this document was read: no key is told of twice
 */
export function documentAt<T extends object>(fields: Fields, shape: DocumentShape<T>, since: number): T | null {
  const words: Readonly<Record<string, string>> = shape;
  const document = completed(fields.value, words);
  if (holds(document, shape)) return document;
  const told = new Set(fields.issues.slice(since).map(({ path }) => path));
  for (const key of wrongKeys(document, words)) {
    if (!told.has(pathAtKey(fields, key))) report(fields, key, wanting(ownValue(document, key), words[key] ?? ''));
  }
  return null;
}

/** Reports every key that does not hold what its word says; a key that may be null has to be there all the same. */
export function reportWrongKeys(fields: Fields, words: Readonly<Record<string, string>>): void {
  for (const key of wrongKeys(fields.value, words)) {
    report(fields, key, wanting(ownValue(fields.value, key), words[key] ?? ''));
  }
}

function holds<T>(document: unknown, shape: DocumentShape<T>): document is T {
  return isObject(document) && wrongKeys(document, shape).length === 0;
}

function wrongKeys(document: Fields['value'], words: Readonly<Record<string, string>>): readonly string[] {
  return Object.keys(words).filter((key) => !isWord(ownValue(document, key), words[key] ?? ''));
}

/** Only own keys count, so that no document borrows one from a prototype. */
function ownValue(document: Fields['value'], key: string): unknown {
  return Object.hasOwn(document, key) ? document[key] : undefined;
}

/** The document with null under each key that may be null and is missing; the very document where none is. */
function completed(value: Fields['value'], words: Readonly<Record<string, string>>): Fields['value'] {
  const missing = Object.keys(words).filter(
    (key) => words[key]?.endsWith(' or null') === true && ownValue(value, key) === undefined,
  );
  return missing.length === 0 ? value : { ...value, ...Object.fromEntries(missing.map((key) => [key, null])) };
}

/** A word begins with the kind; what may be null or missing as well follows. */
function isWord(value: unknown, word: string): boolean {
  if (word === 'anything') return true;
  if (value === undefined) return word.endsWith(' or missing');
  return value === null ? word.includes(' or null') : word.startsWith(kindOf(value));
}

/** What a value is in words; what no JSON holds is of a kind that no word names. */
function kindOf(value: unknown): string {
  if (isObject(value)) return 'object';
  if (Array.isArray(value)) return 'list';
  return scalars[typeof value] ?? 'none';
}

const scalars: Readonly<Record<string, string>> = { string: 'text', number: 'number', boolean: 'flag' };
