import { execFileSync } from 'node:child_process';
import { createUsageMeter, type UsageMeter } from '../src/index.js';
import { runGrouping } from './metrics-grouping.js';
import { compare, type Comparison } from './harness.js';

type Counted = { readonly timestamp: string; readonly properties: Readonly<Record<string, string | number>> };

const rows = 1_000_000;
const start = Date.UTC(2026, 0, 1);
const end = Date.UTC(2026, 1, 1);
const models = ['atlas-large', 'atlas-mini', 'atlas-nano', 'atlas-code'];
const regions = 40;

/** An event of a stream that begins before the month and ends behind it, over 4 × 40 groups; one in 50 failed. */
function lineAt(index: number): string {
  const time = start - 3_600_000 + index * 2_700;
  const key = index.toString(36).padStart(10, '0');
  const properties = {
    model: models[Math.floor(index / regions) % models.length],
    region: `region-${index % regions}`,
    input_tokens: index % 5000,
    output_tokens: index % 700,
    status: index % 50 === 0 ? 500 : 200,
  };
  const event = { event_name: 'inference', timestamp: new Date(time).toISOString(), idempotency_key: `evt-${key}` };
  return JSON.stringify({ ...event, external_customer_id: 'acme', properties });
}

/** A month of one price; `grouped` filters and groups by model and region as well. */
function openMeter(shape: 'bare' | 'grouped', dedupe: boolean): UsageMeter {
  const dimensions = ['model', 'region'];
  const matrix_config = {
    dimensions,
    default_unit_amount: '0.01',
    matrix_values: [{ dimension_values: ['atlas-mini', 'region-0'], unit_amount: '0.02' }],
  };
  const unit = { model_type: 'unit', unit_config: { unit_amount: '0.01' } } as const;
  const price = { id: 'tokens', price_type: 'usage_price', billable_metric_id: 'tokens' } as const;
  return createUsageMeter({
    customer: { id: 'acme' },
    prices: [shape === 'bare' ? { ...price, ...unit } : { ...price, model_type: 'matrix', matrix_config }],
    metrics: [
      {
        id: 'tokens',
        event_names: ['inference'],
        filter: shape === 'bare' ? null : 'status < 500',
        aggregation: { kind: 'sum', expression: 'input_tokens' },
      },
    ],
    period: { start_date: '2026-01-01', end_date: '2026-02-01' },
    dedupe,
  });
}

/** NDJSON through validation and window, then filter and groups as well, against what parsing alone costs; and the heap. */
export function run(): readonly Comparison[] {
  if (process.env['BENCH_PART'] === 'heap') {
    console.log(JSON.stringify(measureHeap()));
    return [];
  }
  const heap = heapOfOwnProcess();
  const lines = Array.from({ length: rows }, (_, index) => lineAt(index));
  return [heap, ...runGrouping(), pipeline('bare', 1.2, lines), pipeline('grouped', 1.3, lines), deduped(lines)];
}

function pipeline(shape: 'bare' | 'grouped', most: number, lines: readonly string[]): Comparison {
  const steps = shape === 'bare' ? 'validate, window' : 'validate, window, filter, group';
  return compare({
    name: `1M NDJSON events → metric (${steps})`,
    rows,
    rounds: 5,
    ours: () => measured(shape, false, lines),
    baselines: { 'a plain loop': () => plain(shape, lines), 'JSON.parse alone': () => parsed(lines) },
    oracle: 'a plain loop',
    goals: { 'JSON.parse alone': { at_most: most } },
  });
}

function deduped(lines: readonly string[]): Comparison {
  return compare({
    name: '1M NDJSON events → metric (all of it, and dedupe)',
    rows,
    rounds: 3,
    ours: () => measured('grouped', true, lines),
    baselines: {
      'a plain loop without dedupe': () => plain('grouped', lines),
      'JSON.parse alone': () => parsed(lines),
    },
    oracle: 'a plain loop without dedupe',
  });
}

function measured(shape: 'bare' | 'grouped', dedupe: boolean, lines: readonly string[]): unknown {
  const meter = openMeter(shape, dedupe);
  for (const line of lines) meter.add(JSON.parse(line));
  return meter.usage();
}

function parsed(lines: readonly string[]): number {
  let sum = 0;
  for (const line of lines) sum += (JSON.parse(line) as Counted).properties['status'] === 500 ? 1 : 0;
  return sum;
}

/** The same without any check: dates by the engine, groups by a joined text, whole sums of doubles. */
function plain(shape: 'bare' | 'grouped', lines: readonly string[]): unknown {
  const groups = new Map<string, { readonly grouping_values: readonly unknown[]; sum: number }>();
  let total = 0;
  for (const line of lines) {
    const { timestamp, properties } = JSON.parse(line) as Counted;
    const time = Date.parse(timestamp);
    if (time < start || time >= end) continue;
    if (shape === 'grouped' && Number(properties['status']) >= 500) continue;
    const tokens = Number(properties['input_tokens']);
    total += tokens;
    const values = [properties['model'], properties['region']];
    const key = values.join('|');
    const known = groups.get(key);
    if (known) known.sum += tokens;
    else groups.set(key, { grouping_values: values, sum: tokens });
  }
  if (shape === 'bare') return { tokens: { quantity: String(total) } };
  const sorted = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
  const printed = sorted.map(({ grouping_values, sum }) => ({ grouping_values, quantity: String(sum) }));
  return { tokens: { quantity: String(total), groups: printed } };
}

type Heap = { readonly early: number; readonly peak: number; readonly groups: number };

const megabyte = 1_048_576;
const mostHeap = 64 * megabyte;

/** The most that the heap ever held while the events were streamed, each line made when it is its turn. */
function measureHeap(): Heap {
  const meter = openMeter('grouped', false);
  let early = 0;
  let peak = 0;
  for (let index = 0; index < rows; index += 1) {
    meter.add(JSON.parse(lineAt(index)));
    if (index % 500 === 0) peak = Math.max(peak, process.memoryUsage().heapUsed);
    if (index === rows / 10) early = peak;
  }
  const { tokens } = meter.usage();
  return { early, peak, groups: tokens && 'groups' in tokens ? (tokens.groups?.length ?? 0) : 0 };
}

/** In a process of its own, because the heap of this one is full of other benches' litter. */
function heapOfOwnProcess(): Comparison {
  const name = `peak heap over 1M streamed events, ${models.length * regions} groups`;
  const environment = { ...process.env, BENCH_PART: 'heap' };
  const output = execFileSync(process.execPath, [process.argv[1] ?? '', 'metrics'], {
    env: environment,
    encoding: 'utf8',
  });
  const { early, peak, groups } = JSON.parse(output.trimEnd().split('\n').at(-1) ?? '') as Heap;
  if (groups !== models.length * regions) throw new Error(`${name}: found ${groups} groups`);
  const isMet = peak <= mostHeap;
  const size = (bytes: number): string => (bytes / megabyte).toFixed(1);
  console.log(
    `${name} | | ${size(peak)} MB (≤ ${size(mostHeap)} MB), ${size(early)} MB over the first tenth | ${isMet ? 'yes' : 'NO'}`,
  );
  return { name, nanoseconds: Number.NaN, speedups: new Map(), missed: isMet ? [] : ['heap'] };
}
