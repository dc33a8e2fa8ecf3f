import { readFileSync } from 'node:fs';
import {
  auditInvoice,
  draftInvoice,
  draftPartialInvoice,
  explain,
  type DraftInvoiceInput,
  type UsageByPrice,
} from 'reckoner';
import { describe, expect, it } from 'vitest';
import type { InvoiceInput } from '../../src/wire/index.js';
import { expectToAddUp } from '../support/explanation-law.js';
import { frozen } from '../support/frozen.js';
import { faultsOf, refusal } from '../support/refusal.js';

type PartialCase = {
  readonly name: string;
  readonly arithmetic: string;
  readonly input: DraftInvoiceInput;
  readonly invoicing_threshold: string;
  readonly steps: readonly { at: string; usage: UsageByPrice; measure: string; total: string | null }[];
  readonly final: { readonly usage: UsageByPrice; readonly total: string };
};

const cases = JSON.parse(
  readFileSync(new URL('../cases/invoices/partial.json', import.meta.url), 'utf8'),
) as PartialCase[];

describe('partial invoices, case by case (§10)', () => {
  it.each(cases)('$name: $arithmetic', ({ input, invoicing_threshold, steps, final }) => {
    const earlier_invoices: InvoiceInput[] = [];
    for (const { at, usage, measure, total } of steps) {
      const asked = frozen({ ...input, at, usage, invoicing_threshold, earlier_invoices: [...earlier_invoices] });
      const result = draftPartialInvoice(asked);
      expect([at, result.measure, result.invoice?.total ?? null]).toEqual([at, measure, total]);
      if (result.invoice === null || result.workings === null) continue;
      expect(result.effects).toEqual([{ kind: 'invoice_created', invoice: result.invoice }]);
      expectToAddUp(explain({ workings: result.workings }));
      earlier_invoices.push(result.invoice);
    }
    const { invoice } = draftInvoice({ ...input, usage: final.usage, earlier_invoices });
    expect(invoice.total).toBe(final.total);
    const numbered = [...earlier_invoices, invoice].map((own, position) => ({
      ...own,
      invoice_number: `A-${position}`,
    }));
    expect(auditInvoice({ invoices: numbered })).toEqual([]);
  });
});

const base = {
  customer: { id: 'acme', currency: 'USD', timezone: 'America/New_York' },
  prices: [
    { id: 'calls', model_type: 'unit', unit_config: { unit_amount: '1' } },
    { id: 'fee', model_type: 'unit', unit_config: { unit_amount: '5' }, fixed_price_quantity: 1 },
    {
      id: 'care',
      model_type: 'unit',
      unit_config: { unit_amount: '7' },
      fixed_price_quantity: 1,
      billed_in_advance: false,
    },
  ],
  usage: { calls: { quantity: 30 } },
  period: { start_date: '2026-01-01', end_date: '2026-02-01' },
  at: '2026-01-11',
  invoicing_threshold: '20',
} as const;

describe('the partial invoice', () => {
  it('shows all prices in arrears until now, has its own source and id, and waits for nothing', () => {
    const { invoice } = draftPartialInvoice(base);
    expect(invoice).toMatchObject({
      id: 'invoice:acme:partial:20260111T050000Z:0',
      invoice_source: 'partial',
      invoice_date: '2026-01-11T05:00:00+00:00',
      eligible_to_issue_at: '2026-01-11T05:00:00+00:00',
      total: '30.00',
    });
    expect(
      invoice?.line_items.map(({ price, amount, start_date, end_date }) => [price.id, amount, start_date, end_date]),
    ).toEqual([
      ['calls', '30.00', '2026-01-01T05:00:00+00:00', '2026-01-11T05:00:00+00:00'],
      ['care', '0.00', '2026-01-01T05:00:00+00:00', '2026-01-11T05:00:00+00:00'],
    ]);
  });

  it('measures events until now and no further', () => {
    const call = (day: string) => ({
      event_name: 'call',
      timestamp: `2026-01-${day}T12:00:00Z`,
      idempotency_key: day,
      properties: {},
    });
    const { measure } = draftPartialInvoice({
      ...base,
      usage: undefined,
      prices: [{ ...base.prices[0], billable_metric_id: 'calls' }],
      metrics: [{ id: 'calls', aggregation: { kind: 'count' } }],
      events: ['03', '10', '11', '20'].map(call),
    });
    expect(measure).toBe('2.00');
  });

  it('judges adjustments by the date of the closing invoice (§10)', () => {
    const half = { adjustment_type: 'percentage_discount', percentage_discount: 0.5 } as const;
    const { measure } = draftPartialInvoice({ ...base, adjustments: [{ adjustment: half, start_date: '2026-01-15' }] });
    expect(measure).toBe('15.00');
  });

  it.each([
    ['a threshold of nothing', { invoicing_threshold: 0 }, 'invalid_threshold invoicing_threshold'],
    ['no threshold', { invoicing_threshold: undefined }, 'missing_field invoicing_threshold'],
    ['no moment', { at: undefined }, 'missing_field at'],
    ['the start of the period', { at: '2026-01-01' }, 'invalid_service_period at'],
    ['a moment after the period', { at: '2026-02-02' }, 'invalid_service_period at'],
  ])('is refused for %s', (_what, change, fault) => {
    expect(faultsOf(() => draftPartialInvoice({ ...base, ...change } as typeof base))).toEqual([fault]);
  });
});

describe('earlier invoices that contradict the draft are refused (L49)', () => {
  const { invoice } = draftPartialInvoice(base);
  const earlier = invoice as InvoiceInput;
  const final = (invoices: readonly InvoiceInput[], change: Partial<DraftInvoiceInput> = {}) => {
    const { at: _at, invoicing_threshold: _threshold, ...input } = base;
    return draftInvoice({ ...input, earlier_invoices: invoices, ...change }).invoice.total;
  };

  it('but one that was voided billed nothing', () => {
    expect(final([earlier])).toBe('12.00');
    expect(final([{ ...earlier, status: 'void' }])).toBe('42.00');
  });

  it.each([
    ['the same twice', () => final([earlier, earlier]), 'inconsistent_history earlier_invoices[1]'],
    [
      'of another customer',
      () => final([{ ...earlier, customer: { id: 'other', external_customer_id: null } }]),
      'inconsistent_history earlier_invoices[0]',
    ],
    ['in another currency', () => final([{ ...earlier, currency: 'EUR' }]), 'inconsistent_history earlier_invoices[0]'],
  ])('%s', (_what, action, fault) => {
    expect(faultsOf(action)[0]).toBe(fault);
  });

  it('of a period that begins elsewhere', () => {
    const period = { start_date: '2026-01-05', end_date: '2026-02-05' };
    expect(faultsOf(() => final([earlier], { period }))).toEqual([
      'inconsistent_history earlier_invoices[0].line_items[0]',
      'inconsistent_history earlier_invoices[0].line_items[1]',
    ]);
  });
});

describe('partial invoices that contradict each other are refused, naming both (L49)', () => {
  const { at: _at, invoicing_threshold: _threshold, ...input } = base;
  // 30 calls by the 11th bill 30.00; 50 by the 20th leave 20.00 to bill, but only who knows of the first knows that.
  const first = draftPartialInvoice(base).invoice as InvoiceInput;
  const later = { ...base, at: '2026-01-20', usage: { calls: { quantity: 50 } } };
  const second = draftPartialInvoice({ ...later, earlier_invoices: [first] }).invoice as InvoiceInput;
  const unaware = draftPartialInvoice(later).invoice as InvoiceInput;
  const closing = (...earlier_invoices: InvoiceInput[]) =>
    draftInvoice(frozen({ ...input, usage: { calls: { quantity: 60 } }, earlier_invoices }));

  it('whatever the order in which they are given', () => {
    // 60 + 5 + 7 − 30 − 20
    expect(closing(first, second).invoice.total).toBe('22.00');
    expect(closing(second, first).invoice.total).toBe('22.00');
  });

  it.each([
    ['two that bill the same usage', [first, unaware], 1, [first.id, unaware.id]],
    ['one that is missing', [second], 0, [second.id]],
  ])('%s', (_what, invoices, position, ids) => {
    const { issues } = refusal(() => closing(...invoices));
    const [{ code, path, message } = { code: '', path: '', message: '' }] = issues;
    const at = `earlier_invoices[${position}].line_items[0].partially_invoiced_amount`;
    expect([code, path]).toEqual(['inconsistent_history', at]);
    for (const id of ids) expect(message).toContain(id);
    expect(faultsOf(() => draftPartialInvoice({ ...later, at: '2026-01-25', earlier_invoices: invoices }))[0]).toBe(
      `inconsistent_history ${at}`,
    );
  });

  it('two of the same service whose periods begin on different days', () => {
    const moved = draftPartialInvoice({
      ...later,
      customer: { ...base.customer, id: 'acme' },
      period: { start_date: '2026-01-08', end_date: '2026-02-01' },
    }).invoice as InvoiceInput;
    const { issues } = refusal(() =>
      draftInvoice({
        ...input,
        period: { start_date: '2026-02-01', end_date: '2026-03-01' },
        earlier_invoices: [first, moved],
      }),
    );
    expect(issues.map(({ code, path }) => `${code} ${path}`)[0]).toBe(
      'inconsistent_history earlier_invoices[1].line_items[0].start_date',
    );
    expect(issues[0]?.message).toContain(first.id);
    expect(issues[0]?.message).toContain(moved.id);
  });
});

describe('what functions of the caller answer is checked', () => {
  const { at: _at, invoicing_threshold: _threshold, ...input } = base;
  const pay = (answer: unknown) => faultsOf(() => draftInvoice({ ...input, payWithCredits: () => answer as never }));
  const tax = (answer: unknown) => faultsOf(() => draftInvoice({ ...input, tax: () => answer as never }));

  it.each([
    ['nothing', undefined, 'missing_field payWithCredits()'],
    ['too few lists', [[]], 'invalid_type payWithCredits()'],
    ['no list', [{}, []], 'invalid_type payWithCredits()[0]'],
    ['more than is open', [[{ block_id: 'b', amount: 31 }], []], 'invalid_amount payWithCredits()[0]'],
    ['less than nothing', [[{ block_id: 'b', amount: -1 }], []], 'invalid_amount payWithCredits()[0][0].amount'],
    [
      'a fraction of a cent',
      [[{ block_id: 'b', amount: '0.005' }], []],
      'unrounded_amount payWithCredits()[0][0].amount',
    ],
    ['no block', [[{ amount: 1 }], []], 'missing_field payWithCredits()[0][0].block_id'],
  ])('credits: %s', (_what, answer, fault) => {
    expect(pay(answer)).toEqual([fault]);
  });

  it.each([
    ['nothing', undefined, 'missing_field tax()'],
    [
      'a rate that is none',
      [[{ tax_rate_description: 'VAT', tax_rate_percentage: 'x' }], [], []],
      'invalid_decimal tax()[0][0].tax_rate_percentage',
    ],
    [
      'neither rate nor amount',
      [[{ tax_rate_description: 'VAT', tax_rate_percentage: null }], [], []],
      'missing_field tax()[0][0].tax_rate_percentage',
    ],
    [
      'a fraction of a cent',
      [[{ tax_rate_description: 'VAT', tax_rate_percentage: null, amount: '0.001' }], [], []],
      'unrounded_amount tax()[0][0].amount',
    ],
  ])('tax: %s', (_what, answer, fault) => {
    expect(tax(answer)).toEqual([fault]);
  });

  it('an amount computed elsewhere stands as given', () => {
    const taxes = [[{ tax_rate_description: 'VAT', tax_rate_percentage: null, amount: '1.23' }], [], []];
    const { invoice } = draftInvoice({ ...input, tax: () => taxes });
    expect(invoice.line_items[0]?.tax_amounts).toEqual(taxes[0]);
    expect(invoice.total).toBe('43.23');
  });
});
