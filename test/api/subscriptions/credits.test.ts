import { describe, expect, it } from 'vitest';
import {
  applyLedgerEntry,
  cancelSubscription,
  createLedger,
  createSubscription,
  draftInvoice,
  expireCredits,
  grantAllocations,
  issueCreditCharges,
  issueInvoice,
  schedulePlanChange,
  unscheduleCancellation,
  type CreditLedger,
  type PlanInput,
} from '../../../src/index.js';
import { frozen } from '../../support/frozen.js';
import { tableOf } from '../../support/ledger-scenario.js';
import { faultsOf } from '../../support/refusal.js';
import { call, callMetric, calls } from '../../support/subscribed.js';

const customer = { id: 'acme', currency: 'USD', timezone: 'UTC' };
const allocation_price = { amount: 100, currency: 'credits', cadence: 'monthly' } as const;
const plans = [
  { id: 'basic', name: 'Basic', currency: 'USD', prices: [{ allocation_price }] },
  { id: 'plus', name: 'Plus', currency: 'USD', prices: [calls('1.00')] },
] as unknown as readonly PlanInput[];
const stored = <T>(value: T): T => frozen(JSON.parse(JSON.stringify(value)) as T);
const periods = [
  { start_date: '2026-01-01', end_date: '2026-02-01' },
  { start_date: '2026-02-01', end_date: '2026-03-01' },
];

const start = createSubscription({
  customer,
  plans,
  request: { customer_id: 'acme', plan_id: 'basic', start_date: '2026-01-01' },
  at: '2026-01-01',
});
const [interval] = start.subscription.price_intervals;

/** 100 credits a month that roll over, and 7 that were given by hand. */
function held(id = interval!.id): CreditLedger {
  const given = applyLedgerEntry({
    ledger: createLedger({ customer_id: 'acme', currency: 'credits' }),
    entry: { entry_type: 'increment', block_id: 'own', amount: 7 },
    at: '2026-01-01',
  }).ledger;
  return granted(given, '2026-01-01', id);
}

function granted(ledger: CreditLedger, at: string, id = interval!.id): CreditLedger {
  return grantAllocations({ ledger: stored(ledger), allocations: [{ id, ...allocation_price }], periods, at }).ledger;
}

const on = (ledger: CreditLedger, more: object) =>
  stored({ subscription: start.subscription, schedule: start.schedule, customer, plans, ledgers: [ledger], ...more });
const rows = (ledgers: readonly CreditLedger[]) => tableOf(ledgers[0]!).slice(2);
const balanceAt = (ledgers: readonly CreditLedger[], at: string) =>
  expireCredits({ ledger: stored(ledgers[0]!), at }).ledger.balance;

describe('§8.6, §9.2 what an allocation granted ends', () => {
  it.each([
    ['under the id of its price interval', interval!.id],
    ['under the id of its price', interval!.price.id],
  ])('with its plan, %s, whereas credits given by hand stay', (_name, id) => {
    const at = '2026-01-20';
    const request = { change_option: 'immediate', plan_id: 'plus' } as const;
    const changed = schedulePlanChange(on(held(id), { request, at }) as never);
    // 7 + 100, and 100 of them lost.
    expect(rows(changed.ledgers)).toEqual([
      expect.stringMatching(/^2 2026-01-20 credit_block_expiry \S+ 100: 107 → 7$/),
    ]);
    const kinds = changed.effects.map(({ kind }) => kind);
    expect([kinds.includes('credit_block'), kinds.includes('ledger_entry')]).toEqual([true, true]);
  });

  it('of its own subscription, where another has credits of the same price', () => {
    const { subscription } = createSubscription({
      customer,
      plans,
      request: { customer_id: 'acme', plan_id: 'basic', start_date: '2026-01-01' },
      at: '2026-01-01',
      id: 'second',
    });
    const both = granted(
      granted(held(), '2026-01-01', subscription.price_intervals[0]!.id),
      '2026-01-01',
      interval!.price.id,
    );
    const request = { cancel_option: 'immediate' } as const;
    const cancelled = cancelSubscription(on(both, { request, at: '2026-01-20' }) as never);
    const ended = cancelled.ledgers[0]!.acts.flatMap((act) => (act.type === 'end' ? [act.allocation_id] : []));
    expect(ended).toEqual([interval!.id]);
    // 7 + 100 + 100 + 100, of which the first subscription's interval had 100.
    expect(balanceAt(cancelled.ledgers, '2026-01-20')).toBe('207');
  });

  it('of its own subscription, where both are granted under the id of their price and named with it', () => {
    const of = (subscription_id: string) => ({ id: interval!.price.id, subscription_id, ...allocation_price });
    const empty = createLedger({ customer_id: 'acme', currency: 'credits' });
    const allocations = [of(start.subscription.id), of('second')];
    const { ledger } = grantAllocations({ ledger: empty, allocations, periods, at: '2026-01-01' });
    const request = { cancel_option: 'immediate' } as const;
    const { ledgers } = cancelSubscription(on(ledger, { request, at: '2026-01-20' }) as never);
    // 100 of each; one loses its own.
    expect([ledger.balance, ledgers[0]!.balance]).toEqual(['200', '100']);
    const left = ledgers[0]!.blocks.map(({ granted_by, balance }) => [granted_by!.includes(':second:'), balance]);
    expect(new Map(left as [boolean, string][])).toEqual(
      new Map([
        [true, '100'],
        [false, '0'],
      ]),
    );
  });

  it('of its own subscription, also where it was granted under one of its ids first and then under the other', () => {
    const of = (subscription_id: string) => ({ id: interval!.price.id, subscription_id, ...allocation_price });
    const allocations = [of(start.subscription.id), of('second')];
    const first = grantAllocations({ ledger: stored(held()), allocations, periods, at: '2026-01-01' }).ledger;
    const request = { cancel_option: 'end_of_subscription_term' } as const;
    const cancelled = cancelSubscription(on(first, { request, at: '2026-01-20' }) as never);
    // 7 by hand and 100 under each of three ids, of which the second subscription's alone is not ended.
    expect(balanceAt(cancelled.ledgers, '2026-01-31')).toBe('307');
    expect(balanceAt(cancelled.ledgers, '2026-02-01')).toBe('107');
    const { subscription, schedule, ledgers } = cancelled;
    const back = unscheduleCancellation(
      on(ledgers[0]!, { subscription, schedule, request: {}, at: '2026-01-25' }) as never,
    );
    expect(back.ledgers[0]!.acts).toEqual([]);
  });

  it('at the end of a term to come, and not before; taken back in time it never was (L44)', () => {
    const request = { cancel_option: 'end_of_subscription_term' } as const;
    const cancelled = cancelSubscription(on(held(), { request, at: '2026-01-20' }) as never);
    expect(balanceAt(cancelled.ledgers, '2026-01-31')).toBe('107');
    expect(balanceAt(cancelled.ledgers, '2026-02-01')).toBe('7');
    const back = unscheduleCancellation(
      on(cancelled.ledgers[0]!, {
        subscription: cancelled.subscription,
        schedule: cancelled.schedule,
        request: {},
        at: '2026-01-25',
      }) as never,
    );
    expect(balanceAt(back.ledgers, '2026-02-01')).toBe('107');
    expect(back.ledgers[0]!.acts).toEqual([]);
    expect(granted(back.ledgers[0]!, '2026-02-01').balance).toBe('207');
  });

  it('once, when the end is moved', () => {
    const cancel = (ledger: CreditLedger, more: object) =>
      cancelSubscription(on(ledger, { at: '2026-01-20', ...more }) as never);
    const first = cancel(held(), { request: { cancel_option: 'requested_date', cancellation_date: '2026-02-20' } });
    const again = cancel(first.ledgers[0]!, {
      subscription: first.subscription,
      schedule: first.schedule,
      request: { cancel_option: 'requested_date', cancellation_date: '2026-02-10' },
    });
    expect(again.ledgers[0]!.acts.map(({ type, at }) => `${type} ${at.slice(0, 10)}`)).toEqual(['end 2026-02-10']);
    expect([balanceAt(again.ledgers, '2026-02-09'), balanceAt(again.ledgers, '2026-02-10')]).toEqual(['107', '7']);
  });

  it('in the past by replay: what was used of it since is found elsewhere', () => {
    const used = applyLedgerEntry({
      ledger: stored(held()),
      entry: { entry_type: 'decrement', amount: 30 },
      at: '2026-01-15',
    }).ledger;
    const request = { cancel_option: 'requested_date', cancellation_date: '2026-01-10' } as const;
    const cancelled = cancelSubscription(on(used, { request, at: '2026-01-20' }) as never);
    // 100 are lost on 01-10; of the 30 taken by hand on 01-15, 7 are given by the block and 23 by nothing.
    expect(rows(cancelled.ledgers).map((row) => row.replace(/block:\S+/, 'G'))).toEqual([
      '2 2026-01-10 credit_block_expiry G 100: 107 → 7',
      '3 2026-01-15 decrement own 7: 7 → 0',
      '4 2026-01-15 decrement deficit 23: 0 → -23',
    ]);
  });
});

describe('§9.2 arrears of a step are paid from ledgers', () => {
  const metered = createSubscription({
    customer,
    plans,
    request: { customer_id: 'acme', plan_id: 'plus', start_date: '2026-01-01' },
    at: '2026-01-01',
  });
  const events = Array.from({ length: 30 }, (_, index) => call(`2026-01-05T00:00:${String(index).padStart(2, '0')}Z`));
  const dollars = applyLedgerEntry({
    ledger: createLedger({ customer_id: 'acme', currency: 'USD' }),
    entry: { entry_type: 'increment', block_id: 'own', amount: '12.00' },
    at: '2026-01-01',
  }).ledger;
  const given = { customer, events, metrics: [callMetric] };
  const cancelled = (more: object) =>
    cancelSubscription(
      stored({
        subscription: metered.subscription,
        schedule: metered.schedule,
        ...given,
        plans,
        ledgers: [dollars],
        ...more,
      }) as never,
    );

  it('when it ends at once: 30 calls at 1.00, of which 12.00 are prepaid', () => {
    const { effects, ledgers } = cancelled({ request: { cancel_option: 'immediate' }, at: '2026-01-20' });
    const [invoice] = effects.flatMap((effect) => (effect.kind === 'invoice_created' ? [effect.invoice] : []));
    expect(invoice?.line_items.map(({ credits_applied, amount }) => [credits_applied, amount])).toEqual([
      ['12.00', '18.00'],
    ]);
    expect(ledgers.map(({ balance }) => balance)).toEqual(['0']);
  });

  it('and come back when an invoice that they paid is voided and made anew', () => {
    const drafted = draftInvoice(
      stored({
        subscription: metered.subscription,
        ...given,
        invoice_date: '2026-02-01',
        at: '2026-02-02',
        ledgers: [dollars],
      }) as never,
    );
    const issued = issueInvoice({
      invoice: drafted.invoice,
      customer,
      at: '2026-02-02',
      invoice_number: 'ACME-1',
    });
    const ledger = issueCreditCharges({
      ledger: drafted.ledgers[0]!,
      invoice_id: drafted.invoice.id,
      at: '2026-02-02',
    }).ledger;
    expect([issued.invoice.total, ledger.balance]).toEqual(['18.00', '0']);
    // The subscription turns out to have ended on 01-03, before any call was made: the invoice stands for nothing.
    const { effects, ledgers } = cancelled({
      request: { cancel_option: 'requested_date', cancellation_date: '2026-01-03' },
      at: '2026-02-03',
      ledgers: [ledger],
      invoices: [issued.invoice],
    });
    expect(effects.map(({ kind }) => kind)).toContain('invoice_voided');
    expect(ledgers[0]!.balance).toBe('12');
  });

  it('of the customer alone, one of each currency', () => {
    const other = { ...dollars, customer_id: 'other' };
    const request = { cancel_option: 'immediate' };
    expect(faultsOf(() => cancelled({ request, at: '2026-01-20', ledgers: [other] }))).toEqual([
      'customer_reference ledgers[0].customer_id',
    ]);
    expect(faultsOf(() => cancelled({ request, at: '2026-01-20', ledgers: [dollars, dollars] }))).toEqual([
      'invalid_reference ledgers[1].currency',
    ]);
  });
});
