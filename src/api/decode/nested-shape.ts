import { isGiven, openChild, openEntries, report, valueAt, wanting, type Fields } from '../../errors/index.js';
import { reportWrongKeys } from './document.js';

/** What each key of a record holds, and the records that stand in its lists and objects. */
export type NestedShape = {
  readonly shape: Readonly<Record<string, string>>;
  /** The words that a key may hold, where it holds one of a closed list. */
  readonly choices?: Readonly<Record<string, readonly string[]>>;
  readonly inner?: Readonly<Record<string, NestedShape>>;
};

/** Holds a record and all within it to their shapes, every key of which has to be there; each fault is reported. */
export function checkNested(fields: Fields, { shape, choices = {}, inner = {} }: NestedShape): void {
  reportWrongKeys(fields, shape);
  for (const [key, words] of Object.entries(choices)) reportOtherWord(fields, key, words);
  for (const [key, nested] of Object.entries(inner)) {
    for (const record of recordsAt(fields, key, shape[key] ?? '')) checkNested(record, nested);
  }
}

function reportOtherWord(fields: Fields, key: string, words: readonly string[]): void {
  const value = valueAt(fields, key);
  if (typeof value === 'string' && !words.includes(value)) report(fields, key, wanting(value, words.join(', ')));
}

/** The records at a key, as far as it holds what its word says; what it holds else was reported. */
function recordsAt(fields: Fields, key: string, word: string): readonly Fields[] {
  const value = valueAt(fields, key);
  if (word.startsWith('list')) return Array.isArray(value) ? openEntries(fields, key, value) : [];
  if (!isGiven(value) || typeof value !== 'object' || Array.isArray(value)) return [];
  return [openChild(fields, key)].filter((record) => record !== null);
}
