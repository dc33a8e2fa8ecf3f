import { describe, expect, it } from 'vitest';
import {
  auditInvoice,
  cancelSubscription,
  createSubscription,
  schedulePlanChange,
  unscheduleCancellation,
  unscheduleFixedFeeQuantityUpdates,
  updateFixedFeeQuantity,
} from '../../../src/api/index.js';
import type { Policies } from '../../../src/wire/index.js';
import cases from '../../cases/subscriptions/quantities.json' with { type: 'json' };
import { frozen } from '../../support/frozen.js';
import { faultsOf } from '../../support/refusal.js';
import { print, rational, sum } from '../../support/rational.js';
import { store, type Step, type Stored } from '../../support/stored-books.js';
import { seats } from '../../support/subscribed.js';

const customer = { id: 'acme', currency: 'USD', timezone: 'UTC' } as const;
const plans = [
  { id: 'pro', name: 'Pro', currency: 'USD', prices: [seats('31.00', 5)] },
  { id: 'flat', name: 'Flat', currency: 'USD', prices: [{ ...seats('60.00', 1), id: 'fee', name: 'Fee' }] },
];

type Given = Stored & { readonly plans: typeof plans; readonly at: string; readonly request: never };

type Carry = (given: Given & { readonly policies: Partial<Policies> }) => Step;

const operations = {
  quantity: updateFixedFeeQuantity,
  unschedule: unscheduleFixedFeeQuantityUpdates,
  cancel: cancelSubscription,
  uncancel: unscheduleCancellation,
  plan: schedulePlanChange,
} satisfies Record<string, Carry>;

type Case = {
  readonly name: string;
  readonly arithmetic: string;
  readonly policies?: Partial<Policies>;
  readonly steps: readonly {
    readonly operation: keyof typeof operations;
    readonly at: string;
    readonly request: object;
    readonly told: readonly (readonly string[])[];
  }[];
  /** What the seats cost in the end: all that was invoiced of them less all that was credited. */
  readonly net: string;
};

/** Five seats at 31.00 for March 2026, billed in advance and paid; `more` is said of their price. */
function begin(more: object = {}): Stored {
  const at = '2026-03-01';
  const request = { customer_id: 'acme', plan_id: 'pro', start_date: at };
  const pro = { ...plans[0]!, prices: [seats('31.00', 5, more)] };
  const step = createSubscription(frozen({ customer, plans: [pro], request, at, id: 'sub' }));
  return store({ customer, invoices: [], credit_notes: [] }, step, at, 'paid');
}

/** Kind and amount of each effect on an invoice or by a note, oldest first. */
function told({ effects }: Step): readonly (readonly string[])[] {
  return effects.flatMap((effect) => {
    if ('invoice' in effect) return [[effect.kind, effect.invoice.total]];
    if ('credit_note' in effect) return [[effect.kind, effect.credit_note.total]];
    return effect.kind === 'invoice_deleted' ? [[effect.kind]] : [];
  });
}

function netOf({ invoices, credit_notes }: Stored, name: string): string {
  const billed = invoices
    .filter(({ status }) => status !== 'void')
    .flatMap(({ line_items }) => line_items.filter((line) => line.name === name).map(({ amount }) => amount));
  const credited = credit_notes
    .filter(({ voided_at }) => voided_at === null)
    .flatMap(({ line_items }) => line_items.filter((line) => line.name === name).map(({ amount }) => `-${amount}`));
  return print(sum([...billed, ...credited].map((amount) => rational(amount))));
}

describe('another quantity of a fee in advance', () => {
  it.each(cases as readonly Case[])('$name: $arithmetic', ({ steps, net, policies = {} }) => {
    let stored = begin();
    for (const { operation, at, request, told: expected } of steps) {
      const carry: Carry = operations[operation];
      const step = carry({ ...frozen(stored), plans, at, policies, request: request as never });
      expect(told(step)).toEqual(expected);
      stored = store(stored, step, at, 'paid');
    }
    expect(netOf(stored, 'Seats')).toBe(print(rational(net)));
    expect(auditInvoice({ invoices: stored.invoices })).toEqual([]);
  });
});

describe('what a quantity that is settled comes to', () => {
  const change = (stored: Stored, at: string, request: object) =>
    updateFixedFeeQuantity({ ...frozen(stored), plans, at, request: { price_id: 'seats', ...request } as never });

  // 31 credits at 0.50: 15.50 a seat. 8 from the 11th: 3 × 21 credits = 31.50; 2 from the 16th: 6 × 16 credits = 48.00 back,
  // half of it on each line.
  it('is money where the price is in a pricing unit', () => {
    const first = begin({ currency: 'credits', conversion_rate: 0.5 });
    const more = change(first, '2026-03-11', { quantity: 8 });
    expect(told(more)).toEqual([['invoice_created', '31.50']]);
    const second = store(first, more, '2026-03-11', 'paid');
    expect(told(change(second, '2026-03-16', { quantity: 2 }))).toEqual([
      ['credit_note_created', '24.00'],
      ['credit_note_created', '24.00'],
    ]);
  });

  // 155 credits at 0.257 are 39.835, billed as 39.84. For 23 of 31 days three seats are 69 credits: 17.733, there as back.
  it('is rounded once where the price is in a pricing unit, so that the change back nets to nothing (L45)', () => {
    const first = begin({ currency: 'credits', conversion_rate: 0.257 });
    const fewer = change(first, '2026-03-09', { quantity: 2 });
    expect(told(fewer)).toEqual([['credit_note_created', '17.73']]);
    const second = store(first, fewer, '2026-03-09', 'paid');
    expect(told(change(second, '2026-03-09', { quantity: 5 }))).toEqual([['invoice_created', '17.73']]);
  });

  it('is nothing where a pricing unit costs nothing, and an audit misses nothing that was given back', () => {
    const first = begin({ currency: 'credits', conversion_rate: 0 });
    const second = store(first, change(first, '2026-03-09', { quantity: 0 }), '2026-03-09', 'paid');
    const back = change(second, '2026-03-09', { quantity: 5 });
    expect(told(back)).toEqual([['invoice_created', '0.00']]);
    expect(auditInvoice({ invoices: store(second, back, '2026-03-09', 'paid').invoices })).toEqual([]);
  });

  // 8 from the 22nd are on a draft: of 3 × 10 it becomes 1 × 10. Fewer than the five that were paid need a note.
  it('changes no invoice as long as no more is taken back than a draft was to bill', () => {
    const first = begin();
    const ahead = change(first, '2026-03-05', { quantity: 8, effective_date: '2026-03-22' });
    const stored = store(first, ahead, '2026-03-05', 'paid');
    const not_allowed = { effective_date: '2026-03-22', allow_invoice_credit_or_void: false };
    expect(told(change(stored, '2026-03-06', { quantity: 6, ...not_allowed }))).toEqual([
      ['invoice_deleted'],
      ['invoice_created', '10.00'],
    ]);
    expect(faultsOf(() => change(stored, '2026-03-06', { quantity: 4, ...not_allowed }))).toEqual([
      'invoice_change_not_allowed request.allow_invoice_credit_or_void',
    ]);
  });
});
