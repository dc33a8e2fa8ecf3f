import type { Lifetime } from '../../../credits/index.js';
import { isGiven, report, valueAt, wanting, type Fields } from '../../../errors/index.js';
import { choiceAt } from '../../decode/document-fields.js';

const longest = 36_600;

/** Reads a number of days or months from two keys; null where nothing is said. */
export function readLifetime(fields: Fields, keys: readonly [count: string, unit: string]): Lifetime | null {
  const [count_key, unit_key] = keys;
  const count = valueAt(fields, count_key);
  if (!isGiven(count)) return null;
  if (!Number.isInteger(count) || (count as number) < 1 || (count as number) > longest) {
    report(fields, count_key, wanting(count, `a whole number from 1 to ${longest}`));
    return null;
  }
  return { count: count as number, unit: choiceAt(fields, unit_key, ['day', 'month']) };
}
