import { compare, decimalAt, isNegative, one, zero, type Decimal } from '../decimal/index.js';
import { report, type Fields } from '../errors/index.js';

/** An amount or a number of units: zero or more, of any precision. */
export function readMagnitude(fields: Fields, key: string): Decimal {
  const value = decimalAt(fields, key) ?? zero;
  if (isNegative(value)) {
    report(fields, key, { code: 'invalid_adjustment', message: 'is negative; give a magnitude of 0 or more' });
  }
  return value;
}

/** A share between 0 and 1, as a number or a text. */
export function readPercentage(fields: Fields, key: string): Decimal {
  const value = decimalAt(fields, key) ?? zero;
  if (isNegative(value) || compare(value, one) > 0) {
    const message = 'is not between 0 and 1; fifteen percent is 0.15';
    report(fields, key, { code: 'invalid_adjustment', message });
  }
  return value;
}
