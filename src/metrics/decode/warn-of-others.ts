import { warnOfUnknown, type Fields } from '../../errors/index.js';

/** Warns of keys that mean nothing here: mostly a misspelt one. */
export function warnOfOthers(fields: Fields, known: readonly string[]): void {
  const message = `is ignored; the fields here are ${known.join(', ')}`;
  warnOfUnknown(new Map([[fields, new Set(known)]]), fields.issues, { code: 'invalid_type', message });
}
