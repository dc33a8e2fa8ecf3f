import { describe, expect, it } from 'vitest';
import {
  auditInvoice,
  cancelSubscription,
  createSubscription,
  draftInvoice,
  explain,
  unscheduleCancellation,
  updateFixedFeeQuantity,
} from '../../../src/index.js';
import type { Policies } from '../../../src/wire/index.js';
import cases from '../../cases/subscriptions/instalments.json' with { type: 'json' };
import { expectToAddUp } from '../../support/explanation-law.js';
import { frozen } from '../../support/frozen.js';
import { print, rational, sum } from '../../support/rational.js';
import { store, type Step, type Stored } from '../../support/stored-books.js';
import { seats } from '../../support/subscribed.js';

const customer = { id: 'acme', currency: 'USD', timezone: 'UTC' } as const;

/** Seats at 1200.00 a year, invoiced month by month in advance. */
function plansOf(quantity: number) {
  const invoicing_cycle_configuration = { duration: 1, duration_unit: 'month' };
  const prices = [seats('1200.00', quantity, { cadence: 'annual', invoicing_cycle_configuration })];
  return [{ id: 'pro', name: 'Pro', currency: 'USD', prices }];
}

const operations = {
  quantity: updateFixedFeeQuantity,
  cancel: cancelSubscription,
  uncancel: unscheduleCancellation,
};

type Case = {
  readonly name: string;
  readonly arithmetic: string;
  readonly quantity: number;
  readonly policies?: Partial<Policies>;
  readonly steps: readonly {
    readonly operation: keyof typeof operations;
    readonly at: string;
    readonly request: object;
    readonly told: readonly (readonly string[])[];
  }[];
  /** What the invoice of a date comes to. */
  readonly billed: Readonly<Record<string, string>>;
  /** What the year costs: all that was invoiced less all that was credited. */
  readonly net: string;
};

const months = Array.from({ length: 12 }, (_, month) => `2026-${String(month + 1).padStart(2, '0')}-01`);

function told({ effects }: Step): readonly (readonly string[])[] {
  return effects.flatMap((effect) => {
    if ('invoice' in effect) return [[effect.kind, effect.invoice.total]];
    return 'credit_note' in effect ? [[effect.kind, effect.credit_note.total]] : [];
  });
}

function invoiced({ subscription, schedule, invoices, ...given }: Stored, date: string, policies: Partial<Policies>) {
  const earlier = { subscription, schedule, earlier_invoices: invoices, policies };
  const drafted = draftInvoice({ ...frozen({ ...given, ...earlier }), invoice_date: date, at: date });
  expectToAddUp(explain(drafted));
  return {
    subscription,
    schedule,
    effects: [{ kind: 'invoice_created', invoice: drafted.invoice }],
  } as unknown as Step;
}

function netOf({ invoices, credit_notes }: Stored): string {
  const credited = credit_notes.filter(({ voided_at }) => voided_at === null).map(({ total }) => `-${total}`);
  return print(sum([...invoices.map(({ total }) => total), ...credited].map((amount) => rational(amount))));
}

describe('another quantity of a fee in instalments', () => {
  it.each(cases as readonly Case[])('$name: $arithmetic', ({ quantity, policies = {}, steps, billed, net }) => {
    const plans = plansOf(quantity);
    const [begin, ...later] = months as [string, ...string[]];
    const request = { customer_id: 'acme', plan_id: 'pro', start_date: begin };
    const created = createSubscription(frozen({ customer, plans, request, at: begin, id: 'sub', policies }));
    let stored = store({ customer, invoices: [], credit_notes: [] }, created, begin, 'paid');
    const found: Record<string, string> = {};
    const pending = [...steps];
    for (const date of [...later, '2027-01-01']) {
      while (pending[0] && pending[0].at < date) {
        const { operation, at, request: asked, told: expected } = pending.shift()!;
        const step = operations[operation]({ ...frozen(stored), plans, at, policies, request: asked as never });
        expect(told(step)).toEqual(expected);
        stored = store(stored, step, at, 'paid');
      }
      const { end_date } = stored.subscription;
      if (date === '2027-01-01' || (end_date !== null && end_date.slice(0, 10) <= date)) break;
      const step = invoiced(stored, date, policies);
      found[date] = told(step)[0]![1]!;
      stored = store(stored, step, date, 'paid');
    }
    expect(found).toMatchObject(billed);
    expect(netOf(stored)).toBe(print(rational(net)));
    expect(auditInvoice({ invoices: stored.invoices })).toEqual([]);
  });
});
