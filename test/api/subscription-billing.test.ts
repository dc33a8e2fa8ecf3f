import { describe, expect, it } from 'vitest';
import {
  auditInvoice,
  cancelSubscription,
  createSubscription,
  schedulePlanChange,
  unscheduleCancellation,
  updateFixedFeeQuantity,
} from '../../src/index.js';
import { frozen } from '../support/frozen.js';
import { store, type Step, type Stored } from '../support/stored-books.js';
import { call, callMetric, calls, newYorker, seats } from '../support/subscribed.js';

const plans = [
  { id: 'pro', name: 'Pro', currency: 'USD', prices: [seats('60.00', 1)] },
  { id: 'max', name: 'Max', currency: 'USD', prices: [{ ...seats('210.00', 1), id: 'max-seats' }] },
  { id: 'mini', name: 'Mini', currency: 'USD', prices: [{ ...seats('25.00', 1), id: 'mini-seats' }] },
  { id: 'team', name: 'Team', currency: 'USD', prices: [seats('12.00', 5)] },
  { id: 'metered', name: 'Metered', currency: 'USD', prices: [seats('31.00', 1), calls('1.00')] },
];

type Beginning = { readonly at?: string; readonly paid?: 'paid' | 'issued'; readonly [key: string]: unknown };

function start(plan_id: string, start_date: string, given: Beginning = {}): Stored {
  const { at = start_date, paid = 'paid', ...more } = given;
  const request = { customer_id: 'acme', plan_id, start_date };
  const step = createSubscription(frozen({ customer: newYorker, plans, request, at, id: 'sub', ...more }));
  return store({ customer: newYorker, invoices: [], credit_notes: [] }, step, at, paid);
}

/** Kind and amount of each effect, oldest first. */
function told({ effects }: Step): unknown {
  return effects.map((effect) => {
    if ('invoice' in effect) return [effect.kind, effect.invoice.total];
    if ('credit_note' in effect) return [effect.kind, effect.credit_note.total];
    return effect.kind === 'balance_transaction'
      ? [effect.kind, effect.transaction.action, effect.transaction.amount]
      : effect.kind;
  });
}

describe('creating a subscription bills', () => {
  it('its first advance at once', () => {
    const { invoices } = start('team', '2026-01-15');
    // 5 × 12.00 × 17 / 31 = 32.903…
    expect(invoices.map(({ total, status }) => [total, status])).toEqual([['32.90', 'paid']]);
  });

  it('all invoices of the past where it is backdated, each with its own date', () => {
    const { invoices } = start('team', '2026-01-15', { at: '2026-03-10' });
    expect(invoices.map(({ invoice_date, total }) => [invoice_date.slice(0, 10), total])).toEqual([
      ['2026-01-15', '32.90'],
      ['2026-02-01', '60.00'],
      ['2026-03-01', '60.00'],
    ]);
    expect(auditInvoice({ invoices })).toEqual([]);
  });

  it('usage of the past if the events are there', () => {
    const events = [call('2026-01-20T12:00:00Z'), call('2026-02-10T12:00:00Z')];
    const { invoices } = start('metered', '2026-01-01', { at: '2026-03-01', events, metrics: [callMetric] });
    expect(invoices.map(({ total }) => total)).toEqual(['31.00', '32.00', '32.00']);
    const without = start('metered', '2026-01-01', { at: '2026-03-01' });
    expect(without.invoices.map(({ total }) => total)).toEqual(['31.00', '31.00', '31.00']);
  });

  it('nothing yet where it starts later', () => {
    expect(start('team', '2026-02-01', { at: '2026-01-15' }).invoices).toEqual([]);
  });
});

describe('cancelling', () => {
  const cancel = (state: Stored, at: string, request: object) =>
    cancelSubscription(frozen({ ...state, at, request }) as never) as Step;

  // February: 60.00, cancelled on the 15th with 14 of 28 days left.
  it('at once refunds what was billed in advance and is not used', () => {
    const state = start('team', '2026-02-01');
    const step = cancel(state, '2026-02-15', { cancel_option: 'immediate' });
    expect(told(step)).toEqual([
      ['credit_note_created', '30.00'],
      ['balance_transaction', 'prorated_refund', '30.00'],
    ]);
    const [note] = store(state, step, '2026-02-15', 'paid').credit_notes;
    expect(note).toMatchObject({ type: 'refund', reason: 'Order change' });
    expect(note!.line_items[0]!.start_time_inclusive).toBe('2026-02-15T05:00:00+00:00');
  });

  it('lowers an invoice that is not paid yet', () => {
    const state = start('team', '2026-02-01', { paid: 'issued' });
    const step = cancel(state, '2026-02-15', { cancel_option: 'immediate' });
    expect(told(step)).toEqual([['credit_note_created', '30.00']]);
  });

  it('at the end of the term changes no document', () => {
    const state = start('team', '2026-02-01');
    expect(told(cancel(state, '2026-02-15', { cancel_option: 'end_of_subscription_term' }))).toEqual([]);
  });

  it('is undone with its refund (L44)', () => {
    const state = start('team', '2026-02-01');
    const request = { cancel_option: 'requested_date', cancellation_date: '2026-02-20' };
    const cancelled = cancel(state, '2026-02-10', request);
    // 9 of 28 days: 60.00 × 9 / 28 = 19.285…
    expect(told(cancelled)).toEqual([
      ['credit_note_created', '19.29'],
      ['balance_transaction', 'prorated_refund', '19.29'],
    ]);
    const after = store(state, cancelled, '2026-02-10', 'paid');
    const undone = unscheduleCancellation(frozen({ ...after, at: '2026-02-12', request: {} }) as never) as Step;
    expect(told(undone)).toEqual([
      ['credit_note_voided', '19.29'],
      ['balance_transaction', 'revert_prorated_refund', '19.29'],
    ]);
  });

  it('in the past voids what was issued since and makes it anew where anything is left', () => {
    const state = start('team', '2026-01-01', { at: '2026-03-10', paid: 'issued' });
    const request = { cancel_option: 'requested_date', cancellation_date: '2026-02-15' };
    const step = cancel(state, '2026-03-10', request);
    // February is refunded from the 15th (14 of 28 days), March was issued and is void.
    expect(told(step)).toEqual([
      ['invoice_voided', '60.00'],
      ['credit_note_created', '30.00'],
    ]);
  });

  it('in the past bills anew what was used until then, as if the later date had never been invoiced', () => {
    const used = { events: ['10', '15', '23'].map((day) => call(`2026-01-${day}T12:00:00Z`)), metrics: [callMetric] };
    const { subscription, schedule } = start('metered', '2026-01-01', { ...used, at: '2026-01-01' });
    const state = { subscription, schedule, customer: newYorker, invoices: [], credit_notes: [], ...used };
    const ended = cancel(state, '2026-01-25T17:00:00Z', { cancel_option: 'immediate' });
    expect(told(ended)).toEqual([['invoice_created', '3.00']]);
    const { invoices } = store(state, ended, '2026-01-25', 'issued');
    // The subscription as it was before: its end is asked for again, for a date that leaves out one of three calls.
    const request = { cancel_option: 'requested_date', cancellation_date: '2026-01-21' };
    expect(told(cancel({ ...state, invoices }, '2026-01-27', request))).toEqual([
      ['invoice_voided', '3.00'],
      ['invoice_created', '2.00'],
    ]);
  });
});

describe('changing a plan', () => {
  const change = (state: Stored, at: string, plan_id: string) =>
    schedulePlanChange(
      frozen({
        ...state,
        plans,
        at,
        request: { plan_id, change_option: 'immediate', billing_cycle_alignment: 'unchanged' },
      }) as never,
    ) as Step;

  // §5: 60.00 from 1 March; on the 9th to 210.00: credit 60.00 × 23/31 = 44.52, charge 210.00 × 23/31 = 155.81;
  // on the 20th to 25.00: credit 155.81 × 12/23 = 81.29, charge 25.00 × 12/31 = 9.68.
  it('credits the unused part of the old advance and bills the new one, each time on what was billed', () => {
    const first = start('pro', '2026-03-01');
    const up = change(first, '2026-03-09', 'max');
    expect(told(up)).toEqual([
      ['credit_note_created', '44.52'],
      ['balance_transaction', 'prorated_refund', '44.52'],
      ['invoice_created', '155.81'],
    ]);
    const second = store(first, up, '2026-03-09', 'paid');
    const down = change(second, '2026-03-20', 'mini');
    expect(told(down)).toEqual([
      ['credit_note_created', '81.29'],
      ['balance_transaction', 'prorated_refund', '81.29'],
      ['invoice_created', '9.68'],
    ]);
    expect(auditInvoice({ invoices: store(second, down, '2026-03-20', 'paid').invoices })).toEqual([]);
  });

  it('back at the same instant nets to nothing (L45)', () => {
    const first = start('pro', '2026-03-01');
    const second = store(first, change(first, '2026-03-09', 'max'), '2026-03-09', 'paid');
    const back = store(second, change(second, '2026-03-09', 'pro'), '2026-03-09', 'paid');
    const billed = back.invoices.reduce((sum, { total }) => sum + Math.round(Number(total) * 100), 0);
    const credited = back.credit_notes.reduce((sum, { total }) => sum + Math.round(Number(total) * 100), 0);
    expect(billed - credited).toBe(6000);
  });
});

describe('changing a quantity', () => {
  const change = (state: Stored, at: string, quantity: number, more: object = {}) =>
    updateFixedFeeQuantity(
      frozen({ ...state, at, request: { price_id: 'seats', quantity }, ...more }) as never,
    ) as Step;

  // §5: seats at 12.00: 5 → 8 on 20 March (12/31) +13.94; 8 → 6 on the 25th (7/31) −5.42.
  it('in advance bills or refunds the difference for the rest of the period', () => {
    const first = start('team', '2026-03-01');
    const more = change(first, '2026-03-20', 8);
    expect(told(more)).toEqual([['invoice_created', '13.94']]);
    const second = store(first, more, '2026-03-20', 'paid');
    const fewer = change(second, '2026-03-25', 6);
    expect(told(fewer)).toEqual([
      ['credit_note_created', '5.42'],
      ['balance_transaction', 'prorated_refund', '5.42'],
    ]);
    // The newest advance gives first.
    const [note] = fewer.effects.flatMap((effect) => ('credit_note' in effect ? [effect.credit_note] : []));
    expect(note?.invoice_id).toBe(second.invoices.find(({ total }) => total === '13.94')?.id);
  });

  it('downwards gives nothing back where the account says so', () => {
    const first = start('team', '2026-03-01');
    expect(told(change(first, '2026-03-25', 3, { policies: { quantity_decrease: 'none' } }))).toEqual([]);
  });

  it('on a boundary leaves it to the next invoice', () => {
    const first = start('team', '2026-03-01');
    const request = { price_id: 'seats', quantity: 8, change_option: 'upcoming_invoice' };
    expect(told(updateFixedFeeQuantity(frozen({ ...first, at: '2026-03-20', request }) as never) as Step)).toEqual([]);
  });
});
