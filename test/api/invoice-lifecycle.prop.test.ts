import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditInvoice, createBalanceTransaction, issueInvoice, voidInvoice } from '../../src/index.js';
import { frozen } from '../support/frozen.js';
import { cents, draftAndBalance, toCents } from '../support/recorded-invoices.js';
import { faultsOf } from '../support/refusal.js';

const at = '2026-02-03';

describe('the life of an invoice', () => {
  it('conserves money at issue: amount due − new balance = total − balance (L9)', () => {
    const thresholds = fc.constantFrom(null, '0.50', '100.00');
    fc.assert(
      fc.property(draftAndBalance, thresholds, ({ draft, balance }, small_invoice_threshold) => {
        const customer = { id: 'acme', currency: 'USD', balance };
        const input = { invoice: draft, customer, at, invoice_number: 'A-1', policies: { small_invoice_threshold } };
        const { invoice, customer: after } = issueInvoice(frozen(input));
        expect(toCents(invoice.amount_due) - toCents(after.balance!)).toBe(toCents(draft.total) - toCents(balance));
        expect(toCents(invoice.amount_due)).toBeGreaterThanOrEqual(0);
        expect(auditInvoice({ invoices: [invoice] })).toEqual([]);
      }),
    );
  });

  it('is undone by voiding (L46)', () => {
    fc.assert(
      fc.property(draftAndBalance, ({ draft, balance }) => {
        const customer = { id: 'acme', currency: 'USD', balance };
        const issued = issueInvoice({ invoice: draft, customer, at, invoice_number: 'A-1' });
        fc.pre(issued.invoice.status === 'issued');
        const undone = voidInvoice({ invoice: issued.invoice, customer: issued.customer, at });
        expect(undone.customer.balance).toBe(balance);
        expect(undone.effects[0]).toEqual({ kind: 'invoice_voided', invoice: undone.invoice });
      }),
    );
  });
});

describe('balance transactions by hand', () => {
  it('move the balance by their amount and chain', () => {
    const moves = fc.array(fc.tuple(fc.constantFrom('increment', 'decrement'), fc.integer({ min: 1, max: 10_000 })), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(moves, (list) => {
        let customer = { id: 'acme', currency: 'USD', balance: '1.00' } as Parameters<
          typeof createBalanceTransaction
        >[0]['customer'];
        const transactions: ReturnType<typeof createBalanceTransaction>['transaction'][] = [];
        let expected = 100;
        for (const [type, amount] of list) {
          const moved = createBalanceTransaction(
            frozen({ customer, at, request: { type, amount: cents(amount) }, transactions: [...transactions] }),
          );
          expected += type === 'increment' ? amount : -amount;
          expect(moved.transaction.starting_balance).toBe(customer.balance);
          expect(moved.customer.balance).toBe(cents(expected));
          transactions.push(moved.transaction);
          customer = moved.customer;
        }
        expect(new Set(transactions.map(({ id }) => id)).size).toBe(list.length);
      }),
    );
  });

  it.each([
    ['nothing', { amount: '0', type: 'increment' }, ['invalid_amount request.amount']],
    ['less than nothing', { amount: '-1.00', type: 'increment' }, ['invalid_amount request.amount']],
    ['part of a cent', { amount: '0.005', type: 'increment' }, ['unrounded_amount request.amount']],
    ['no direction', { amount: '1.00' }, ['missing_field request.type']],
    ['no amount', { type: 'decrement' }, ['missing_field request.amount']],
    ['a key nobody reads', { amount: '1.00', type: 'decrement', note: 'x' }, ['invalid_type request.note']],
  ])('refuse %s', (_, request, faults) => {
    const customer = { id: 'acme', currency: 'USD' };
    expect(faultsOf(() => createBalanceTransaction({ customer, at, request: request as never }))).toEqual(faults);
  });

  it('need a currency', () => {
    const request = { amount: '1.00', type: 'increment' } as const;
    const move = (currency?: string) => createBalanceTransaction({ customer: { id: 'acme', currency }, at, request });
    expect(faultsOf(() => move())).toEqual(['missing_field customer.currency']);
    expect(faultsOf(() => move('credits'))).toEqual(['unknown_currency customer.currency']);
    expect(move('JPY').customer.balance).toBe('1');
  });
});
