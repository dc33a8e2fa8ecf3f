import {
  divideExact,
  formatDecimal,
  isZero,
  multiplyExact,
  negate,
  one,
  type Decimal,
  type Exact,
} from '../../decimal/index.js';
import {
  acceptKeyword,
  acceptSymbol,
  advance,
  expectSymbol,
  nested,
  peek,
  refuseToken,
  type Cursor,
} from '../expressions/cursor.js';
import { parseNumber } from '../expressions/parse-number.js';
import type { MetricAggregation } from '../metric.js';
import { parseAggregate } from './parse-aggregate.js';

/** An aggregate and what it is multiplied by. */
export type Measure = { readonly aggregation: MetricAggregation; readonly scale: Exact };

/** Parses an aggregate, perhaps inside `COALESCE(…, 0)` or brackets, perhaps times or divided by constants. */
export function parseMeasure(cursor: Cursor): Measure {
  const { aggregation, scale: first } = parseFactor(cursor);
  let scale = first;
  for (;;) {
    if (acceptSymbol(cursor, '*')) scale = multiplyExact(scale, parseConstant(cursor));
    else if (acceptSymbol(cursor, '/')) scale = divideExact(scale, parseDivisor(cursor));
    else return { aggregation, scale };
  }
}

function parseFactor(cursor: Cursor): Measure {
  if (acceptSymbol(cursor, '(')) {
    const inner = nested(cursor, parseMeasure);
    expectSymbol(cursor, ')');
    return inner;
  }
  if (acceptKeyword(cursor, 'COALESCE')) return parseCoalesce(cursor);
  if (!startsConstant(cursor)) return { aggregation: parseAggregate(cursor), scale: one };
  const constant = parseConstant(cursor);
  // Only times: a constant divided by an aggregate is no multiple of it.
  expectSymbol(cursor, '*');
  const { aggregation, scale } = nested(cursor, parseFactor);
  return { aggregation, scale: multiplyExact(constant, scale) };
}

function parseCoalesce(cursor: Cursor): Measure {
  expectSymbol(cursor, '(');
  const measure = nested(cursor, parseMeasure);
  expectSymbol(cursor, ',');
  // §3: over no events a quantity is 0, so that no other number could be meant.
  if (!/^0+(?:\.0+)?$/.test(peek(cursor).kind === 'number' ? peek(cursor).text : '')) refuseToken(cursor, '0');
  advance(cursor);
  expectSymbol(cursor, ')');
  return measure;
}

function startsConstant(cursor: Cursor): boolean {
  const { kind, text } = peek(cursor);
  return kind === 'number' || (kind === 'symbol' && text === '-');
}

function parseConstant(cursor: Cursor): Decimal {
  const isNegative = acceptSymbol(cursor, '-');
  if (peek(cursor).kind !== 'number') refuseToken(cursor, 'a constant, such as 1000');
  const constant = parseNumber(cursor);
  return isNegative ? negate(constant) : constant;
}

function parseDivisor(cursor: Cursor): Decimal {
  const divisor = parseConstant(cursor);
  if (!isZero(divisor)) return divisor;
  cursor.next -= 1;
  return refuseToken(cursor, `a constant that is not ${formatDecimal(divisor)}`);
}
