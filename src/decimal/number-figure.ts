import { report, shown, type Fault, type Fields } from '../errors/index.js';
import { compare } from './compare.js';
import type { Decimal } from './decimal.js';
import { toNumber } from './format.js';
import { decimalOfDouble, hasFifteenDigits } from './number.js';
import { decimalAt } from './read.js';

/** Reads a figure that a document will hold as a JSON number; undefined after a fault. */
export function numberFigureAt(fields: Fields, key: string): Decimal | undefined {
  const value = decimalAt(fields, key);
  const fault = value && unkeptFault(value);
  if (!fault) return value;
  report(fields, key, fault);
  return undefined;
}

/**
 * The fault of a figure that no JSON number keeps; null where one does.
 *
 * Orb's documents hold some figures as JSON numbers, and the next bill is computed from the document: a figure that
 * changed on the way into it would be billed wrongly.
 */
export function unkeptFault(value: Decimal): Fault | null {
  if (fitsNumber(value)) return null;
  const message = `is ${shown(String(value))}, which a JSON number, as documents hold it, would not keep; give at most 15 digits`;
  return { code: 'invalid_decimal', message };
}

/** Whether the double nearest to the value prints as the value; of at most fifteen digits each does (IEEE 754). */
function fitsNumber(value: Decimal): boolean {
  if (hasFifteenDigits(value.coefficient)) return true;
  const kept = decimalOfDouble(toNumber(value));
  return kept !== undefined && compare(kept, value) === 0;
}
