import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addExact, equals, formatDecimal, zero } from '../../src/decimal/index.js';
import type { Exact } from '../../src/decimal/index.js';
import {
  aggregate,
  aggregationKinds,
  createEventReader,
  createUsageAggregator,
  createUsageMeter,
  quoteProperty,
  restoreUsageAggregator,
  type AggregationKind,
  type Metric,
  type MetricAggregation,
  type Usage,
  type UsageSpec,
} from '../../src/metrics/index.js';
import { naiveUsage, type NaiveEvent, type NaiveSpec } from './naive.js';
import { frozen } from '../support/frozen.js';

const origin = Date.UTC(2026, 0, 1);
const moment = fc.integer({ min: 0, max: 12 }).map((millis) => new Date(origin + millis).toISOString());
const group = fc.constantFrom('eu', 'us', '1', 1, 1.5, true, false, '__proto__', 'constructor', '😀', '', 'a|b', null);
const amount = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }),
  fc.integer({ min: -100000, max: 100000 }).map((cents) => cents / 100),
  fc.constantFrom('0.1', '0.20', '-3', '12345678901234567890.5', 'abc', '', '1e3', true, null, 9007199254740991),
);
// Built from entries, so that `__proto__` is a key of its own as in parsed JSON, and some keys are missing.
const properties = fc
  .record(
    {
      region: group,
      tier: group,
      __proto__key: group,
      value: amount,
      status: fc.constantFrom(200, '499', 500, 'x', null),
    },
    { requiredKeys: [] },
  )
  .map(({ __proto__key: hidden, ...rest }) => {
    const text = JSON.stringify(rest).slice(1, -1);
    if (hidden === undefined) return JSON.parse(`{${text}}`);
    return JSON.parse(`{${text}${text ? ',' : ''}"__proto__":${JSON.stringify(hidden)}}`);
  });
const events: fc.Arbitrary<readonly NaiveEvent[]> = fc
  .array(fc.record({ event_name: fc.constantFrom('call', 'load'), timestamp: moment, properties }), { maxLength: 25 })
  .map((list) => frozen(list.map((event, index) => ({ ...event, idempotency_key: `key-${index}` }))));

const spec: fc.Arbitrary<NaiveSpec> = fc.record({
  kind: fc.constantFrom(...aggregationKinds),
  percentile: fc.constantFrom('0', '0.25', '0.5', '0.95', '1'),
  expression: fc.constantFrom('value', 'region'),
  event_names: fc.constantFrom(null, ['call'], ['load', 'call']),
  filtered: fc.boolean(),
  group_by: fc.constantFrom([], ['region'], ['region', 'tier'], ['__proto__', 'region', 'absent']),
  keep: fc.boolean(),
  start: fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.004Z'),
  end: fc.constantFrom('2026-01-01T00:00:00.004Z', '2026-01-01T00:00:00.009Z', '2026-02-01T00:00:00Z'),
});

/** An aggregation of this kind over `value`, with what the kind needs. */
function aggregationOf(kind: AggregationKind): MetricAggregation {
  return { kind, expression: 'value', percentile: kind === 'percentile' ? '0.4' : null };
}

function usageSpec(naive: NaiveSpec): UsageSpec {
  const kind = aggregationKinds.find((known) => known === naive.kind) ?? 'count';
  const metric: Metric = {
    event_names: naive.event_names,
    filter: naive.filtered ? 'status < 500' : null,
    aggregation: {
      ...aggregationOf(kind),
      expression: naive.expression,
      percentile: kind === 'percentile' ? naive.percentile : null,
    },
  };
  return frozen({
    metric,
    group_by: naive.group_by.map(quoteProperty),
    null_groups: naive.keep ? 'keep' : 'omit',
    timeframe_start: naive.start,
    timeframe_end: naive.end,
  });
}

function printed(usage: Usage): { quantity: string; groups: unknown[] } {
  return {
    quantity: formatDecimal(usage.quantity),
    groups: usage.groups.map((row) => ({ ...row, quantity: formatDecimal(row.quantity) })),
  };
}

describe('usage equals the naive oracle', () => {
  it('for every kind, filter, grouping and window', () => {
    fc.assert(
      fc.property(spec, events, (naive, list) => {
        expect(printed(aggregate(usageSpec(naive), list))).toEqual(naiveUsage(naive, list));
      }),
      { numRuns: 1500 },
    );
  });

  it('and an event read by itself comes to what it would come to if there were no other', () => {
    fc.assert(
      fc.property(spec, events, (naive, list) => {
        const read = createEventReader(usageSpec(naive));
        for (const event of list) {
          const share = read(event);
          const outcome = createUsageAggregator(usageSpec(naive)).add(event);
          expect(share === null).toBe(outcome !== 'counted');
          if (share === null) continue;
          // Other events have no part in it, and what a group lacks is null.
          const { quantity, groups } = naiveUsage({ ...naive, keep: true }, [event]);
          expect(formatDecimal(share.quantity)).toBe(quantity);
          const grouped = { grouping_values: share.grouping_values, quantity };
          expect(groups).toEqual(naive.group_by.length === 0 ? [] : [grouped]);
          expect(new Date(share.at).toISOString()).toBe(event.timestamp);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('and each of many meters at once equals the one alone', () => {
    fc.assert(
      fc.property(fc.array(spec, { minLength: 1, maxLength: 6 }), events, (specs, list) => {
        const meter = createUsageMeter(specs.map((naive, index) => ({ id: `meter-${index}`, ...usageSpec(naive) })));
        meter.addAll(list);
        const results = [...meter.result()];
        expect(results.map(([id]) => id)).toEqual(specs.map((_, index) => `meter-${index}`));
        expect(results.map(([, usage]) => printed(usage))).toEqual(specs.map((naive) => naiveUsage(naive, list)));
      }),
      { numRuns: 300 },
    );
  });
});

const anyKind = fc.constantFrom(...aggregationKinds);
const unmergeable: readonly string[] = ['time_weighted', 'percentile'];
const mergeable = fc.constantFrom(...aggregationKinds.filter((kind) => !unmergeable.includes(kind)));
const month = { timeframe_start: '2026-01-01T00:00:00.005Z', timeframe_end: '2026-02-01T00:00:00Z' } as const;
const shuffled = events.chain((list) =>
  fc.tuple(fc.constant(list), fc.shuffledSubarray([...list], { minLength: list.length })),
);

describe('laws', () => {
  it('L3: the order of events is irrelevant, and so is a repeat', () => {
    fc.assert(
      fc.property(anyKind, shuffled, fc.infiniteStream(fc.nat(24)), (kind, [list, order], picks) => {
        const asked: UsageSpec = { metric: { aggregation: aggregationOf(kind) }, group_by: ['region'], ...month };
        const repeats = [...order, ...order.filter(() => (picks.next().value ?? 0) % 2 === 0)];
        expect(printed(aggregate(asked, repeats))).toEqual(printed(aggregate(asked, list)));
      }),
      { numRuns: 500 },
    );
  });

  it('L20: half-open windows partition the events; L21: a summable whole is the sum of its windows', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 5 });
    const summable = fc.constantFrom('count' as const, 'sum' as const);
    fc.assert(
      fc.property(summable, cuts, events, (kind, inner, list) => {
        const metric: Metric = { aggregation: { kind, expression: 'value' }, scale: '0.125' };
        const bounds = [0, ...inner.sort((a, b) => a - b), 13].map((millis) => new Date(origin + millis).toISOString());
        const parts = bounds.slice(1).map((end, index) => {
          return aggregate({ metric, timeframe_start: bounds[index], timeframe_end: end }, list);
        });
        const whole = aggregate({ metric }, list);
        expect(whole.is_summable).toBe(true);
        const sum = parts.reduce<Exact>((total, part) => addExact(total, part.quantity), zero);
        expect(sum).toSatisfy((total: typeof zero) => equals(total, whole.quantity));
      }),
      { numRuns: 300 },
    );
  });

  it('L22: shards merged in any order are the whole, through JSON', () => {
    const shards = events.chain((list) =>
      fc.tuple(fc.constant(list), fc.array(fc.nat(3), { minLength: list.length, maxLength: list.length })),
    );
    fc.assert(
      fc.property(mergeable, shards, fc.boolean(), fc.boolean(), (kind, [list, places], keep, dedupe) => {
        const asked = {
          metric: { aggregation: { kind, expression: 'value' }, scale: { numerator: 1, denominator: 3 } },
          group_by: ['region', '"__proto__"'],
          null_groups: keep ? ('keep' as const) : ('omit' as const),
          dedupe,
        };
        const parts = [0, 1, 2, 3].map(() => createUsageAggregator(asked));
        for (const [index, event] of list.entries()) parts[places[index] ?? 0]?.add(event);
        const whole = createUsageAggregator(asked);
        whole.addAll(list);
        for (const order of [
          [0, 1, 2, 3],
          [3, 1, 0, 2],
        ]) {
          const merged = createUsageAggregator(asked);
          for (const index of order) {
            const stored: unknown = JSON.parse(JSON.stringify(parts[index]));
            merged.merge({ toJSON: () => stored as ReturnType<typeof merged.toJSON> });
          }
          expect(printed(merged.result())).toEqual(printed(whole.result()));
        }
      }),
      { numRuns: 400 },
    );
  });

  it('a stored aggregator goes on where it stopped', () => {
    fc.assert(
      fc.property(mergeable, events, fc.nat(25), (kind, list, cut) => {
        const asked = { metric: { aggregation: { kind, expression: 'value / 3' } }, group_by: ['tier'], dedupe: true };
        const first = createUsageAggregator(asked);
        first.addAll(list.slice(0, cut));
        const second = restoreUsageAggregator(asked, JSON.parse(JSON.stringify(first)));
        expect(second.toJSON()).toEqual(first.toJSON());
        second.addAll(list);
        const whole = createUsageAggregator(asked);
        whole.addAll(list);
        expect(printed(second.result())).toEqual(printed(whole.result()));
      }),
      { numRuns: 300 },
    );
  });

  it('L27: the offset an instant is written with is irrelevant', () => {
    fc.assert(
      fc.property(events, (list) => {
        const shifted = list.map((event) => {
          const local = new Date(Date.parse(event.timestamp) - 5 * 3_600_000).toISOString().replace('Z', '-05:00');
          return { ...event, timestamp: local };
        });
        const asked: UsageSpec = {
          metric: { aggregation: { kind: 'latest', expression: 'value' } },
          timeframe_start: '2026-01-01T00:00:00.004Z',
        };
        // The second list is a repeat of the first: bodies compare by instant, not by its text (§3 "Dedupe").
        expect(printed(aggregate(asked, [...list, ...shifted]))).toEqual(printed(aggregate(asked, list)));
      }),
      { numRuns: 200 },
    );
  });
});
