import { readFileSync } from 'node:fs';
import { Big } from 'big.js';
import {
  aggregateUsage,
  applyLedgerEntry,
  createLedger,
  draftInvoice,
  explain,
  ratePrice,
  renderExplanation,
  type DraftInvoiceInput,
  type PriceInput,
} from 'reckoner';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InvoiceInput } from '../../src/wire/index.js';
import { auditInvoice } from '../../src/index.js';
import { expectToAddUp } from '../support/explanation-law.js';
import { frozen } from '../support/frozen.js';
import { faultsOf } from '../support/refusal.js';

type GroupedCase = {
  readonly name: string;
  readonly arithmetic: string;
  readonly price: PriceInput;
  readonly usage: DraftInvoiceInput['usage'];
  readonly expect: {
    readonly quantity: number;
    readonly subtotal: string;
    readonly rows: readonly (readonly [value: string | null, quantity: number, amount: string])[];
  };
};

const cases = JSON.parse(
  readFileSync(new URL('../cases/invoices/grouped.json', import.meta.url), 'utf8'),
) as readonly GroupedCase[];
const base = {
  customer: { id: 'acme', currency: 'USD' },
  period: { start_date: '2026-01-01', end_date: '2026-02-01' },
} as const;
const unit = {
  id: 'calls',
  model_type: 'unit',
  unit_config: { unit_amount: '0.335' },
  billable_metric_id: 'calls',
  invoice_grouping_key: 'team',
} as const;
const call = (team: string | number | null, position: number) => ({
  event_name: 'call',
  timestamp: '2026-01-05T00:00:00Z',
  idempotency_key: `key-${position}`,
  properties: team === null ? {} : { team },
});

describe('lines by invoice_grouping_key (F10)', () => {
  it.each(cases)('$name: $arithmetic', ({ price, usage, expect: expected }) => {
    const drafted = draftInvoice(frozen({ ...base, prices: [price], usage }));
    const [line] = drafted.invoice.line_items;
    const rows = line?.sub_line_items.map(({ grouping, quantity, amount }) => [grouping?.value, quantity, amount]);
    expect({ quantity: line?.quantity, subtotal: line?.subtotal, rows }).toEqual(expected);
    // The line stands for all values, and each row for its own.
    expect(line?.grouping).toBeNull();
    for (const row of line?.sub_line_items ?? []) {
      expect(row).toMatchObject({ type: "'null'", name: row.grouping?.value ?? 'No value', grouping: { key: 'team' } });
    }
    expectToAddUp(explain(drafted));
    expect(auditInvoice({ invoices: [drafted.invoice as InvoiceInput] })).toEqual([]);
  });

  it('are measured from events with the key, those without it as the null group', () => {
    const events = ['b', 'a', null, 'b', 7].map(call);
    const metrics = [{ id: 'calls', aggregation: { kind: 'count' } }] as const;
    const drafted = draftInvoice(frozen({ ...base, prices: [unit], metrics, events }));
    // 5 × 0.335 = 1.675 is 1.68; b 0.67, the others 0.335 of which the earlier two get the missing cents.
    expect(drafted.invoice.line_items[0]?.sub_line_items.map(({ name, amount }) => [name, amount])).toEqual([
      ['a', '0.34'],
      ['b', '0.67'],
      ['7', '0.34'],
      ['No value', '0.33'],
    ]);
    expect(renderExplanation(explain(drafted))).toContain('team No value: 1 × 0.335, units');
  });

  it('cost what the whole quantity costs, whatever the values, their order and their number (W1, L3)', () => {
    const group = fc.record({
      grouping_values: fc.tuple(fc.constantFrom('a', 'b', 1, true, null)),
      quantity: fc.integer({ min: 0, max: 1_000_000 }).map((thousandths) => new Big(thousandths).div(1000).toFixed()),
    });
    const rates = fc.integer({ min: -99_999, max: 99_999 }).map((rate) => new Big(rate).div(10_000).toFixed());
    fc.assert(
      fc.property(fc.array(group, { maxLength: 12 }), rates, (groups, unit_amount) => {
        const price = { ...unit, unit_config: { unit_amount } };
        const rated = ratePrice(price, { groups });
        const whole = groups.reduce((sum, { quantity }) => sum.plus(quantity), new Big(0));
        expect([rated.quantity, rated.subtotal]).toEqual([whole.toFixed(), whole.times(unit_amount).toFixed()]);
        expect(ratePrice(price, { groups: [...groups].reverse() })).toEqual(rated);
        const { invoice } = draftInvoice({ ...base, prices: [price], usage: { calls: { groups } } });
        const [line] = invoice.line_items;
        const shown = (line?.sub_line_items ?? []).reduce((sum, { amount }) => sum.plus(amount), new Big(0));
        expect(shown.toFixed(2)).toBe(new Big(line?.subtotal ?? 0).toFixed(2));
      }),
      { numRuns: 150 },
    );
  });

  it('shrink in proportion under a usage discount: (8 − 2) × 0.335', () => {
    const usage = {
      calls: {
        groups: [
          { grouping_values: ['a'], quantity: 3 },
          { grouping_values: ['b'], quantity: 5 },
        ],
      },
    };
    const adjustments = [
      { adjustment_type: 'usage_discount', usage_discount: 2, applies_to_price_ids: ['calls'] },
    ] as const;
    expect(draftInvoice({ ...base, prices: [unit], usage, adjustments }).invoice.total).toBe('2.01');
  });

  it.each([
    [
      'a model that is not linear',
      {
        id: 'calls',
        model_type: 'package',
        package_config: { package_amount: '1', package_size: 10 },
        invoice_grouping_key: 'team',
      },
      'invoice_grouping_unsupported prices[0].invoice_grouping_key',
    ],
    [
      'a key that is empty',
      { ...unit, invoice_grouping_key: '' },
      'invoice_grouping_unsupported prices[0].invoice_grouping_key',
    ],
    ['a key that is no text', { ...unit, invoice_grouping_key: 7 }, 'invalid_type prices[0].invoice_grouping_key'],
    [
      'a fixed price',
      { ...unit, price_type: 'fixed_price' },
      'invoice_grouping_unsupported prices[0].invoice_grouping_key',
    ],
  ])('are refused for %s', (_what, price, fault) => {
    const usage = { calls: { groups: [] } };
    expect(faultsOf(() => draftInvoice({ ...base, prices: [price], usage } as never))).toEqual([fault]);
  });

  it('are refused for usage that is not split, and for metrics that do not add up', () => {
    const usage = { calls: { quantity: 3 } };
    expect(faultsOf(() => draftInvoice({ ...base, prices: [unit], usage }))).toEqual([
      'usage_shape_mismatch usage.calls',
    ]);
    const metrics = [{ id: 'calls', aggregation: { kind: 'max', expression: 'seats' } }] as const;
    expect(faultsOf(() => draftInvoice({ ...base, prices: [unit], metrics, events: [] }))).toEqual([
      'invoice_grouping_unsupported prices[0].invoice_grouping_key',
    ]);
  });
});

describe('lines of models that group, on metrics of any kind (§2.1)', () => {
  const matrix_config = {
    dimensions: ['region'],
    default_unit_amount: '1',
    matrix_values: [{ dimension_values: ['eu'], unit_amount: '2' }],
  };
  const prices = [{ id: 'nodes', model_type: 'matrix', matrix_config, billable_metric_id: 'nodes' }] as const;
  const seen = (region: string, n: number, day: number) => ({
    event_name: 'nodes',
    timestamp: `2026-01-0${day}T00:00:00Z`,
    idempotency_key: `${region} ${day}`,
    properties: { region, n },
  });
  const events = [seen('eu', 10, 2), seen('eu', 4, 3), seen('us', 20, 4), seen('us', 10, 5)];

  it.each([
    // A maximum of 10 and one of 20; of all events it is 20.
    ['max', null, ['30', '40.00', '20.00', '20.00']],
    // 4 and 10, 10 and 20: two values each, three of all events.
    ['unique', null, ['4', '6.00', '4.00', '2.00']],
    // The second of each: 4 and 10; of all events 10.
    ['latest', null, ['14', '18.00', '8.00', '10.00']],
    // Two events each, of which a third counts: 0.66… × 2 + 0.66… × 1 = 2.00 for 1.33…, each cut on its own.
    ['count', { numerator: '1', denominator: '3' }, ['1.3333333333333333', '2.00', '1.33', '0.67']],
  ] as const)('bill each group of a metric of kind %s for itself', (kind, scale, expected) => {
    const metric = {
      id: 'nodes',
      event_names: ['nodes'],
      aggregation: { kind, expression: 'n' },
      ...(scale && { scale }),
    };
    const { ledger } = applyLedgerEntry({
      ledger: createLedger({ customer_id: 'acme', currency: 'USD' }),
      entry: { entry_type: 'increment', amount: '1.00' },
      at: '2026-01-01',
    });
    // With credits usage is measured by day.
    for (const ledgers of [[], [ledger]]) {
      const { invoice } = draftInvoice(frozen({ ...base, prices, metrics: [metric], events, ledgers }));
      const [line] = invoice.line_items;
      const rows = line?.sub_line_items.map(({ amount }) => amount) ?? [];
      expect([String(line?.quantity), line?.subtotal, ...rows]).toEqual(expected);
    }
  });

  it('take what aggregateUsage found of them', () => {
    const metric = { event_names: ['nodes'], aggregation: { kind: 'max', expression: 'n' } } as const;
    const [timeframe_start, timeframe_end] = ['2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'];
    const question = { metric, timeframe_start, timeframe_end, group_by: ['region'], null_groups: 'keep' } as const;
    const usage = { nodes: aggregateUsage({ ...question, events }) };
    expect(draftInvoice(frozen({ ...base, prices, usage })).invoice.total).toBe('40.00');
  });
});
