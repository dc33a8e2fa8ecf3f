import { describe, expect, it } from 'vitest';
import { checkMetric, formatMetricSql, parseMetricSql } from '../../../src/index.js';
import { foreignWords } from '../../../src/metrics/sql/foreign-words.js';
import cases from '../../cases/metrics/sql.json' with { type: 'json' };
import { quickestOf } from '../../support/quickest.js';
import { refusal } from '../../support/refusal.js';

describe('§3 SQL subset: what is read, and how it is printed', () => {
  it.each(cases.accepted)('$name: $sql', ({ sql, metric, printed }) => {
    const read = parseMetricSql(sql);
    expect(read).toEqual(metric);
    expect(checkMetric(read)).toEqual([]);
    expect(formatMetricSql(read)).toBe(printed);
    // L23, on the text: what was printed is read and printed as itself.
    expect(formatMetricSql(parseMetricSql(printed))).toBe(printed);
  });

  it('keeps parameters, whose defaults stand beside the SQL', () => {
    const read = parseMetricSql('SELECT COUNT(*) FROM events WHERE status < {{ limit }}');
    expect(read).toEqual({ filter: 'status < {{ limit }}', aggregation: { kind: 'count' } });
    const metric = { ...read, parameters: { limit: 500 } };
    expect(formatMetricSql(metric)).toBe('SELECT COUNT(*) FROM events WHERE "status" < {{limit}}');
    expect(refusal(() => formatMetricSql(read)).code).toBe('unknown_parameter');
  });

  it('writes event names as a condition, and binds it before the filter', () => {
    const aggregation = { kind: 'count' } as const;
    const written = (event_names: readonly string[], filter?: string) =>
      formatMetricSql({ event_names, filter, aggregation });
    expect(written(["it's"])).toBe("SELECT COUNT(*) FROM events WHERE event_name = 'it''s'");
    expect(written(['a', 'b'], 'x OR y')).toBe(
      `SELECT COUNT(*) FROM events WHERE event_name IN ('a', 'b') AND ("x" OR "y")`,
    );
  });

  it('refuses to print what is no metric, with every fault', () => {
    const faulty = { filter: 'a =', aggregation: { kind: 'sum' } } as const;
    expect(refusal(() => formatMetricSql(faulty)).issues.map(({ path }) => path)).toEqual([
      'aggregation.expression',
      'filter',
    ]);
  });
});

describe('§3 SQL subset: refusals say where and what is allowed', () => {
  it.each(cases.refused)('$name: $sql', ({ sql, position, expected, code }) => {
    const error = refusal(() => parseMetricSql(sql));
    expect(error.code).toBe(code);
    expect(error.issues[0]?.path).toBe('sql');
    expect(error.detail).toContain(`t position ${position},`);
    expect(error.detail).toContain(expected);
  });

  it('names each word and sign that SQL has beyond the subset, in a case of its own', () => {
    const details = cases.refused.map(({ sql }) => refusal(() => parseMetricSql(sql)).detail ?? '');
    for (const [word, advice] of foreignWords) {
      expect(details.some((detail) => detail.includes(`found "${word}"; `) && detail.endsWith(`(${advice}).`))).toBe(
        true,
      );
    }
  });
});

describe('hostile SQL is refused at once', () => {
  const where = (condition: string) => `SELECT COUNT(*) FROM events WHERE ${condition}`;
  it.each<readonly [string, unknown, string]>([
    ['a megabyte', where('a'.repeat(1_000_000)), 'limit_exceeded'],
    ['a thousand brackets', where(`${'('.repeat(1000)}1${')'.repeat(1000)}`), 'limit_exceeded'],
    ['a thousand COALESCEs', `SELECT ${'COALESCE('.repeat(1000)}`, 'limit_exceeded'],
    ['a thousand constants', `SELECT ${'2 * '.repeat(1000)}SUM(a) FROM events`, 'limit_exceeded'],
    ['3,000 terms', where(`a${'+a'.repeat(2999)}`), 'limit_exceeded'],
    ['a number of a thousand digits', where(`a = ${'9'.repeat(1000)}`), 'invalid_decimal'],
    ['no text', { toString: () => 'SELECT COUNT(*) FROM events' }, 'invalid_type'],
    ['nothing', undefined, 'invalid_type'],
  ])('%s', (_name, sql, code) => {
    // The quickest of three, because other programs may have the machine meanwhile.
    const refused = () => expect(refusal(() => parseMetricSql(sql as string)).code).toBe(code);
    expect(quickestOf(3, refused)).toBeLessThan(100);
  });
});
