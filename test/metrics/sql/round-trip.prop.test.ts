import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aggregateUsage, formatMetricSql, parseMetricSql, type Metric } from '../../../src/index.js';
import { aggregationKinds } from '../../../src/metrics/index.js';
import { parseExpression } from '../../../src/metrics/expressions/parse-expression.js';
import { printExpression } from '../../../src/metrics/expressions/print-expression.js';
import type { Expression, NodeKind } from '../../../src/metrics/expressions/syntax.js';
import { frozen } from '../../support/frozen.js';

const hostile = fc.oneof(
  fc.constantFrom('a', '"', "'", '""', "''; --", '/*', '*/', '\\', '{{x}}', '__proto__', 'select', '😀', '\u0000', ''),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const list = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: 1, maxLength: 3 });
const two = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: 2, maxLength: 3 });
const number = fc.oneof(
  fc.nat(),
  fc.nat(1e6).map((value) => value / 1000),
  fc.constantFrom(0.000001, 123456789012345),
);
const leaf: fc.Arbitrary<Expression> = fc.oneof(
  fc
    .oneof(number, hostile, fc.constantFrom(true, false, null))
    .map((value): Expression => ({ kind: 'literal', value })),
  hostile.map((name): Expression => ({ kind: 'property', name })),
  fc
    .constantFrom('event_name' as const, 'timestamp_millis' as const)
    .map((name): Expression => ({ kind: 'field', name })),
);
const calls = fc.constantFrom(
  ['NULLIF', 2] as const,
  ['ABS', 1] as const,
  ['LOWER', 1] as const,
  ['COALESCE', 3] as const,
  ['HOUR_FLOOR_TIMESTAMP_MILLIS', 1] as const,
);

const { node } = fc.letrec<{ node: Expression }>((tie) => {
  const inner = tie('node');
  const branch = (kind: NodeKind, parts: Record<string, fc.Arbitrary<unknown>>) =>
    fc.record(parts).map((members) => ({ kind, ...members }) as unknown as Expression);
  const negated = fc.boolean();
  const sides = { left: inner, right: inner };
  return {
    node: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaf,
      branch('negation', { operand: inner }),
      branch('arithmetic', { operator: fc.constantFrom('+', '-', '*', '/', '%'), ...sides }),
      branch('comparison', { operator: fc.constantFrom('=', '<>', '<', '<=', '>', '>='), ...sides }),
      branch('not', { operand: inner }),
      branch('and', { operands: two(inner) }),
      branch('or', { operands: two(inner) }),
      branch('in', { operand: inner, options: list(inner), negated }),
      branch('between', { operand: inner, low: inner, high: inner, negated }),
      branch('like', { operand: inner, pattern: inner, negated }),
      branch('is_null', { operand: inner, negated }),
      branch('case', { branches: list(fc.record({ when: inner, result: inner })), otherwise: inner }),
      calls.chain(([name, arity]) => {
        const operands = fc.array(inner, { minLength: arity, maxLength: arity });
        return branch('call', { function: fc.constant(name), operands });
      }),
    ),
  };
});

describe('an expression', () => {
  it('printed and parsed is itself, whatever its names and strings hold', () => {
    fc.assert(
      fc.property(node, (expression) => {
        expect(parseExpression(printExpression(expression), '')).toEqual(expression);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['((a + (b * c)) - d) > (1)', '"a" + "b" * "c" - "d" > 1'],
    ['a - (b - c)', '"a" - ("b" - "c")'],
    ['(a AND b) OR (NOT (c))', '"a" AND "b" OR NOT "c"'],
    ['(a OR b) AND c', '("a" OR "b") AND "c"'],
    ['- (- a)', '- -"a"'],
    ['(a = b) IS NULL', '"a" = "b" IS NULL'],
    ['a = (b IS NULL)', '"a" = ("b" IS NULL)'],
    ['{{ rate }} * 0.10', '{{rate}} * 0.1'],
    ['0.0000001 < 12345678901234567890', '0.0000001 < 12345678901234567890'],
  ])('is printed without brackets that it does not need: %s', (text, printed) => {
    expect(printExpression(parseExpression(text, ''))).toBe(printed);
  });
});

const metric: fc.Arbitrary<Metric> = fc
  .record({
    kind: fc.constantFrom(...aggregationKinds),
    expression: fc.constantFrom('v', 'v + 1', 'v / 3', '"say ""hi"""', `CASE WHEN w = 'x' THEN v ELSE 2 END`),
    by: fc.constantFrom(null, 'v * 2', 'w'),
    event_names: fc.constantFrom(null, ['a'], ['a', "b'"]),
    filter: fc.constantFrom(null, 'v > 1', `w = 'x' OR v IS NULL`, `NOT w LIKE '_''%'`, 'v BETWEEN -1 AND 2'),
    scale: fc.constantFrom(null, '0.25', -2, { numerator: 2, denominator: '3' }, { numerator: 1, denominator: 7 }),
  })
  .map(({ kind, expression, by, ...rest }) => {
    const order = kind === 'latest' || kind === 'earliest' ? by : null;
    const percentile = kind === 'percentile' ? '0.75' : null;
    return frozen({ ...rest, aggregation: { kind, expression, by: order, percentile } });
  });
const value = fc.constantFrom(0, 1, 2.5, '3', '-0.1', 'x', "'y", true, null);
const events = fc.array(
  fc.record({
    event_name: fc.constantFrom('a', "b'", 'c'),
    timestamp: fc.nat(9).map((millis) => `2026-01-01T00:00:00.00${millis}Z`),
    properties: fc.record({ v: value, w: value, 'say "hi"': value }, { requiredKeys: [] }),
  }),
  { maxLength: 12 },
);

describe('L23: a metric written as SQL and read again', () => {
  it('measures the same quantity', () => {
    fc.assert(
      fc.property(metric, events, (written, logged) => {
        const asked = {
          timeframe_start: '2026-01-01T00:00:00.002Z',
          timeframe_end: '2026-01-01T00:00:00.009Z',
          group_by: ['w'],
          events: logged,
        };
        const read = parseMetricSql(formatMetricSql(written));
        expect(aggregateUsage({ ...asked, metric: read })).toEqual(aggregateUsage({ ...asked, metric: written }));
        expect(formatMetricSql(read)).toBe(formatMetricSql(written));
      }),
      { numRuns: 1000 },
    );
  });
});
