import * as fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { aggregateUsage, compileMetric, mergePartials, type EventInput } from '../../../src/index.js';
import { aggregationKinds, createUsageAggregator, gatherPartials } from '../../../src/metrics/index.js';
import { formatDecimal } from '../../../src/decimal/index.js';
import { logs } from './arbitraries.js';
import type { Engine } from './engine.js';
import { startTimeout } from './timeout.js';

const shards = ['shard_a', 'shard_b', 'shard_c', 'shard_d'];
const kinds = aggregationKinds.filter((kind) => kind !== 'time_weighted' && kind !== 'percentile');
const question = { group_by: ['c'], timeframe_start: '2025-03-09T07:00:00Z' };

/** Each event on the shard that its customer lives on; the last shard may have none. */
function shardOf({ customer_id: customer }: EventInput): number {
  return Number(customer?.slice('log-'.length)) % 4;
}

export function mergesShards(opened: Promise<Engine>): void {
  let engine: Engine;
  beforeAll(async () => {
    engine = await opened;
  }, startTimeout);

  it('L22: four schemas, each with its own events, give what all events give in one place', async () => {
    const property = fc.asyncProperty(
      logs('moderate'),
      fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
      async (repeated, order) => {
        // Keys are what tells events apart, so each event gets its own.
        const events = repeated.map((event, index) => ({ ...event, idempotency_key: `key-${index}` }));
        for (const [index, shard] of shards.entries()) {
          await engine.load(
            `${shard}.events`,
            events.filter((event) => shardOf(event) === index),
          );
        }
        for (const kind of kinds) {
          const metric = { aggregation: { kind, expression: kind === 'unique' ? 'b' : 'COALESCE(a, b)' } };
          const partials = await Promise.all(
            shards.map((shard) =>
              engine.run(compileMetric(metric, { ...question, dialect: engine.dialect, table: `${shard}.events` })),
            ),
          );
          const merged = mergePartials(metric, { ...question, partials: order.map((index) => partials[index] ?? []) });
          expect(merged).toEqual(aggregateUsage({ ...question, metric, events }));
        }
      },
    );
    await fc.assert(property, { numRuns: 4 });
  }, 60_000);

  it('merges with a stream of the events that came since', async () => {
    const event = (tokens: string): EventInput => ({
      event_name: 'call',
      timestamp: '2026-01-01T00:00:00Z',
      properties: { tokens },
    });
    const metric = { aggregation: { kind: 'average' as const, expression: 'tokens' } };
    await engine.load('stored', [event('0.1'), event('0.4')]);
    const rows = await engine.run(compileMetric(metric, { dialect: engine.dialect, table: 'stored' }));
    const stream = createUsageAggregator({ metric });
    stream.add(event('0.4'));
    stream.merge(gatherPartials({ metric }, [rows]));
    // (0.1 + 0.4 + 0.4) / 3
    expect(formatDecimal(stream.result().quantity)).toBe('0.3');
  });
}
