import { isObject, problem, type Issue } from '../../errors/index.js';
import type { JsonDocument } from '../../repository/index.js';

/** What a key of a document has to hold for the store and its lists to work with it. */
export type Word = 'text' | 'number' | 'list' | 'object' | 'object or null';

const wanted: { readonly [W in Word]: string } = {
  text: 'a text',
  number: 'a number',
  list: 'a list of objects',
  object: 'an object',
  'object or null': 'an object or null',
};

/** The keys of a document that do not hold what they have to. */
export function keyIssues(document: JsonDocument, keys: { readonly [key: string]: Word }): readonly Issue[] {
  return Object.entries(keys).flatMap(([key, word]) =>
    isWord(Object.hasOwn(document, key) ? document[key] : undefined, word)
      ? []
      : [problem(key, 'invalid_type', `has to be ${wanted[word]}, as in the document that Orb answers`)],
  );
}

function isWord(value: unknown, word: Word): boolean {
  if (word === 'text') return typeof value === 'string' && value !== '';
  if (word === 'number') return typeof value === 'number';
  if (word === 'list') return Array.isArray(value) && value.every(isObject);
  return isObject(value) || (value === null && word === 'object or null');
}

/** The texts at a path of keys through objects and lists. */
export function textsAt(value: unknown, path: readonly string[]): readonly string[] {
  if (Array.isArray(value)) return (value as readonly unknown[]).flatMap((entry) => textsAt(entry, path));
  const [key, ...rest] = path;
  if (key === undefined) return typeof value === 'string' ? [value] : [];
  return isObject(value) && Object.hasOwn(value, key) ? textsAt(value[key], rest) : [];
}
