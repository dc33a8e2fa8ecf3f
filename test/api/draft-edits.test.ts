import { describe, expect, it } from 'vitest';
import {
  addLineItem,
  auditInvoice,
  draftInvoice,
  explain,
  issueInvoice,
  percentTax,
  removeLineItem,
  renderExplanation,
  type AddLineItemInput,
} from '../../src/index.js';
import type { InvoiceInput } from '../../src/wire/index.js';
import { isDescribed, validatorOf } from '../support/api-description.js';
import { frozen } from '../support/frozen.js';
import { customer, draftOf, lineItem } from '../support/one-off.js';
import { faultsOf } from '../support/refusal.js';

const at = '2026-03-12';
const vat = percentTax([{ tax_rate_description: 'VAT', tax_rate_percentage: '19' }]);

const { invoice: seats } = draftInvoice({
  customer,
  prices: [
    { id: 'seats', name: 'Seats', model_type: 'unit', unit_config: { unit_amount: '12.00' }, fixed_price_quantity: 5 },
  ],
  adjustments: [{ adjustment_type: 'percentage_discount', percentage_discount: 0.1 }],
  period: { start_date: '2026-02-01', end_date: '2026-03-01' },
  tax: vat,
});

function added(
  request: Partial<AddLineItemInput['request']> = {},
  more: Partial<Omit<AddLineItemInput, 'request'>> = {},
) {
  const invoice = more.invoice ?? seats;
  const days = { start_date: '2026-02-20', end_date: '2026-02-21' };
  const body = { invoice_id: invoice.id, name: 'Training', quantity: 2, amount: '300.00', ...days, ...request };
  return addLineItem(frozen({ customer, at, ...more, invoice, request: body }));
}

describe('a line that is added to a draft', () => {
  it('has its amount as given, whatever discounts there are', () => {
    const { invoice, line_item } = added();
    // 60.00 − 10 % = 54.00, 19 % of it 10.26; 54.00 + 10.26 + 300.00 = 364.26; the new line is not taxed without `tax`.
    expect([invoice.subtotal, invoice.total, invoice.amount_due]).toEqual(['360.00', '364.26', '364.26']);
    expect(line_item).toEqual(invoice.line_items[1]);
    expect(line_item).toMatchObject({
      name: 'Training',
      quantity: 2,
      subtotal: '300.00',
      adjustments: [],
      adjusted_subtotal: '300.00',
      amount: '300.00',
      tax_amounts: [],
      start_date: '2026-02-20T05:00:00+00:00',
      end_date: '2026-02-22T05:00:00+00:00',
    });
    expect(line_item.price).toMatchObject({
      price_type: 'fixed_price',
      cadence: 'one_time',
      unit_config: { unit_amount: '150' },
      fixed_price_quantity: 2,
    });
    expect(invoice.line_items[0]).toEqual(seats.line_items[0]);
    expect(auditInvoice({ invoices: [invoice as InvoiceInput] })).toEqual([]);
    expect(renderExplanation(explain(invoice))).toContain('Training');
  });

  it('is taxed with all others', () => {
    // 19 % of 300.00 = 57.00.
    const { invoice, line_item } = added({}, { tax: vat });
    expect(line_item.tax_amounts.map(({ amount }) => amount)).toEqual(['57.00']);
    expect(invoice.total).toBe('421.26');
    const exempt = { tax_provider: 'avalara', tax_exempt: true } as const;
    expect(added({}, { tax: vat, customer: { ...customer, tax_configuration: exempt } }).invoice.total).toBe('354.00');
  });

  it('is paid for by the balance of the day', () => {
    expect(added({}, { customer: { ...customer, balance: '64.26' } }).invoice.amount_due).toBe('300.00');
  });

  it.each([
    ['a rate that no decimal says', 3, '100.00', { unit_amount: '100' }, 1],
    ['a rate finer than a cent', 8, '0.01', { unit_amount: '0.00125' }, 8],
    ['no quantity', 0, '5.00', { unit_amount: '5' }, 1],
    ['nothing for something', 2, '0.00', { unit_amount: '0' }, 2],
    ['an amount taken off', 2, '-5.00', { unit_amount: '-2.5' }, 2],
  ])('comes to its amount: %s', (_, quantity, amount, unit_config, fixed_price_quantity) => {
    const { line_item, invoice } = added({ quantity, amount });
    expect([line_item.quantity, line_item.amount]).toEqual([quantity, amount]);
    expect(line_item.price).toMatchObject({ unit_config, fixed_price_quantity });
    expect(auditInvoice({ invoices: [invoice as InvoiceInput] })).toEqual([]);
  });

  it('is for an item by id, by name, or for a new one', () => {
    const items = [
      { id: 'i1', name: 'Training' },
      { id: 'i2', name: 'Travel' },
    ];
    const by = (request: object) => {
      const { line_item, effects } = added(request, { items });
      return [line_item.name, line_item.price.item, effects.map(({ kind }) => kind)];
    };
    expect(by({ name: null, item_id: 'i2' })).toEqual(['Travel', { id: 'i2', name: 'Travel' }, []]);
    expect(by({ name: 'Flight', item_id: 'i2' })).toEqual(['Flight', { id: 'i2', name: 'Travel' }, []]);
    expect(by({ name: 'Training' })).toEqual(['Training', { id: 'i1', name: 'Training' }, []]);
    expect(by({ name: 'Flight', item_id: 'i9' })).toEqual(['Flight', { id: 'i9', name: 'Flight' }, []]);
    expect(by({ name: 'Flight' })).toEqual(['Flight', { id: 'item:Flight', name: 'Flight' }, ['item_created']]);
    expect(added({ name: 'Flight' }, { items }).effects).toEqual([
      {
        kind: 'item_created',
        item: {
          id: 'item:Flight',
          name: 'Flight',
          created_at: '2026-03-12T04:00:00+00:00',
          archived_at: null,
          external_connections: [],
          metadata: {},
        },
      },
    ]);
  });

  it('is numbered after those that are there', () => {
    const first = added();
    const second = added({}, { invoice: first.invoice });
    const ids = second.invoice.line_items.map(({ price }) => price.id);
    expect(new Set(second.invoice.line_items.map(({ id }) => id)).size).toBe(3);
    const invoice_id = encodeURIComponent(seats.id);
    expect(ids).toEqual(['seats', `added_price:${invoice_id}:1`, `added_price:${invoice_id}:2`]);
    const { invoice } = removeLineItem({
      invoice: second.invoice,
      customer,
      at,
      line_item_id: first.line_item.id,
    });
    expect(added({}, { invoice }).line_item.price.id).toBe(`added_price:${invoice_id}:3`);
  });

  // Without the description there is nothing to hold the documents against.
  it.skipIf(!isDescribed)('fits the API description', () => {
    for (const [schema, document] of [
      ['Invoice', { ...added().invoice, invoice_number: 'A-1' }],
      ['InvoiceLineItem', added().line_item],
    ] as const) {
      const validate = validatorOf(schema);
      validate(document);
      expect(validate.errors ?? []).toEqual([]);
    }
  });

  const refusals: readonly (readonly [string, object, readonly string[]])[] = [
    ['for another invoice', { invoice_id: 'x' }, ['invalid_reference request.invoice_id']],
    ['without an invoice', { invoice_id: undefined }, ['missing_field request.invoice_id']],
    ['with part of a cent', { amount: '0.005' }, ['unrounded_amount request.amount']],
    ['without an amount', { amount: undefined }, ['missing_field request.amount']],
    ['without a quantity', { quantity: undefined }, ['missing_field request.quantity']],
    ['with a negative quantity', { quantity: -1 }, ['negative_quantity request.quantity']],
    ['with neither name nor item', { name: null }, ['missing_field request.name']],
    ['with an unknown item and no name', { name: null, item_id: 'x' }, ['invalid_reference request.item_id']],
    ['with days the wrong way round', { end_date: '2026-02-19' }, ['invalid_interval request.end_date']],
    ['without days', { start_date: undefined }, ['missing_field request.start_date']],
    ['with a key nobody reads', { note: 'x' }, ['invalid_type request.note']],
  ];

  it.each(refusals)('is refused %s', (_, request, faults) => {
    expect(faultsOf(() => added(request))).toEqual(faults);
  });

  it('is refused on anything but a draft, and for another customer', () => {
    const { invoice } = issueInvoice({ invoice: seats, customer, at, invoice_number: 'A-1' });
    expect(faultsOf(() => added({}, { invoice }))).toEqual(['invalid_transition invoice.status']);
    expect(faultsOf(() => added({}, { customer: { ...customer, id: 'other' } }))).toEqual([
      'customer_reference customer.id',
    ]);
    expect(faultsOf(() => added({}, { items: 5 as never }))).toEqual(['invalid_type items']);
  });
});

describe('a line that is removed from a draft', () => {
  const remove = (invoice: InvoiceInput, position: number, more: object = {}) =>
    removeLineItem(frozen({ invoice, customer, at, line_item_id: invoice.line_items[position]!.id, ...more })).invoice;
  const three = [lineItem('A', 1, '10.00'), lineItem('B', 1, '30.00'), lineItem('C', 2, '10.00')];

  it('leaves its share of a discount to the others', () => {
    // 15.00 over 10, 30, 20: 2.50, 7.50, 5.00. Over 10, 20: 5.00, 10.00, and 19 % of 5.00 and 10.00 is 0.95 and 1.90.
    const discount = { discount_type: 'amount', amount_discount: '15.00' } as const;
    const rates = [{ tax_rate_description: 'VAT', tax_rate_percentage: '19' }];
    const invoice = remove(draftOf(three, { discount }, rates), 1);
    expect(invoice.line_items.map(({ adjustments, amount }) => [adjustments[0]!.amount, amount])).toEqual([
      ['5.00', '5.00'],
      ['10.00', '10.00'],
    ]);
    expect(invoice.line_items.map(({ tax_amounts }) => tax_amounts[0]!.amount)).toEqual(['0.95', '1.90']);
    expect([invoice.subtotal, invoice.total]).toEqual(['30.00', '17.85']);
    expect(auditInvoice({ invoices: [invoice as InvoiceInput] })).toEqual([]);
    expect(remove(draftOf(three, { discount }, rates), 1, { tax: () => [[], []] }).total).toBe('15.00');
  });

  it('leaves lines alone that were added with their amount', () => {
    const discount = { discount_type: 'amount', amount_discount: '15.00' } as const;
    const draft = draftOf(three, { discount });
    const { invoice, line_item } = added({}, { invoice: draft });
    const left = remove(invoice, 1);
    expect(left.line_items[2]).toEqual(line_item);
    expect(left.total).toBe('315.00');
    // Only the added line is left when all others are gone: the discount has nothing to act on.
    expect(remove(remove(left, 0), 0)).toMatchObject({ total: '300.00', discounts: draft.discounts });
  });

  it('can be the last one', () => {
    expect(remove(draftOf([three[0]!]), 0)).toMatchObject({ line_items: [], subtotal: '0.00', total: '0.00' });
  });

  it('keeps a tax that was computed elsewhere where the amount stays, and asks for it where it does not', () => {
    const taxed = (more: object) => addTaxes(draftOf(three, more));
    expect(remove(taxed({}), 0).total).toBe('52.00');
    const discount = { discount_type: 'amount', amount_discount: '15.00' };
    expect(faultsOf(() => remove(taxed({ discount }), 0))).toEqual(['missing_field tax']);
  });

  it('is refused unless it is one-off and there', () => {
    const fault = ['invalid_reference line_item_id'];
    expect(faultsOf(() => remove(seats, 0))).toEqual(fault);
    expect(faultsOf(() => remove(seats, 0, { line_item_id: 'x' }))).toEqual(fault);
    expect(faultsOf(() => remove(seats, 0, { line_item_id: null }))).toEqual(['missing_field line_item_id']);
    const { invoice } = issueInvoice({ invoice: draftOf(three), customer, at, invoice_number: 'A-1' });
    expect(faultsOf(() => remove(invoice, 0))).toEqual(['invalid_transition invoice.status']);
  });

  it('is refused where the others do not come to what they show', () => {
    const draft = draftOf(three, { discount: { discount_type: 'percentage', percentage_discount: 0.1 } });
    const [first, ...rest] = draft.line_items;
    const wrong = { ...draft, line_items: [{ ...first!, subtotal: '11.00' }, ...rest] };
    expect(faultsOf(() => remove(wrong, 1))).toEqual(['inconsistent_history invoice.line_items[0].subtotal']);
  });
});

/** The invoice with a tax of 1.00 on each line, of which nobody knows the percentage. */
function addTaxes(invoice: ReturnType<typeof draftOf>): ReturnType<typeof draftOf> {
  const tax_amounts = [{ tax_rate_description: 'VAT', tax_rate_percentage: null, amount: '1.00' }];
  return { ...invoice, line_items: invoice.line_items.map((line) => ({ ...line, tax_amounts })) };
}
