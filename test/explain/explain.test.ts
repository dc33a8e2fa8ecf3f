import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  draftInvoice,
  explain,
  ratePrice,
  renderExplanation,
  type DraftInvoiceInput,
  type PriceInput,
  type RatingContext,
  type UsageInput,
} from '../../src/index.js';
import { expectToAddUp } from '../support/explanation-law.js';
import { refusal } from '../support/refusal.js';

const cases = JSON.parse(readFileSync(new URL('../cases/invoices/draft.json', import.meta.url), 'utf8')) as {
  name: string;
  input: DraftInvoiceInput;
}[];

describe('the explanation of a draft', () => {
  it.each(cases)('adds up at every node: $name', ({ input }) => {
    const draft = draftInvoice(input);
    const root = explain(draft);
    expectToAddUp(root);
    expect([draft.invoice.total, draft.invoice.amount_due]).toContain(root.amount);
  });

  it('names the days, not the instants, of a period', () => {
    const [shortest] = cases;
    const draft = draftInvoice(shortest!.input);
    expect(explain(draft).label).toBe('Invoice for acme, 2026-01-01 to 2026-01-31 (America/New_York)');
  });

  it('shows the balance where one is applied, raised by an old debt or left over', () => {
    const due = (balance: string) => {
      const draft = draftInvoice({
        customer: { id: 'acme', currency: 'USD', balance },
        prices: [{ id: 'a', model_type: 'unit', unit_config: { unit_amount: '10' } }],
        period: { start_date: '2026-01-01', end_date: '2026-02-01' },
      });
      const root = explain(draft);
      expectToAddUp(root);
      return [root.amount, ...root.children.map((child) => child.amount)];
    };
    expect(due('3.00')).toEqual(['7.00', '10.00', '-3.00']);
    expect(due('30.00')).toEqual(['0.00', '10.00', '-10.00']);
    expect(due('-3.00')).toEqual(['13.00', '10.00', '3.00']);
  });
});

describe('the explanation of a conversion by tiers', () => {
  // 100 × 0.30 + 30 × 0.20: of the 130 credits that the line came to, 30 are converted elsewhere.
  it('says how much of a pricing unit is left for the first rate', () => {
    const tiered = cases.find(({ name }) => name.startsWith('tiered conversion'));
    const [line] = explain(draftInvoice(tiered!.input)).children;
    const told = line!.children.map(({ label, amount, children }) => [label, amount, children.length]);
    expect(told).toEqual([
      ['100 credits × 0.3', '30.00', 1],
      ['30 credits × 0.2', '6.00', 0],
    ]);
    const [left] = line!.children[0]!.children;
    expect([left!.amount, left!.currency, ...left!.children.map(({ amount }) => amount)]).toEqual(['100', 'credits', '130', '-30']); // prettier-ignore
  });
});

describe('the explanation of a bare document', () => {
  it.each(cases)('adds up as far as its rows go: $name', ({ input }) => {
    const { invoice } = draftInvoice({ ...input, invoice_number: 'A-00001' });
    const root = explain(invoice);
    expectToAddUp(root);
    expect(root.amount).toBe(invoice.total);
  });

  it('tells adjustments, credits, earlier invoices and tax as steps of their line', () => {
    const [shortest] = cases;
    const { invoice } = draftInvoice({ ...shortest!.input, invoice_number: 'A-00001' });
    const [line] = invoice.line_items;
    const adjustment = {
      id: 'd',
      adjustment_type: 'amount_discount' as const,
      amount_discount: '5.00',
      amount: '5.00',
      is_invoice_level: false,
      filters: [],
      applies_to_price_ids: ['seats'],
      reason: 'Launch discount',
      replaces_adjustment_id: null,
    };
    const minimum = {
      ...adjustment,
      id: 'm',
      adjustment_type: 'minimum' as const,
      minimum_amount: '57.00',
      item_id: 'i',
      amount: '2.00',
      reason: null,
    };
    // 60.00 − 5.00 + 2.00 − 20.00 − 10.00 = 27.00; tax 10 % = 2.70; with the other line's 49.90: 79.60
    const billed = {
      ...line!,
      adjustments: [adjustment, minimum],
      adjusted_subtotal: '57.00',
      credits_applied: '20.00',
      partially_invoiced_amount: '10.00',
      amount: '27.00',
      tax_amounts: [{ tax_rate_description: 'Sales tax', tax_rate_percentage: '10', amount: '2.70' }],
    };
    const root = explain({ ...invoice, line_items: [billed, invoice.line_items[1]!], total: '79.60' });
    expectToAddUp(root);
    expect(renderExplanation(root)).toBe(
      [
        'Invoice for acme                    USD 79.60',
        '├─ Seats                                27.00',
        '│  ├─ Subtotal for a quantity of 5      60.00',
        '│  ├─ Launch discount                   -5.00',
        '│  ├─ Minimum                            2.00',
        '│  ├─ Prepaid credits                  -20.00',
        '│  └─ Already invoiced                 -10.00',
        '├─ Sales tax 10 % on Seats               2.70',
        '└─ API calls                            49.90',
      ].join('\n'),
    );
  });
});

describe('the explanation of a price', () => {
  it('spells out a prorated share', () => {
    const price = { model_type: 'unit', unit_config: { unit_amount: '0.5', prorated: true } } as const;
    const rated = ratePrice(price, { quantity: 310 }, { fraction: { numerator: 10, denominator: 31 } });
    const root = explain(rated);
    expectToAddUp(root);
    expect(root.children[0]?.label).toBe('310 units × 0.5 × 10/31 of the period');
  });

  it('says of a product what it is, after all of its factors', () => {
    const tiers = [
      { tier_lower_bound: '0', unit_amount: '0.5' },
      { tier_lower_bound: '1000', unit_amount: '0.4' },
    ];
    const month = { fraction: { numerator: 12, denominator: 30 } };
    const labels = (price: PriceInput, quantity: number, context = {}) =>
      explain(ratePrice(price, { quantity }, context)).children.map(({ label }) => label);
    const bulk = { model_type: 'bulk_with_proration', bulk_with_proration_config: { tiers } } as const;
    expect(labels(bulk, 1000, month)).toEqual(['1000 units × 0.5 × 12/30 of the period, the rate for up to 1000']);
    const consumption_table = [{ threshold: '0', total_amount: '25' }];
    const table = {
      model_type: 'threshold_total_amount',
      threshold_total_amount_config: { consumption_table, prorate: true },
    } as const;
    expect(labels(table, 100, month)).toEqual(['100 units: 25 × 12/30 of the period, in total beyond 0']);
    const least = tiers.map((tier) => ({ ...tier, minimum_amount: '30' }));
    const minimum = { model_type: 'tiered_with_minimum', tiered_with_minimum_config: { tiers: least } } as const;
    expect(labels(minimum, 40)).toEqual(['Tier One (up to 1000): 40 units × 0.5', 'Minimum: 10, to reach the minimum']);
  });

  it('says in words which units a tier holds', () => {
    const tiers = [
      { first_unit: 1, last_unit: 10, unit_amount: '4.00' },
      { first_unit: 11, last_unit: 25, unit_amount: '3.25' },
      { first_unit: 26, unit_amount: '2.50' },
    ];
    const root = explain(ratePrice({ model_type: 'tiered', tiered_config: { tiers } }, { quantity: '30.5' }));
    expectToAddUp(root);
    expect(root.children.map((child) => child.label)).toEqual([
      'Tier One (up to 10): 10 units × 4',
      'Tier Two (over 10 up to 25): 15 units × 3.25',
      'Tier Three (over 25): 5.5 units × 2.5',
    ]);
  });

  it('prefixes the charges of a group with the group', () => {
    const price = {
      model_type: 'grouped_tiered',
      grouped_tiered_config: {
        grouping_key: 'team',
        tiers: [
          { tier_lower_bound: 0, unit_amount: 2 },
          { tier_lower_bound: 100, unit_amount: 1.5 },
        ],
      },
    } as const;
    const groups = [
      { grouping_values: ['core'], quantity: 130 },
      { grouping_values: [null], quantity: 60 },
    ];
    const root = explain(ratePrice(price, { groups }));
    expectToAddUp(root);
    expect(root.amount).toBe('365');
    expect(root.children.map((child) => child.label)).toEqual([
      'team core: Tier One (up to 100): 100 units × 2',
      'team core: Tier Two (over 100): 30 units × 1.5',
      'team No value: Tier One (up to 100): 60 units × 2',
    ]);
  });
});

type PriceCase = { name: string; price: PriceInput; usage?: UsageInput; context?: RatingContext; expect: object };
const priceCases = new URL('../cases/prices/', import.meta.url);

describe.each(readdirSync(priceCases))('the explanation of every case of %s', (file) => {
  const rateable = (JSON.parse(readFileSync(new URL(file, priceCases), 'utf8')) as PriceCase[]).filter(
    (given) => !('error' in given.expect),
  );

  it('adds up, and tells each charge in words', () => {
    for (const { name, price, usage, context } of rateable) {
      const rated = ratePrice(price, usage, context);
      const root = explain(rated);
      // What does not end is cut row by row, so only whole periods add up on their printed digits (F1).
      if (rated.workings.fraction === null) expectToAddUp(root);
      expect(root.children, name).toHaveLength(rated.workings.charges.length);
      for (const child of root.children) expect(child.label, name).not.toMatch(/undefined|NaN|\[object/);
    }
  });
});

describe('explain refuses', () => {
  it.each([null, undefined, 7, {}, []])('%s', (result) => {
    expect(refusal(() => explain(result as never)).code).toBe('invalid_type');
  });
});
