import { applyAdjustments, type AdjustmentInput, type ApplyAdjustmentsInput } from 'reckoner';
import { describe, expect, it } from 'vitest';
import { quickestOf } from '../support/quickest.js';
import { faultsOf } from '../support/refusal.js';

const usd = { id: 'a', price: {}, subtotal: '10' };
const other = { id: 'b', price: {}, subtotal: '10' };
const credits = { id: 'c', price: { currency: 'credits' }, subtotal: '10' };
const half: AdjustmentInput = { adjustment_type: 'percentage_discount', percentage_discount: '0.5' };
const ten: AdjustmentInput = { adjustment_type: 'amount_discount', amount_discount: '10' };

function faults(adjustments: readonly unknown[], more: Partial<ApplyAdjustmentsInput> = {}): string[] {
  const input = { currency: 'USD', lines: [usd, other, credits], adjustments, ...more } as ApplyAdjustmentsInput;
  return faultsOf(() => applyAdjustments(input));
}

describe('adjustments that are refused', () => {
  it.each([
    ['below zero', { ...ten, amount_discount: '-1' }, 'invalid_adjustment adjustments[0].amount_discount'],
    ['above 1', { ...half, percentage_discount: 1.01 }, 'invalid_adjustment adjustments[0].percentage_discount'],
    ['of no known type', { adjustment_type: 'rebate' }, 'invalid_type adjustments[0].adjustment_type'],
    ['without a type', {}, 'missing_field adjustments[0].adjustment_type'],
    ['without a value', { adjustment_type: 'minimum' }, 'missing_field adjustments[0].minimum_amount'],
    ['of no known older type', { discount_type: 'rebate' }, 'invalid_type adjustments[0].discount_type'],
    [
      'filtered by an unknown field',
      { ...half, filters: [{ field: 'size', operator: 'includes', values: [] }] },
      'invalid_type adjustments[0].filters[0].field',
    ],
    [
      'filtered by an unknown operator',
      { ...half, filters: [{ field: 'item_id', operator: 'is', values: [] }] },
      'invalid_type adjustments[0].filters[0].operator',
    ],
    [
      'filtered by what is no text',
      { ...half, filters: [{ field: 'item_id', operator: 'includes', values: [1] }] },
      'invalid_type adjustments[0].filters[0].values',
    ],
    [
      'narrowed by an unknown price type',
      { ...half, price_type: 'usage_price' },
      'invalid_type adjustments[0].price_type',
    ],
    ['that apply to not all', { ...half, applies_to_all: false }, 'invalid_type adjustments[0].applies_to_all'],
    ['at no level', { ...half, is_invoice_level: 'yes' }, 'invalid_type adjustments[0].is_invoice_level'],
    [
      'on a pricing unit by name',
      { ...half, applies_to_price_ids: ['c'] },
      'adjustment_virtual_currency adjustments[0]',
    ],
    ['on a pricing unit by its code', { ...half, currency: 'credits' }, 'adjustment_virtual_currency adjustments[0]'],
    [
      'at line level over several prices',
      { ...ten, is_invoice_level: false },
      'adjustment_single_price adjustments[0]',
    ],
    [
      'bound to dates on an invoice without one',
      { adjustment: half, start_date: '2026-01-01' },
      'missing_field adjustments[0].start_date',
    ],
    [
      'of usage where there is none',
      { adjustment_type: 'usage_discount', usage_discount: 1, applies_to_price_ids: ['a'] },
      'usage_discount_not_applicable adjustments[0]',
    ],
  ])('%s', (_name, adjustment, fault) => {
    expect(faults([adjustment])).toEqual([fault]);
  });

  it('over two currencies at once', () => {
    expect(faults([ten], { policies: { virtual_currency_adjustments: 'allow' } })).toEqual([
      'adjustment_mixed_currency adjustments[0]',
    ]);
  });

  it('with an interval that ends before it starts', () => {
    const dated = { adjustment: half, start_date: '2026-02-01', end_date: '2026-01-01' };
    expect(faults([dated], { invoice_date: '2026-01-15' })).toEqual(['invalid_interval adjustments[0].end_date']);
  });

  it('with the same id twice', () => {
    expect(
      faults([
        { ...half, id: 'x' },
        { ...ten, id: 'x' },
      ]),
    ).toEqual(['invalid_reference adjustments[1]']);
  });

  it.each([
    [
      'a gap',
      [
        { lower_bound: 0, upper_bound: 10, percentage: 0 },
        { lower_bound: 11, percentage: 0 },
      ],
      'invalid_bands adjustments[0].tiers[1]',
    ],
    ['a start above zero', [{ lower_bound: 1, percentage: 0 }], 'invalid_bands adjustments[0].tiers[0]'],
    [
      'a band after the endless one',
      [
        { lower_bound: 0, percentage: 0 },
        { lower_bound: 10, percentage: 0 },
      ],
      'invalid_bands adjustments[0].tiers[1]',
    ],
    ['an empty band', [{ lower_bound: 0, upper_bound: 0, percentage: 0 }], 'invalid_bands adjustments[0].tiers[0]'],
    ['no band', [], 'invalid_type adjustments[0].tiers'],
  ])('with %s', (_name, tiers, fault) => {
    expect(faults([{ adjustment_type: 'tiered_percentage_discount', tiers }])).toEqual([fault]);
  });

  it('all at once, each where it stands', () => {
    expect(
      faults([
        { ...ten, amount_discount: 'x' },
        { ...half, percentage_discount: -1 },
      ]),
    ).toEqual([
      'invalid_decimal adjustments[0].amount_discount',
      'invalid_adjustment adjustments[1].percentage_discount',
    ]);
  });

  it('that are a million, at once', () => {
    const many = Array.from({ length: 1_000_000 }, () => half);
    const refused = () => expect(faults(many)).toEqual(['limit_exceeded adjustments']);
    expect(quickestOf(3, refused)).toBeLessThan(200);
  });

  it('in a circle of replacements end', () => {
    const circle = [
      { ...half, id: 'x', replaces_adjustment_id: 'y' },
      { ...ten, id: 'y', replaces_adjustment_id: 'x' },
    ];
    const { lines } = applyAdjustments({ currency: 'USD', lines: [usd], adjustments: circle });
    // Each gives way to the other, so that neither acts.
    expect(lines[0]?.adjusted_subtotal).toBe('10.00');
  });
});

describe('lines that are refused', () => {
  const line = (more: object) => faults([half], { lines: [{ ...usd, ...more }] });

  it('with usage and a subtotal', () => {
    expect(line({ usage: { quantity: 1 } })).toEqual(['usage_shape_mismatch lines[0].usage']);
  });

  it('with usage that the price cannot rate', () => {
    const price = { model_type: 'unit', unit_config: { unit_amount: '1' } };
    expect(line({ price, subtotal: undefined, usage: { quantity: -1 } })).toEqual([
      'negative_quantity lines[0].usage.quantity',
    ]);
  });

  it('with a service period outside the full one', () => {
    const january = { start_date: '2026-01-01', end_date: '2026-02-01' };
    const april = { start_date: '2026-04-01', end_date: '2026-05-01' };
    expect(line({ service_period: april, full_period: january })).toEqual([
      'invalid_service_period lines[0].service_period',
    ]);
  });

  it('with the id of another', () => {
    expect(faults([], { lines: [usd, usd] })).toEqual(['invalid_reference lines[1]']);
  });

  it('with two amounts for one minimum', () => {
    const price = { minimum_amount: '5', minimum: { minimum_amount: '6' } };
    expect(line({ price })).toEqual(['invalid_adjustment lines[0].price.minimum_amount']);
  });
});

describe('what deserves a look', () => {
  it('a minimum above a maximum of the same prices', () => {
    const { issues } = applyAdjustments({
      currency: 'USD',
      lines: [usd],
      adjustments: [
        { adjustment_type: 'minimum', minimum_amount: '20' },
        { adjustment_type: 'maximum', maximum_amount: '15' },
      ],
    });
    expect(issues.map(({ code, path, severity }) => [code, path, severity])).toEqual([
      ['minimum_above_maximum', 'adjustments[0]', 'warning'],
    ]);
  });

  it('an amount over prices that bill at different times, refused where the policy says so', () => {
    const lines = [usd, { ...other, price: { cadence: 'annual' as const } }];
    const input = { currency: 'USD', lines, adjustments: [ten] };
    expect(applyAdjustments(input).issues.map(({ code }) => code)).toEqual(['adjustment_mixed_scope']);
    expect(faults([ten], { lines, policies: { mixed_adjustment_scope: 'error' } })).toEqual([
      'adjustment_mixed_scope adjustments[0]',
    ]);
    expect(applyAdjustments({ ...input, adjustments: [half] }).issues).toEqual([]);
  });
});

it('writes adjustments as documents that select the same prices when they are read again', () => {
  const adjustments: AdjustmentInput[] = [
    { ...half, applies_to_price_ids: ['a', 'b'], price_type: 'fixed' },
    { ...ten, applies_to_item_ids: ['a'] },
    {
      adjustment_type: 'minimum',
      minimum_amount: '12.345',
      reason: 'commitment',
      is_invoice_level: false,
      applies_to_price_ids: ['b'],
    },
    {
      adjustment_type: 'tiered_percentage_discount',
      tiers: [{ lower_bound: 0, percentage: '0.25' }],
      applies_to_all: true,
    },
  ];
  const first = applyAdjustments({ currency: 'USD', lines: [usd, other], adjustments });
  expect(first.lines[1]?.adjustments).toEqual([
    {
      id: 'adjustment-1',
      is_invoice_level: true,
      applies_to_price_ids: [],
      filters: [
        { field: 'price_id', operator: 'includes', values: ['a', 'b'] },
        { field: 'price_type', operator: 'includes', values: ['fixed'] },
      ],
      reason: null,
      replaces_adjustment_id: null,
      adjustment_type: 'percentage_discount',
      percentage_discount: 0.5,
      amount: '5.00',
    },
    {
      id: 'adjustment-4',
      is_invoice_level: true,
      applies_to_price_ids: [],
      filters: [],
      reason: null,
      replaces_adjustment_id: null,
      adjustment_type: 'tiered_percentage_discount',
      tiers: [{ lower_bound: 0, upper_bound: null, percentage: 0.25 }],
      amount: '1.25',
    },
    {
      id: 'adjustment-3',
      is_invoice_level: false,
      applies_to_price_ids: ['b'],
      filters: [],
      reason: 'commitment',
      replaces_adjustment_id: null,
      adjustment_type: 'minimum',
      minimum_amount: '12.345',
      item_id: 'b',
      amount: '8.60',
    },
  ]);
  const written = new Map(first.lines.flatMap((line) => line.adjustments.map((own) => [own.id, own])));
  const again = applyAdjustments({
    currency: 'USD',
    lines: [usd, other],
    adjustments: ['adjustment-1', 'adjustment-2', 'adjustment-3', 'adjustment-4'].map((id) => written.get(id)!),
  });
  expect(again.lines).toEqual(first.lines);
});
