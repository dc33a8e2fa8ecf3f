import { pathAtKey, valueAt, type Fields } from '../../../errors/index.js';
import { instantOfMillis, readInstant, type Instant } from '../../../time/index.js';

/** An instant that a document always has; a fault reads as 1970. */
export function requiredInstant(fields: Fields, key: string): Instant {
  return readInstant(valueAt(fields, key), pathAtKey(fields, key), fields.issues) ?? instantOfMillis(0);
}
