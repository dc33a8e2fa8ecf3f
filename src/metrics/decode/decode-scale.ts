import { isZero, one, ratio, readDecimal, type Exact } from '../../decimal/index.js';
import { pathAt, problem } from '../../errors/index.js';
import { isMembers, type Place } from './fields.js';

/** The factor of the result: a decimal, or a numerator over a denominator that need not divide evenly; null if none. */
export function decodeScale({ members, path: metricPath, issues }: Place): Exact | null {
  const scale = members['scale'];
  const path = pathAt(metricPath, 'scale');
  if (scale === undefined || scale === null) return null;
  // An object with `toFixed` is a decimal of the user's own library.
  if (isMembers(scale) && !('toFixed' in scale)) return decodeQuotient({ members: scale, path, issues });
  return readDecimal(scale, path, issues) ?? one;
}

function decodeQuotient({ members, path, issues }: Place): Exact | null {
  const numerator = readDecimal(members['numerator'], pathAt(path, 'numerator'), issues);
  const denominator = readDecimal(members['denominator'], pathAt(path, 'denominator'), issues);
  if (numerator === undefined || denominator === undefined) return null;
  if (!isZero(denominator)) return ratio(numerator, denominator);
  issues.push(problem(pathAt(path, 'denominator'), 'invalid_decimal', 'A denominator is not zero.'));
  return null;
}
