import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aggregateUsage,
  costReport,
  costReportToMeasure,
  evaluatePreviewEvents,
  evaluatePrice,
  evaluatePrices,
  evaluationToMeasure,
  isBillingError,
  usageReport,
  usageReportToMeasure,
  type CostReportInput,
  type EvaluatePricesInput,
  type MeasuredUsage,
  type MeasureQuestion,
  type UsageReportInput,
} from 'reckoner';
import type { EventInput } from '../../src/wire/index.js';
import { frozen } from '../support/frozen.js';
import { mutationsOf } from '../support/mutations.js';
import { faultsOf } from '../support/refusal.js';

type Inputs = {
  readonly usage: UsageReportInput;
  readonly costs: CostReportInput;
  readonly evaluate: EvaluatePricesInput;
};
type Case<I> = { readonly name: string; readonly input: Partial<I>; readonly refused?: readonly string[] };
type Full<I> = { readonly name: string; readonly input: I };

/** The named cases of a report that answer something, each with what all of them share. */
function casesOf<R extends keyof Inputs>(report: R): readonly Full<Inputs[R]>[] {
  const text = readFileSync(new URL(`../cases/reports/${report}.json`, import.meta.url), 'utf8');
  const { shared, cases } = JSON.parse(text) as {
    readonly shared: Inputs[R];
    readonly cases: readonly Case<Inputs[R]>[];
  };
  return cases
    .filter(({ refused }) => refused === undefined)
    .map(({ name, input }) => ({ name, input: frozen({ ...shared, ...input }) }));
}

type Owner = { readonly id: string; readonly external_customer_id?: string | null | undefined };

/** Whose an event is: by its customer, else by the alias of the report's own, who is also meant where nobody is named. */
function ownerOf({ customer_id, external_customer_id }: EventInput, own: Owner): string | null {
  if (typeof customer_id === 'string') return customer_id;
  if (typeof external_customer_id !== 'string') return own.id;
  return external_customer_id === (own.external_customer_id ?? own.id) ? own.id : null;
}

type Asked = MeasureQuestion & { readonly customer_ids?: readonly string[] };

/** What a database would count, which has been told whose events to look at. */
function answersTo(questions: readonly Asked[], events: readonly EventInput[], own: Owner | null): MeasuredUsage {
  const answers = questions.map(({ id, customer_ids, rates_events: _rates, ...question }) => {
    const counted = events.filter(
      (event) => own === null || (customer_ids ?? [own.id]).includes(ownerOf(event, own) ?? ''),
    );
    return [id, aggregateUsage({ ...question, events: counted })] as const;
  });
  return frozen(JSON.parse(JSON.stringify(Object.fromEntries(answers))) as MeasuredUsage);
}

describe('a report of what a database counted', () => {
  it.each(casesOf('usage'))('usage: $name', ({ input }) => {
    const { events, ...asked } = input;
    const usage = answersTo(usageReportToMeasure(asked), [...(events ?? [])], input.customer);
    expect(usageReport({ ...asked, usage })).toEqual(usageReport(input));
  });

  it.each(casesOf('costs'))('costs: $name', ({ input }) => {
    const { events, ...asked } = input;
    const questions = costReportToMeasure(asked);
    const usage = answersTo(questions, [...(events ?? [])], input.customer);
    // Single events are rated by themselves, so that what the database counted is not enough for them.
    const rated = questions.some(({ rates_events }) => rates_events) ? { events } : {};
    expect(costReport({ ...asked, ...rated, usage })).toEqual(costReport(input));
  });

  it.each(casesOf('evaluate'))('evaluation: $name', ({ input }) => {
    const { events, ...asked } = input;
    const { customer_id, external_customer_id } = asked;
    const named = customer_id ?? external_customer_id ?? null;
    const own = named === null ? null : { id: named, external_customer_id: external_customer_id ?? named };
    const questions = evaluationToMeasure(asked);
    const usage = answersTo(questions, [...(events ?? [])], own);
    const rated = questions.some(({ rates_events }) => rates_events) ? { events } : {};
    expect(evaluatePrices({ ...asked, ...rated, usage })).toEqual(evaluatePrices(input));
  });
});

const place = { id: 'place', billable_metric_id: 'calls', model_type: 'matrix' as const };
const matrix_config = {
  dimensions: ['region'],
  default_unit_amount: '1',
  matrix_values: [{ dimension_values: ['us'], unit_amount: '5' }],
};
const asked = frozen({
  customer: { id: 'acme', currency: 'USD', timezone: 'America/New_York' },
  subscription: {
    prices: [{ ...place, matrix_config }],
    billing_periods: [{ start_date: '2026-03-07', end_date: '2026-03-10' }],
  },
  metrics: [{ id: 'calls', aggregation: { kind: 'count' as const } }],
  at: '2026-03-20T00:00:00Z',
});
const window = (timeframe_end: string, quantity: string) => ({
  timeframe_start: '2026-03-07T05:00:00Z',
  timeframe_end,
  quantity,
});
// The clocks change on the eighth, so that its day ends an hour sooner.
const ends = ['2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z', '2026-03-10T04:00:00Z'];
const windows = (quantities: readonly string[]) => ends.map((end, day) => window(end, quantities[day] ?? '0'));
const counted = {
  quantity: '3',
  is_summable: true,
  windows: windows(['1', '1', '3']),
  groups: [
    { grouping_values: [null], quantity: '1', windows: windows(['0', '0', '1']) },
    { grouping_values: ['eu'], quantity: '2', windows: windows(['1', '1', '2']) },
  ],
};
const [calls, presence] = costReportToMeasure(asked).map(({ id }) => id) as [string, string];
const usage: MeasuredUsage = frozen({ [calls]: counted, [presence]: counted });

describe('answers of a database', () => {
  it('are taken in any order of groups', () => {
    const report = costReport({ ...asked, usage });
    expect(report.data.map(({ total }) => total)).toEqual(['1.00', '1.00', '3.00']);
    const event = (timestamp: string, properties: EventInput['properties']) => ({
      event_name: 'call',
      timestamp,
      properties,
    });
    const events = [
      event('2026-03-07T12:00:00Z', { region: 'eu' }),
      event('2026-03-09T12:00:00Z', { region: 'eu' }),
      event('2026-03-09T12:00:00Z', {}),
    ];
    expect(report).toEqual(costReport({ ...asked, events }));
  });

  const given = (change: object): MeasuredUsage => ({ ...usage, [calls]: { ...counted, ...change } });
  const late = [...counted.windows.slice(0, 2), window('2026-03-10T05:00:00Z', '3')];
  const [none, eu] = counted.groups as [object, object];
  it.each([
    ['a question that was not asked', { ...usage, other: counted }, 'usage.other', 'invalid_reference'],
    ['a question without answer', { [presence]: counted }, 'events', 'missing_field'],
    ['no windows', given({ windows: undefined }), `windows`, 'invalid_timeframe'],
    ['days of another zone', given({ windows: late }), `windows[2].timeframe_end`, 'invalid_timeframe'],
    ['no groups', given({ groups: undefined }), 'groups', 'missing_field'],
    ['groups that lost what has no region', given({ groups: [eu] }), 'groups', 'usage_shape_mismatch'],
    ['a group twice', given({ groups: [none, eu, eu] }), 'groups[2].grouping_values', 'invalid_reference'],
    ['a group of two values', given({ groups: [{ ...eu, grouping_values: ['eu', 1] }] }), 'groups[0].grouping_values', 'invalid_type'], // prettier-ignore
    ['no quantity', given({ quantity: undefined }), 'quantity', 'missing_field'],
    ['no answers at all', undefined, 'events', 'missing_field'],
  ] as const)('are refused: %s', (_name, answers, path, code) => {
    const faults = faultsOf(() => costReport({ ...asked, usage: answers }));
    expect(faults[0]).toContain(path);
    expect(faults[0]).toContain(code);
  });

  it('are of days that there are already: before the first billing period a usage report needs a timeframe', () => {
    const early = { ...asked, at: '2026-03-01T00:00:00Z', events: [] };
    expect(faultsOf(() => usageReport(early))[0]).toContain('invalid_timeframe');
    const timeframe = { timeframe_start: '2026-02-01T00:00:00Z', timeframe_end: '2026-03-01T00:00:00Z' };
    expect(usageReport({ ...early, ...timeframe }).data[0]?.usage[0]?.quantity).toBe(0);
  });

  it('of a single price are under its own name, and none come with a preview, whose events are in the request', () => {
    const price = { ...place, matrix_config, currency: 'USD' };
    const frame = { timeframe_start: '2026-03-07T00:00:00Z', timeframe_end: '2026-03-08T00:00:00Z' };
    const single = { ...frame, metrics: asked.metrics, price };
    const [question] = evaluationToMeasure(single);
    const groups = [{ grouping_values: ['us'], quantity: '2' }];
    const answer = { [question?.id ?? '']: { quantity: '2', is_summable: true, groups } };
    // 2 × 5, the price of this region.
    expect(evaluatePrice({ ...single, usage: answer }).data).toEqual([
      { grouping_values: [], quantity: 2, amount: '10' },
    ]);
    const { price: _price, ...rest } = single;
    const preview = { ...rest, customer_id: 'acme', price_evaluations: [{ price }], events: [], usage: answer };
    expect(faultsOf(() => evaluatePreviewEvents(preview as never))[0]).toContain('usage');
  });

  it('are read or refused with reasons, whatever stands in them', () => {
    fc.assert(
      fc.property(mutationsOf({ usage }), (mutated) => {
        try {
          costReport({ ...asked, ...(mutated as object) });
        } catch (error) {
          if (!isBillingError(error)) throw error;
          expect(error.issues.some((issue) => issue.severity === 'error')).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});
