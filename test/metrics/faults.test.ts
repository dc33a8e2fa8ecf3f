import { describe, expect, it } from 'vitest';
import { checkMetric, createUsageAggregator, createUsageMeter } from '../../src/metrics/index.js';
import { faultsOf } from '../support/refusal.js';

const sum = { aggregation: { kind: 'sum', expression: 'tokens' } };

/** What each fault of a metric is called, where it stands, and what its sentence says. */
const metrics: readonly (readonly [name: string, metric: unknown, faults: readonly string[]])[] = [
  ['no object', null, ['missing_field ', 'is missing; give an object']],
  ['a list', [], ['invalid_type ', 'is an array of 0; give an object']],
  ['no aggregation', {}, ['missing_field aggregation', 'give an object']],
  [
    'an unknown kind',
    { aggregation: { kind: 'total' } },
    ['invalid_type aggregation.kind', 'kinds of aggregation are'],
  ],
  ['a kind of the prototype', { aggregation: { kind: 'toString' } }, ['invalid_type aggregation.kind', '"toString"']],
  ['nothing to add up', { aggregation: { kind: 'sum' } }, ['missing_field aggregation.expression', '`sum` needs what']],
  [
    'an order where there is none',
    { aggregation: { ...sum.aggregation, by: 'rank' } },
    ['invalid_type aggregation.by', '`sum` has no order'],
  ],
  ['a text that is none', { ...sum, filter: 7 }, ['invalid_type filter', 'is 7; give a text']],
  ['a text that does not parse', { ...sum, filter: 'a =' }, ['invalid_expression filter', 'position 4']],
  ['names that are no list', { ...sum, event_names: 'call' }, ['invalid_type event_names', 'give a list of texts']],
  [
    'a name that is no text',
    { ...sum, event_names: ['call', 1] },
    ['invalid_type event_names', 'give a list of texts'],
  ],
  ['no name at all', { ...sum, event_names: [] }, ['invalid_type event_names', 'never count anything']],
  ['a scale that is none', { ...sum, scale: 'x' }, ['invalid_decimal scale', 'x']],
  ['half a scale', { ...sum, scale: { numerator: 1 } }, ['missing_field scale.denominator', 'required']],
  ['a division by zero', { ...sum, scale: { numerator: 1, denominator: '0.0' } }, ['invalid_decimal scale.denominator', 'is zero']], // prettier-ignore
  [
    'a parameter that is a list',
    { ...sum, parameters: { low: [] } },
    ['invalid_type parameters.low', 'is an array of 0'],
  ],
  ['a parameter out of reach', { ...sum, parameters: { low: 1e300 } }, ['invalid_decimal parameters.low', '']],
];

describe('a metric with', () => {
  it.each(metrics)('%s has a fault that says so', (_name, metric, [fault, words = '']) => {
    const issues = checkMetric(metric);
    expect(issues.map(({ code, path }) => `${code} ${path}`)).toEqual([fault]);
    expect(issues[0]?.severity).toBe('error');
    expect(issues[0]?.message).toContain(words);
  });

  it('a misspelt key has a warning, and can be used', () => {
    const metric = { ...sum, id: 'tokens', name: 'Tokens', fitler: 'a', aggregation: { ...sum.aggregation, be: 1 } };
    expect(checkMetric(metric).map(({ severity, path, message }) => [severity, path, message])).toEqual([
      ['warning', 'fitler', expect.stringContaining('id, name, event_names, filter')],
      ['warning', 'aggregation.be', expect.stringContaining('kind, expression, by')],
    ]);
    expect(() => createUsageAggregator({ metric: JSON.parse(JSON.stringify({ ...sum, fitler: 'a' })) })).not.toThrow();
  });

  it('only inherited fields lacks them', () => {
    expect(checkMetric(Object.create(sum)).map(({ path }) => path)).toEqual(['aggregation']);
  });
});

describe('what is to be measured', () => {
  it('is refused with every fault at its path', () => {
    const spec = {
      metric: { ...sum, filter: 'a =', parameters: { low: 1 } },
      metric_parameter_overrides: { high: 2, ['__proto__']: 3 },
      timeframe_start: '2026-02-01T00:00:00Z',
      timeframe_end: '2026-01-01T00:00:00Z',
      group_by: ['region', 'region +', ')'],
      null_groups: 'both',
      filter: 1,
    };
    expect(faultsOf(() => createUsageAggregator(spec as never))).toEqual([
      'unknown_parameter metric_parameter_overrides.high',
      'unknown_parameter metric_parameter_overrides.__proto__',
      'invalid_expression metric.filter',
      'invalid_timeframe timeframe_end',
      'invalid_expression group_by[1]',
      'invalid_expression group_by[2]',
      'invalid_type null_groups',
      'invalid_type filter',
    ]);
  });

  it('is named by its position among many', () => {
    const meters = [{ id: 'a', metric: sum }, { id: 'b', metric: {} }]; // prettier-ignore
    expect(faultsOf(() => createUsageMeter(meters as never))).toEqual(['missing_field meters[1].metric.aggregation']);
    const twins = [{ id: 'a', metric: sum }, { id: 'a', metric: sum }]; // prettier-ignore
    expect(faultsOf(() => createUsageMeter(twins as never))).toEqual(['invalid_type meters[1].id']);
  });
});
