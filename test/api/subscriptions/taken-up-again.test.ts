import { describe, expect, it } from 'vitest';
import {
  createCreditNote,
  createSubscription,
  draftInvoice,
  issueInvoice,
  markInvoicePaid,
  schedulePlanChange,
} from '../../../src/api/index.js';
import type { CreditNote, Effect, Invoice, InvoiceInput } from '../../../src/wire/index.js';

const day = '2026-03-01';
const customer = { id: 'acme', currency: 'USD', timezone: 'UTC' } as const;
const plans = [
  { id: 'pro', name: 'Pro', currency: 'USD', prices: [fee('pro_fee', '31.00')] },
  { id: 'team', name: 'Team', currency: 'USD', prices: [fee('team_fee', '62.00')] },
] as const;

function fee(id: string, unit_amount: string) {
  const terms = { cadence: 'monthly', billing_mode: 'in_advance', fixed_price_quantity: 1 } as const;
  return { id, name: id, model_type: 'unit', unit_config: { unit_amount }, ...terms } as const;
}

function paid(draft: InvoiceInput, invoice_number: string): Invoice {
  const { invoice } = issueInvoice({ invoice: draft, customer, at: day, invoice_number });
  return markInvoicePaid({ invoice, customer, at: day, request: { payment_received_date: day } }).invoice;
}

function madeOf(effects: readonly Effect[]) {
  const invoices = effects.flatMap((effect) => (effect.kind === 'invoice_created' ? [effect.invoice] : []));
  const notes = effects.flatMap((effect) => (effect.kind === 'credit_note_created' ? [effect.credit_note] : []));
  return { invoices, notes };
}

describe('a plan that is left and taken up again on the first day of a period', () => {
  // March costs 31.00 on Pro and 62.00 on Team. Left on its first day, Pro gives 31.00 back; so does Team its 62.00.
  const begun = createSubscription({
    request: { customer_id: 'acme', plan_id: 'pro', start_date: day },
    at: day,
    customer,
    plans,
  });
  const first = paid(madeOf(begun.effects).invoices[0] as InvoiceInput, 'A-1');
  const left = schedulePlanChange({ ...begun, ...known([first], []), request: change('team') });
  const between = madeOf(left.effects);
  const second = paid(between.invoices[0] as InvoiceInput, 'A-2');

  function known(invoices: readonly Invoice[], credit_notes: readonly CreditNote[]) {
    return { customer, at: day, plans, invoices, credit_notes } as const;
  }

  it('bills its fee again, because it was given back', () => {
    expect(between.notes.map(({ total }) => total)).toEqual(['31.00']);
    const again = schedulePlanChange({ ...left, ...known([first, second], between.notes), request: change('pro') });
    const { invoices, notes } = madeOf(again.effects);
    expect(notes.map(({ total }) => total)).toEqual(['62.00']);
    // 31.00 − (31.00 − 31.00 given back) = 31.00
    expect(invoices.map(({ total }) => total)).toEqual(['31.00']);
  });
});

function change(plan_id: string) {
  return { change_option: 'immediate', plan_id } as const;
}

describe('what earlier invoices of a period billed', () => {
  const calls = { id: 'calls', name: 'Calls', model_type: 'unit', unit_config: { unit_amount: '1' } } as const;
  const asked = { customer, prices: [calls], period: { start_date: day, end_date: '2026-04-01' } } as const;
  const earlier = {
    ...draftInvoice({ ...asked, usage: { calls: { quantity: 100 } }, invoice_number: 'A-1' }).invoice,
    id: 'earlier',
    status: 'issued',
  } as const;
  const crediting = (reason: 'order_change' | 'product_unsatisfactory') =>
    createCreditNote({
      invoice: earlier,
      customer,
      at: '2026-04-02',
      credit_note_number: 'CN-1',
      request: { reason, line_items: [{ invoice_line_item_id: earlier.line_items[0]?.id ?? '', amount: '20.00' }] },
    });

  it.each([
    // 150.00 − (100.00 − 20.00)
    ['order_change', '70.00'],
    // 150.00 − 100.00: what was given out of goodwill is not asked for again.
    ['product_unsatisfactory', '50.00'],
  ] as const)('is less by a credit note for %s: %s is left of 150', (reason, left) => {
    const { invoice, credit_note } = crediting(reason);
    const { total } = draftInvoice({
      ...asked,
      usage: { calls: { quantity: 150 } },
      earlier_invoices: [invoice],
      credit_notes: [credit_note],
    }).invoice;
    expect(total).toBe(left);
  });

  it('is not known where a credit note is missing among those given', () => {
    const { invoice } = crediting('order_change');
    expect(() =>
      draftInvoice({
        ...asked,
        usage: { calls: { quantity: 150 } },
        earlier_invoices: [invoice],
        credit_notes: [],
      }),
    ).toThrow(/lacks/);
  });
});
