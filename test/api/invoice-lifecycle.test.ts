import { describe, expect, it } from 'vitest';
import {
  createCreditNote,
  draftInvoice,
  issueInvoice,
  markInvoicePaid,
  recordPayment,
  recordSync,
  updateInvoice,
  voidInvoice,
  type Invoice,
  type IssueInvoiceInput,
} from '../../src/index.js';
import { faultsOf } from '../support/refusal.js';
import { frozen } from '../support/frozen.js';

const customer = { id: 'acme', currency: 'USD', timezone: 'America/New_York' };
const at = '2026-02-03';

function draftOf(total: string, more: { auto_collection?: boolean; auto_issuance?: boolean } = {}) {
  return draftInvoice({
    customer: { ...customer, ...more },
    prices: [
      { id: 'seats', name: 'Seats', model_type: 'unit', unit_config: { unit_amount: total }, fixed_price_quantity: 1 },
    ],
    period: { start_date: '2026-01-01', end_date: '2026-02-01' },
  }).invoice;
}

function issue(total: string, more: Partial<IssueInvoiceInput> & { balance?: string } = {}) {
  const { balance = '0.00', ...input } = more;
  return issueInvoice(
    frozen({ invoice: draftOf(total), customer: { ...customer, balance }, at, invoice_number: 'A-1', ...input }),
  );
}

/** An invoice in each state, reached the way it is reached. */
function invoiceIn(status: Invoice['status']) {
  const { invoice } = issue('60.00');
  const input = { invoice, customer, at };
  if (status === 'draft') return { ...draftOf('60.00'), invoice_number: 'A-1' };
  if (status === 'paid') return recordPayment({ ...input, request: { succeeded: true } }).invoice;
  if (status === 'synced') return recordSync({ ...input, request: { succeeded: true } }).invoice;
  return status === 'void' ? voidInvoice(input).invoice : invoice;
}

const actions = {
  issue: (invoice: Invoice) => issueInvoice({ invoice, customer, at, issued_by: 'schedule' }),
  edit: (invoice: Invoice) => updateInvoice({ invoice, customer, at, request: { net_terms: 30 } }),
  mark_paid: (invoice: Invoice) =>
    markInvoicePaid({ invoice, customer, at, request: { payment_received_date: '2026-02-03' } }),
  pay: (invoice: Invoice) => recordPayment({ invoice, customer, at, request: { succeeded: true } }),
  sync: (invoice: Invoice) => recordSync({ invoice, customer, at, request: { succeeded: true } }),
  void: (invoice: Invoice) => voidInvoice({ invoice, customer, at }),
  credit: (invoice: Invoice) =>
    createCreditNote({
      invoice,
      customer,
      at,
      request: {
        reason: 'duplicate',
        line_items: [{ invoice_line_item_id: invoice.line_items[0]!.id, amount: '1.00' }],
      },
    }),
} as const;

// The table of §11.1: which state each action starts from.
const table = {
  issue: ['draft'],
  edit: ['draft'],
  mark_paid: ['issued', 'synced'],
  pay: ['issued'],
  sync: ['issued'],
  void: ['issued'],
  credit: ['issued', 'paid', 'synced'],
} as const;

describe('the states of an invoice (§11.1)', () => {
  const states = ['draft', 'issued', 'paid', 'synced', 'void'] as const;
  const pairs = Object.keys(actions).flatMap((action) =>
    states.map((state) => [action as keyof typeof actions, state] as const),
  );

  it.each(pairs)('%s from %s', (action, state) => {
    const invoice = frozen(invoiceIn(state)) as Invoice;
    const act = () => actions[action](invoice);
    if ((table[action] as readonly string[]).includes(state)) expect(act().invoice.id).toBe(invoice.id);
    else expect(faultsOf(act)).toEqual(['invalid_transition invoice.status']);
  });
});

describe('issuing', () => {
  it('freezes what only a draft has', () => {
    const { invoice } = issue('60.00');
    expect(invoice).toMatchObject({
      status: 'issued',
      invoice_number: 'A-1',
      issued_at: '2026-02-03T05:00:00+00:00',
      eligible_to_issue_at: null,
      scheduled_issue_at: null,
      will_auto_issue: false,
      paid_at: null,
    });
  });

  it('pays with the balance and rolls the rest over', () => {
    const { invoice, customer: after, effects } = issue('60.00', { balance: '100.00' });
    expect([invoice.status, invoice.amount_due, after.balance]).toEqual(['paid', '0.00', '40.00']);
    expect(invoice.paid_at).toBe(invoice.issued_at);
    expect(invoice.customer_balance_transactions).toEqual([
      {
        id: 'balance_transaction:acme:applied_to_invoice:invoice%3Aacme%3Asubscription%3A20260201T050000Z%3A0',
        created_at: '2026-02-03T05:00:00+00:00',
        action: 'applied_to_invoice',
        type: 'decrement',
        amount: '60.00',
        starting_balance: '100.00',
        ending_balance: '40.00',
        description: null,
        invoice: { id: invoice.id },
        credit_note: null,
      },
    ]);
    expect(effects).toEqual([
      { kind: 'balance_transaction', customer_id: 'acme', transaction: invoice.customer_balance_transactions[0] },
    ]);
  });

  it('adds what is owed on the balance and resets it', () => {
    const { invoice, customer: after } = issue('60.00', { balance: '-10.00' });
    expect([invoice.amount_due, after.balance]).toEqual(['70.00', '0.00']);
    expect(invoice.customer_balance_transactions.map(({ type, amount }) => [type, amount])).toEqual([
      ['increment', '10.00'],
    ]);
  });

  it('turns a negative total into balance', () => {
    const { invoice, customer: after } = issue('-5.00', { balance: '2.00' });
    expect([invoice.status, invoice.amount_due, after.balance]).toEqual(['paid', '0.00', '7.00']);
  });

  it('leaves no transaction where the balance does not move', () => {
    expect(issue('60.00').invoice.customer_balance_transactions).toEqual([]);
    expect(issue('0.00', { balance: '3.00' }).effects).toEqual([]);
  });

  it('carries an amount below the threshold over, and collects one that reaches it', () => {
    const policies = { small_invoice_threshold: '0.50' };
    const small = issue('0.49', { policies });
    expect([small.invoice.status, small.invoice.amount_due, small.customer.balance]).toEqual(['paid', '0.00', '-0.49']);
    expect(small.invoice.customer_balance_transactions.map(({ action }) => action)).toEqual([
      'small_invoice_carryover',
    ]);
    expect(issue('0.50', { policies }).invoice.status).toBe('issued');
    // 1.00 − 0.60 from the balance leaves 0.40, which is then carried over.
    const both = issue('1.00', { policies, balance: '0.60' });
    expect(both.invoice.customer_balance_transactions.map(({ amount }) => amount)).toEqual(['0.60', '0.40']);
    expect(both.customer.balance).toBe('-0.40');
  });

  it('asks for payment where collection is automatic and something is due', () => {
    const invoice = draftOf('60.00', { auto_collection: true });
    const request = { invoice_id: invoice.id, customer_id: 'acme', amount: '60.00', currency: 'USD' };
    expect(issue('60.00', { invoice }).effects).toEqual([{ kind: 'payment_request', payment_request: request }]);
    expect(issue('60.00', { invoice, balance: '60.00' }).effects.map(({ kind }) => kind)).toEqual([
      'balance_transaction',
    ]);
  });

  // 2026-03-08 is when New York leaves standard time: midnight is 05:00Z before it and 04:00Z after it.
  it.each([
    ['on issue', {}, '2026-02-03T05:00:00+00:00'],
    ['after 30 days', { payment_terms: { net_terms: 30 } }, '2026-03-05T05:00:00+00:00'],
    ['after 45 days, across a change of the clock', { payment_terms: { net_terms: 45 } }, '2026-03-20T04:00:00+00:00'],
    ['on a date of its own', { payment_terms: { net_terms: 30, due_date: '2026-04-01' } }, '2026-04-01T04:00:00+00:00'],
    [
      'counted from the invoice date',
      { payment_terms: { net_terms: 30 }, policies: { due_date_from: 'invoice_date' as const } },
      '2026-03-03T05:00:00+00:00',
    ],
  ])('is due %s', (_, more, due) => {
    expect(issue('60.00', more).invoice.due_date).toBe(due);
  });

  it('waits for its time', () => {
    const fault = ['not_eligible_to_issue invoice.eligible_to_issue_at'];
    const invoice = { ...draftOf('60.00'), eligible_to_issue_at: '2026-02-03T17:00:00Z' };
    expect(faultsOf(() => issue('60.00', { invoice, at: '2026-02-03T16:59:59.999Z' }))).toEqual(fault);
    expect(issue('60.00', { invoice, at: '2026-02-03T17:00:00Z' }).invoice.status).toBe('issued');
  });

  it('is asked for by a person or left to the schedule, as the draft says', () => {
    const fault = ['not_eligible_to_issue invoice.will_auto_issue'];
    const manual = { ...draftOf('60.00'), will_auto_issue: false };
    expect(faultsOf(() => issue('60.00', { issued_by: 'request' }))).toEqual(fault);
    expect(faultsOf(() => issue('60.00', { invoice: manual, issued_by: 'schedule' }))).toEqual(fault);
    expect(issue('60.00', { invoice: manual, request: { synchronous: true } }).invoice.status).toBe('issued');
  });

  it.each([
    ['without a number', { invoice_number: undefined }, ['missing_field invoice_number']],
    ['for another customer', { customer: { ...customer, id: 'other' } }, ['customer_reference customer.id']],
    ['on a balance finer than a cent', { balance: '0.001' }, ['unrounded_amount customer.balance']],
    ['at no time', { at: 'soon' }, ['invalid_instant at']],
    ['on negative terms', { payment_terms: { net_terms: -1 } }, ['invalid_type payment_terms.net_terms']],
    [
      'in a virtual currency',
      { invoice: { ...draftOf('1.00'), currency: 'credits' } },
      ['unknown_currency invoice.currency'],
    ],
    ['as nothing', { invoice: null as never }, ['missing_field invoice']],
    ['with a misspelt key', { numbr: 1 } as never, ['invalid_type numbr']],
  ])('is refused %s', (_, more, faults) => {
    expect(faultsOf(() => issue('60.00', more))).toEqual(faults);
  });
});

describe('paying', () => {
  it('records each attempt and its dates', () => {
    const { invoice } = issue('60.00');
    const failed = recordPayment({
      invoice,
      customer,
      at: '2026-02-04T10:00:00Z',
      request: {
        succeeded: false,
        payment_provider: 'stripe',
        payment_provider_id: 'pi_1',
        next_attempt_at: '2026-02-06T10:00:00Z',
      },
    }).invoice;
    expect(failed).toMatchObject({
      status: 'issued',
      payment_started_at: '2026-02-04T10:00:00+00:00',
      payment_failed_at: '2026-02-04T10:00:00+00:00',
      paid_at: null,
      auto_collection: {
        num_attempts: 1,
        previously_attempted_at: '2026-02-04T10:00:00+00:00',
        next_attempt_at: '2026-02-06T10:00:00+00:00',
      },
    });
    const paid = recordPayment({
      invoice: failed,
      customer,
      at: '2026-02-06T10:00:00Z',
      request: { succeeded: true },
    }).invoice;
    expect(paid).toMatchObject({ status: 'paid', paid_at: '2026-02-06T10:00:00+00:00' });
    expect(paid.payment_failed_at).toBe('2026-02-04T10:00:00+00:00');
    expect(paid.payment_attempts.map(({ id }) => id)).toEqual([
      'payment_attempt:invoice%3Aacme%3Asubscription%3A20260201T050000Z%3A0:0',
      'payment_attempt:invoice%3Aacme%3Asubscription%3A20260201T050000Z%3A0:1',
    ]);
  });

  it('gives what was paid beyond the amount due to the balance, and takes no part payment', () => {
    const { invoice } = issue('60.00');
    const pay = (amount: string) => recordPayment({ invoice, customer, at, request: { succeeded: true, amount } });
    expect(pay('65.00').customer.balance).toBe('5.00');
    expect(pay('65.00').invoice.customer_balance_transactions.at(-1)?.action).toBe('overpayment_refund');
    expect(faultsOf(() => pay('59.99'))).toEqual(['invalid_amount request.amount']);
    expect(faultsOf(() => pay('-1.00'))).toEqual(['invalid_amount request.amount']);
    expect(faultsOf(() => pay('60.001'))).toEqual(['unrounded_amount request.amount']);
  });

  it('outside counts from the local midnight of the day of receipt', () => {
    const input = { invoice: issue('60.00').invoice, customer, at };
    const mark = (payment_received_date: string) => markInvoicePaid({ ...input, request: { payment_received_date } });
    expect(mark('2026-03-20').invoice.paid_at).toBe('2026-03-20T04:00:00+00:00');
    expect(faultsOf(() => mark('2026-02-30'))).toEqual(['invalid_date request.payment_received_date']);
  });

  it('keeps the time of a failed synchronisation', () => {
    const { invoice } = issue('60.00');
    const failed = recordSync({ invoice, customer, at, request: { succeeded: false } }).invoice;
    expect([failed.status, failed.sync_failed_at]).toEqual(['issued', '2026-02-03T05:00:00+00:00']);
  });
});

describe('updating', () => {
  const invoice = draftOf('60.00');

  it('changes labels in any state', () => {
    const labelled = { ...issue('60.00').invoice, metadata: { a: '1', b: '2' } };
    const label = (metadata: Record<string, string | null> | null) =>
      updateInvoice({ invoice: labelled, customer, at, request: { metadata } }).invoice.metadata;
    expect(label({ b: null, c: '3' })).toEqual({ a: '1', c: '3' });
    expect(label(null)).toEqual({});
    const hostile = label(JSON.parse('{"__proto__":"x"}') as Record<string, string>);
    expect(Object.keys(hostile)).toEqual(['a', 'b', '__proto__']);
    expect(faultsOf(() => label({ a: 1 } as never))).toEqual(['invalid_type request.metadata']);
  });

  it('keeps the terms of a draft beside it', () => {
    const update = (request: object, payment_terms = { net_terms: 7 }) =>
      updateInvoice({ invoice, customer, at, request, payment_terms }).payment_terms;
    expect(update({})).toEqual({ net_terms: 7, due_date: null });
    expect(update({ net_terms: 30 })).toEqual({ net_terms: 30, due_date: null });
    expect(update({ due_date: '2026-04-01' })).toEqual({ net_terms: 0, due_date: '2026-04-01T04:00:00+00:00' });
  });

  it('moves the date of a one-off invoice only', () => {
    const move = (invoice_source: 'one_off' | 'subscription') =>
      updateInvoice({ invoice: { ...invoice, invoice_source }, customer, at, request: { invoice_date: '2026-02-10' } });
    expect(move('one_off').invoice.invoice_date).toBe('2026-02-10T05:00:00+00:00');
    expect(faultsOf(() => move('subscription'))).toEqual(['invoice_change_not_allowed request.invoice_date']);
  });

  it('turns collection on and off', () => {
    const update = (auto_collection: boolean) => updateInvoice({ invoice, customer, at, request: { auto_collection } });
    expect(update(true).invoice.auto_collection.enabled).toBe(true);
    expect(faultsOf(() => update('yes' as never))).toEqual(['invalid_type request.auto_collection']);
  });
});
