import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  auditInvoice,
  createOneOffInvoice,
  explain,
  issueInvoice,
  percentTax,
  type CreateOneOffInvoiceInput,
  type TaxRateInput,
} from '../../src/index.js';
import type { Invoice, InvoiceInput } from '../../src/wire/index.js';
import { isDescribed, validatorOf } from '../support/api-description.js';
import { expectToAddUp } from '../support/explanation-law.js';
import { frozen } from '../support/frozen.js';
import { at, customer, inputOf, lineItem, requestOf } from '../support/one-off.js';
import { faultsOf } from '../support/refusal.js';

type Request = CreateOneOffInvoiceInput['request'];

type OneOffCase = {
  readonly name: string;
  readonly arithmetic: string;
  readonly currency: string;
  readonly line_items: Request['line_items'];
  readonly discount?: Request['discount'];
  readonly tax_rates?: readonly TaxRateInput[];
  readonly balance?: string;
  readonly expect: unknown;
};

const path = new URL('../cases/invoices/one-off.json', import.meta.url);
const cases = JSON.parse(readFileSync(path, 'utf8')) as OneOffCase[];

function inputFor({ currency, line_items, discount, tax_rates, balance = '0' }: OneOffCase): CreateOneOffInvoiceInput {
  return frozen({
    customer: { ...customer, currency, balance },
    at,
    request: requestOf(line_items, { currency, discount: discount ?? null }),
    ...(tax_rates && { tax: percentTax(tax_rates) }),
    invoice_number: 'ACME-00001',
  });
}

describe('one-off invoices', () => {
  it.each(cases)('$name: $arithmetic', (named) => {
    const result = createOneOffInvoice(inputFor(named));
    const { invoice, workings } = result;
    const lines = invoice.line_items.map((line) => ({
      subtotal: line.subtotal,
      adjustments: line.adjustments.map(({ amount }) => amount),
      adjusted_subtotal: line.adjusted_subtotal,
      amount: line.amount,
      taxes: line.tax_amounts.map(({ amount }) => amount),
    }));
    const { subtotal, total, amount_due } = invoice;
    expect({ lines, totals: { subtotal, total, amount_due } }).toEqual(named.expect);
    expect(auditInvoice({ invoices: [invoice as InvoiceInput] })).toEqual([]);
    expectToAddUp(explain(result));
    expectToAddUp(explain(invoice as Invoice));
    // L1, L4: the same bytes again, and nothing lost in JSON.
    const bytes = JSON.stringify([invoice, workings]);
    const again = createOneOffInvoice(inputFor(named));
    expect(JSON.stringify([again.invoice, again.workings])).toBe(bytes);
    expect(JSON.parse(bytes)).toEqual([invoice, workings]);
  });

  // Without the description there is nothing to hold the documents against.
  it.skipIf(!isDescribed).each(cases)('fit the API description: $name', (named) => {
    const input = inputFor(named);
    const validate = validatorOf('Invoice');
    validate(createOneOffInvoice(input).invoice);
    expect(validate.errors ?? []).toEqual([]);
  });

  it('are the customer’s own, with a price for each line', () => {
    const { invoice, payment_terms, effects } = createOneOffInvoice(
      inputOf([lineItem('A', 1, '1')], {
        memo: 'As agreed',
        metadata: { order: '7', gone: null },
        net_terms: 14,
        auto_collection: true,
      }),
    );
    expect(invoice).toMatchObject({
      id: 'invoice:acme:one_off:20260310T040000Z:0',
      invoice_number: null,
      status: 'draft',
      invoice_source: 'one_off',
      subscription: null,
      invoice_date: '2026-03-10T04:00:00+00:00',
      memo: 'As agreed',
      metadata: { order: '7' },
      will_auto_issue: false,
      scheduled_issue_at: null,
      eligible_to_issue_at: '2026-03-10T04:00:00+00:00',
      due_date: null,
    });
    expect(invoice.auto_collection.enabled).toBe(true);
    expect(payment_terms).toEqual({ net_terms: 14, due_date: null });
    expect(effects).toEqual([{ kind: 'invoice_created', invoice }]);
    const [line] = invoice.line_items;
    // Both days inside: from the first midnight of 2 March to that after 4 March.
    expect([line!.start_date, line!.end_date]).toEqual(['2026-03-02T05:00:00+00:00', '2026-03-05T05:00:00+00:00']);
    expect(line!.price).toMatchObject({
      id: 'one_off_price:invoice%3Aacme%3Aone_off%3A20260310T040000Z%3A0:1',
      price_type: 'fixed_price',
      model_type: 'unit',
      cadence: 'one_time',
      fixed_price_quantity: 1,
      item: { id: 'a', name: 'A' },
    });
  });

  it('cover a day whole however long it is', () => {
    const short = { ...lineItem('A', 1, '24.00'), start_date: '2026-03-08', end_date: '2026-03-08' };
    const [line] = createOneOffInvoice(inputOf([short])).invoice.line_items;
    // 23 hours: clocks went forward that day.
    expect([line!.start_date, line!.end_date]).toEqual(['2026-03-08T05:00:00+00:00', '2026-03-09T04:00:00+00:00']);
    expect(line!.amount).toBe('24.00');
  });

  it('have ids of their own on one date', () => {
    const input = inputOf([lineItem('A', 1, '1')]);
    const ids = [undefined, 0, 1].map((ordinal) => createOneOffInvoice({ ...input, ordinal }).invoice.id);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).toBe('invoice:acme:one_off:20260310T040000Z:1');
  });

  it('name their customer by either id', () => {
    const known = { ...customer, external_customer_id: 'ext' };
    const bill = (ids: object) =>
      createOneOffInvoice({
        customer: known,
        at,
        request: { ...requestOf([lineItem('A', 1, '1')]), ...ids },
      });
    expect(bill({ customer_id: null, external_customer_id: 'ext' }).invoice.customer.external_customer_id).toBe('ext');
    expect(bill({ customer_id: 'acme', external_customer_id: 'ext' }).invoice.customer.id).toBe('acme');
    const other = { customer_id: 'other', external_customer_id: 'else' };
    expect(faultsOf(() => bill(other))).toEqual([
      'customer_reference request.customer_id',
      'customer_reference request.external_customer_id',
    ]);
    expect(faultsOf(() => bill({ customer_id: null }))).toEqual(['customer_reference request.customer_id']);
  });
});

describe('a one-off invoice that issues itself', () => {
  const issuing = (more: Partial<Request>, rest: Partial<CreateOneOffInvoiceInput> = {}) =>
    createOneOffInvoice({
      customer: { ...customer, balance: '15.00' },
      at,
      request: requestOf([lineItem('A', 1, '60.00')], { will_auto_issue: true, ...more }),
      invoice_number: 'ACME-00001',
      ...rest,
    });

  it.each(['2026-03-10', '2026-03-10T23:00:00-04:00', '2026-03-09', '2025-01-01'])(
    'is issued at once on %s',
    (date) => {
      const {
        invoice,
        customer: after,
        effects,
      } = issuing({ invoice_date: date, net_terms: 30, auto_collection: true });
      expect([invoice.status, invoice.amount_due, after.balance]).toEqual(['issued', '45.00', '0.00']);
      expect(invoice.due_date).toBe('2026-04-09T04:00:00+00:00');
      expect(effects.map(({ kind }) => kind)).toEqual(['invoice_created', 'payment_request', 'balance_transaction']);
      expect(effects[0]).toEqual({ kind: 'invoice_created', invoice });
      expect(auditInvoice({ invoices: [invoice as InvoiceInput] })).toEqual([]);
    },
  );

  it('waits for a date to come', () => {
    const { invoice, effects, customer: after } = issuing({ invoice_date: '2026-03-11' });
    expect([invoice.status, invoice.will_auto_issue]).toEqual(['draft', true]);
    expect(invoice.scheduled_issue_at).toBe('2026-03-11T04:00:00+00:00');
    expect(effects).toHaveLength(1);
    expect(after.balance).toBe('15.00');
  });

  it('comes to the same as the draft that is issued by hand', () => {
    const lines = [lineItem('A', 3, '33.333')];
    const discount = { discount_type: 'amount', amount_discount: '10.00' } as const;
    const terms = { due_date: '2026-05-01' };
    const auto = createOneOffInvoice({
      ...inputOf(lines, { discount, ...terms, will_auto_issue: true }),
      invoice_number: 'A-1',
    });
    const draft = createOneOffInvoice(inputOf(lines, { discount, ...terms }));
    const { payment_terms } = draft;
    const issued = issueInvoice({ invoice: draft.invoice, customer, at, invoice_number: 'A-1', payment_terms });
    expect(auto.invoice).toEqual(issued.invoice);
    expect(auto.invoice.due_date).toBe('2026-05-01T04:00:00+00:00');
  });

  it('is paid at once if nothing is left to pay', () => {
    const { invoice } = issuing({ discount: { discount_type: 'percentage', percentage_discount: 1 } });
    expect([invoice.status, invoice.amount_due, invoice.paid_at]).toEqual([
      'paid',
      '0.00',
      '2026-03-10T16:00:00+00:00',
    ]);
  });

  it('needs a number', () => {
    expect(faultsOf(() => issuing({}, { invoice_number: undefined }))).toEqual(['missing_field invoice_number']);
  });
});

describe('a one-off invoice is refused', () => {
  const line = lineItem('A', 1, '1');
  const refusals: readonly (readonly [string, object, readonly string[]])[] = [
    ['in another currency than its customer’s', { currency: 'EUR' }, ['currency_mismatch request.currency']],
    ['in a pricing unit', { currency: 'credits' }, ['unknown_currency request.currency']],
    ['without a currency', { currency: undefined }, ['missing_field request.currency']],
    ['without a date', { invoice_date: undefined }, ['missing_field request.invoice_date']],
    ['with a date that is none', { invoice_date: '2026-02-30' }, ['invalid_date request.invoice_date']],
    ['a day more than a year ahead', { invoice_date: '2027-03-11' }, ['invoice_date_too_far request.invoice_date']],
    ['with two due dates', { net_terms: 5, due_date: '2026-05-01' }, ['due_date_terms request.net_terms']],
    ['with terms that are no days', { net_terms: -1 }, ['invalid_type request.net_terms']],
    ['without lines', { line_items: [] }, ['missing_field request.line_items']],
    ['with lines that are no list', { line_items: {} }, ['invalid_type request.line_items']],
    ['with a million lines', { line_items: Array.from({ length: 1_000_000 }) }, ['limit_exceeded request.line_items']],
    ['with a line that is none', { line_items: [null] }, ['missing_field request.line_items[0]']],
    [
      'with flags that are none',
      { will_auto_issue: 'yes', auto_collection: 1 },
      ['invalid_type request.will_auto_issue', 'invalid_type request.auto_collection'],
    ],
    ['with labels that are no texts', { metadata: { a: 1 } }, ['invalid_type request.metadata']],
    ['with a key nobody reads', { note: 'x' }, ['invalid_type request.note']],
    [
      'with a discount of no kind',
      { discount: { discount_type: 'free' } },
      ['invalid_type request.discount.discount_type'],
    ],
    [
      'with more than all off',
      { discount: { discount_type: 'percentage', percentage_discount: 1.01 } },
      ['invalid_adjustment request.discount.percentage_discount'],
    ],
    [
      'with less than nothing off',
      { discount: { discount_type: 'amount', amount_discount: '-1' } },
      ['invalid_adjustment request.discount.amount_discount'],
    ],
    [
      'with a discount on a price it does not have',
      {
        discount: { discount_type: 'percentage', percentage_discount: 0.1, applies_to_price_ids: ['seats'] },
      },
      ['price_reference request.discount.applies_to_price_ids'],
    ],
    [
      'with a negative quantity',
      { line_items: [{ ...line, quantity: -1 }] },
      ['negative_quantity request.line_items[0].quantity'],
    ],
    [
      'with a quantity that is none',
      { line_items: [{ ...line, quantity: '1e3' }] },
      ['invalid_decimal request.line_items[0].quantity'],
    ],
    [
      'with days the wrong way round',
      { line_items: [{ ...line, end_date: '2026-03-01' }] },
      ['invalid_interval request.line_items[0].end_date'],
    ],
    [
      'with an instant for a day',
      { line_items: [{ ...line, start_date: '2026-03-02T00:00:00Z' }] },
      ['invalid_date request.line_items[0].start_date'],
    ],
    [
      'with another model',
      { line_items: [{ ...line, model_type: 'bulk' }] },
      ['invalid_type request.line_items[0].model_type'],
    ],
    [
      'without a unit price',
      { line_items: [{ ...line, unit_config: {} }] },
      ['missing_field request.line_items[0].unit_config.unit_amount'],
    ],
    [
      'with a nameless line',
      { line_items: [{ ...line, name: '', item_id: undefined }] },
      ['invalid_type request.line_items[0].name', 'missing_field request.line_items[0].item_id'],
    ],
  ];

  it.each(refusals)('%s', (_, more, faults) => {
    const request = { ...requestOf([line]), ...more } as Request;
    expect(faultsOf(() => createOneOffInvoice({ customer, at, request }))).toEqual(faults);
  });

  it('with an input that is none, an ordinal that is none, or a balance of part of a cent', () => {
    const input = inputOf([line]);
    expect(faultsOf(() => createOneOffInvoice(null as never))).toHaveLength(1);
    expect(faultsOf(() => createOneOffInvoice({ ...input, ordinal: 0.5 }))).toEqual(['invalid_type ordinal']);
    expect(faultsOf(() => createOneOffInvoice({ ...input, tax: 5 as never }))).toEqual(['invalid_type tax']);
    const odd = { ...customer, balance: '0.005' };
    expect(faultsOf(() => createOneOffInvoice({ ...input, customer: odd }))).toEqual([
      'unrounded_amount customer.balance',
    ]);
    expect(faultsOf(() => createOneOffInvoice({ ...input, policies: { rounding: 'up' } as never }))).toEqual([
      'unknown_policy policies.rounding',
    ]);
  });

  it('but not on the very date of the next year, nor on the last of February after a leap day', () => {
    const bill = (now: string, invoice_date: string) =>
      createOneOffInvoice({ customer, at: now, request: requestOf([line], { invoice_date }) }).invoice.status;
    expect(bill('2026-03-10', '2027-03-10T23:59:59-05:00')).toBe('draft');
    expect(bill('2028-02-29', '2029-02-28')).toBe('draft');
    expect(faultsOf(() => bill('2028-02-29', '2029-03-01'))).toEqual(['invoice_date_too_far request.invoice_date']);
  });
});
