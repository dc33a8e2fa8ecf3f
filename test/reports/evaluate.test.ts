import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  draftInvoice,
  evaluatePreviewEvents,
  evaluatePrice,
  evaluatePrices,
  isBillingError,
  type EvaluatePricesInput,
  type PriceInput,
} from 'reckoner';
import { frozen } from '../support/frozen.js';
import { mutationsOf } from '../support/mutations.js';
import { faultsOf } from '../support/refusal.js';
import { schemaCheck } from './schema.js';

type Case = {
  readonly name: string;
  readonly arithmetic: string;
  readonly input: EvaluatePricesInput;
  readonly data?: unknown;
  readonly refused?: readonly string[];
};

const { shared, cases: given } = JSON.parse(
  readFileSync(new URL('../cases/reports/evaluate.json', import.meta.url), 'utf8'),
) as { readonly shared: EvaluatePricesInput; readonly cases: readonly Case[] };
/** What a case does not say itself, all of them share. */
const cases = given.map((one) => ({ ...one, input: { ...shared, ...one.input } }));

const check = schemaCheck('EvaluateMultiplePriceResource');

describe('evaluating prices', () => {
  it.each(cases)('$name', ({ input, data, refused }) => {
    if (refused) {
      expect(faultsOf(() => evaluatePrices(frozen(input)))).toEqual(refused);
      return;
    }
    const answer = evaluatePrices(frozen(input));
    expect(answer.data).toEqual(data);
    expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
    check(answer);
  });

  it('gives a single price the groups that it has among several', () => {
    for (const { input, data } of cases) {
      const [evaluation] = input.price_evaluations;
      if (data === undefined || !evaluation?.price) continue;
      const { price_evaluations: _several, prices: _stored, ...rest } = input;
      const { price, filter, grouping_keys } = evaluation;
      const metric_parameter_overrides = null;
      const [expected] = data as [{ price_groups: unknown }];
      const single = { ...rest, price, filter, grouping_keys, metric_parameter_overrides };
      expect(evaluatePrice(frozen(single)).data).toEqual(expected.price_groups);
    }
  });
});

const events = [{ event_name: 'call', timestamp: '2026-01-05T10:00:00Z', properties: { region: 'eu' } }];
const price: PriceInput = {
  id: 'calls',
  currency: 'USD',
  billable_metric_id: 'calls',
  model_type: 'unit',
  unit_config: { unit_amount: '2' },
};
const preview: EvaluatePricesInput = {
  customer_id: 'acme',
  price_evaluations: [{ price, grouping_keys: ['region'] }],
  metrics: [{ id: 'calls', aggregation: { kind: 'count' } }],
  timeframe_start: '2026-01-01T00:00:00Z',
  timeframe_end: '2026-02-01T00:00:00Z',
  events,
};

describe('preview events', () => {
  it('without a customer are the given one’s, others’ are passed over', () => {
    const others = events.map((event) => ({ ...event, customer_id: 'umbrella' }));
    const { data } = evaluatePreviewEvents(frozen({ ...preview, events: [...events, ...others] }));
    expect(data[0]?.price_groups).toEqual([{ grouping_values: ['eu'], quantity: 1, amount: '2' }]);
  });

  it('are at least one and at most 500, and somebody’s', () => {
    const many = Array.from({ length: 500 }, () => events[0]!);
    expect(evaluatePreviewEvents({ ...preview, events: many }).data[0]?.amount).toBe('1000');
    const refusals = [{ events: [...many, events[0]!] }, { events: [] }, { customer_id: null }].map((change) =>
      faultsOf(() => evaluatePreviewEvents({ ...preview, ...change })),
    );
    expect(refusals).toEqual([['limit_exceeded events'], ['invalid_type events'], ['customer_reference ']]);
  });
});

describe('an evaluation', () => {
  const call = fc.record({ region: fc.constantFrom('eu', 'us', 'jp', null), units: fc.integer({ min: 0, max: 9 }) });

  it('is what counting by hand says, group by group', () => {
    fc.assert(
      fc.property(fc.array(call, { maxLength: 30 }), (calls) => {
        const byRegion = new Map<string, bigint>();
        for (const { region, units } of calls) {
          if (region !== null) byRegion.set(region, (byRegion.get(region) ?? 0n) + BigInt(units));
        }
        const packages: PriceInput = {
          currency: 'USD',
          billable_metric_id: 'units',
          model_type: 'package',
          package_config: { package_amount: '7', package_size: 4 },
        };
        const { data } = evaluatePrices({
          ...preview,
          price_evaluations: [{ price: packages, grouping_keys: ['region'] }],
          metrics: [{ id: 'units', aggregation: { kind: 'sum', expression: 'units' } }],
          events: calls.map(({ region, units }) => ({
            ...events[0]!,
            properties: region === null ? { units } : { region, units },
          })),
        });
        const expected = [...byRegion]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([region, units]) => [region, Number(units), String(((units + 3n) / 4n) * 7n)]);
        const rows = data[0]?.price_groups.map((row) => [row.grouping_values[0], row.quantity, row.amount]);
        expect(rows).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  it('over the period of an invoice comes to the subtotal of its line before rounding', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), (count) => {
        const calls = Array.from({ length: count }, (_, key) => ({ ...events[0]!, idempotency_key: `${key}` }));
        const [result] = evaluatePrices({ ...preview, price_evaluations: [{ price }], events: calls }).data;
        const { invoice } = draftInvoice({
          customer: { id: 'acme', currency: 'USD' },
          prices: [price],
          metrics: preview.metrics ?? [],
          events: calls,
          period: { start_date: '2026-01-01', end_date: '2026-02-01' },
        });
        expect(Number(invoice.line_items[0]?.subtotal)).toBe(Number(result?.amount));
      }),
      { numRuns: 20 },
    );
  });

  it('does not depend on the order of events (L3)', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...(cases[0]!.input.events ?? [])], { minLength: 6 }), (shuffled) => {
        for (const { input, data } of cases.slice(0, 9)) {
          if (input.events === cases[0]!.input.events)
            expect(evaluatePrices({ ...input, events: shuffled }).data).toEqual(data);
        }
        expect(evaluatePrices({ ...cases[0]!.input, events: shuffled }).data).toEqual(cases[0]!.data);
      }),
      { numRuns: 20 },
    );
  });

  it.each([evaluatePrices, evaluatePreviewEvents])(
    'answers or refuses with its reasons, whatever stands in its input',
    (run) => {
      fc.assert(
        fc.property(
          mutationsOf({ ...preview, prices: [price], policies: {}, at: '2026-02-01T00:00:00Z' }),
          (mutated) => {
            try {
              run(mutated as never);
            } catch (error) {
              if (!isBillingError(error)) throw error;
              expect(error.issues.some((issue) => issue.severity === 'error')).toBe(true);
            }
          },
        ),
        { numRuns: 300 },
      );
    },
  );
});
