import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  costReport,
  definePriceModel,
  draftInvoice,
  isBillingError,
  usageReport,
  type CostReportInput,
  type PriceInput,
} from 'reckoner';
import { frozen } from '../support/frozen.js';
import { mutationsOf } from '../support/mutations.js';
import { faultsOf } from '../support/refusal.js';
import { schemaCheck } from './schema.js';

type Case = {
  readonly name: string;
  readonly arithmetic: string;
  readonly input: Partial<CostReportInput>;
  /** Start, end, subtotal and total of each row. */
  readonly rows?: readonly (readonly string[])[];
  readonly prices?: readonly (readonly string[])[];
  /** Value and subtotal of the first price's groups, row by row. */
  readonly groups?: readonly unknown[];
  /** The quantity of the first price, row by row. */
  readonly quantities?: readonly number[];
  readonly unmatched?: readonly unknown[];
  readonly refused?: readonly string[];
};

const { shared, cases } = JSON.parse(readFileSync(new URL('../cases/reports/costs.json', import.meta.url), 'utf8')) as {
  readonly shared: CostReportInput;
  readonly cases: readonly Case[];
};

describe('costs', () => {
  const checks = [schemaCheck('SubscriptionCosts'), schemaCheck('CustomerCosts')];

  it.each(cases)('$name', ({ input, rows, prices, groups, quantities, unmatched, refused }) => {
    const full = frozen({ ...shared, ...input }) as CostReportInput;
    if (refused) {
      expect(faultsOf(() => costReport(full))).toEqual(refused);
      return;
    }
    const { data, unmatched_usage } = costReport(full);
    expect(unmatched_usage).toEqual(unmatched);
    if (quantities) expect(data.map((row) => row.per_price_costs[0]?.quantity)).toEqual(quantities);
    expect(data.map((row) => [row.timeframe_start, row.timeframe_end, row.subtotal, row.total])).toEqual(rows);
    if (prices) expect(data.map((row) => row.per_price_costs.map(({ price_id }) => price_id))).toEqual(prices);
    const shown = data.map((row) =>
      row.per_price_costs[0]?.price_groups?.map((group) => [group.grouping_value, group.subtotal]),
    );
    if (groups) expect(shown).toEqual(groups);
    for (const check of checks) check(JSON.parse(JSON.stringify({ data })));
  });

  it('answers or refuses with its reasons, whatever stands in its input', () => {
    fc.assert(
      fc.property(
        mutationsOf({ ...shared, policies: {}, ...cases[0]!.input, timeframe_start: '2023-02-02T00:00:00Z' }),
        (mutated) => {
          try {
            costReport(mutated as never);
          } catch (error) {
            if (!isBillingError(error)) throw error;
            expect(error.issues.some((issue) => issue.severity === 'error')).toBe(true);
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('a timeframe across billing periods that begin on the 15th', () => {
  const billing_periods = [
    { start_date: '2023-05-15', end_date: '2023-06-15' },
    { start_date: '2023-06-15', end_date: '2023-07-15' },
  ];
  const timeframe = { timeframe_start: '2023-06-01T00:00:00Z', timeframe_end: '2023-07-01T00:00:00Z' };
  const windows = (view_mode: 'cumulative' | 'periodic') =>
    costReport({
      ...shared,
      subscription: { ...shared.subscription, billing_periods },
      ...timeframe,
      view_mode,
      at: undefined,
    }).data.map((row) => `${row.timeframe_start.slice(5, 10)} ${row.timeframe_end.slice(5, 10)}`);

  it('has a row per day from the start of its period; the last row of a period ends at its boundary', () => {
    const rows = windows('cumulative');
    expect(rows).toHaveLength(30);
    expect([rows[0], rows[1], rows[12], rows[13]]).toEqual([
      '05-15 06-02',
      '05-15 06-03',
      '05-15 06-14',
      '05-15 06-15',
    ]);
    expect([rows[14], rows[15], rows[29]]).toEqual(['06-15 06-16', '06-15 06-17', '06-15 07-01']);
  });

  it('has a window per day where it is periodic', () => {
    const rows = windows('periodic');
    expect([rows[0], rows[13], rows[14], rows[29]]).toEqual([
      '06-01 06-02',
      '06-14 06-15',
      '06-15 06-16',
      '06-30 07-01',
    ]);
  });
});

const metered = { billable_metric_id: 'tokens' };
const tiers = [
  { first_unit: 0, last_unit: 10, unit_amount: '1.005' },
  { first_unit: 10, unit_amount: '0.333' },
];
const prices: readonly PriceInput[] = [
  { ...metered, id: 'tiered', model_type: 'tiered', tiered_config: { tiers } },
  { ...metered, id: 'package', model_type: 'package', package_config: { package_amount: '4.99', package_size: 7 } },
  {
    ...metered,
    id: 'matrix',
    model_type: 'matrix',
    matrix_config: {
      dimensions: ['region'],
      default_unit_amount: '0.07',
      matrix_values: [{ dimension_values: ['eu'], unit_amount: '0.105' }],
    },
  },
  { id: 'fee', model_type: 'unit', unit_config: { unit_amount: '9.99' }, fixed_price_quantity: 3 },
];
const event = fc.record({
  event_name: fc.constant('call'),
  timestamp: fc.integer({ min: 0, max: 31 * 24 }).map((hour) => new Date(Date.UTC(2026, 0, 1, hour)).toISOString()),
  properties: fc.record({ tokens: fc.integer({ min: 0, max: 9 }), region: fc.constantFrom('eu', 'us') }),
});

describe('the costs of a whole period', () => {
  const period = { start_date: '2026-01-01', end_date: '2026-02-01' };
  const metrics = [{ id: 'tokens', aggregation: { kind: 'sum' as const, expression: 'tokens' } }];
  const customer = { id: 'acme', currency: 'USD' };
  const report = { customer, metrics, subscription: { prices, billing_periods: [period] }, at: '2026-02-01T00:00:00Z' };

  it('are the lines of its invoice', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 20 }), (events) => {
        const last = costReport({ ...report, events, at: '2026-01-31T12:00:00Z' }).data.at(-1);
        const { invoice } = draftInvoice({ customer, prices, metrics, events, period });
        expect(last?.per_price_costs.map(({ subtotal }) => subtotal)).toEqual(
          invoice.line_items.map(({ subtotal }) => subtotal),
        );
        expect(last?.subtotal).toBe(invoice.subtotal);
      }),
      { numRuns: 50 },
    );
  });

  it('are the sum of its days', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 20 }), fc.nat(40), (events, discount) => {
        const subscription = {
          ...report.subscription,
          adjustments: [{ adjustment_type: 'amount_discount' as const, amount_discount: `${discount}.00` }],
        };
        const cumulative = costReport({ ...report, subscription, events }).data;
        const periodic = costReport({ ...report, subscription, events, view_mode: 'periodic' }).data;
        const cents = (amounts: readonly string[]) =>
          amounts.reduce((sum, amount) => sum + BigInt(amount.replace('.', '')), 0n);
        for (const key of ['subtotal', 'total'] as const) {
          expect(cents(periodic.map((row) => row[key]))).toBe(cents([cumulative.at(-1)?.[key] ?? '0']));
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('prices of a model of the caller', () => {
  /** The square of what was used in cents: no other model comes to it. */
  const squared = definePriceModel<object, 'quantity'>({
    needs: 'quantity',
    rate: ({ usage }) => ({ subtotal: (Number(usage.quantity) ** 2 / 100).toFixed(2), rows: [] }),
  });
  const price = { id: 'calls', billable_metric_id: 'sum', model_type: 'squared', squared_config: {} } as const;
  const report = { ...shared, subscription: { ...shared.subscription, prices: [price] } };

  it('are rated on all that was used since the period began', () => {
    const { data } = costReport(frozen({ ...report, custom_models: { squared } }));
    // 9, 19, 20, 28 and 36 tokens by the end of each day
    expect(data.map(({ subtotal }) => subtotal)).toEqual(['0.81', '3.61', '4.00', '7.84', '12.96']);
  });

  it('are refused without it', () => {
    expect(faultsOf(() => costReport({ ...report, custom_models: {} }))).toEqual([
      'unknown_model_type subscription.prices[0].model_type',
    ]);
    const faulty = { ...report, custom_models: { unit: squared } };
    expect(faultsOf(() => costReport(faulty))[0]).toBe('custom_model_invalid custom_models.unit');
  });

  it('are measured without it, because usage does not depend on the model', () => {
    const { data } = usageReport({
      ...report,
      metrics: shared.metrics ?? [],
      timeframe_start: null,
      timeframe_end: null,
    });
    expect(data[0]?.usage[0]?.quantity).toBe(36);
  });
});

describe('a fee whose quantity changes', () => {
  const period = { start_date: '2023-02-01', end_date: '2023-03-01' };
  const price = { id: 'seats', model_type: 'unit' as const, unit_config: { unit_amount: '9.99' } };
  const dayOf = (day: number) => `2023-02-${String(day).padStart(2, '0')}`;
  const change = fc.record({ day: fc.integer({ min: 1, max: 28 }), quantity: fc.nat(50) });

  it('has come to each quantity for its days, the last for all that are left', () => {
    fc.assert(
      fc.property(fc.uniqueArray(change, { selector: ({ day }) => day, maxLength: 4 }), fc.nat(9), (changes, first) => {
        const transitions = changes.map(({ day, quantity }) => ({ effective_date: dayOf(day), quantity }));
        const fee = { ...price, fixed_price_quantity: first };
        const interval = { id: 'pi', price: fee, fixed_fee_quantity_transitions: transitions };
        const subscription = { price_intervals: [interval], billing_periods: [period] };
        const { data } = costReport({ ...shared, subscription, at: '2023-02-28T00:00:00Z' });
        const expected = Array.from({ length: 28 }, (_, index) => {
          // Quantity by quantity, day by day: a day takes the last change that is on it or before it and known by then.
          const known = changes.filter(({ day }) => day <= index + 1).sort((a, b) => a.day - b.day);
          let units = 0n;
          for (let day = 1; day <= 28; day += 1) {
            const passed = known.filter((own) => own.day <= day);
            units += BigInt(passed.at(-1)?.quantity ?? first);
          }
          // Σ quantity × days × 999 cents / 28, half up.
          return (2n * units * 999n + 28n) / 56n;
        });
        expect(data.map(({ subtotal }) => BigInt(subtotal.replace('.', '')))).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});

describe('dimensional prices', () => {
  const dimensional_price_groups = [{ id: 'g', dimensions: ['region', 'size'], billable_metric_id: 'sum' }];
  const value = fc.constantFrom('eu', "it's", '%', '', null, 1, true);
  const entry = fc.record({ region: value, size: value, tokens: fc.nat(9) });
  const cell = fc.tuple(fc.constantFrom('eu', "it's", '%', '1'), fc.constantFrom('eu', '', 'true'));
  const cells = fc.uniqueArray(cell, { selector: (values) => values.join('|'), minLength: 1, maxLength: 5 });

  it('divide the usage of their group among them, and report what is left', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 15 }), cells, (entries, values) => {
        const offered = values.map((dimension_values, index) => ({
          id: `price ${index}`,
          model_type: 'unit' as const,
          unit_config: { unit_amount: '1' },
          dimensional_price_configuration: { dimensional_price_group_id: 'g', dimension_values },
        }));
        const events = entries.map((properties) => ({
          event_name: 'a',
          timestamp: '2023-02-03T00:00:00Z',
          properties,
        }));
        const subscription = { ...shared.subscription, prices: offered };
        const { data, unmatched_usage = [] } = costReport({
          ...shared,
          subscription,
          events,
          dimensional_price_groups,
        });
        const isOf = (properties: (typeof entries)[number], [region, size]: readonly unknown[]) =>
          properties.region === region && properties.size === size;
        const sum = (own: typeof entries) => own.reduce((total, { tokens }) => total + tokens, 0);
        expect(data.at(-1)?.per_price_costs.map(({ quantity }) => quantity)).toEqual(
          values.map((own) => sum(entries.filter((properties) => isOf(properties, own)))),
        );
        const left = entries.filter((properties) => !values.some((own) => isOf(properties, own)));
        expect(unmatched_usage.reduce((total, { quantity }) => total + Number(quantity), 0)).toBe(sum(left));
      }),
      { numRuns: 60 },
    );
  });
});
