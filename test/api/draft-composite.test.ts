import { draftInvoice, explain, type DraftInvoiceInput, type PriceInput } from 'reckoner';
import { describe, expect, it } from 'vitest';
import { expectToAddUp } from '../support/explanation-law.js';
import { frozen } from '../support/frozen.js';
import { refusal } from '../support/refusal.js';

const period = { start_date: '2026-01-01', end_date: '2026-02-01' };
const unit = (id: string, unit_amount: string, more: Partial<PriceInput> = {}): PriceInput =>
  ({ id, model_type: 'unit', unit_config: { unit_amount }, ...more }) as PriceInput;
const minimum: PriceInput = {
  id: 'minimum',
  model_type: 'minimum_composite',
  minimum_composite_config: { minimum_amount: '500' },
};
const support = (more: Partial<PriceInput> = {}): PriceInput =>
  ({ id: 'support', model_type: 'percent', percent_config: { percent: '0.1' }, ...more }) as PriceInput;

function draft(prices: readonly PriceInput[], more: Partial<DraftInvoiceInput> = {}) {
  return draftInvoice(frozen({ customer: { id: 'acme', currency: 'USD' }, prices, period, ...more }));
}

const subtotals = (drafted: ReturnType<typeof draft>) =>
  drafted.invoice.line_items.map(({ price, subtotal }) => [price.id, subtotal]);

describe('composite prices on an invoice (§2.2, F9)', () => {
  it('are rated last and stand where the plan puts them; without filters on all lines that are no composites', () => {
    const drafted = draft([support(), unit('a', '200.004'), unit('b', '100'), minimum]);
    // 0.1 × 300.004, and 500 − 300.004: exact subtotals, each rounded once.
    expect(subtotals(drafted)).toEqual([
      ['support', '30.00'],
      ['a', '200.00'],
      ['b', '100.00'],
      ['minimum', '200.00'],
    ]);
    expect(drafted.invoice.line_items.map(({ price }) => price.price_type)).toEqual([
      'composite_price',
      'fixed_price',
      'fixed_price',
      'composite_price',
    ]);
    expectToAddUp(explain(drafted));
  });

  it('take only the lines that every filter matches', () => {
    const composite_price_filters = [
      { field: 'item_id', operator: 'includes', values: ['storage', 'compute'] },
      { field: 'price_id', operator: 'excludes', values: ['b'] },
    ] as const;
    const prices = [
      unit('a', '200', { item_id: 'storage' }),
      unit('b', '100', { item_id: 'storage' }),
      unit('c', '50', { item_id: 'seats' }),
      support({ composite_price_filters }),
    ];
    expect(subtotals(draft(prices)).at(-1)).toEqual(['support', '20.00']);
  });

  it('take only lines in their own currency', () => {
    const prices = [unit('a', '10'), unit('b', '40', { currency: 'credits', conversion_rate: 1 }), support()];
    expect(subtotals(draft(prices)).at(-1)).toEqual(['support', '1.00']);
  });

  it('rate what the caller says where it says it', () => {
    const usage = { support: { components: [{ price_id: 'elsewhere', subtotal: '70' }] } };
    expect(subtotals(draft([unit('a', '10'), support()], { usage }))).toEqual([
      ['a', '10.00'],
      ['support', '7.00'],
    ]);
  });

  it('cost their minimum where there is no other line', () => {
    expect(subtotals(draft([minimum]))).toEqual([['minimum', '500.00']]);
  });
});

describe('events that a price rates one by one', () => {
  const price: PriceInput = {
    id: 'transfers',
    model_type: 'bps',
    bps_config: { bps: 75, per_unit_maximum: '15' },
    billable_metric_id: 'value',
  };
  const metric = (kind: 'sum' | 'count' | 'max') =>
    ({ id: 'value', aggregation: { kind, ...(kind !== 'count' && { expression: 'value' }) } }) as const;
  const events = ['1200', '90.50', '4000'].map((value, at) => ({
    event_name: 'transfer',
    timestamp: `2026-01-0${at + 1}T00:00:00Z`,
    idempotency_key: `key-${at}`,
    properties: { value },
  }));

  it('are measured one by one: the value of a sum (9 + 0.67875 + 15)', () => {
    const drafted = draft([price], { metrics: [metric('sum')], events: [...events, ...events] });
    expect(subtotals(drafted)).toEqual([['transfers', '24.68']]);
    expect(drafted.workings.lines[0]?.rating.quantity).toBe('5290.5');
  });

  it('and 1 for each of a count', () => {
    const output: PriceInput = {
      id: 'output',
      model_type: 'event_output',
      event_output_config: { unit_rating_key: 'value' },
      billable_metric_id: 'value',
    };
    const { invoice } = draft([output], { metrics: [metric('count')], events: events.slice(0, 2) });
    expect(invoice.total).toBe('1290.50');
    expect(invoice.line_items[0]?.sub_line_items.map(({ name, type }) => [name, type])).toEqual([
      ['1200', "'null'"],
      ['90.5', "'null'"],
    ]);
  });

  it('cannot be told from a metric that does not add up', () => {
    const error = refusal(() => draft([price], { metrics: [metric('max')], events }));
    expect(error.code).toBe('usage_shape_mismatch');
  });
});
