import { describe, expect, it } from 'vitest';
import {
  cancelSubscription,
  createSubscription,
  unscheduleCancellation,
  unscheduleFixedFeeQuantityUpdates,
  updateFixedFeeQuantity,
} from '../../../src/api/index.js';
import { frozen } from '../../support/frozen.js';
import { store, type Step, type Stored } from '../../support/stored-books.js';
import { seats } from '../../support/subscribed.js';

const customer = { id: 'acme', currency: 'USD', timezone: 'UTC' } as const;
const plans = [{ id: 'pro', name: 'Pro', currency: 'USD', prices: [seats('31.00', 5)] }];

type Own = Pick<Stored, 'subscription' | 'schedule'>;

type Carry = (given: Stored & { readonly plans: typeof plans; readonly at: string; readonly request: never }) => Step;

/** One customer with two subscriptions of five seats at 31.00 for March 2026, both paid: 155.00 each. */
function begin() {
  const own = new Map<string, Own>();
  let books: Omit<Stored, keyof Own> = { customer, invoices: [], credit_notes: [] };
  const keep = (id: string, step: Step, at: string) => {
    const { subscription, schedule, ...rest } = store(books, step, at, 'paid');
    own.set(id, { subscription, schedule });
    books = rest;
    return step.effects.flatMap((effect) =>
      'credit_note' in effect
        ? [[effect.kind, effect.credit_note.total, effect.credit_note.invoice_id.split(':')[1]]]
        : [],
    );
  };
  for (const id of ['first', 'second']) {
    const at = '2026-03-01';
    const request = { customer_id: 'acme', plan_id: 'pro', start_date: at };
    keep(id, createSubscription(frozen({ ...books, plans, request, at, id })), at);
  }
  return (id: string, carry: Carry, { at, ...request }: { readonly at: string; readonly [key: string]: unknown }) =>
    keep(id, carry({ ...frozen({ ...books, ...own.get(id)! }), plans, at, request: request as never }), at);
}

describe('two subscriptions of one plan', () => {
  // 5 × 31.00 × 11/31 = 55.00 from the 21st on, of the first alone.
  it('an end gives back, and its undoing takes back, what its own subscription paid', () => {
    const step = begin();
    const end = { at: '2026-03-11', cancel_option: 'requested_date', cancellation_date: '2026-03-21' };
    expect(step('first', cancelSubscription, end)).toEqual([['credit_note_created', '55.00', 'first']]);
    expect(step('second', cancelSubscription, end)).toEqual([['credit_note_created', '55.00', 'second']]);
    const undone = step('first', unscheduleCancellation, { at: '2026-03-12' });
    expect(undone).toEqual([['credit_note_voided', '55.00', 'first']]);
  });

  // 2 × 31.00 × 11/31 = 22.00 from the 21st on, of the first alone.
  it('fewer seats give back what their own subscription paid', () => {
    const step = begin();
    const fewer = { at: '2026-03-11', price_id: 'seats', quantity: 3, effective_date: '2026-03-21' };
    expect(step('first', updateFixedFeeQuantity, fewer)).toEqual([['credit_note_created', '22.00', 'first']]);
    expect(step('second', updateFixedFeeQuantity, fewer)).toEqual([['credit_note_created', '22.00', 'second']]);
    const undone = step('first', unscheduleFixedFeeQuantityUpdates, { at: '2026-03-12', price_id: 'seats' });
    expect(undone).toEqual([['credit_note_voided', '22.00', 'first']]);
  });
});
