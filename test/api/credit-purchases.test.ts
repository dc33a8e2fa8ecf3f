import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  applyLedgerEntry,
  auditInvoice,
  burnCredits,
  createLedger,
  evaluateTopUps,
  issueCreditCharges,
  issueInvoice,
  markInvoicePaid,
  percentTax,
  recordPayment,
  voidInvoice,
  type Invoice,
} from '../../src/index.js';
import type { CreditLedger, InvoiceInput } from '../../src/wire/index.js';
import { frozen } from '../support/frozen.js';
import { at, customer } from '../support/one-off.js';
import { faultsOf } from '../support/refusal.js';

type Settings = NonNullable<
  Extract<Parameters<typeof applyLedgerEntry>[0]['entry'], { entry_type: 'increment' }>['invoice_settings']
>;

type PurchaseCase = {
  readonly name: string;
  readonly arithmetic: string;
  readonly amount: number | string;
  readonly basis: string;
  readonly settings: Settings;
  readonly effective_date?: string;
  readonly customer_balance?: string;
  readonly auto_issuance?: boolean;
  readonly expect: object;
};

const path = new URL('../cases/invoices/purchases.json', import.meta.url);
const cases = JSON.parse(readFileSync(path, 'utf8')) as PurchaseCase[];

const empty = createLedger({ customer_id: 'acme', currency: 'credits', timezone: customer.timezone });

function buy(named: Omit<PurchaseCase, 'name' | 'arithmetic' | 'expect'>, more: object = {}) {
  const { amount, basis, settings, effective_date, customer_balance = '0.00', auto_issuance } = named;
  return applyLedgerEntry(
    frozen({
      ledger: empty,
      at,
      entry: {
        entry_type: 'increment' as const,
        block_id: 'pack',
        amount,
        per_unit_cost_basis: basis,
        effective_date: effective_date ?? null,
        invoice_settings: settings,
      },
      billing: {
        customer: { ...customer, balance: customer_balance, auto_issuance: auto_issuance ?? null },
        invoice_numbers: ['A-1'],
        ...more,
      },
    }),
  );
}

const blockOf = ({ blocks }: CreditLedger) => blocks.find(({ id }) => id === 'pack');

describe('a purchase of credits', () => {
  it.each(cases)('$name: $arithmetic', ({ expect: expected, ...named }) => {
    const { ledger, invoices, effects, entries } = buy(named);
    expect(invoices).toHaveLength(1);
    const { invoice, block_id } = invoices[0]!;
    const { status, total, amount_due, due_date, invoice_date } = invoice;
    const block = blockOf(ledger)?.status;
    expect({ status, total, amount_due, due_date, invoice_date, block, balance: ledger.balance }).toEqual(expected);
    expect(block_id).toBe('pack');
    const [line] = invoice.line_items;
    expect([line!.name, line!.quantity, line!.price.item.id]).toEqual([
      'Prepaid credits (credits)',
      Number(named.amount),
      'item:Prepaid credits (credits)',
    ]);
    expect(invoice.id).toMatch(/^invoice:acme:one_off:\d{8}T\d{6}Z:pack$/);
    expect(auditInvoice({ invoices: [invoice as InvoiceInput] })).toEqual([]);
    const kinds = effects.map(({ kind }) => kind);
    expect(kinds).not.toContain('credit_purchase');
    // Blocks, then entries, then the invoice that bills them.
    expect(kinds.slice(0, 3)).toEqual(['credit_block', 'ledger_entry', 'invoice_created']);
    expect(effects[2]).toEqual({ kind: 'invoice_created', invoice });
    expect(entries.map(({ entry_type }) => entry_type)).toEqual(['increment']);
  });

  const plain = { amount: 100, basis: '0.50', settings: { auto_collection: true, net_terms: 30 } } as const;

  it('asks for payment, moves the balance and is taxed like any other invoice', () => {
    const tax = percentTax([{ tax_rate_description: 'VAT', tax_rate_percentage: '19' }]);
    // 50.00 + 9.50 − 20.00.
    const { invoices, customer: after, effects } = buy({ ...plain, customer_balance: '20.00' }, { tax });
    expect(invoices[0]!.invoice.amount_due).toBe('39.50');
    expect(after?.balance).toBe('0.00');
    expect(effects.map(({ kind }) => kind)).toEqual([
      'credit_block',
      'ledger_entry',
      'invoice_created',
      'payment_request',
      'balance_transaction',
    ]);
    const paid = buy({ ...plain, settings: { ...plain.settings, mark_as_paid: true } });
    expect(paid.effects.map(({ kind }) => kind)).not.toContain('payment_request');
    expect(paid.invoices[0]!.invoice.paid_at).toBe('2026-03-10T16:00:00+00:00');
  });

  it('is for the item, memo and terms that it names', () => {
    const { invoices } = buy({ ...plain, settings: { ...plain.settings, item_id: 'i1', memo: 'As agreed' } });
    expect(invoices[0]!.invoice.line_items[0]!.price.item.id).toBe('i1');
    expect(invoices[0]!.invoice.memo).toBe('As agreed');
    expect(invoices[0]!.payment_terms).toEqual({ net_terms: 30, due_date: null });
  });

  it('is asked for where nobody says how it is billed', () => {
    const entry = {
      entry_type: 'increment',
      amount: 1,
      per_unit_cost_basis: '1',
      invoice_settings: plain.settings,
    } as const;
    const { effects, invoices, customer: after } = applyLedgerEntry({ ledger: empty, at, entry });
    expect(effects.map(({ kind }) => kind)).toContain('credit_purchase');
    expect([invoices, after]).toEqual([[], null]);
  });

  it('bills nothing where nothing was bought', () => {
    const entry = { entry_type: 'increment', amount: 1 } as const;
    const { invoices } = applyLedgerEntry({ ledger: empty, at, entry, billing: { customer, invoice_numbers: [] } });
    expect(invoices).toEqual([]);
  });

  it.each([
    ['without a number', { invoice_numbers: [] }, ['missing_field billing.invoice_numbers']],
    ['with numbers that are none', { invoice_numbers: [1] }, ['invalid_type billing.invoice_numbers']],
    ['without a currency', { customer: { id: 'acme' } }, ['missing_field billing.customer.currency']],
    [
      'in a pricing unit',
      { customer: { id: 'acme', currency: 'credits' } },
      ['unknown_currency billing.request.currency'],
    ],
    [
      'for another customer',
      { customer: { ...customer, id: 'x' } },
      ['customer_reference billing.request.customer_id'],
    ],
    ['with a key nobody reads', { note: 'x' }, ['invalid_type billing.note']],
  ])('is refused %s', (_, more, faults) => {
    expect(faultsOf(() => buy(plain, more))).toEqual(faults);
  });

  it('more than a year ahead is refused', () => {
    const late = { ...plain, effective_date: '2027-03-11' };
    expect(faultsOf(() => buy(late))).toEqual(['invoice_date_too_far billing.request.invoice_date']);
  });
});

describe('top-ups', () => {
  it('are invoiced one by one, against the balance that is left', () => {
    const first = applyLedgerEntry({ ledger: empty, at: '2026-03-01', entry: { entry_type: 'increment', amount: 10 } });
    const used = burnCredits({
      ledger: first.ledger,
      charges: [{ date: '2026-03-02', price_id: 'p', invoice_id: 'i', amount: '25' }],
      at: '2026-03-02T12:00:00Z',
    });
    const top_up = {
      id: 'refill',
      currency: 'credits',
      threshold: '0',
      amount: '10',
      per_unit_cost_basis: '2',
      invoice_settings: { auto_collection: false, net_terms: 0 },
    };
    const billing = { customer: { ...customer, balance: '25.00' }, invoice_numbers: ['A-1', 'A-2', 'A-3'] };
    const bought = evaluateTopUps(
      frozen({ ledger: used.ledger, top_ups: [top_up], at: '2026-03-02T13:00:00Z', billing }),
    );
    // 10 + 20 − 25 = 5 is above 0, so two blocks of 20.00: 25.00 pays the first and 5.00 of the second.
    expect(bought.ledger.balance).toBe('5');
    expect(bought.invoices.map(({ invoice }) => [invoice.invoice_number, invoice.status, invoice.amount_due])).toEqual([
      ['A-1', 'paid', '0.00'],
      ['A-2', 'issued', '15.00'],
    ]);
    expect(bought.customer?.balance).toBe('0.00');
    expect(bought.uncovered).toEqual([]);
    expect(new Set(bought.invoices.map(({ invoice }) => invoice.id)).size).toBe(2);
  });
});

describe('the invoice of a purchase', () => {
  const settings = { auto_collection: false, net_terms: 30, require_successful_payment: true };
  const bought = buy({ amount: 100, basis: '0.50', settings });
  const invoice = bought.invoices[0]!.invoice as Invoice;
  const purchased = { ledger: bought.ledger, block_ids: ['pack'] };
  const call = { invoice, customer, at: '2026-03-20T12:00:00Z', purchased };

  it('makes the credits usable from the local day of its payment', () => {
    const paid = recordPayment(frozen({ ...call, request: { succeeded: true } }));
    expect(blockOf(paid.ledger!)).toMatchObject({ status: 'active', usable_from: '2026-03-20T04:00:00+00:00' });
    expect(paid.ledger?.balance).toBe('100');
    expect(paid.effects.map(({ kind }) => kind)).toEqual(['credit_block', 'ledger_entry']);

    const marked = markInvoicePaid(frozen({ ...call, request: { payment_received_date: '2026-03-18' } }));
    expect(blockOf(marked.ledger!)?.usable_from).toBe('2026-03-18T04:00:00+00:00');

    const failed = recordPayment(frozen({ ...call, request: { succeeded: false } }));
    expect(blockOf(failed.ledger!)?.status).toBe('pending_payment');
    expect(failed.effects).toEqual([]);
  });

  it('leaves alone credits that could be used before', () => {
    const free = buy({ amount: 100, basis: '0.50', settings: { ...settings, require_successful_payment: false } });
    const own = free.invoices[0]!.invoice as Invoice;
    const paid = recordPayment({
      ...call,
      invoice: own,
      purchased: { ...purchased, ledger: free.ledger },
      request: { succeeded: true },
    });
    expect(paid.ledger?.blocks).toEqual(free.ledger.blocks);
  });

  it('makes them usable at issue if nothing is left to pay', () => {
    const later = buy({ amount: 100, basis: '0.50', settings, auto_issuance: false });
    const draft = later.invoices[0]!.invoice as Invoice;
    const issue = (balance: string) =>
      issueInvoice({
        invoice: draft,
        customer: { ...customer, balance },
        at,
        issued_by: 'request',
        purchased: { ledger: later.ledger, block_ids: ['pack'] },
      });
    expect([issue('50.00').invoice.status, issue('50.00').ledger?.balance]).toEqual(['paid', '100']);
    expect([issue('49.99').invoice.status, issue('49.99').ledger?.balance]).toEqual(['issued', '0']);
  });

  it('takes the credits with it when it is voided, and stops the order behind them', () => {
    const undone = voidInvoice(frozen({ ...call, purchased: { ...purchased, top_up: { id: 'refill' } } }));
    expect(undone.ledger).toMatchObject({ blocks: [], entries: [], balance: '0' });
    expect(undone.effects.map(({ kind }) => kind)).toEqual([
      'invoice_voided',
      'credit_block',
      'ledger_entry',
      'top_up_disabled',
    ]);
    expect(undone.effects.at(-1)).toEqual({ kind: 'top_up_disabled', customer_id: 'acme', top_up_id: 'refill' });
  });

  it('takes usable credits with it too, with what entries by hand made of them', () => {
    const free = buy({ amount: 100, basis: '0.50', settings: { ...settings, require_successful_payment: false } });
    const moved = applyLedgerEntry({
      ledger: free.ledger,
      at: '2026-03-12',
      entry: { entry_type: 'expiration_change', block_id: 'pack', amount: 40, target_expiry_date: '2026-12-01' },
    });
    const charges = [{ date: '2026-03-15', price_id: 'p', invoice_id: 'open', amount: '30' }];
    const used = burnCredits({ ledger: moved.ledger, charges, at: '2026-03-16' });
    expect(used.ledger.balance).toBe('70');
    const invoice_of = free.invoices[0]!.invoice as Invoice;
    const undone = voidInvoice({
      ...call,
      invoice: invoice_of,
      purchased: { ledger: used.ledger, block_ids: ['pack'] },
    });
    // Nothing of it is left, and nothing of it paid: the open invoice bills its 30.
    expect(undone.ledger).toMatchObject({ balance: '0', deficit: '0' });
    const again = burnCredits({ ledger: undone.ledger!, charges, at: '2026-03-21' });
    expect(again.uncovered.map(({ overage }) => overage)).toEqual(['30']);
    const voided = undone.ledger!.entries.filter(({ entry_type }) => entry_type === 'void').map(({ amount }) => amount);
    expect(voided.sort()).toEqual(['40', '60']);
  });

  it('leaves an issued invoice what was paid of it, as a debt of the ledger', () => {
    const free = buy({ amount: 100, basis: '0.50', settings: { ...settings, require_successful_payment: false } });
    const charges = [{ date: '2026-03-15', price_id: 'p', invoice_id: 'issued', amount: '30' }];
    const used = burnCredits({ ledger: free.ledger, charges, at: '2026-03-16' });
    const issued = issueCreditCharges({ ledger: used.ledger, invoice_id: 'issued', at: '2026-03-17' });
    const own = free.invoices[0]!.invoice as Invoice;
    const undone = voidInvoice({ ...call, invoice: own, purchased: { ledger: issued.ledger, block_ids: ['pack'] } });
    expect(undone.ledger).toMatchObject({ balance: '-30', deficit: '30' });
  });

  it('is no matter of ledgers unless one is given', () => {
    const { purchased: _none, ...bare } = call;
    expect(voidInvoice(bare).ledger).toBeNull();
  });

  it.each([
    ['a block that is not there', { block_ids: ['x'] }, ['block_not_found purchased.block_ids']],
    ['blocks that are no list', { block_ids: 'pack' }, ['invalid_type purchased.block_ids']],
    ['no blocks', { block_ids: undefined }, ['missing_field purchased.block_ids']],
    ['a top-up without an id', { top_up: {} }, ['missing_field purchased.top_up.id']],
    [
      'another customer’s ledger',
      { ledger: createLedger({ customer_id: 'x', currency: 'credits' }), block_ids: [] },
      ['customer_reference purchased.ledger.customer_id'],
    ],
    ['a ledger that is none', { ledger: 5 }, ['invalid_type purchased.ledger']],
    ['a key nobody reads', { note: 'x' }, ['invalid_type purchased.note']],
  ])('is refused with %s', (_, more, faults) => {
    const input = { ...call, purchased: { ...purchased, ...more } as typeof purchased };
    expect(faultsOf(() => voidInvoice(input))).toEqual(faults);
  });
});
