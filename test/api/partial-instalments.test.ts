import { expect, it } from 'vitest';
import { auditInvoice, draftInvoice, draftPartialInvoice } from '../../src/index.js';
import type { InvoiceInput } from '../../src/wire/index.js';
import { frozen } from '../support/frozen.js';
import { calls, seats, subscribed } from '../support/subscribed.js';

/** 90.00 a quarter in arrears, and calls at 1.00, both invoiced each month. */
const monthly = { invoicing_cycle_configuration: { duration: 1, duration_unit: 'month' } } as const;
const quarterly = { cadence: 'quarterly', ...monthly } as const;
const customer = { id: 'acme', currency: 'USD' } as const;
const sold = subscribed([seats('18.00', 5, { billed_in_advance: false, ...quarterly }), calls('1.00', quarterly)], {
  customer,
  start_date: '2026-01-01',
});

/** What stands on an invoice of the fee and of the calls: cumulative, before, and billed. */
function told({ line_items }: Pick<InvoiceInput, 'line_items'>): unknown {
  return line_items.map((line) => [line.adjusted_subtotal, line.partially_invoiced_amount, line.amount]);
}

it('a threshold invoice bills nothing of a fee whose instalments were billed, and gives nothing of them back (§4.5, §10)', () => {
  const earlier_invoices: InvoiceInput[] = [];
  const seen: unknown[] = [];
  const bill = (date: string, quantity: number) => {
    const asked = frozen({ ...sold, usage: { calls: { quantity } }, earlier_invoices: [...earlier_invoices] });
    const isDue = date.endsWith('-01');
    const { invoice } = isDue
      ? draftInvoice({ ...asked, invoice_date: date })
      : draftPartialInvoice({ ...asked, at: `${date}T00:00:00Z`, invoicing_threshold: '20.00' });
    earlier_invoices.push(invoice!);
    seen.push([date, invoice!.total, ...(told(invoice!) as readonly unknown[])]);
  };
  bill('2026-01-20', 25);
  bill('2026-02-01', 30);
  bill('2026-02-10', 55);
  bill('2026-03-01', 60);
  bill('2026-03-20', 80);
  bill('2026-04-01', 85);
  // A third of 90.00 each month; the calls as they come.
  expect(seen).toEqual([
    ['2026-01-20', '25.00', ['0.00', '0.00', '0.00'], ['25.00', '0.00', '25.00']],
    ['2026-02-01', '35.00', ['30.00', '0.00', '30.00'], ['30.00', '25.00', '5.00']],
    ['2026-02-10', '25.00', ['30.00', '30.00', '0.00'], ['55.00', '30.00', '25.00']],
    ['2026-03-01', '35.00', ['60.00', '30.00', '30.00'], ['60.00', '55.00', '5.00']],
    ['2026-03-20', '20.00', ['60.00', '60.00', '0.00'], ['80.00', '60.00', '20.00']],
    ['2026-04-01', '35.00', ['90.00', '60.00', '30.00'], ['85.00', '80.00', '5.00']],
  ]);
  const numbered = earlier_invoices.map((invoice, position) => ({ ...invoice, invoice_number: `A-${position}` }));
  expect(auditInvoice({ invoices: numbered })).toEqual([]);
});

it('a threshold invoice before the first instalment is issued bills nothing of the fee either', () => {
  const asked = { ...sold, usage: { calls: { quantity: 25 } }, earlier_invoices: [] };
  const { invoice } = draftPartialInvoice(
    frozen({ ...asked, at: '2026-02-01T06:00:00Z', invoicing_threshold: '20.00' }),
  );
  expect(told(invoice!)).toEqual([
    ['0.00', '0.00', '0.00'],
    ['25.00', '0.00', '25.00'],
  ]);
});

it('an audit knows which of two invoices of one instant came first, however they are listed (L49)', () => {
  const usage = { calls: { quantity: 25 } };
  const at = '2026-02-01T00:00:00Z';
  const made = { issued_at: at, status: 'issued' } as const;
  const partial = draftPartialInvoice({
    ...sold,
    usage,
    at,
    invoicing_threshold: '20.00',
    earlier_invoices: [],
  }).invoice!;
  const billed = (earlier_invoices: readonly InvoiceInput[]) =>
    draftInvoice({ ...sold, usage, invoice_date: '2026-02-01', earlier_invoices }).invoice;
  const after = billed([partial]);
  // 30.00 of the fee; the calls were billed before.
  expect(told(after)).toEqual([
    ['30.00', '0.00', '30.00'],
    ['25.00', '25.00', '0.00'],
  ]);
  const both = [
    { ...partial, ...made, invoice_number: 'A-1' },
    { ...after, ...made, invoice_number: 'A-2' },
  ];
  expect(auditInvoice({ invoices: both })).toEqual([]);
  expect(auditInvoice({ invoices: [...both].reverse() })).toEqual([]);
  // One that did not count the other is told in any order.
  const twice = { ...billed([]), ...made, invoice_number: 'A-2' };
  expect(auditInvoice({ invoices: [both[0]!, twice] })).toHaveLength(1);
  expect(auditInvoice({ invoices: [twice, both[0]!] })).toHaveLength(1);
});
