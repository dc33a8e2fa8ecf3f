import { describe, expect, it } from 'vitest';
import {
  applyLedgerEntry,
  createLedger,
  createTopUp,
  deleteCreditBlock,
  deleteTopUp,
  evaluateTopUps,
  markInvoicePaid,
  type CreateTopUpInput,
  type CreditLedger,
  type Invoice,
} from '../../src/index.js';
import { isDescribed, validatorOf } from '../support/api-description.js';
import { frozen } from '../support/frozen.js';
import { faultsOf } from '../support/refusal.js';

const at = '2026-01-15T12:00:00Z';
const customer = { id: 'acme', currency: 'USD', timezone: 'UTC', balance: '0.00' };
const empty = createLedger({ customer_id: 'acme', currency: 'credits' });
const request = {
  currency: 'credits',
  threshold: '20',
  amount: '50',
  per_unit_cost_basis: '0.10',
  invoice_settings: { auto_collection: true, net_terms: 7 },
};
const stored = <T>(value: T): T => frozen(JSON.parse(JSON.stringify(value)) as T);

describe('§8.6 a top-up is created', () => {
  const create = (more: object = {}, input: Partial<CreateTopUpInput> = {}) =>
    createTopUp(frozen({ customer, at, ...input, request: { ...request, ...more } }));
  const refused = (more: object, input: Partial<CreateTopUpInput> = {}) => faultsOf(() => create(more, input));

  it('as its document, with from when it is active', () => {
    const { top_up, top_ups, effects } = create({
      expires_after: 3,
      expires_after_unit: 'month',
      active_from: '2026-01-05T12:00:00Z',
      invoice_settings: { ...request.invoice_settings, memo: 'Refill', require_successful_payment: true },
    });
    expect(top_up).toEqual({
      id: 'top_up:acme:credits:20260115T120000Z',
      currency: 'credits',
      threshold: '20',
      amount: '50',
      per_unit_cost_basis: '0.1',
      invoice_settings: { auto_collection: true, net_terms: 7, memo: 'Refill', require_successful_payment: true },
      expires_after: 3,
      expires_after_unit: 'month',
      active_from: '2026-01-05T12:00:00+00:00',
    });
    expect(top_ups).toEqual([top_up]);
    expect(effects).toEqual([{ kind: 'top_up', customer_id: 'acme', top_up }]);
  });

  // The description is no part of the repository.
  it.runIf(isDescribed)('as Orb would write it', () => {
    const validate = validatorOf('TopUp');
    expect(validate(create().top_up), JSON.stringify(validate.errors)).toBe(true);
  });

  it('in place of the one of its currency', () => {
    const first = create();
    const dollars = create({ currency: 'USD' }, { top_ups: first.top_ups });
    expect(dollars.top_ups.map(({ currency }) => currency)).toEqual(['credits', 'USD']);
    const again = create({ amount: '75' }, { top_ups: dollars.top_ups });
    expect(again.top_ups.map(({ currency, amount }) => `${currency} ${amount}`)).toEqual(['USD 50', 'credits 75']);
    expect(again.effects.map(({ kind }) => kind)).toEqual(['top_up_disabled', 'top_up']);
    expect(again.top_up.id).toBe('top_up:acme:credits:20260115T120000Z:1');
  });

  it('and buys when it is evaluated', () => {
    const { top_ups } = create();
    expect(evaluateTopUps({ ledger: stored(empty), top_ups, at }).ledger.balance).toBe('50');
  });

  it.each([
    ['an amount of zero', { amount: '0' }, 'invalid_amount request.amount'],
    ['a negative threshold', { threshold: '-1' }, 'invalid_amount request.threshold'],
    ['a negative price', { per_unit_cost_basis: '-1' }, 'invalid_amount request.per_unit_cost_basis'],
    ['no price', { per_unit_cost_basis: null }, 'missing_field request.per_unit_cost_basis'],
    ['less than a cent', { currency: 'USD', amount: '0.001' }, 'unrounded_amount request.amount'],
    ['other money than the customer pays in', { currency: 'EUR' }, 'currency_mismatch request.currency'],
    ['no terms', { invoice_settings: { auto_collection: true } }, 'missing_field request.invoice_settings.net_terms'],
    [
      'no word on collection',
      { invoice_settings: { net_terms: 1 } },
      'missing_field request.invoice_settings.auto_collection',
    ],
    ['a lifetime in no unit', { expires_after: 3 }, 'missing_field request.expires_after_unit'],
    ['more than ten days ago', { active_from: '2026-01-05T11:59:59Z' }, 'invalid_date request.active_from'],
    ['an unknown field', { priority: 1 }, 'invalid_type request.priority'],
  ])('not with %s', (_name, more, fault) => {
    expect(refused(more)).toEqual([fault]);
  });
});

describe('§8.6 a top-up is deleted', () => {
  const settings = { ...request.invoice_settings, require_successful_payment: true };
  const { top_ups, top_up } = createTopUp({ customer, at, request: { ...request, invoice_settings: settings } });
  const billing = { customer, invoice_numbers: ['ACME-1'] };
  const bought = evaluateTopUps({ ledger: stored(empty), top_ups, at, billing });
  const [purchase] = bought.invoices;

  it('with what was never paid for, and its invoice', () => {
    expect(bought.ledger.blocks.map(({ status }) => status)).toEqual(['pending_payment']);
    const invoice = purchase!.invoice as Invoice;
    expect([invoice.status, invoice.total]).toEqual(['issued', '5.00']);
    const purchases = [{ block_id: purchase!.block_id, invoice }];
    const deleted = deleteTopUp(
      stored({ ledger: bought.ledger, top_ups, top_up_id: top_up.id, at, purchases, customer }),
    );
    expect(deleted.top_ups).toEqual([]);
    expect(deleted.ledger.blocks).toEqual([]);
    expect(deleted.invoices.map(({ invoice: own }) => own?.status)).toEqual(['void']);
    expect(deleted.customer?.balance).toBe('0.00');
    expect(deleted.effects.map(({ kind }) => kind)).toEqual([
      'credit_block',
      'ledger_entry',
      'invoice_voided',
      'top_up_disabled',
    ]);
  });

  it('asking for the end of invoices that are not given', () => {
    const deleted = deleteTopUp(stored({ ledger: bought.ledger, top_ups, top_up_id: top_up.id, at }));
    expect(deleted.effects.slice(2)).toEqual([
      { kind: 'credit_purchase_undone', customer_id: 'acme', block_id: purchase!.block_id },
      { kind: 'top_up_disabled', customer_id: 'acme', top_up_id: top_up.id },
    ]);
  });

  it('leaving what is paid for, or never had to be', () => {
    const paid = evaluateTopUps({
      ledger: stored(empty),
      top_ups,
      at,
      billing: { ...billing, customer: { ...customer, balance: '5.00' } },
    });
    expect(paid.ledger.balance).toBe('50');
    const deleted = deleteTopUp(stored({ ledger: paid.ledger, top_ups, top_up_id: top_up.id, at }));
    expect(deleted.ledger.balance).toBe('50');
    expect(deleted.effects.map(({ kind }) => kind)).toEqual(['top_up_disabled']);
  });

  it('not if there is none of that id, and not without whom to give back to', () => {
    const call = { ledger: bought.ledger, top_ups, at };
    expect(faultsOf(() => deleteTopUp({ ...call, top_up_id: 'other' }))).toEqual(['invalid_reference top_up_id']);
    const purchases = [{ block_id: purchase!.block_id, invoice: purchase!.invoice as Invoice }];
    expect(faultsOf(() => deleteTopUp({ ...call, top_up_id: top_up.id, purchases }))).toEqual([
      'missing_field customer',
    ]);
    const other = { ...customer, id: 'other' };
    expect(faultsOf(() => deleteTopUp({ ...call, top_up_id: top_up.id, purchases, customer: other }))).toEqual([
      'customer_reference customer.id',
    ]);
  });
});

describe('§8.5 a bought block is deleted with its invoice', () => {
  const buy = (settings: object, balance = '0.00', auto_issuance: boolean | null = null) =>
    applyLedgerEntry({
      ledger: stored(empty),
      at,
      entry: {
        entry_type: 'increment',
        block_id: 'pack',
        amount: 100,
        per_unit_cost_basis: '0.30',
        invoice_settings: { auto_collection: false, net_terms: 30, ...settings },
      },
      billing: { customer: { ...customer, balance, auto_issuance }, invoice_numbers: ['ACME-1'] },
    });
  const remove = (ledger: CreditLedger, invoice: object, own: object = customer) =>
    deleteCreditBlock(
      stored({
        ledger,
        block_id: 'pack',
        at,
        purchase: { invoice: invoice as Invoice, customer: own as typeof customer },
      }),
    );

  it('a draft is deleted', () => {
    const { ledger, invoices } = buy({}, '0.00', false);
    expect(invoices[0]!.invoice.status).toBe('draft');
    const deleted = remove(ledger, invoices[0]!.invoice);
    expect(deleted.invoice).toBeNull();
    expect(deleted.effects.at(-1)).toEqual({ kind: 'invoice_deleted', invoice_id: invoices[0]!.invoice.id });
  });

  it('an issued one is voided, and what the balance paid of it comes back', () => {
    // 100 × 0.30 = 30.00, of which the balance of 12.00 paid 12.00.
    const { ledger, invoices, customer: after } = buy({}, '12.00');
    expect([invoices[0]!.invoice.amount_due, after?.balance]).toEqual(['18.00', '0.00']);
    const deleted = remove(ledger, invoices[0]!.invoice, after!);
    expect([deleted.invoice?.status, deleted.customer?.balance, deleted.ledger.blocks]).toEqual(['void', '12.00', []]);
  });

  it('a paid one is credited in full, as far as no note has done so', () => {
    const { ledger, invoices, customer: after } = buy({ mark_as_paid: true });
    const deleted = remove(ledger, invoices[0]!.invoice, after!);
    expect([deleted.invoice?.status, deleted.customer?.balance]).toEqual(['paid', '30.00']);
    const note = deleted.effects.flatMap((effect) =>
      effect.kind === 'credit_note_created' ? [effect.credit_note] : [],
    );
    expect(note.map(({ type, total, credit_note_number }) => [type, total, credit_note_number])).toEqual([
      ['refund', '30.00', 'ACME-1-CN-1'],
    ]);
    const invoice = deleted.invoice as Invoice;
    const again = deleteCreditBlock(
      stored({
        ledger,
        block_id: 'pack',
        at,
        purchase: { invoice, customer: deleted.customer!, credit_notes: note },
      }),
    );
    expect(again.customer?.balance).toBe('30.00');
    expect(faultsOf(() => remove(ledger, invoice, after!))).toEqual(['missing_field purchase.credit_notes']);
  });

  it('a void one stays as it is, and an issued one may have been paid meanwhile', () => {
    const { ledger, invoices, customer: after } = buy({});
    const voided = remove(ledger, invoices[0]!.invoice, after!);
    expect(remove(ledger, voided.invoice!, after!).effects.map(({ kind }) => kind)).toEqual([
      'credit_block',
      'ledger_entry',
    ]);
    const paid = markInvoicePaid({
      invoice: invoices[0]!.invoice as Invoice,
      customer: after!,
      at,
      request: { payment_received_date: '2026-01-15' },
    });
    expect(remove(ledger, paid.invoice, paid.customer).customer?.balance).toBe('30.00');
  });

  it('without the invoice it is asked for', () => {
    const { ledger } = buy({});
    const deleted = deleteCreditBlock(stored({ ledger, block_id: 'pack', at }));
    expect([deleted.invoice, deleted.customer]).toEqual([null, null]);
    expect(deleted.effects.at(-1)).toMatchObject({ kind: 'credit_purchase_undone' });
  });
});
