import { denominatorOf, formatDecimal, numeratorOf, one, type Exact } from '../../decimal/index.js';
import { fail, shown } from '../../errors/index.js';
import {
  acceptKeyword,
  acceptKind,
  acceptSymbol,
  isSymbol,
  openText,
  peek,
  refuseToken,
  type Cursor,
} from '../expressions/cursor.js';
import type { Metric, MetricScale } from '../metric.js';
import { foreignWords } from './foreign-words.js';
import { parseMeasure } from './parse-measure.js';
import { parseText } from './parse-text.js';

/**
 * Reads the SQL that Orb's metrics are written in as a metric (§3 "SQL subset", F11).
 *
 * One `SELECT` of one aggregate `FROM events`, perhaps with `WHERE`: `COUNT(*)`, `COUNT(e)`, `COUNT(DISTINCT e)`, `SUM`,
 * `MIN`, `MAX`, `AVG`, `LATEST_BY(v, t)`, `EARLIEST_BY(v, t)`, `TIME_WEIGHTED_AVERAGE(e)` and
 * `PERCENTILE_CONT(p) WITHIN GROUP (ORDER BY e)`, inside `COALESCE(…, 0)` or not, times or divided by constants. There is no
 * time filter, because the period gives it; `WHERE` becomes `filter`, whatever it asks of `event_name`. A `{{parameter}}`
 * stays one: add its default to the metric's `parameters`.
 *
 * @throws `unsupported_sql` with the position of what is outside the subset and what is allowed there; `limit_exceeded` over
 * 10,000 characters or a depth of 100; `invalid_type` if it is no text; `invalid_decimal` for a number of too many digits
 * @example
 * ```ts
 * import { parseMetricSql } from 'reckoner';
 * const metric = parseMetricSql(`SELECT COALESCE(SUM(tokens), 0) / 1000 FROM events WHERE model = 'atlas' AND status < 500`);
 * metric.aggregation; // → { kind: 'sum', expression: 'tokens' }
 * metric.filter; // → "model = 'atlas' AND status < 500"
 * metric.scale; // → { numerator: '1', denominator: '1000' }
 * ```
 */
export function parseMetricSql(sql: string): Metric {
  if (typeof sql !== 'string') fail('sql', 'invalid_type', `is ${shown(sql)}; give the SQL of a metric as a text`);
  const cursor = openText({ text: sql, path: 'sql', code: 'unsupported_sql', advice: foreignWords });
  if (!acceptKeyword(cursor, 'SELECT')) refuseToken(cursor, 'SELECT');
  refuseSecondSelect(cursor);
  const { aggregation, scale } = parseMeasure(cursor);
  skipAlias(cursor);
  skipTable(cursor);
  const filter = acceptKeyword(cursor, 'WHERE') ? parseText(cursor) : null;
  if (peek(cursor).kind !== 'end') refuseToken(cursor, expectedAtEnd(filter));
  return { ...(filter !== null && { filter }), aggregation, ...writeScale(scale) };
}

function expectedAtEnd(filter: string | null): string {
  const rest = filter === null ? 'WHERE or the end' : 'an operator or the end';
  return `${rest}; a metric's SQL is one SELECT of one aggregate FROM events, perhaps with WHERE`;
}

const setOperators = ['UNION', 'INTERSECT', 'EXCEPT'];

// Said before anything else is: where a name may stand, the word would be taken for a property.
function refuseSecondSelect(cursor: Cursor): void {
  const second = cursor.tokens.findIndex(({ keyword }, index) => {
    const previous = cursor.tokens[index - 1];
    return keyword === 'SELECT' && previous !== undefined && !isSymbol(previous, '.');
  });
  if (second < 0) return;
  cursor.next = second;
  // Of a union, the word that makes it one is what is wrong.
  while (['ALL', 'DISTINCT'].includes(peek(cursor, -1).keyword)) cursor.next -= 1;
  if (setOperators.includes(peek(cursor, -1).keyword)) cursor.next -= 1;
  refuseToken(cursor, 'no second SELECT; a metric has no sub-selects and no unions');
}

function skipAlias(cursor: Cursor): void {
  if (!acceptKeyword(cursor, 'AS')) return;
  if (!acceptKind(cursor, 'word') && !acceptKind(cursor, 'quoted')) refuseToken(cursor, 'a name after AS');
}

function skipTable(cursor: Cursor): void {
  if (!acceptKeyword(cursor, 'FROM')) refuseToken(cursor, 'AS, FROM, or * or / and a constant');
  const isEvents =
    peek(cursor).keyword === 'EVENTS' || (peek(cursor).kind === 'quoted' && peek(cursor).text === 'events');
  if (!isEvents) refuseToken(cursor, 'events, the one table there is');
  cursor.next += 1;
  if (acceptSymbol(cursor, ',')) {
    cursor.next -= 1;
    refuseToken(cursor, 'WHERE or the end; events is the one table there is');
  }
}

function writeScale(scale: Exact): { readonly scale?: MetricScale } {
  const numerator = formatDecimal(numeratorOf(scale));
  const denominator = formatDecimal(denominatorOf(scale));
  if (denominator !== formatDecimal(one)) return { scale: { numerator, denominator } };
  return numerator === formatDecimal(one) ? {} : { scale: numerator };
}
