import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { formatDecimal } from '../src/decimal/index.js';
import { createUsageAggregator, type UsageAggregatorSpec } from '../src/metrics/index.js';

const million = 1_000_000;

/** An aggregator that keeps something once for each of what it is named after. */
type Keeper = { readonly of: string; readonly spec: UsageAggregatorSpec };

const count = { aggregation: { kind: 'count' } } as const;
export const keepers: readonly Keeper[] = [
  { of: 'group', spec: { metric: count, group_by: ['user'] } },
  { of: 'idempotency key, with dedupe', spec: { metric: count, dedupe: true } },
  { of: 'distinct value of unique', spec: { metric: { aggregation: { kind: 'unique', expression: 'user' } } } },
];

/** The bytes that a keeper holds for each of a million, texts of 14 characters included; to be asked in a process of its own. */
export function measureMemory({ of, spec }: Keeper): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const aggregator = createUsageAggregator(spec);
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let index = 0; index < million; index += 1) aggregator.add(JSON.parse(lineAt(index)));
  collect();
  const bytes = (process.memoryUsage().heapUsed - before) / million;
  // What was kept is still asked for, so that it cannot have been collected.
  if (formatDecimal(aggregator.result().quantity) !== String(million)) throw new Error(`a ${of} was lost`);
  return bytes;
}

function lineAt(index: number): string {
  const text = String(index).padStart(10, '0');
  const time = new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString();
  return `{"event_name":"call","timestamp":"${time}","idempotency_key":"key-${text}","properties":{"user":"usr-${text}"}}`;
}
