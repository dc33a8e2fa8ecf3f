import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { draftInvoice, type DraftInvoiceInput } from '../../src/index.js';
import { frozen } from '../support/frozen.js';

type LineCase = { name: string; quantity: number; subtotal: string; amount: string; rows: string[] };
type InvoiceCase = {
  name: string;
  input: DraftInvoiceInput;
  expect: { subtotal: string; total: string; amount_due: string; invoice_date: string; lines: LineCase[] };
};

const cases = JSON.parse(
  readFileSync(new URL('../cases/invoices/draft.json', import.meta.url), 'utf8'),
) as InvoiceCase[];

describe('draftInvoice, case by case', () => {
  it.each(cases)('$name', ({ input, expect: expected }) => {
    const { invoice } = draftInvoice(frozen(input));
    const lines = invoice.line_items.map((line) => ({
      name: line.name,
      quantity: line.quantity,
      subtotal: line.subtotal,
      amount: line.amount,
      rows: line.sub_line_items.map((row) => row.amount),
    }));
    const { subtotal, total, amount_due, invoice_date } = invoice;
    expect({ subtotal, total, amount_due, invoice_date, lines }).toEqual(expected);
  });
});

const seats = { id: 'seats', name: 'Seats', model_type: 'unit', unit_config: { unit_amount: '12.00' } } as const;
const january = { start_date: '2026-01-01', end_date: '2026-02-01' };
const acme = { id: 'acme', currency: 'USD' };

describe('the drafted document', () => {
  const usage = { seats: { quantity: 2 } };
  const draft = (more: Partial<DraftInvoiceInput> = {}) =>
    draftInvoice({ customer: acme, prices: [seats], usage, period: january, ...more }).invoice;

  it('derives its ids from what it bills, encoding what separates them (D25)', () => {
    const invoice = draft({ customer: { id: 'a:b%', currency: 'USD' } });
    expect(invoice.id).toBe('invoice:a%3Ab%25:subscription:20260201T000000Z:0');
    expect(invoice.line_items[0]?.id).toBe(
      'line:invoice%3Aa%253Ab%2525%3Asubscription%3A20260201T000000Z%3A0:seats:20260101T000000Z',
    );
  });

  it('belongs to the subscription where there is one', () => {
    const invoice = draft({ subscription: { id: 'sub_1' } });
    expect(invoice.subscription).toEqual({ id: 'sub_1' });
    expect(invoice.id).toBe('invoice:sub_1:subscription:20260201T000000Z:0');
  });

  it('waits out the grace period only if it bills usage (§11.1)', () => {
    expect(draft().eligible_to_issue_at).toBe('2026-02-01T12:00:00+00:00');
    expect(draft({ policies: { grace_period_hours: 1 } }).eligible_to_issue_at).toBe('2026-02-01T01:00:00+00:00');
    const fixed = draft({ prices: [{ ...seats, fixed_price_quantity: 2 }], usage: {} });
    expect(fixed.eligible_to_issue_at).toBe('2026-02-01T00:00:00+00:00');
  });

  it('passes through what the customer carries', () => {
    const customer = {
      ...acme,
      external_customer_id: 'ext',
      auto_collection: true,
      auto_issuance: false,
      billing_address: { city: 'Riga' },
    };
    const invoice = draft({ customer, memo: 'Thanks', invoice_number: 'A-00001', at: '2026-02-01T09:30:00Z' });
    expect(invoice.customer).toEqual({ id: 'acme', external_customer_id: 'ext' });
    expect(invoice.auto_collection.enabled).toBe(true);
    expect(invoice.will_auto_issue).toBe(false);
    expect(invoice.scheduled_issue_at).toBeNull();
    expect(invoice.billing_address).toEqual({
      line1: null,
      line2: null,
      city: 'Riga',
      state: null,
      postal_code: null,
      country: null,
    });
    expect(invoice.memo).toBe('Thanks');
    expect(invoice.invoice_number).toBe('A-00001');
    expect(invoice.created_at).toBe('2026-02-01T09:30:00+00:00');
  });

  it('drops lines of nothing only where the policy says so', () => {
    const nothing = { seats: { quantity: 0 } };
    expect(draft({ usage: nothing }).line_items).toHaveLength(1);
    expect(draft({ usage: nothing, policies: { zero_lines: 'omit' } }).line_items).toHaveLength(0);
  });

  it('completes a create body into a price document, with the JSON types of the API', () => {
    const tiers = [
      { first_unit: '0', last_unit: 10, unit_amount: 1 },
      { first_unit: 10, unit_amount: 0.5 },
    ];
    const [line] = draft({
      prices: [{ id: 'seats', item_id: 'item_1', model_type: 'tiered', tiered_config: { tiers } }],
    }).line_items;
    expect(line?.price).toMatchObject({
      id: 'seats',
      name: 'seats',
      item: { id: 'item_1', name: 'seats' },
      price_type: 'usage_price',
      billing_mode: 'in_arrear',
      cadence: 'monthly',
      currency: 'USD',
      tiered_config: {
        tiers: [
          { first_unit: 0, last_unit: 10, unit_amount: '1' },
          { first_unit: 10, unit_amount: '0.5' },
        ],
      },
    });
    expect(line?.price).not.toHaveProperty('item_id');
  });

  it('shares nothing with the input', () => {
    const metadata = { team: 'core' };
    const [line] = draft({ prices: [{ ...seats, metadata }] }).line_items;
    expect(line?.price.metadata).toEqual(metadata);
    expect(line?.price.metadata).not.toBe(metadata);
  });

  it('lists itself as what to store', () => {
    const result = draftInvoice({ customer: acme, prices: [seats], usage, period: january });
    expect(result.effects).toEqual([{ kind: 'invoice_created', invoice: result.invoice }]);
  });
});

describe('what credits are asked to pay', () => {
  it('tells what minimums raised each line by, exactly, also as JSON', () => {
    // 7 are missing to 10; they are shared as 1 is to 2, and what has no end is cut at 20 places.
    const shares = ['2.33333333333333333333', '4.66666666666666666666', '0'];
    const priced = (id: string, unit_amount: string) =>
      ({ id, name: id, billable_metric_id: 'calls', model_type: 'unit', unit_config: { unit_amount } }) as const;
    const asked: unknown[] = [];
    draftInvoice({
      customer: acme,
      prices: [priced('a', '1'), priced('b', '2'), priced('c', '4')],
      usage: { a: { quantity: 1 }, b: { quantity: 1 }, c: { quantity: 1 } },
      adjustments: [{ adjustment_type: 'minimum', minimum_amount: '10', applies_to_price_ids: ['a', 'b'] }],
      period: january,
      payWithCredits: (charges) => {
        asked.push(JSON.parse(JSON.stringify(charges)), charges);
        return charges.map(() => []);
      },
    });
    for (const charges of asked as { minimum_part: string }[][]) {
      expect(charges.map(({ minimum_part }) => minimum_part)).toEqual(shares);
    }
  });
});

describe('events that never came', () => {
  it('bill a grouped price as nothing, not as a fault (L11)', () => {
    const matrix_config = {
      dimensions: ['region'],
      default_unit_amount: '1',
      matrix_values: [{ dimension_values: ['eu'], unit_amount: '2' }],
    };
    const { invoice } = draftInvoice({
      customer: acme,
      prices: [{ id: 'm', billable_metric_id: 'calls', model_type: 'matrix', matrix_config }],
      metrics: [{ id: 'calls', aggregation: { kind: 'count' } }],
      events: [],
      period: january,
    });
    expect(invoice.total).toBe('0.00');
    expect(invoice.line_items[0]?.sub_line_items).toEqual([]);
  });
});
