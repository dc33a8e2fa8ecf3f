import { decimalAt, isZero, one, ratio, type Exact } from '../../decimal/index.js';
import { isGiven, isObject, openChild, report, valueAt, type Fields } from '../../errors/index.js';

/** The factor of the result: a decimal, or a numerator over a denominator that need not divide evenly; null if none. */
export function decodeScale(metric: Fields): Exact | null {
  const scale = valueAt(metric, 'scale');
  if (!isGiven(scale)) return null;
  // An object with `toFixed` is a decimal of the user's own library.
  if (isObject(scale) && !('toFixed' in scale)) return decodeQuotient(openChild(metric, 'scale'));
  return decimalAt(metric, 'scale') ?? one;
}

function decodeQuotient(scale: Fields | null): Exact | null {
  if (scale === null) return null;
  const numerator = decimalAt(scale, 'numerator');
  const denominator = decimalAt(scale, 'denominator');
  if (numerator === undefined || denominator === undefined) return null;
  if (!isZero(denominator)) return ratio(numerator, denominator);
  report(scale, 'denominator', { code: 'invalid_decimal', message: 'is zero; give another denominator' });
  return null;
}
