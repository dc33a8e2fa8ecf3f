import { pathAtKey, valueAt, type Fields } from '../../../errors/index.js';
import { instantOfMillis, readInstant, type Instant } from '../../../time/index.js';

/** An instant that a document always has; a fault reads as 1970. */
export function requiredInstant(fields: Fields, key: string): Instant {
  const value = valueAt(fields, key);
  // A path is written only where there is a fault to tell.
  const read = readInstant(value, '', []) ?? readInstant(value, pathAtKey(fields, key), fields.issues);
  return read ?? instantOfMillis(0);
}
