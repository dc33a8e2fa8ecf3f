import { formatDecimal, denominatorOf, numeratorOf, one, toDecimal, type Exact } from '../../decimal/index.js';
import { invariant, placeOf, refuse, type Issues } from '../../errors/index.js';
import type { AggregationKind } from '../aggregations/aggregations.js';
import type { DecodedAggregation } from '../decode/decode-aggregation.js';
import { decodeMetric, type DecodedMetric } from '../decode/decode-metric.js';
import type { DecodedText } from '../decode/decode-text.js';
import { parseExpression } from '../expressions/parse-expression.js';
import { printExpression } from '../expressions/print-expression.js';
import type { Expression } from '../expressions/syntax.js';
import type { Metric } from '../metric.js';

/**
 * Writes a metric in the SQL of Orb's metrics (§3 "SQL subset", F11): `parseMetricSql` reads it as a metric of the same
 * quantity (L23).
 *
 * Every text is parsed and printed anew, each name and string in quotes of its own, so that nothing in a metric can escape
 * into the statement. `event_names` become a condition on `event_name`. A `{{parameter}}` stays one, without its default.
 *
 * @throws what is wrong with the metric, as `checkMetric` lists it
 * @example
 * ```ts
 * import { formatMetricSql } from 'reckoner';
 * formatMetricSql({
 *   event_names: ['request'],
 *   filter: 'status < 500',
 *   aggregation: { kind: 'sum', expression: 'tokens' },
 * }); // → `SELECT COALESCE(SUM("tokens"), 0) FROM events WHERE event_name = 'request' AND "status" < 500`
 * ```
 */
export function formatMetricSql(metric: Metric): string {
  const issues: Issues = [];
  const decoded = decodeMetric(metric, { place: placeOf(''), issues, overrides: null });
  refuse(issues);
  invariant(decoded !== null, 'a metric without an error decodes');
  const condition = conditionOf(decoded);
  const where = condition === null ? '' : ` WHERE ${printExpression(condition)}`;
  return `SELECT ${printMeasure(decoded)} FROM events${where}`;
}

function conditionOf({ event_names: names, filter }: DecodedMetric): Expression | null {
  const kept = filter && parsed(filter);
  const named = names && nameTest(names);
  return kept && named ? { kind: 'and', operands: [named, kept] } : (named ?? kept);
}

function nameTest(names: readonly string[]): Expression {
  const name: Expression = { kind: 'field', name: 'event_name' };
  const [first, ...others] = names.map((value): Expression => ({ kind: 'literal', value }));
  if (first !== undefined && others.length === 0)
    return { kind: 'comparison', operator: '=', left: name, right: first };
  return { kind: 'in', operand: name, options: first === undefined ? [] : [first, ...others], negated: false };
}

function printMeasure({ aggregation, scale }: DecodedMetric): string {
  const aggregate = aggregates[aggregation.kind](aggregation);
  // Over no events SQL has no sum; a count is 0 of itself.
  const isCount = aggregation.kind === 'count' || aggregation.kind === 'unique';
  return `${isCount ? aggregate : `COALESCE(${aggregate}, 0)`}${printScale(scale)}`;
}

function printScale(scale: Exact | null): string {
  if (scale === null) return '';
  const factors = [
    [' * ', numeratorOf(scale)],
    [' / ', denominatorOf(scale)],
  ] as const;
  return factors
    .map(([operator, factor]) => [operator, formatDecimal(factor)] as const)
    .filter(([, factor]) => factor !== formatDecimal(one))
    .flat()
    .join('');
}

type Print = (aggregation: DecodedAggregation) => string;

const aggregates: { readonly [K in AggregationKind]: Print } = {
  count: ({ expression }) => (expression === null ? 'COUNT(*)' : `COUNT(${printed(expression)})`),
  sum: ({ expression }) => `SUM(${printed(expression)})`,
  min: ({ expression }) => `MIN(${printed(expression)})`,
  max: ({ expression }) => `MAX(${printed(expression)})`,
  average: ({ expression }) => `AVG(${printed(expression)})`,
  unique: ({ expression }) => `COUNT(DISTINCT ${printed(expression)})`,
  latest: ({ expression, by }) => `LATEST_BY(${printed(expression)}, ${printedRank(by)})`,
  earliest: ({ expression, by }) => `EARLIEST_BY(${printed(expression)}, ${printedRank(by)})`,
  time_weighted: ({ expression }) => `TIME_WEIGHTED_AVERAGE(${printed(expression)})`,
  percentile: ({ expression, percentile }) =>
    `PERCENTILE_CONT(${formatDecimal(percentile ?? toDecimal(0))}) WITHIN GROUP (ORDER BY ${printed(expression)})`,
};

function printedRank(by: DecodedText | null): string {
  return by === null ? 'timestamp_millis' : printed(by);
}

function printed(text: DecodedText | null): string {
  invariant(text !== null, 'a metric that lacks what its kind needs is refused');
  return printExpression(parsed(text));
}

function parsed({ text }: DecodedText): Expression {
  return parseExpression(text, '');
}
