import type Orb from 'orb-billing';
import { assertType, describe, expectTypeOf, it } from 'vitest';
import { draftInvoice, type DraftInvoiceInput } from '../../src/index.js';

const input = {} as DraftInvoiceInput;

describe('draftInvoice', () => {
  it('gives the official client its invoice, once the caller has issued a number', () => {
    const numbered = draftInvoice({ ...input, invoice_number: 'A-00001' });
    expectTypeOf(numbered.invoice).not.toBeAny();
    assertType<Orb.Invoice>(numbered.invoice);
  });

  it('says that a draft without a number has none', () => {
    expectTypeOf(draftInvoice(input).invoice.invoice_number).toEqualTypeOf<string | null>();
  });

  it('takes what the official client fetched', () => {
    const price = {} as Orb.Price;
    const plan = {} as Orb.Plan;
    const customer = {} as Orb.Customer;
    expectTypeOf(price).not.toBeAny();
    assertType<DraftInvoiceInput>({ customer, plan, period: { start_date: '', end_date: '' } });
    assertType<DraftInvoiceInput>({ customer, prices: [price], period: { start_date: '', end_date: '' } });
  });
});
