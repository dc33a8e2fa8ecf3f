import { describe, expect, it } from 'vitest';
import {
  cancelSubscription,
  createSubscription,
  draftInvoice,
  editPriceIntervals,
  type AdjustmentInput,
} from '../../../src/index.js';
import cases from '../../cases/subscriptions/corrections.json' with { type: 'json' };
import { frozen } from '../../support/frozen.js';
import { store, type Step, type Stored } from '../../support/stored-books.js';
import { call, callMetric, calls, seats } from '../../support/subscribed.js';

const customer = { id: 'acme', currency: 'USD', timezone: 'UTC' } as const;

type Named = Readonly<Record<string, unknown>>;

type Case = {
  readonly name: string;
  readonly arithmetic: string;
  readonly prices: readonly { readonly id: string; readonly unit_amount: string }[];
  readonly plan_adjustments?: readonly AdjustmentInput[];
  readonly calls?: Readonly<Record<string, number>>;
  readonly steps: readonly {
    readonly at: string;
    readonly cancel?: boolean;
    /** Dates that are invoiced, and paid, before the step. */
    readonly invoiced?: readonly string[];
    /** Intervals are named by their price or adjustment. */
    readonly request: Readonly<Record<string, unknown>>;
    readonly told: readonly (readonly string[])[];
  }[];
};

function begin({ prices, plan_adjustments = [], calls: days = {} }: Case) {
  const plan = {
    id: 'pro',
    name: 'Pro',
    currency: 'USD',
    prices: prices.map(({ id, unit_amount }) =>
      id === 'calls' ? calls(unit_amount) : seats(unit_amount, 1, { id, name: id }),
    ),
    adjustments: plan_adjustments,
  };
  const events = Object.entries(days).flatMap(([day, count]) =>
    Array.from({ length: count }, (_, position) => call(`${day}T12:00:00Z`, { idempotency_key: `${day} ${position}` })),
  );
  const usage = { events, metrics: [callMetric] };
  const request = { customer_id: 'acme', plan_id: 'pro', start_date: '2026-01-01' };
  const created = createSubscription(frozen({ customer, plans: [plan], request, at: '2026-01-01', id: 'sub' }));
  const state = store({ customer, invoices: [], credit_notes: [] }, created, '2026-01-01', 'paid');
  return { state, usage };
}

/** Invoices a date, and pays. */
function invoice(state: Stored, usage: object, invoice_date: string): Stored {
  const { subscription, schedule, invoices, credit_notes } = state;
  const earlier = { earlier_invoices: invoices, ...(credit_notes.length > 0 && { credit_notes }) };
  const drafted = draftInvoice(
    frozen({ subscription, schedule, customer, invoice_date, ...earlier, ...usage }) as never,
  );
  const effects = [{ kind: 'invoice_created', invoice: drafted.invoice }];
  return store(state, { subscription, schedule, effects } as unknown as Step, invoice_date, 'paid');
}

/** The request with the ids of the intervals in the place of what they are of. */
function withIds(request: Named, { subscription }: Stored): Named {
  const { price_intervals, adjustment_intervals } = subscription;
  const edits = (key: string): readonly Named[] => (request[key] ?? []) as readonly Named[];
  return {
    ...request,
    ...(request['edit'] !== undefined && {
      edit: edits('edit').map(({ price, ...edit }) => ({
        ...edit,
        price_interval_id: price_intervals.find((own) => own.price.id === price)?.id,
      })),
    }),
    ...(request['edit_adjustments'] !== undefined && {
      edit_adjustments: edits('edit_adjustments').map(({ adjustment, ...edit }) => ({
        ...edit,
        adjustment_interval_id: adjustment_intervals.find((own) => own.adjustment.id === adjustment)?.id,
      })),
    }),
  };
}

function told({ effects }: Step): readonly (readonly string[])[] {
  return effects.flatMap((effect) => {
    if ('invoice' in effect) return [[effect.kind, effect.invoice.total]];
    return 'credit_note' in effect ? [[effect.kind, effect.credit_note.total]] : [];
  });
}

describe('corrections upon corrections (§9.2)', () => {
  it.each(cases as unknown as readonly Case[])('$name: $arithmetic', (given) => {
    const { state: first, usage } = begin(given);
    let state = first;
    for (const { at, cancel = false, invoiced = [], request, told: expected } of given.steps) {
      for (const date of invoiced) state = invoice(state, usage, date);
      const take = (cancel ? cancelSubscription : editPriceIntervals) as (input: object) => Step;
      const step = take(frozen({ ...state, ...usage, at, request: withIds(request, state) }));
      expect(told(step)).toEqual(expected);
      state = store(state, step, at, 'paid');
    }
  });
});
