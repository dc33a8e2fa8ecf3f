import { compare, one } from '../../decimal/index.js';
import {
  acceptKeyword,
  acceptSymbol,
  expectKeyword,
  expectSymbol,
  isSymbol,
  nested,
  peek,
  refuseToken,
  type Cursor,
} from '../expressions/cursor.js';
import { parseNumber } from '../expressions/parse-number.js';
import type { MetricAggregation } from '../metric.js';
import { parseText } from './parse-text.js';

type Parse = (cursor: Cursor) => MetricAggregation;

/** What each aggregate takes, its opening bracket having been read. A Map, so that no name of the prototype is one. */
const aggregates: ReadonlyMap<string, Parse> = /*#__PURE__*/ new Map<string, Parse>([
  ['COUNT', parseCount],
  ['SUM', (cursor) => ({ kind: 'sum', expression: parseText(cursor) })],
  ['MIN', (cursor) => ({ kind: 'min', expression: parseText(cursor) })],
  ['MAX', (cursor) => ({ kind: 'max', expression: parseText(cursor) })],
  ['AVG', (cursor) => ({ kind: 'average', expression: parseText(cursor) })],
  ['LATEST_BY', (cursor) => ({ kind: 'latest', ...parseRanked(cursor) })],
  ['EARLIEST_BY', (cursor) => ({ kind: 'earliest', ...parseRanked(cursor) })],
  ['TIME_WEIGHTED_AVERAGE', (cursor) => ({ kind: 'time_weighted', expression: parseText(cursor) })],
  ['PERCENTILE_CONT', parsePercentile],
]);

/** Parses one of the aggregates of §3 "SQL subset". */
export function parseAggregate(cursor: Cursor): MetricAggregation {
  const parse = aggregates.get(peek(cursor).keyword);
  if (parse === undefined || !isSymbol(peek(cursor, 1), '(')) {
    return refuseToken(cursor, `one aggregate: ${[...aggregates.keys()].join(', ')}, or COALESCE(…, 0) around it`);
  }
  cursor.next += 2;
  refuseQuantifier(cursor);
  const aggregation = nested(cursor, parse);
  expectSymbol(cursor, ')');
  return aggregation;
}

// Said before an expression is read, which would take the word for a property; in quotes it is one.
function refuseQuantifier(cursor: Cursor): void {
  const { keyword } = peek(cursor);
  const isDistinctCount = keyword === 'DISTINCT' && peek(cursor, -2).keyword === 'COUNT';
  if (keyword === 'ALL' || (keyword === 'DISTINCT' && !isDistinctCount)) refuseToken(cursor, 'a value');
}

function parseCount(cursor: Cursor): MetricAggregation {
  if (acceptSymbol(cursor, '*')) return { kind: 'count' };
  if (acceptKeyword(cursor, 'DISTINCT')) return { kind: 'unique', expression: parseText(cursor) };
  const expression = parseText(cursor);
  // COUNT(1) is the custom way of writing COUNT(*).
  return expression === '1' ? { kind: 'count' } : { kind: 'count', expression };
}

function parseRanked(cursor: Cursor): { readonly expression: string; readonly by: string } {
  const expression = parseText(cursor);
  expectSymbol(cursor, ',');
  return { expression, by: parseText(cursor) };
}

function parsePercentile(cursor: Cursor): MetricAggregation {
  const percentile = parseShare(cursor);
  expectSymbol(cursor, ')');
  for (const keyword of ['WITHIN', 'GROUP']) expectKeyword(cursor, keyword);
  expectSymbol(cursor, '(');
  for (const keyword of ['ORDER', 'BY']) expectKeyword(cursor, keyword);
  return { kind: 'percentile', expression: parseText(cursor), percentile };
}

function parseShare(cursor: Cursor): string {
  const { kind, text } = peek(cursor);
  if (kind === 'number' && compare(parseNumber(cursor), one) <= 0) return text;
  if (kind === 'number') cursor.next -= 1;
  return refuseToken(cursor, 'a share from 0 to 1, such as 0.95');
}
