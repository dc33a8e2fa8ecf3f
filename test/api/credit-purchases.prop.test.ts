import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyLedgerEntry,
  auditInvoice,
  burnCredits,
  createLedger,
  recordPayment,
  voidInvoice,
  type Invoice,
} from '../../src/index.js';
import type { InvoiceInput } from '../../src/wire/index.js';
import { frozen } from '../support/frozen.js';
import { customer } from '../support/one-off.js';
import { print, printScaled, product, rational } from '../support/rational.js';

const amounts = fc.integer({ min: 1, max: 1_000_000 }).map((mills) => print({ over: BigInt(mills), under: 1000n }));
const bases = fc.integer({ min: 1, max: 10_000 }).map((parts) => print({ over: BigInt(parts), under: 10_000n }));

const at = '2026-03-10T16:00:00Z';
const given = applyLedgerEntry({
  ledger: createLedger({ customer_id: 'acme', currency: 'credits', timezone: customer.timezone }),
  at: '2026-03-01',
  entry: { entry_type: 'increment', block_id: 'gift', amount: 50 },
}).ledger;

function buy(amount: string, basis: string, require_successful_payment: boolean) {
  return applyLedgerEntry(
    frozen({
      ledger: given,
      at,
      entry: {
        entry_type: 'increment' as const,
        block_id: 'pack',
        amount,
        per_unit_cost_basis: basis,
        invoice_settings: { auto_collection: false, net_terms: 0, require_successful_payment },
      },
      billing: { customer, invoice_numbers: ['A-1'] },
    }),
  );
}

/** A product as an invoice shows it: to the cent, half away from zero. */
function toTheCent(amount: string, basis: string): string {
  const { over, under } = product(rational(amount), rational(basis));
  return printScaled((over * 200n + under) / (under * 2n), 2);
}

describe('purchases', () => {
  it('cost amount × basis to the cent, and give exactly what was bought', () => {
    fc.assert(
      fc.property(amounts, bases, (amount, basis) => {
        const { invoices, ledger } = buy(amount, basis, false);
        const { invoice } = invoices[0]!;
        expect(invoice.total).toBe(toTheCent(amount, basis));
        expect(auditInvoice({ invoices: [invoice as InvoiceInput] })).toEqual([]);
        expect(ledger.blocks.find(({ id }) => id === 'pack')?.balance).toBe(amount);
      }),
      { numRuns: 50 },
    );
  });

  it('leave nothing behind once their unpaid invoice is voided, and everything once it is paid', () => {
    fc.assert(
      fc.property(amounts, bases, fc.boolean(), fc.nat({ max: 120 }), (amount, basis, awaits, used) => {
        const bought = buy(amount, basis, awaits);
        const invoice = bought.invoices[0]!.invoice as Invoice;
        fc.pre(invoice.status === 'issued');
        const charges = [{ date: '2026-03-12', price_id: 'p', invoice_id: 'open', amount: used }];
        const { ledger } = burnCredits({ ledger: bought.ledger, charges, at: '2026-03-13' });
        const call = frozen({ invoice, customer, at: '2026-03-14', purchased: { ledger, block_ids: ['pack'] } });
        const undone = voidInvoice(call).ledger!;
        const never = burnCredits({ ledger: given, charges, at: '2026-03-13' }).ledger;
        expect([undone.balance, undone.deficit]).toEqual([never.balance, never.deficit]);
        const paid = recordPayment({ ...call, request: { succeeded: true } }).ledger!;
        // Credits that awaited their payment on the day of usage did not serve it; those of the gift come first.
        const left = awaits ? Math.max(50 - used, 0) + Number(amount) : Math.max(50 + Number(amount) - used, 0);
        expect(Number(paid.balance)).toBeCloseTo(left, 6);
        expect(paid.blocks.every(({ status }) => status === 'active')).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});
