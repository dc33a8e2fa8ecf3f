import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createNodeEnvironment } from '../../src/cli/node-environment.js';
import { runCommand } from '../../src/cli/run-command.js';
import type { InvoiceWorkings } from '../../src/wire/index.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const examples = `${root}docs/examples`;

type Billed = {
  readonly complete: boolean;
  readonly workings: InvoiceWorkings;
  readonly rows: Readonly<Record<string, number>>;
};

/** Runs the command over real files. */
async function bill(scenario: string, options: readonly string[] = []): Promise<Billed> {
  let printed = '';
  const environment = createNodeEnvironment();
  const stdout = { write: (text: string) => void (printed += text) };
  const code = await runCommand(['invoice', scenario, '--json', ...options], { ...environment, stdout });
  expect(code).toBe(0);
  return JSON.parse(printed) as Billed;
}

/** Line amounts by price. */
function amounts({ workings }: Billed): Readonly<Record<string, string>> {
  return Object.fromEntries(workings.lines.map((line) => [line.price_id, line.amount]));
}

function quantities({ workings }: Billed): Readonly<Record<string, string>> {
  return Object.fromEntries(workings.lines.map((line) => [line.price_id, line.rating.quantity]));
}

type Properties = Readonly<Record<string, string | number>>;
type Sample = { idempotency_key: string; timestamp: string; event_name: string; properties: Properties };

describe('the example of an LLM API', () => {
  const folder = `${examples}/llm-api`;
  const sample = readFileSync(`${folder}/usage.ndjson`, 'utf8');

  it('has the events that its script writes', () => {
    const written = execFileSync('node', [`${folder}/generate.mjs`], { encoding: 'utf8' });
    expect(written === sample, 'run generate.mjs again, as it says').toBe(true);
  });

  // Midnight of 1 March in New York is 05:00 UTC (EST), of 1 April 04:00 UTC (EDT).
  const events = sample
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Sample)
    .filter(({ timestamp }) => timestamp >= '2026-03-01T05:00:00' && timestamp < '2026-04-01T04:00:00');
  const counted = [...new Map(events.map((event) => [event.idempotency_key, event])).values()];
  /** Exact while whole: tokens, searches, and hours in ten-thousandths. */
  const sum = (keep: (event: Sample) => boolean, value: (properties: Properties) => number): number =>
    counted.filter(keep).reduce((total, { properties }) => total + Math.round(value(properties) * 10_000), 0) / 10_000;
  const tokens = (model: string, value: (properties: Properties) => number) =>
    sum(({ properties }) => properties['model'] === model, value);
  const million = (count: number) => String(count / 1_000_000);

  it('holds events on both sides of both midnights, and one that was sent twice', () => {
    expect(sample.trimEnd().split('\n')).toHaveLength(378);
    expect(events.length - counted.length).toBe(1);
    const keys = counted.map((event) => event.idempotency_key);
    expect(keys).toContain('boundary-march-first');
    expect(keys).toContain('boundary-march-last');
    expect(keys).not.toContain('boundary-february-last');
    expect(keys).not.toContain('boundary-april-first');
  });

  it('bills what a count by hand finds', async () => {
    const billed = await bill(`${folder}/scenario.json`);
    expect(billed.complete).toBe(true);
    expect(billed.rows).toMatchObject({ read: 378, counted: counted.length, repeat: 1, outside: 378 - events.length });
    const uncached = (p: Properties) => Number(p['input_tokens']) - Number(p['cached_input_tokens']);
    expect(quantities(billed)).toEqual({
      platform: '1',
      seats: '12',
      'large-input': million(tokens('atlas-large', uncached)),
      'large-cached': million(tokens('atlas-large', (p) => Number(p['cached_input_tokens']))),
      'large-output': million(tokens('atlas-large', (p) => Number(p['output_tokens']))),
      'mini-input': million(tokens('atlas-mini', uncached)),
      'mini-cached': million(tokens('atlas-mini', (p) => Number(p['cached_input_tokens']))),
      'mini-output': million(tokens('atlas-mini', (p) => Number(p['output_tokens']))),
      'web-searches': String(
        sum(
          (event) => event.event_name === 'web_search',
          (p) => Number(p['searches']),
        ),
      ),
      'fine-tuning': String(
        sum(
          (event) => event.event_name === 'fine_tuning',
          (p) => Number(p['gpu_hours']),
        ),
      ),
      storage: String(Math.max(...counted.map(({ properties }) => Number(properties['gigabytes'] ?? 0)))),
    });
    // 50 × 3.00 + 50 × 2.75 + 19.068632 × 2.50 = 335.17158; 10 × 15.00 + 10.536558 × 12.50 = 281.706975;
    // 500 × 0.25 + 244.266054 × 0.20 = 173.8532108; 100 × 2.00 + 57.387824 × 1.60 = 291.8205184; ⌈9.931⌉ × 10.00;
    // 45.5625 × 2.21 + 9.375 × 3.90 + 13.3125 × 2.48 + 1.9375 × 4.36 + 21.3125 × 4.10 = 266.099375; 150.91 × 0.25 = 37.7275
    expect(amounts(billed)).toEqual({
      platform: '499.00',
      seats: '300.00',
      'large-input': '335.17',
      'large-cached': '7.70',
      'large-output': '281.71',
      'mini-input': '173.85',
      'mini-cached': '4.52',
      'mini-output': '291.82',
      'web-searches': '100.00',
      'fine-tuning': '266.10',
      storage: '37.73',
    });
    expect(billed.workings.total).toBe('2297.60');
  });
});

const trace = `${root}../shared/reference/azure-llm-trace-2023`;
const files = ['code', 'conv'].map((name) => `${trace}/${name}.csv`);

// The trace is not part of the repository; the example's README.md says where to get it.
describe.skipIf(!files.every((file) => existsSync(file)))('the example of the Azure LLM trace', () => {
  it('counts every request and token, exactly', async () => {
    const billed = await bill(
      `${examples}/azure-llm-trace/scenario.json`,
      files.flatMap((file) => ['--usage', file]),
    );
    expect(billed.complete).toBe(true);
    expect(billed.rows).toMatchObject({ read: 28_185, counted: 28_185 });
    expect(quantities(billed)).toEqual({
      context: '40.421844',
      generated: '4.334561',
      requests: '28185',
      'long-prompts': String(longPrompts()),
      'context-by-service': '40421844',
      'generated-by-service': '4334561',
    });
    // 10 × 2.50 + 20 × 2.00 + 10.421844 × 1.25 = 78.027305; 2 × 10.00 + 2.334561 × 8.00 = 38.676488;
    // 8,819 × 0.0004 + 19,366 × 0.0002 = 7.4008; ⌈2,908 / 500⌉ × 1.50
    expect(amounts(billed)).toEqual({
      context: '78.03',
      generated: '38.68',
      requests: '7.40',
      'long-prompts': '9.00',
      'context-by-service': '0.00',
      'generated-by-service': '0.00',
    });
    expect(billed.workings.total).toBe('133.11');
  });

  it('is read in a few seconds', async () => {
    const start = performance.now();
    await bill(
      `${examples}/azure-llm-trace/scenario.json`,
      files.flatMap((file) => ['--usage', file]),
    );
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

/** Counts with nothing but `split`. */
function longPrompts(): number {
  const rows = files.flatMap((file) => readFileSync(file, 'utf8').split('\n').slice(1));
  return rows.filter((row) => Number(row.split(',')[1]) > 4000).length;
}
