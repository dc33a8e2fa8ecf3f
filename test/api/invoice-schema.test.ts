import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  createCreditNote,
  draftInvoice,
  issueInvoice,
  recordPayment,
  type DraftInvoiceInput,
} from '../../src/index.js';
import { isDescribed, validatorOf } from '../support/api-description.js';
import { recordedInvoice } from '../support/recorded-invoices.js';

const cases = JSON.parse(readFileSync(new URL('../cases/invoices/draft.json', import.meta.url), 'utf8')) as {
  name: string;
  input: DraftInvoiceInput;
}[];

const customer = { id: 'acme', currency: 'USD', balance: '15.00' };

// Without the description there is nothing to hold the documents against.
describe.skipIf(!isDescribed)('invoices against the API description', () => {
  const faults = (schema: string, document: unknown) => {
    const validate = validatorOf(schema);
    validate(document);
    return validate.errors ?? [];
  };

  it.each(cases)('a draft: $name', ({ input }) => {
    expect(faults('Invoice', draftInvoice({ ...input, invoice_number: 'ACME-00001' }).invoice)).toEqual([]);
  });

  it('an issued and then paid invoice, and the movement of the balance', () => {
    const { invoice: draft } = draftInvoice({
      customer,
      prices: [{ id: 'a', name: 'A', model_type: 'unit', unit_config: { unit_amount: '60' }, fixed_price_quantity: 1 }],
      period: { start_date: '2026-01-01', end_date: '2026-02-01' },
    });
    const { invoice } = issueInvoice({ invoice: draft, customer, at: '2026-02-03', invoice_number: 'A-1' });
    const paid = recordPayment({ invoice, customer, at: '2026-02-04', request: { succeeded: true } });
    expect(faults('Invoice', paid.invoice)).toEqual([]);
    expect(faults('CustomerBalanceTransaction', invoice.customer_balance_transactions[0])).toEqual([]);
  });

  it('a credit note with discounts, a maximum and a minimum', () => {
    const invoice = recordedInvoice('paid', [
      { id: 'a', subtotal: '10.00', amount: '50.00', taxes: ['5.00'], adjustments: [['minimum', '40.00', true]] },
      { id: 'b', subtotal: '90.00', amount: '60.00', taxes: [], adjustments: [['maximum', '30.00', true]] },
      { id: 'c', subtotal: '90.00', amount: '60.00', taxes: [], adjustments: [['percentage_discount', '30.00', true]] },
    ]);
    const line_items = invoice.line_items.map(({ id, amount }) => ({ invoice_line_item_id: id, amount }));
    const request = { reason: 'fraudulent', line_items } as const;
    const { credit_note, invoice: after } = createCreditNote({ invoice, customer, at: '2026-02-10', request });
    expect(faults('CreditNote', credit_note)).toEqual([]);
    expect(faults('Invoice', after)).toEqual([]);
  });

  it('can fail', () => {
    expect(faults('Invoice', {})).not.toEqual([]);
  });
});
