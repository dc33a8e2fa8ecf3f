import { describe, expect, it } from 'vitest';
import { compileMetric, mergePartials, type Metric, type WarehouseOptions } from '../../../src/index.js';
import { quoteProperty } from '../../../src/metrics/index.js';
import { refusal } from '../../support/refusal.js';

const dialects = ['postgresql', 'duckdb', 'clickhouse', 'bigquery'] as const;
const metric: Metric = {
  event_names: ['call', "o'call"],
  filter: `"we""ird" LIKE 'a_%' AND flag AND status < 500`,
  aggregation: { kind: 'average', expression: 'tokens * 1.5 / size' },
};
const question = {
  group_by: ['region', 'LOWER(tier)'],
  timeframe_start: '2026-01-01T00:00:00Z',
  timeframe_end: '2026-02-01T00:00:00Z',
};
const table = 'my project.billing.events';

/** Parts of a statement that are names, texts or brackets; what is left of it is words, numbers and operators. */
function parts(text: string): readonly string[] {
  return text.match(/"(?:[^"]|"")*"|`(?:[^`\\]|\\.)*`|r?'(?:[^'\\]|\\.|'')*'|[()[\]]/g) ?? [];
}

describe.each(dialects)('a statement for %s', (dialect) => {
  const { text, values } = compileMetric(metric, { ...question, dialect, table });

  it('is one SELECT whose brackets close', () => {
    let depth = 0;
    for (const part of parts(text)) {
      if (part === '(' || part === '[') depth += 1;
      if (part === ')' || part === ']') depth -= 1;
      expect(depth).toBeGreaterThanOrEqual(0);
    }
    expect(depth).toBe(0);
    expect(text).toMatch(/^SELECT /);
    expect(text).not.toContain(';');
    expect(text).not.toContain('--');
  });

  it('numbers its parameters from 1 without gaps, one per text', () => {
    const mark = { postgresql: /\$(\d+)/g, duckdb: /\$(\d+)/g, clickhouse: /\{p(\d+):String\}/g, bigquery: /@p(\d+)/g };
    const numbers = [...text.matchAll(mark[dialect])].map(([, number]) => Number(number));
    expect([...new Set(numbers)]).toEqual(values.map((_, index) => index + 1));
    expect(new Set(values).size).toBe(values.length);
  });

  it('holds no text of the caller but the quoted names of table and columns', () => {
    const quote = dialect === 'clickhouse' || dialect === 'bigquery' ? '`' : '"';
    const collation = dialect === 'postgresql' ? ['C'] : [];
    const names = [...collation, 'my project', 'billing', 'events', 'properties', 'timestamp', 'event_name'];
    const found = parts(text).filter((part) => part.startsWith(quote));
    expect([...new Set(found)].sort()).toEqual(names.map((name) => `${quote}${name}${quote}`).sort());
    for (const word of ['call', 'ird', 'region', 'tokens', 'status', '500']) expect(text).not.toContain(word);
  });

  it('has no type or function that is not exact', () => {
    // Without its texts, one of which is the name that ClickHouse gives to a JSON number.
    const words = text.replaceAll(/'[^']*'/g, '');
    expect(words).not.toMatch(/double|float|\breal\b|approx|\bAVG\b/i);
  });

  it('leaves the division of an average to whoever merges', () => {
    expect(text).toMatch(/SUM\(amount\)/);
    expect(text).toMatch(/COUNT\(amount\)/);
  });

  it('escapes what ends a quoted name', () => {
    const odd = compileMetric({ aggregation: { kind: 'count' } }, { dialect, table: ['a"b`c\\d'] });
    const quoted = dialect === 'clickhouse' || dialect === 'bigquery' ? '`a"b\\`c\\\\d`' : '"a""b`c\\d"';
    expect(odd.text).toContain(`FROM ${quoted} `);
  });
});

describe('what is refused', () => {
  const options: WarehouseOptions = { dialect: 'postgresql', table: 'events' };
  const count: Metric = { aggregation: { kind: 'count' } };
  const refusalOf = (given: unknown, of: Metric = count) => {
    const [issue] = refusal(() => compileMetric(of, given as WarehouseOptions)).issues;
    return [issue?.path, issue?.code];
  };

  it.each([
    ['no options', undefined, 'options', 'missing_field'],
    ['null for options', null, 'options', 'missing_field'],
    ['a text for options', 'events', 'options', 'invalid_type'],
    ['an unknown dialect', { ...options, dialect: 'mysql' }, 'dialect', 'invalid_type'],
    ['a dialect of the prototype', { ...options, dialect: 'constructor' }, 'dialect', 'invalid_type'],
    ['no table', { dialect: 'duckdb' }, 'table', 'missing_field'],
    ['an empty part of a table', { ...options, table: 'a..b' }, 'table', 'invalid_type'],
    ['a table that is no text', { ...options, table: [1] }, 'table', 'invalid_type'],
    ['a name of a megabyte', { ...options, table: 'x'.repeat(1_000_000) }, 'table', 'invalid_type'],
    ['an unknown column', { ...options, columns: { at: 'x' } }, 'columns.at', 'invalid_type'],
    ['an empty column', { ...options, columns: { timestamp: '' } }, 'columns.timestamp', 'invalid_type'],
    ['digits beyond the grammar', { ...options, digits: { fraction: 31 } }, 'digits.fraction', 'invalid_type'],
    ['half a digit', { ...options, digits: { integer: 0.5 } }, 'digits.integer', 'invalid_type'],
    ['an option that does not exist', { ...options, windows: 'day' }, 'windows', 'invalid_type'],
    ['windows without a timeframe', { ...options, granularity: 'day' }, 'timeframe_start', 'missing_field'],
    ['windows of a week', { ...options, granularity: 'week' }, 'granularity', 'invalid_type'],
    [
      'more windows than a statement has room for',
      {
        ...options,
        granularity: 'hour',
        timeframe_start: '2025-01-01T00:00:00Z',
        timeframe_end: '2025-08-01T00:00:00Z',
      },
      'granularity',
      'limit_exceeded',
    ],
    [
      'an end before the start',
      { ...options, timeframe_start: 2, timeframe_end: 1 },
      'timeframe_end',
      'invalid_timeframe',
    ],
    ['a faulty filter', { ...options, filter: 'a <' }, 'filter', 'invalid_expression'],
    ['an unknown parameter', { ...options, group_by: ['{{x}}'] }, 'group_by[0]', 'unknown_parameter'],
  ])('%s', (_name, given, path, code) => {
    expect(refusalOf(given)).toEqual([path, code]);
  });

  it.each(['time_weighted', 'percentile'] as const)('%s, which has no partials that merge', (kind) => {
    const of: Metric = {
      aggregation: { kind, expression: 'a', percentile: kind === 'percentile' ? '0.5' : undefined },
    };
    const window = { timeframe_start: '2026-01-01T00:00:00Z', timeframe_end: '2026-02-01T00:00:00Z' };
    expect(refusalOf({ ...options, ...window }, of)).toEqual(['metric.aggregation.kind', 'unsupported_sql']);
    expect(refusal(() => mergePartials(of, { ...window, partials: [] })).code).toBe('unsupported_sql');
  });

  it.each([
    ['duckdb', { fraction: 20 }, 'a * b'],
    ['bigquery', { fraction: 20 }, 'a * b'],
    ['clickhouse', { integer: 38, fraction: 0 }, 'a * b'],
    ['clickhouse', { integer: 38, fraction: 30 }, 'a'],
    ['postgresql', {}, Array.from({ length: 65 }, () => 'a').join(' * ')],
  ] as const)('%s with %j: %s may outgrow the engine or does not', (dialect, digits, expression) => {
    const of: Metric = { aggregation: { kind: 'sum', expression } };
    const compile = () => compileMetric(of, { dialect, table: 'events', digits });
    if (dialect === 'postgresql') expect(compile).not.toThrow();
    else
      expect(refusal(compile).issues[0]).toMatchObject({
        path: expect.stringContaining('metric'),
        code: 'limit_exceeded',
      });
  });

  it('a choice within a choice that would make a statement of any length, at once', () => {
    let text = 'a';
    for (let depth = 0; depth < 60; depth += 1) text = `NULLIF(${text}, a)`;
    const before = performance.now();
    const of: Metric = { aggregation: { kind: 'unique', expression: text } };
    expect(refusal(() => compileMetric(of, options)).code).toBe('limit_exceeded');
    expect(performance.now() - before).toBeLessThan(2000);
  });
});

describe('rows that are not what the statement returns', () => {
  const sum: Metric = { aggregation: { kind: 'sum', expression: 'tokens' } };
  it.each([
    ['no row', null, 'partials[0][0]', 'invalid_type'],
    ['no count of events', { total: '1', counted: '1' }, 'partials[0][0].events', 'missing_field'],
    ['no total', { counted: '1', events: '1' }, 'partials[0][0].total', 'missing_field'],
    [
      'a total that went through a double',
      { total: 0.30000000000000004, counted: '1', events: '1' },
      'partials[0][0].total',
      'invalid_type',
    ],
    ['a count below zero', { total: '1', counted: '1', events: '-1' }, 'partials[0][0].events', 'invalid_type'],
  ])('%s', (_name, row, path, code) => {
    const partials = [[row]] as unknown as readonly (readonly { readonly [column: string]: unknown }[])[];
    const [issue] = refusal(() => mergePartials(sum, { partials })).issues;
    expect([issue?.path, issue?.code]).toEqual([path, code]);
  });

  it.each([
    ['no number of a window', {}, 'partials[0][0].slice', 'missing_field'],
    ['a window beyond the last', { slice: '2' }, 'ungrouped', 'invalid_type'],
    ['half a window', { slice: '0.5' }, 'partials[0][0].slice', 'invalid_type'],
  ])('%s', (_name, slice, path, code) => {
    const windows = { timeframe_start: '2026-01-01T00:00:00Z', timeframe_end: '2026-01-03T00:00:00Z' };
    const partials = [[{ total: '1', counted: '1', events: '1', ...slice }]];
    const { issues } = refusal(() => mergePartials(sum, { ...windows, granularity: 'day', partials }));
    expect([issues[0]?.path, issues[0]?.code]).toEqual([path, code]);
  });

  it('no rows: neither a list, nor the question', () => {
    const merge = mergePartials as (metric: Metric, input?: unknown) => unknown;
    expect(refusal(() => merge(sum)).issues[0]).toMatchObject({ path: 'input', code: 'missing_field' });
    expect(refusal(() => merge(sum, 5)).issues[0]).toMatchObject({ path: 'input', code: 'invalid_type' });
  });

  it('a total that is no decimal, and a group without its type', () => {
    const rows = [{ group_1: 'eu', total: 'x', counted: '1', events: '1' }];
    expect(refusal(() => mergePartials(sum, { group_by: ['r'], partials: [rows] })).code).toBe('invalid_type');
    const [row] = rows;
    expect(refusal(() => mergePartials(sum, { partials: [[{ ...row }]] })).code).toBe('invalid_decimal');
  });

  it('whole numbers of other types are taken, since drivers differ', () => {
    const partials = [[{ total: 3n, counted: 2, events: '2' }]];
    expect(mergePartials(sum, { partials }).quantity).toBe('3');
  });
});

describe('texts and names that no warehouse can store', () => {
  const asking = (text: string): Metric => ({ filter: `a = '${text}'`, aggregation: { kind: 'count' } });
  it.each([
    ['a NUL', 'a\0b'],
    ['half a surrogate pair', '\ud83d'],
    ['the other half', 'x\ude00'],
  ])('are refused: %s', (_name, text) => {
    const options = { dialect: 'duckdb', table: 'events' } as const;
    expect(refusal(() => compileMetric(asking(text), options)).issues[0]).toMatchObject({
      path: 'metric.filter',
      code: 'unsupported_sql',
    });
    const named = { aggregation: { kind: 'sum' as const, expression: quoteProperty(text) } };
    expect(refusal(() => compileMetric(named, options)).code).toBe('unsupported_sql');
    const count: Metric = { aggregation: { kind: 'count' } };
    expect(refusal(() => compileMetric(count, { ...options, table: [text] })).code).toBe('invalid_type');
    expect(refusal(() => compileMetric(count, { ...options, columns: { properties: text } })).code).toBe(
      'invalid_type',
    );
  });
});
