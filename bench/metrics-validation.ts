import { createUsageAggregator } from '../src/metrics/index.js';
import type { EventInput } from '../src/wire/index.js';
import { compare, type Comparison } from './harness.js';

// Listens to an event that never comes, so that what is timed is the check of each event and nothing else.
const silence = { metric: { event_names: ['silence'], aggregation: { kind: 'count' } } } as const;

/** What it costs to check an event, against what it costs to parse it. */
export function runValidation(lines: readonly string[]): readonly Comparison[] {
  const events = lines.map((line) => JSON.parse(line) as EventInput);
  return [
    compare<number>({
      name: `${events.length / 1000}k events validated`,
      rows: events.length,
      ours: () => {
        const { unmetered } = createUsageAggregator(silence).addAll(events);
        return unmetered;
      },
      baselines: {
        'JSON.parse alone': () => {
          let parsed = 0;
          for (const line of lines) parsed += (JSON.parse(line) as EventInput).event_name === '' ? 0 : 1;
          return parsed;
        },
      },
      oracle: 'JSON.parse alone',
      goals: { 'JSON.parse alone': { at_most: 0.08 } },
    }),
  ];
}
