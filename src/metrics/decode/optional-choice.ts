import { isGiven, report, shown, valueAt, type Fields } from '../../errors/index.js';

/** One of a few words, or null if it is absent or at fault. */
export function optionalChoice<W extends string>(fields: Fields, key: string, words: readonly W[]): W | null {
  const value = valueAt(fields, key);
  const word = words.find((known) => known === value);
  if (word !== undefined) return word;
  if (isGiven(value)) {
    const message = `is ${shown(value)}; use ${words.map((known) => `"${known}"`).join(' or ')}`;
    report(fields, key, { code: 'invalid_type', message });
  }
  return null;
}
