import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventInput } from '../../src/wire/index.js';
import { createUsageAggregator, createUsageMeter, type Meter } from '../../src/metrics/index.js';
import { refusal } from '../support/refusal.js';

const count = (event_names: readonly string[] | null, filter: string | null = null) => ({
  event_names,
  filter,
  aggregation: { kind: 'count' as const },
});
const january = { timeframe_start: '2026-01-01T00:00:00Z', timeframe_end: '2026-02-01T00:00:00Z' };
const february = { timeframe_start: '2026-02-01T00:00:00Z', timeframe_end: '2026-03-01T00:00:00Z' };
const meters: readonly Meter[] = [
  { id: 'calls', metric: count(['call']), ...january },
  { id: 'good calls', metric: count(['call'], 'status < 500'), ...february },
  { id: 'loads', metric: count(['load'], "region = 'eu'"), ...january },
];

const event: EventInput = {
  event_name: 'call',
  timestamp: '2026-01-05T10:00:00Z',
  idempotency_key: 'a',
  properties: { status: 500, region: 'us' },
};
const open = () => createUsageMeter(meters, { dedupe: true, only: ({ customer_id }) => customer_id !== 'other' });

describe('a meter says of an event that it', () => {
  it.each([
    ['counted', {}],
    ['deprecated', { deprecated: true }],
    ['foreign', { customer_id: 'other' }],
    ['foreign', { customer_id: 'other', event_name: 'nothing', timestamp: '2020-01-01T00:00:00Z' }],
    ['outside', { timestamp: '2026-03-01T00:00:00Z' }],
    ['outside', { timestamp: '2025-12-31T23:59:59.999Z' }],
    // February's meter holds it, and drops it by its filter.
    ['unmetered', { timestamp: '2026-02-01T00:00:00Z' }],
    ['counted', { timestamp: '2026-02-01T00:00:00Z', properties: { status: 200 } }],
    ['unmetered', { event_name: 'load' }],
    ['counted', { event_name: 'load', properties: { region: 'eu' } }],
    // Nobody listens, whenever it was.
    ['unmetered', { event_name: 'nothing' }],
    ['unmetered', { event_name: 'nothing', timestamp: '2020-01-01T00:00:00Z' }],
  ])('is %s: %j', (outcome, change) => {
    expect(open().add({ ...event, ...change })).toBe(outcome);
  });

  it('is a repeat, the same body under the same key, before it says whose it is', () => {
    const meter = open();
    expect([meter.add(event), meter.add({ ...event, timestamp: '2026-01-05T11:00:00+01:00' })]).toEqual(['counted', 'repeat']); // prettier-ignore
    const other = { ...event, idempotency_key: 'b', customer_id: 'other' };
    expect([meter.add(other), meter.add(other)]).toEqual(['foreign', 'repeat']);
    expect(meter.add({ ...event, deprecated: true })).toBe('deprecated');
  });

  it('is refused, and counted under no outcome', () => {
    expect(() => open().add({ ...event, event_name: '' })).toThrow(/event_name/);
  });
});

it('events that share their time are each of that time, whatever comes between', () => {
  const [noon, later] = ['2026-01-05T12:00:00.000Z', '2026-01-05T12:00:00.001Z'];
  const spec = { metric: count(null), timeframe_start: noon, timeframe_end: later };
  const meter = createUsageMeter([{ id: 'noon', ...spec }]);
  const times = [noon, noon, noon, later, later, later, noon, later, noon, '2026-01-05T13:00:00+01:00', later, noon];
  expect(times.map((timestamp) => meter.add({ ...event, timestamp }))).toEqual(
    times.map((timestamp) => (timestamp === later ? 'outside' : 'counted')),
  );
});

describe('many events', () => {
  const some = fc.array(
    fc.record({
      event_name: fc.constantFrom('call', 'load', 'nothing'),
      timestamp: fc.constantFrom('2025-12-31T00:00:00Z', '2026-01-31T00:00:00Z', '2026-02-28T00:00:00Z'),
      properties: fc.record({ status: fc.constantFrom(200, 500), region: fc.constantFrom('eu', 'us') }),
      customer_id: fc.constantFrom(null, 'other'),
      deprecated: fc.boolean(),
    }),
  );

  it('are counted by outcome, as one by one', () => {
    fc.assert(
      fc.property(some, fc.array(fc.nat(30)), (list, repeats) => {
        const keyed: readonly EventInput[] = list.map((item, index) => ({ ...item, idempotency_key: `k${index}` }));
        const events = [...keyed, ...repeats.flatMap((index) => keyed[index] ?? [])];
        const [one, many] = [open(), open()];
        const outcomes = events.map((item) => one.add(item));
        const counts = many.addAll(events);
        const names = ['counted', 'repeat', 'deprecated', 'outside', 'unmetered', 'foreign'] as const;
        expect(counts).toEqual(
          Object.fromEntries(names.map((name) => [name, outcomes.filter((outcome) => outcome === name).length])),
        );
        // What counts is what some meter measured; no two of these meters count the same event.
        const measured = [...many.result().values()].reduce(
          (sum, { quantity }) => sum + Number(quantity.toString()),
          0,
        );
        expect(counts.counted).toBe(measured);
      }),
    );
  });

  it('of one aggregator have outcomes as well', () => {
    const aggregator = createUsageAggregator({ metric: count(['call'], 'status < 500'), ...january, dedupe: true });
    const good = { ...event, properties: { status: 200 } };
    const late = { ...good, idempotency_key: 'b', timestamp: '2026-02-01T00:00:00Z' };
    const events = [good, good, late, { ...event, idempotency_key: 'c' }, { ...late, event_name: 'load', idempotency_key: 'd' }]; // prettier-ignore
    expect(aggregator.addAll(events)).toEqual({
      counted: 1,
      repeat: 1,
      deprecated: 0,
      outside: 1,
      unmetered: 2,
      foreign: 0,
    });
  });

  it('are the same in a long list, in what hands them on one by one, and in a list that hands on others', () => {
    // More than the 512 that are taken at once.
    const events = Array.from({ length: 1500 }, (_, index): EventInput => ({
      event_name: index % 5 === 0 ? 'load' : 'call',
      timestamp: index % 3 === 0 ? '2026-01-31T00:00:00Z' : '2026-02-28T00:00:00Z',
      properties: {},
    }));
    function* handOn(): Generator<EventInput> {
      yield* events;
    }
    const others: EventInput[] = [];
    others[Symbol.iterator] = handOn as () => ArrayIterator<EventInput>;
    // 1,500 / 5 = 300 are of another name; of the 1,200 calls a third, 400, is in January.
    const expected = { counted: 400, repeat: 0, deprecated: 0, outside: 800, unmetered: 300, foreign: 0 };
    for (const given of [events, handOn(), others]) {
      const aggregator = createUsageAggregator({ metric: count(['call']), ...january });
      expect(aggregator.addAll(given)).toEqual(expected);
    }
  });

  it('beyond the first some hundred are refused under their position', () => {
    const events = Array.from({ length: 1025 }, (_, index) => ({ ...event, timestamp: index < 1024 ? event.timestamp : 'x' })); // prettier-ignore
    for (const given of [events, events.values()]) {
      const aggregator = createUsageAggregator({ metric: count(['call']) });
      expect(refusal(() => aggregator.addAll(given)).issues).toMatchObject([{ path: 'events[1024].timestamp', code: 'event_timestamp' }]); // prettier-ignore
      // What came before it was added.
      expect(String(aggregator.result().quantity)).toBe('1024');
    }
  });
});
