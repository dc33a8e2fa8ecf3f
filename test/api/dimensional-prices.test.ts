import fc from 'fast-check';
import {
  createSubscription,
  createUsageMeter,
  draftInvoice,
  draftPartialInvoice,
  evaluatePrice,
  evaluatePrices,
  ratePrice,
  type DraftInvoiceInput,
  type EventInput,
} from 'reckoner';
import { describe, expect, it } from 'vitest';
import { frozen } from '../support/frozen.js';
import { faultsOf } from '../support/refusal.js';

const group = {
  id: 'compute',
  external_dimensional_price_group_id: 'cpu',
  billable_metric_id: 'hours',
  dimensions: ['region', 'tier'],
};
const metrics = [{ id: 'hours', event_names: ['run'], aggregation: { kind: 'sum', expression: 'hours' } }] as const;

const priceOf = (id: string, dimension_values: readonly string[], unit_amount: string) => ({
  id,
  name: id,
  currency: 'USD',
  model_type: 'unit' as const,
  unit_config: { unit_amount },
  dimensional_price_configuration: { dimensional_price_group_id: 'compute', dimension_values: [...dimension_values] },
});
const prices = [priceOf('eu-small', ['eu', 'small'], '0.10'), priceOf('us-large', ['us', 'large'], '0.40')];

const run = (hours: number, properties: EventInput['properties']): EventInput => ({
  event_name: 'run',
  timestamp: '2026-01-10T00:00:00Z',
  properties: { ...properties, hours },
});

// eu/small 30 + 12 = 42 at 0.10 is 4.20; us/large 5 at 0.40 is 2.00; eu/large and a run without region match no price.
const events = frozen([
  run(30, { region: 'eu', tier: 'small' }),
  run(12, { region: 'eu', tier: 'small' }),
  run(5, { region: 'us', tier: 'large' }),
  run(7, { region: 'eu', tier: 'large' }),
  run(1, { tier: 'small' }),
]);
const input: DraftInvoiceInput = frozen({
  customer: { id: 'acme', currency: 'USD' },
  prices,
  metrics,
  events,
  dimensional_price_groups: [group],
  period: { start_date: '2026-01-01', end_date: '2026-02-01' },
});
const timeframe = { timeframe_start: '2026-01-01T00:00:00+00:00', timeframe_end: '2026-02-01T00:00:00+00:00' };
const unmatched = [
  {
    dimensional_price_group_id: 'compute',
    billable_metric_id: 'hours',
    dimension_values: ['eu', 'large'],
    ...timeframe,
    quantity: '7',
  },
  {
    dimensional_price_group_id: 'compute',
    billable_metric_id: 'hours',
    dimension_values: [null, 'small'],
    ...timeframe,
    quantity: '1',
  },
];

describe('dimensional prices (§2)', () => {
  it('bill the events of their values, and the draft tells what no price of the group rates', () => {
    const { invoice, unmatched_usage } = draftInvoice(input);
    expect(invoice.line_items.map(({ name, quantity, subtotal }) => [name, quantity, subtotal])).toEqual([
      ['eu-small', 42, '4.20'],
      ['us-large', 5, '2.00'],
    ]);
    expect(unmatched_usage).toEqual(unmatched);
  });

  it('leave nothing to tell where every event has a price', () => {
    expect(draftInvoice({ ...input, events: events.slice(0, 3) })).not.toHaveProperty('unmatched_usage');
  });

  it('are found by the alias of their group too, and by a meter before the invoice', () => {
    const dimensional_price_configuration = {
      external_dimensional_price_group_id: 'cpu',
      dimension_values: ['eu', 'small'],
    };
    const aliased = [{ ...prices[0], dimensional_price_configuration } as never, prices[1] as never];
    expect(draftInvoice({ ...input, prices: aliased }).invoice.total).toBe('6.20');
    const { events: _, ...unmeasured } = input;
    const meter = createUsageMeter({ ...unmeasured, prices, metrics });
    meter.addAll(events);
    expect(meter.usage()).toEqual({ 'eu-small': { quantity: '42' }, 'us-large': { quantity: '5' } });
    expect(meter.unmatchedUsage()).toEqual(unmatched);
    const { metrics: _metrics, ...given } = unmeasured;
    expect(draftInvoice({ ...given, usage: meter.usage() }).invoice.total).toBe('6.20');
  });

  it('count towards a threshold', () => {
    const partial = draftPartialInvoice({ ...input, invoicing_threshold: '6.00', at: '2026-01-15' });
    expect(partial.measure).toBe('6.20');
    expect(partial.unmatched_usage?.map(({ quantity }) => quantity)).toEqual(['7', '1']);
  });

  it('are billed over a subscription', () => {
    const customer = { id: 'acme', currency: 'USD' };
    const { subscription, schedule } = createSubscription({
      request: { customer_id: 'acme', plan_id: 'pro', start_date: '2026-01-01' },
      at: '2026-01-01',
      customer,
      plans: [{ id: 'pro', name: 'Pro', currency: 'USD', prices }],
    });
    const draft = draftInvoice({
      customer,
      subscription,
      schedule,
      invoice_date: '2026-02-01',
      metrics,
      events,
      dimensional_price_groups: [group],
    });
    expect(draft.invoice.line_items.map(({ name, subtotal }) => [name, subtotal])).toEqual([
      ['eu-small', '4.20'],
      ['us-large', '2.00'],
    ]);
    expect(draft.unmatched_usage).toEqual(unmatched);
  });

  it('are evaluated over their events, with the filter and the keys that are asked for', () => {
    const frame = { prices, metrics, events, dimensional_price_groups: [group], ...timeframe };
    const { data } = evaluatePrices({
      ...frame,
      price_evaluations: [
        { price_id: 'eu-small' },
        { price_id: 'us-large', grouping_keys: ['region'] },
        { price_id: 'eu-small', filter: "hours > 20 OR region = 'us'" },
        { price: prices[1] as never, filter: 'hours > 20' },
      ],
    });
    expect(data.map(({ amount, price_groups }) => [amount, price_groups.map(({ quantity }) => quantity)])).toEqual([
      ['4.2', [42]],
      ['2', [5]],
      // Only what both the dimensions and the filter keep: 30 × 0.10.
      ['3', [30]],
      ['0', [0]],
    ]);
    const { prices: _, ...rest } = frame;
    expect(evaluatePrice({ ...rest, price: prices[0] as never }).data).toEqual([
      { grouping_values: [], quantity: 42, amount: '4.2' },
    ]);
  });

  it('cost what their part of the events costs, whatever the events', () => {
    const value = fc.constantFrom('eu', 'us', 'asia', 10, null);
    const happened = fc.record({ region: value, tier: fc.constantFrom('small', 'large', true), hours: fc.nat(50) });
    fc.assert(
      fc.property(fc.array(happened, { maxLength: 12 }), (list) => {
        const draft = draftInvoice({
          ...input,
          events: list.map(({ hours, ...properties }) => run(hours, properties)),
        });
        const sumOf = (keep: (event: { region: unknown; tier: unknown }) => boolean) =>
          list.filter(keep).reduce((sum, { hours }) => sum + hours, 0);
        const small = sumOf(({ region, tier }) => region === 'eu' && tier === 'small');
        const large = sumOf(({ region, tier }) => region === 'us' && tier === 'large');
        expect(draft.invoice.line_items.map(({ quantity }) => quantity)).toEqual([small, large]);
        expect(Number(draft.invoice.total)).toBeCloseTo(
          Number(ratePrice(prices[0] as never, { quantity: small }).subtotal) + 0.4 * large,
          6,
        );
        const told = (draft.unmatched_usage ?? []).reduce((sum, { quantity }) => sum + Number(quantity), 0);
        expect(told).toBe(sumOf(() => true) - small - large);
      }),
      { numRuns: 60 },
    );
  });

  const refused: readonly (readonly [string, Partial<DraftInvoiceInput>, readonly string[]])[] = [
    [
      'without the group',
      { dimensional_price_groups: [] },
      [
        'invalid_reference prices[0].dimensional_price_configuration.dimensional_price_group_id',
        'invalid_reference prices[1].dimensional_price_configuration.dimensional_price_group_id',
      ],
    ],
    [
      'with too few values',
      { prices: [priceOf('a', ['eu'], '1')] },
      ['invalid_price_config prices[0].dimensional_price_configuration.dimension_values'],
    ],
    ['without the metric of the group', { metrics: [], prices: [prices[0] as never] }, ['invalid_reference prices[0]']],
    [
      'without usage or events',
      { events: undefined },
      ['missing_field usage["eu-small"]', 'missing_field usage["us-large"]'],
    ],
    [
      'with a group twice',
      { dimensional_price_groups: [group, { ...group, external_dimensional_price_group_id: null }] },
      ['invalid_reference dimensional_price_groups[1].id'],
    ],
  ];

  it.each(refused)('are refused %s', (_, change, faults) => {
    expect(faultsOf(() => draftInvoice({ ...input, ...change } as DraftInvoiceInput))).toEqual(faults);
  });

  it('refuse a filter that would close a parenthesis', () => {
    const price_evaluations = [{ price_id: 'eu-small', filter: 'hours > 1) OR (TRUE' }];
    const evaluate = () =>
      evaluatePrices({ prices, metrics, events, dimensional_price_groups: [group], ...timeframe, price_evaluations });
    expect(faultsOf(evaluate)).toEqual(['invalid_expression price_evaluations[0].filter']);
  });
});
