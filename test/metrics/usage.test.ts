import { describe, expect, it } from 'vitest';
import { aggregateUsage, createUsageAggregator } from '../../src/index.js';
import cases from '../cases/metrics/usage.json' with { type: 'json' };
import { frozen } from '../support/frozen.js';
import { faultsOf } from '../support/refusal.js';

type Input = Parameters<typeof aggregateUsage>[0];

describe('§3: usage worked by hand', () => {
  it.each(cases)('$name: $arithmetic', ({ input, usage }) => {
    // The case file is typed as the union of its rows; each row is an input.
    const asked = frozen(input) as unknown as Input;
    expect(aggregateUsage(asked)).toEqual(usage);
    expect(aggregateUsage({ ...asked, events: [...asked.events].reverse() })).toEqual(usage);
  });
});

const sum = { aggregation: { kind: 'sum', expression: 'v' } } as const;
const january = { timeframe_start: '2026-01-01T00:00:00Z', timeframe_end: '2026-02-01T00:00:00Z' } as const;
const daily = { metric: sum, granularity: 'day', ...january } as const;
const percentile = (value?: unknown) => ({ aggregation: { kind: 'percentile', expression: 'v', percentile: value } });

describe('what is refused', () => {
  it.each<readonly [string, unknown, readonly string[]]>([
    ['another granularity', { ...daily, granularity: 'week' }, ['invalid_type granularity']],
    ['another view', { ...daily, view_mode: 'daily' }, ['invalid_type view_mode']],
    ['an unknown zone', { ...daily, timezone: 'Mars/Olympus' }, ['unknown_timezone timezone']],
    ['an unknown zone, asked or not', { metric: sum, timezone: 'UTC+3' }, ['unknown_timezone timezone']],
    [
      'windows without bounds',
      { metric: sum, granularity: 'hour' },
      ['missing_field timeframe_start', 'missing_field timeframe_end'],
    ],
    ['a bound that cannot be read, once', { ...daily, timeframe_end: 'soon' }, ['invalid_instant timeframe_end']],
    [
      'an end before the start',
      { ...daily, timeframe_end: '2025-12-31T00:00:00Z' },
      ['invalid_timeframe timeframe_end'],
    ],
    [
      'more than 10,000 windows',
      { ...daily, granularity: 'hour', timeframe_end: '2027-03-01T00:00:00Z' },
      ['limit_exceeded granularity'],
    ],
    [
      'an average over an unbounded time',
      { metric: { aggregation: { kind: 'time_weighted', expression: 'v' } }, timeframe_end: '2026-02-01T00:00:00Z' },
      ['missing_field timeframe_start'],
    ],
    ['a percentile without one', { metric: percentile() }, ['missing_field metric.aggregation.percentile']],
    ['a percentile in hundredths', { metric: percentile(95) }, ['invalid_decimal metric.aggregation.percentile']],
    ['a negative percentile', { metric: percentile('-0.1') }, ['invalid_decimal metric.aggregation.percentile']],
    ['a percentile that is none', { metric: percentile('p95') }, ['invalid_decimal metric.aggregation.percentile']],
    [
      'a percentile of a sum',
      { metric: { aggregation: { ...sum.aggregation, percentile: 0.5 } } },
      ['invalid_type metric.aggregation.percentile'],
    ],
    [
      'an order of a percentile',
      { metric: { aggregation: { ...percentile(0.5).aggregation, by: 'v' } } },
      ['invalid_type metric.aggregation.by'],
    ],
  ])('%s', (_name, asked, faults) => {
    expect(faultsOf(() => aggregateUsage({ ...(asked as Input), events: [] }))).toEqual(faults);
  });

  it('merging and storing what has no mergeable partials', () => {
    for (const kind of ['time_weighted', 'percentile'] as const) {
      const aggregation = { kind, expression: 'v', percentile: kind === 'percentile' ? 0.5 : null };
      const open = () => createUsageAggregator({ metric: { aggregation }, ...january });
      const fault = ['invalid_type metric.aggregation.kind'];
      expect(faultsOf(() => open().toJSON())).toEqual(fault);
      expect(faultsOf(() => open().merge(open()))).toEqual(fault);
    }
  });

  it('more windows over all groups than memory should hold', () => {
    const aggregator = createUsageAggregator({ ...daily, granularity: 'hour', group_by: ['g'] });
    for (let group = 0; group < 2689; group += 1) {
      aggregator.add({ event_name: 'e', timestamp: '2026-01-05T00:00:00Z', properties: { g: group, v: 1 } });
    }
    // 744 hours · 2,689 groups = 2,000,616.
    expect(faultsOf(() => aggregator.result())).toEqual(['limit_exceeded granularity']);
  });

  it.each([
    ['nothing', null],
    ['a text', '{}'],
    ['a snapshot as it is stored', createUsageAggregator(daily).toJSON()],
  ])('merging %s, which gives no snapshot', (_name, other) => {
    const aggregator = createUsageAggregator(daily);
    expect(faultsOf(() => aggregator.merge(other as never))).toEqual(['invalid_type other']);
    expect(aggregator.result().quantity).toBe('0');
  });

  it('a snapshot with a window that the spec does not have', () => {
    const aggregator = createUsageAggregator(daily);
    const forged = { ...aggregator.toJSON(), ungrouped: [[31, '1']] };
    expect(faultsOf(() => aggregator.merge({ toJSON: () => forged }))).toEqual(['invalid_type ungrouped']);
    expect(aggregator.result().quantity).toBe('0');
  });
});
