import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { aggregateUsage, compileMetric, mergePartials, type EventInput } from '../../../src/index.js';
import type { AggregationKind, ReturnedRow, UsageSpec } from '../../../src/metrics/index.js';
import { formatDecimal, parseDecimal } from '../../../src/decimal/index.js';
import warehouse from '../../cases/metrics/warehouse.json' with { type: 'json' };
import language from '../../cases/metrics/expressions.json' with { type: 'json' };
import { frozen } from '../../support/frozen.js';
import type { Engine } from './engine.js';
import { startTimeout } from './timeout.js';

const recorded = frozen(
  warehouse.events.map(({ properties, ...rest }) => ({ ...rest, properties: { ...properties } })),
);
// Where engines print, cut, compare or order in ways of their own. Parsed, because `__proto__` is a key like others here.
const { cases: differences } = frozen(
  JSON.parse(readFileSync(new URL('../../cases/metrics/warehouse-differences.json', import.meta.url), 'utf8')),
) as { readonly cases: readonly Difference[] };

type Difference = {
  readonly name: string;
  readonly events: readonly EventInput[];
  readonly aggregation: { readonly kind: string; readonly expression?: string };
  readonly filter?: string;
  readonly digits?: { readonly integer?: number; readonly fraction?: number };
  readonly quantity: string;
};

/** How the timeframe of a case is cut into windows. */
type Cut = Pick<UsageSpec, 'timeframe_start' | 'timeframe_end' | 'granularity' | 'timezone'>;

const numbers = new Set(['total', 'extreme', 'amount', 'place']);

/** Rows in the order of their text; numbers without the zeros that their type in the engine has. */
function tidied(rows: readonly ReturnedRow[]): readonly string[] {
  const lines = rows.map((row) => {
    const columns = Object.entries(row).map(([column, value]) => JSON.stringify([column, tidy(column, value)]));
    return columns.sort().join();
  });
  return lines.sort();
}

function tidy(column: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (numbers.has(column)) return shortest(value);
  return value.startsWith('number:') ? `number:${shortest(value.slice('number:'.length))}` : value;
}

const shortest = (text: string): string => formatDecimal(parseDecimal(text));

export function holdsCases(opened: Promise<Engine>): void {
  let engine: Engine;
  beforeAll(async () => {
    engine = await opened;
    await engine.load('billing.events', recorded);
    await engine.load('language', [frozen(language.event)]);
  }, startTimeout);

  it.each(warehouse.cases)('$name', async ({ aggregation, group_by, cut, rows, quantity, groups, windows }) => {
    const metric = {
      event_names: ['call'],
      aggregation: { ...aggregation, kind: aggregation.kind as AggregationKind },
    };
    const { timeframe_start, timeframe_end } = warehouse;
    const question = { timeframe_start, timeframe_end, group_by, ...(cut as Cut | undefined) };
    const found = await engine.run(
      compileMetric(metric, { ...question, dialect: engine.dialect, table: 'billing.events' }),
    );
    expect(tidied(found)).toEqual(tidied(rows));
    const usage = mergePartials(metric, { ...question, partials: [found] });
    expect(usage).toMatchObject({ quantity, ...(cut === undefined && { groups: groups ?? [] }) });
    expect(usage.windows?.map((window) => window.quantity)).toEqual(windows);
    expect(usage).toEqual(aggregateUsage({ ...question, metric, events: recorded }));
  });

  it.each(differences)('$name', async ({ events, aggregation, filter = null, digits, quantity }) => {
    const metric = { filter, aggregation: { ...aggregation, kind: aggregation.kind as AggregationKind } };
    await engine.load('differences', events);
    const compiled = compileMetric(metric, { dialect: engine.dialect, table: 'differences', digits });
    const usage = mergePartials(metric, { partials: [await engine.run(compiled)] });
    expect(usage.quantity).toBe(quantity);
    expect(usage).toEqual(aggregateUsage({ metric, events }));
  });

  it.each(language.cases)('$name: $expression', async ({ expression, value }) => {
    const metric = { aggregation: { kind: 'unique' as const, expression }, parameters: language.parameters };
    const compiled = compileMetric(metric, { dialect: engine.dialect, table: 'language', digits: { fraction: 2 } });
    const rows = await engine.run(compiled);
    expect(tidied(rows)).toEqual(tidied([{ member: memberOf(value), events: '1' }]));
  });
}

function memberOf(value: string | number | boolean | null | { readonly decimal: string }): string | null {
  if (value === null) return null;
  if (typeof value === 'object') return `number:${value.decimal}`;
  return `${typeof value === 'string' ? 'text' : typeof value}:${value}`;
}
