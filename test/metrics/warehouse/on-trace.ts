import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import scenario from '../../../docs/examples/azure-llm-trace/scenario.json' with { type: 'json' };
import {
  aggregateUsage,
  compileMetric,
  draftInvoice,
  mergePartials,
  parseMetricSql,
  type AggregatedUsage,
  type EventInput,
  type Metric,
  type PriceInput,
} from '../../../src/index.js';
import type { Engine } from './engine.js';
import { startTimeout } from './timeout.js';

const folder = fileURLToPath(new URL('../../../../shared/reference/azure-llm-trace-2023', import.meta.url));
const files = [
  { path: `${folder}/code.csv`, service: 'code' },
  { path: `${folder}/conv.csv`, service: 'conversation' },
];

function recordedEvents(): readonly EventInput[] {
  return files.flatMap(({ path, service }) => {
    const lines = readFileSync(path, 'utf8').trim().split('\n').slice(1);
    return lines.map((line, index) => {
      const [timestamp = '', context, generated] = line.split(',');
      return {
        event_name: 'request',
        timestamp: `${timestamp.replace(' ', 'T')}Z`,
        idempotency_key: `${service}-${index}`,
        properties: { service, context_tokens: Number(context), generated_tokens: Number(generated) },
      };
    });
  });
}

// A JSON module has texts where the type has names.
const prices = scenario.prices as unknown as readonly PriceInput[];
const metrics = new Map<string, Metric>(
  scenario.metrics.map(({ aggregation, ...rest }) => [
    rest.id,
    { ...rest, aggregation: { ...aggregation, kind: aggregation.kind === 'count' ? 'count' : 'sum' } },
  ]),
);

const sql: { readonly [id: string]: string } = {
  context: "SELECT SUM(context_tokens) / 1000000 FROM events WHERE event_name = 'request'",
  generated: "SELECT SUM(generated_tokens) / 1000000 FROM events WHERE event_name = 'request'",
  requests: "SELECT COUNT(*) FROM events WHERE event_name = 'request'",
  'long-prompts': "SELECT COUNT(*) FROM events WHERE event_name = 'request' AND context_tokens > 4000",
  'context-tokens': "SELECT COALESCE(SUM(context_tokens), 0) FROM events WHERE event_name = 'request'",
  'generated-tokens': "SELECT COALESCE(SUM(generated_tokens), 0) FROM events WHERE event_name = 'request'",
};

type Question = {
  readonly group_by: readonly string[];
  readonly null_groups: 'keep';
  readonly timeframe_start: string;
  readonly timeframe_end: string;
};
type Measure = (metric: Metric, question: Question) => Promise<AggregatedUsage>;

/** The invoice of the example, its usage measured by whoever is given. */
async function billed(metricOf: (id: string) => Metric | undefined, measure: Measure): Promise<unknown> {
  const usage: Record<string, AggregatedUsage> = {};
  for (const price of scenario.prices) {
    const metric = metricOf(price.billable_metric_id);
    const question: Question = {
      group_by: price.matrix_config?.dimensions ?? [],
      null_groups: 'keep',
      timeframe_start: '2023-11-16T00:00:00Z',
      timeframe_end: '2023-11-17T00:00:00Z',
    };
    if (metric) usage[price.id] = await measure(metric, question);
  }
  return draftInvoice({ customer: scenario.customer, period: scenario.period, prices, usage }).invoice;
}

const onEngine =
  (engine: Engine): Measure =>
  async (metric, question) => {
    const compiled = compileMetric(metric, { ...question, dialect: engine.dialect, table: 'trace' });
    return mergePartials(metric, { ...question, partials: [await engine.run(compiled)] });
  };

const structured = (id: string): Metric | undefined => metrics.get(id);
const inSql = (id: string): Metric => parseMetricSql(sql[id] ?? '');

/** The example of the real trace, counted by an engine. */
export function billsTrace(opened: Promise<Engine>): void {
  // The trace is not part of the repository; the example's README.md says where to get it.
  it.skipIf(!files.every(({ path }) => existsSync(path)))(
    'bills the 28,185 requests of two real services as memory does, by SQL metric and by structured metric',
    async () => {
      const events = recordedEvents();
      const inMemory: Measure = async (metric, question) => aggregateUsage({ ...question, metric, events });
      const expected = await billed(structured, inMemory);
      // 78.03 + 38.68 + 7.40 + 9.00, as the example has it.
      expect(expected).toMatchObject({ total: '133.11' });
      expect(await billed(inSql, inMemory)).toEqual(expected);
      const engine = await opened;
      await engine.load('trace', events);
      expect(await billed(structured, onEngine(engine))).toEqual(expected);
      expect(await billed(inSql, onEngine(engine))).toEqual(expected);
    },
    startTimeout,
  );
}
