import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aggregateUsage, createUsageAggregator, type UsageSpec } from '../../src/index.js';
import { aggregationKinds } from '../../src/metrics/index.js';
import { naiveUsage, type NaiveEvent, type NaiveSpec } from './naive.js';
import { frozen } from '../support/frozen.js';

// The night on which New York loses an hour. Its midnights are written by hand: 05:00Z before, 04:00Z after.
const start = Date.parse('2025-03-08T12:30:00Z');
const end = Date.parse('2025-03-10T12:00:00Z');
const midnights = ['2025-03-09T05:00:00Z', '2025-03-10T04:00:00Z'].map((text) => Date.parse(text));
const hour = 3_600_000;
const hours = Array.from({ length: 47 }, (_, index) => Date.parse('2025-03-08T13:00:00Z') + index * hour);
const cuts = { day: [start, ...midnights, end], hour: [start, ...hours, end] };

const boundary = fc.constantFrom(...cuts.day, ...cuts.hour).chain((cut) => fc.constantFrom(cut - 1, cut, cut + 1));
const moment = fc.oneof(boundary, fc.integer({ min: start - 5 * hour, max: end + hour }));
const amount = fc.oneof(
  fc.integer({ min: -99, max: 99 }),
  fc.constantFrom('0.1', '12345678901234567.5', 'x', null, true),
);
const events: fc.Arbitrary<readonly NaiveEvent[]> = fc
  .array(fc.record({ at: moment, value: amount, region: fc.constantFrom('eu', 'us', 1, null) }), { maxLength: 20 })
  .map((list) =>
    frozen(
      list.map(({ at, value, region }, index) => ({
        event_name: 'call',
        timestamp: new Date(at).toISOString(),
        properties: { value, region },
        idempotency_key: `key-${index}`,
      })),
    ),
  );
const question = fc.record({
  kind: fc.constantFrom(...aggregationKinds),
  granularity: fc.constantFrom('day' as const, 'hour' as const),
  view_mode: fc.constantFrom('periodic' as const, 'cumulative' as const),
  group_by: fc.constantFrom([], ['region']),
});

type Question = typeof question extends fc.Arbitrary<infer Q> ? Q : never;

const text = (at: number): string => new Date(at).toISOString().replace('Z', '+00:00').replace('.000', '');

function specOf({ kind, ...rest }: Question): UsageSpec {
  const aggregation = { kind, expression: 'value', percentile: kind === 'percentile' ? '0.3' : null };
  return {
    ...rest,
    metric: { aggregation },
    timezone: 'America/New_York',
    timeframe_start: text(start),
    timeframe_end: text(end),
  };
}

function naiveOf({ kind, group_by }: Question, from: number, until: number): NaiveSpec {
  const rest = { expression: 'value', event_names: null, filtered: false, keep: false, percentile: '0.3' };
  return { ...rest, kind, group_by, start: text(from), end: text(until) };
}

/** Each window by the oracle, as a timeframe of its own; what groups it lacks came to 0, or to the oracle of no events. */
function naiveWindows(
  asked: Question,
  list: readonly NaiveEvent[],
): { whole: unknown[]; of: (values: unknown) => unknown[] } {
  const bounds = cuts[asked.granularity];
  const windows = bounds.slice(1).map((until, index) => {
    const from = asked.view_mode === 'periodic' ? (bounds[index] ?? start) : start;
    const usage = naiveUsage(naiveOf(asked, from, until), list);
    const groups = new Map(usage.groups.map((group) => Object.values(group as object)).map(([key, quantity]) => [JSON.stringify(key), quantity])); // prettier-ignore
    const window = (quantity: unknown) => ({ timeframe_start: text(from), timeframe_end: text(until), quantity });
    return { whole: window(usage.quantity), of: (key: unknown) => window(groups.get(JSON.stringify(key)) ?? '0') };
  });
  return { whole: windows.map(({ whole }) => whole), of: (key) => windows.map((window) => window.of(key)) };
}

describe('§3 Day cuts: windows', () => {
  it('each equal the oracle over a timeframe of its own, for every kind, view, granularity and group', () => {
    fc.assert(
      fc.property(question, events, (asked, list) => {
        const usage = aggregateUsage({ ...specOf(asked), events: list });
        const naive = naiveWindows(asked, list);
        const whole = naiveUsage(naiveOf(asked, start, end), list);
        expect(usage.quantity).toBe(whole.quantity);
        expect(usage.windows).toEqual(naive.whole);
        expect(usage.groups).toEqual(
          whole.groups.map((group) => {
            const { grouping_values, quantity } = group as { grouping_values: unknown; quantity: unknown };
            return { grouping_values, quantity, windows: naive.of(grouping_values) };
          }),
        );
      }),
      { numRuns: 250 },
    );
  });

  it('L21: of a summable metric add up to the whole; L20: every event is in exactly one', () => {
    fc.assert(
      fc.property(question, events, (asked, list) => {
        const usage = aggregateUsage({ ...specOf({ ...asked, kind: 'count', view_mode: 'periodic' }), events: list });
        const sum = (usage.windows ?? []).reduce((total, { quantity }) => total + Number(quantity), 0);
        expect(String(sum)).toBe(usage.quantity);
      }),
      { numRuns: 100 },
    );
  });

  it('L22: survive shards merged in any order, through JSON', () => {
    const mergeable = question.filter(({ kind }) => kind !== 'time_weighted' && kind !== 'percentile');
    fc.assert(
      fc.property(mergeable, events, fc.infiniteStream(fc.nat(2)), (asked, list, places) => {
        const spec = specOf(asked);
        const shards = [0, 1, 2].map(() => createUsageAggregator(spec));
        for (const event of list) shards[places.next().value ?? 0]?.add(event);
        const merged = createUsageAggregator(spec);
        for (const index of [2, 0, 1]) {
          const stored: unknown = JSON.parse(JSON.stringify(shards[index]));
          merged.merge({ toJSON: () => stored as ReturnType<typeof merged.toJSON> });
        }
        expect(merged.result()).toEqual(aggregateUsage({ ...spec, events: list }));
      }),
      { numRuns: 100 },
    );
  });
});
