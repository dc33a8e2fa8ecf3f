import { formatDecimal } from '../src/decimal/index.js';
import { createUsageMeter } from '../src/metrics/index.js';
import type { EventInput } from '../src/wire/index.js';
import { compare, type Comparison } from './harness.js';

const rows = 200_000;
const keys = ['model', 'region', 'tier'];
const kinds = ['count', 'sum', 'max'] as const;

type Row = readonly [values: readonly unknown[], count: string, sum: string, max: string];

function eventAt(index: number): EventInput {
  const properties = {
    model: `atlas-${index % 4}`,
    region: `region-${index % 37}`,
    tier: index % 3 === 0 ? 'free' : 'paid',
    tokens: index % 5000,
  };
  return { event_name: 'inference', timestamp: '2026-01-05T10:00:00.123Z', properties };
}

/** Events that are parsed already, by three keys into count, sum and maximum, against a loop over a joined key. */
export function runGrouping(): readonly Comparison[] {
  const events = Array.from({ length: rows }, (_, index) => eventAt(index));
  return [
    compare({
      name: '200k parsed events by 3 keys → count, sum, max',
      rows,
      ours: () => metered(events),
      baselines: { 'a float loop with a joined key': () => joined(events) },
      oracle: 'a float loop with a joined key',
      goals: { 'a float loop with a joined key': { at_most: 0.75 } },
    }),
  ];
}

function metered(events: readonly EventInput[]): readonly Row[] {
  const meter = createUsageMeter(
    kinds.map((kind) => ({ id: kind, metric: { aggregation: { kind, expression: 'tokens' } }, group_by: keys })),
  );
  meter.addAll(events);
  const [count = [], sum = [], max = []] = [...meter.result().values()].map(({ groups }) => groups);
  const at = (groups: typeof count, index: number): string => {
    const group = groups[index];
    return group === undefined ? '' : formatDecimal(group.quantity);
  };
  return count.map(({ grouping_values }, index) => [grouping_values, at(count, index), at(sum, index), at(max, index)]);
}

function joined(events: readonly EventInput[]): readonly Row[] {
  const groups = new Map<string, { readonly values: readonly unknown[]; count: number; sum: number; max: number }>();
  for (const { properties } of events) {
    const values = keys.map((key) => properties[key]);
    const key = values.join(' ');
    const tokens = Number(properties['tokens']);
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, { values, count: 1, sum: tokens, max: tokens });
      continue;
    }
    group.count += 1;
    group.sum += tokens;
    if (tokens > group.max) group.max = tokens;
  }
  const sorted = [...groups].sort(([left], [right]) => (left < right ? -1 : 1));
  return sorted.map(([, { values, count, sum, max }]) => [values, String(count), String(sum), String(max)]);
}
