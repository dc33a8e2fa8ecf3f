import { execFileSync } from 'node:child_process';
import type { EventInput } from '../src/index.js';
import { compare, type Comparison } from './harness.js';
import { runGrouping } from './metrics-grouping.js';
import { measureHeap, megabytes, mostHeap } from './metrics-heap.js';
import { keepers, measureMemory } from './metrics-memory.js';
import { end, groupCount, lineAt, openMeter, start, type Shape } from './metrics-stream.js';
import { runValidation } from './metrics-validation.js';

type Counted = { readonly timestamp: string; readonly properties: Readonly<Record<string, string | number>> };

const streamed = 1_000_000;
// Many short rounds tell more than few long ones, each of which meets neighbours on the machine that the next does not.
const rows = 200_000;
const rounds = 25;
// Lines are parsed some at a time, as the guides advise: parsing and metering by turns push each other out of the processor.
const batchSize = 256;

/** NDJSON through validation and window, then filter and groups as well, against what parsing alone costs; and the heap. */
export function run(): readonly Comparison[] {
  const part = process.env['BENCH_PART'];
  if (part !== undefined) {
    const keeper = keepers.find(({ of }) => of === part);
    console.log(JSON.stringify(keeper ? measureMemory(keeper) : measureHeap(streamed)));
    return [];
  }
  const heap = heapOfOwnProcess();
  for (const { of } of keepers) console.log(`memory per ${of} | | ${(askOwnProcess(of) as number).toFixed(0)} bytes |`);
  const lines = Array.from({ length: rows }, (_, index) => lineAt(index, rows));
  // From what a program meters by itself to what only a bench meters: each teaches the engine something that slows the next.
  return [
    heap,
    pipeline('bare', 1.2, lines),
    pipeline('grouped', 1.3, lines),
    pipeline('distinct', 1.5, lines),
    deduped(lines),
    ...runGrouping(),
    ...runValidation(lines),
  ];
}

const steps: { readonly [S in Shape]: string } = {
  bare: 'validate, window',
  grouped: 'validate, window, filter, group',
  distinct: 'validate, window, filter, group, distinct',
};

function pipeline(shape: Shape, most: number, lines: readonly string[]): Comparison {
  return compare({
    name: `${rows / 1000}k NDJSON events → metric (${steps[shape]})`,
    rows,
    rounds,
    ours: () => measured(shape, false, lines),
    baselines: { 'a plain loop': () => plain(shape, lines), 'JSON.parse alone': () => parsed(lines) },
    oracle: 'a plain loop',
    goals: { 'JSON.parse alone': { at_most: most } },
  });
}

function deduped(lines: readonly string[]): Comparison {
  return compare({
    name: `${rows / 1000}k NDJSON events → metric (all of it, and dedupe)`,
    rows,
    ours: () => measured('grouped', true, lines),
    baselines: {
      'a plain loop without dedupe': () => plain('grouped', lines),
      'JSON.parse alone': () => parsed(lines),
    },
    oracle: 'a plain loop without dedupe',
  });
}

function measured(shape: Shape, dedupe: boolean, lines: readonly string[]): unknown {
  const meter = openMeter(shape, dedupe);
  for (let first = 0; first < lines.length; first += batchSize) {
    meter.addAll(lines.slice(first, first + batchSize).map((line): EventInput => JSON.parse(line)));
  }
  return meter.usage();
}

function parsed(lines: readonly string[]): number {
  let sum = 0;
  for (const line of lines) sum += (JSON.parse(line) as Counted).properties['status'] === 500 ? 1 : 0;
  return sum;
}

/** The same without any check: dates by the engine, groups by a joined text, whole sums of doubles. */
function plain(shape: Shape, lines: readonly string[]): unknown {
  const groups = new Map<string, { readonly grouping_values: readonly unknown[]; readonly measure: Measure }>();
  const total = openMeasure(shape);
  for (const line of lines) {
    const { timestamp, properties } = JSON.parse(line) as Counted;
    const time = Date.parse(timestamp);
    if (time < start || time >= end) continue;
    if (shape !== 'bare' && Number(properties['status']) >= 500) continue;
    total.take(properties);
    const values = [properties['model'], properties['region']];
    const key = values.join('|');
    const known = groups.get(key) ?? { grouping_values: values, measure: openMeasure(shape) };
    known.measure.take(properties);
    groups.set(key, known);
  }
  const quantity = total.quantity();
  if (shape === 'bare') return { tokens: { quantity } };
  const sorted = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
  const printed = sorted.map(({ grouping_values, measure }) => ({ grouping_values, quantity: measure.quantity() }));
  return { tokens: { quantity, groups: printed } };
}

type Measure = { readonly take: (properties: Counted['properties']) => void; readonly quantity: () => string };

function openMeasure(shape: Shape): Measure {
  const values = new Set<unknown>();
  let sum = 0;
  if (shape === 'distinct') {
    return { take: (properties) => values.add(properties['output_tokens']), quantity: () => String(values.size) };
  }
  return {
    take: (properties) => {
      sum += Number(properties['input_tokens']);
    },
    quantity: () => String(sum),
  };
}

/** Measures a part in a process of its own, because the heap of this one is full of other benches' litter. */
function askOwnProcess(part: string): unknown {
  const environment = { ...process.env, BENCH_PART: part };
  const output = execFileSync(process.execPath, [process.argv[1] ?? '', 'metrics'], {
    env: environment,
    encoding: 'utf8',
  });
  return JSON.parse(output.trimEnd().split('\n').at(-1) ?? '');
}

function heapOfOwnProcess(): Comparison {
  const name = `peak heap over 1M streamed events, ${groupCount} groups`;
  const peaks = askOwnProcess('heap') as readonly number[];
  const peak = Math.max(...peaks);
  const isMet = peak <= mostHeap;
  const sizes = `${megabytes(peak)} MB (≤ ${megabytes(mostHeap)} MB), ${megabytes(peaks[0] ?? 0)} MB over the first tenth`;
  console.log(`${name} | | ${sizes} | ${isMet ? 'yes' : 'NO'}`);
  return { name, nanoseconds: Number.NaN, speedups: new Map(), missed: isMet ? [] : ['heap'] };
}
