import { performance } from 'node:perf_hooks';
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

/** What a group may take at most, its value of 14 characters included. */
export const mostBytesPerGroup = 160;

/** The bytes that so many groups hold each, over two events of each group; what comes of them is counted group by group. */
export function measureGroups(groups: number): { readonly bytes: number; readonly seconds: number } {
  const collect = openCollector();
  const aggregator = createUsageAggregator({ metric: count, group_by: ['user'] });
  collect();
  const before = heldBytes();
  const begun = performance.now();
  for (let index = 0; index < 2 * groups; index += 1) aggregator.add(JSON.parse(lineAt(index % groups)));
  const seconds = (performance.now() - begun) / 1000;
  collect();
  const bytes = (heldBytes() - before) / groups;
  const usage = aggregator.result();
  const twice = usage.groups.filter(({ quantity }) => formatDecimal(quantity) === '2').length;
  if (twice !== groups) throw new Error(`${twice} groups of ${groups} have two events`);
  return { bytes, seconds };
}

/** Collects twice: buffers that one finds unused are given back beside the program, and the next waits for that. */
function openCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  return () => {
    collect();
    collect();
  };
}

/** The bytes that a keeper holds for each of a million, texts of 14 characters included; to be asked in a process of its own. */
export function measureMemory({ of, spec }: Keeper): number {
  const collect = openCollector();
  const aggregator = createUsageAggregator(spec);
  collect();
  const before = heldBytes();
  for (let index = 0; index < million; index += 1) aggregator.add(JSON.parse(lineAt(index)));
  collect();
  const bytes = (heldBytes() - before) / million;
  // What was kept is still asked for, so that it cannot have been collected.
  if (formatDecimal(aggregator.result().quantity) !== String(million)) throw new Error(`a ${of} was lost`);
  return bytes;
}

/** What is held, on the heap and in arrays beside it, where the keys of a dedupe are. */
function heldBytes(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function lineAt(index: number): string {
  const text = String(index).padStart(10, '0');
  const time = new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString();
  return `{"event_name":"call","timestamp":"${time}","idempotency_key":"key-${text}","properties":{"user":"usr-${text}"}}`;
}
