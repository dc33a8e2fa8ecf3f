import { readDecimal, zero, type Decimal } from '../../decimal/index.js';
import { refuse, type Issues } from '../../errors/index.js';
import { advance, type Cursor } from './cursor.js';

/** The number at the cursor; one of too many digits is refused. */
export function parseNumber(cursor: Cursor): Decimal {
  const issues: Issues = [];
  const number = readDecimal(advance(cursor).text, cursor.source.path, issues);
  refuse(issues);
  return number ?? zero;
}
