import { beforeAll, expect, it } from 'vitest';
import { compileMetric, mergePartials, type EventInput, type Metric } from '../../../src/index.js';
import { quoteProperty } from '../../../src/metrics/index.js';
import { frozen } from '../../support/frozen.js';
import type { Engine } from './engine.js';
import { startTimeout } from './timeout.js';
import { hostileStrings } from './hostile-strings.js';

const seed = 20_260_101;
const perStatement = 50;
const strings = hostileStrings(10_000, seed);
const batches = Array.from({ length: strings.length / perStatement }, (_, index) =>
  strings.slice(index * perStatement, (index + 1) * perStatement),
);
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** An event whose properties are called and are what the batch says, and a metric that counts those it finds. */
function trap(batch: readonly string[]): { readonly event: EventInput; readonly metric: Metric } {
  const terms = batch.map((text) => `CASE WHEN ${quoteProperty(text)} = ${literal(text)} THEN 1 ELSE 0 END`);
  return {
    event: frozen({
      event_name: batch[0] ?? '',
      timestamp: '2026-01-01T00:00:00Z',
      properties: Object.fromEntries(batch.map((text) => [text, text])),
    }),
    metric: {
      event_names: [batch[0] ?? ''],
      filter: `event_name = ${literal(batch[0] ?? '')}`,
      aggregation: { kind: 'sum', expression: terms.join(' + ') },
    },
  };
}

export function withstandsHostileStrings(opened: Promise<Engine>): void {
  let engine: Engine;
  beforeAll(async () => {
    engine = await opened;
    await engine.load('canary', []);
    await engine.load(
      'traps',
      batches.map((batch) => trap(batch).event),
    );
  }, startTimeout);

  it('takes 10,000 hostile strings as names, literals and groups for themselves and nothing else', async () => {
    for (const batch of batches) {
      const { metric } = trap(batch);
      const question = { group_by: [quoteProperty(batch[1] ?? '')] };
      const compiled = compileMetric(metric, { ...question, dialect: engine.dialect, table: 'traps' });
      // Nothing of a user's text is in the statement, so it cannot say anything.
      expect(compiled.text).toMatch(/^[\x20-\x7e]*$/);
      const usage = mergePartials(metric, { ...question, partials: [await engine.run(compiled)] });
      expect(usage.groups).toEqual([{ grouping_values: [batch[1]], quantity: String(perStatement) }]);
    }
    const count: Metric = { aggregation: { kind: 'count' } };
    const canary = await engine.run(compileMetric(count, { dialect: engine.dialect, table: 'canary' }));
    expect(canary).toEqual([{ counted: '0', events: '0' }]);
  }, 120_000);
}
