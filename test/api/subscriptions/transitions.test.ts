import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { faultsOf } from '../../support/refusal.js';
import {
  adjustmentsOf,
  apply,
  begin,
  beginning,
  consequencesOf,
  inputAfter,
  operations,
  pricesOf,
  type Asked,
} from './operations.js';

type Start = { readonly request: object; readonly at: string };
type Case = {
  readonly name: string;
  readonly why: string;
  readonly start: Start;
  readonly steps: readonly Asked[];
  readonly prices?: Readonly<Record<string, readonly string[]>>;
  readonly adjustments?: Readonly<Record<string, readonly string[]>>;
  readonly shows?: object;
  readonly effects?: object;
  readonly consequences?: readonly object[];
};
type Refusal = {
  readonly name: string;
  readonly start: Start;
  readonly steps: readonly Asked[];
  readonly faults: readonly string[];
};

const cases = JSON.parse(
  readFileSync(new URL('../../cases/subscriptions/transitions.json', import.meta.url), 'utf8'),
) as {
  readonly creations: readonly {
    readonly name: string;
    readonly start: Start;
    readonly consequences: readonly object[];
  }[];
  readonly transitions: readonly Case[];
  readonly refusals: readonly Refusal[];
};

describe('what creating a subscription means for invoices', () => {
  it.each(cases.creations)('$name', ({ start, consequences }) => {
    expect(consequencesOf(beginning(start.request, start.at))).toEqual(consequences);
  });
});

describe('operations on a subscription', () => {
  it.each(cases.transitions)('$name: $why', (one) => {
    const steps = [...one.steps];
    const last = steps.pop() as Asked;
    const state = steps.reduce(apply, begin(one.start.request, one.start.at));
    const after = apply(state, last);
    if (one.prices !== undefined) expect(pricesOf(after)).toEqual(one.prices);
    if (one.adjustments !== undefined) expect(adjustmentsOf(after)).toEqual(one.adjustments);
    expect(after.subscription).toMatchObject(one.shows ?? {});
    // What a step means for invoices is held to its amounts in subscription-billing.test.ts.
    const own = after.effects.filter(({ kind }) => kind === 'customer' || kind === 'coupon');
    expect(own).toMatchObject(one.effects ?? []);
    if (one.consequences !== undefined) {
      expect(consequencesOf(operations[last.operation](inputAfter(state, last)))).toEqual(one.consequences);
    }
  });

  it("number what two requests of one instant add one behind the other, so that no id is another price's too", () => {
    const at = '2026-02-11';
    const price = (unit_amount: string) => ({ name: 'Own', model_type: 'unit', unit_config: { unit_amount } });
    const adjustment = { adjustment_type: 'percentage_discount', percentage_discount: 0.5, applies_to_all: true };
    const adding = (...amounts: readonly string[]): Asked => ({
      operation: 'editPriceIntervals',
      at,
      request: {
        add: amounts.map((amount) => ({ start_date: at, price: price(amount) })),
        add_adjustments: [{ start_date: at, adjustment }],
      },
    });
    const after = [adding('1.00', '2.00'), adding('3.00')].reduce(apply, begin({ plan_id: 'team' }, '2026-02-01'));
    const own = after.subscription.price_intervals.filter(({ price: { name } }) => name === 'Own');
    expect(new Set(own.map((one) => one.price.id)).size).toBe(3);
    expect(own.map((one) => one.price.id.at(-1))).toEqual(['1', '2', '3']);
    expect(after.subscription.adjustment_intervals.slice(-2).map((one) => one.adjustment.id.at(-1))).toEqual([
      '1',
      '2',
    ]);
  });

  it.each(cases.refusals)('refuse $name', ({ start, steps, faults }) => {
    const before = [...steps];
    const last = before.pop() as Asked;
    const state = before.reduce(apply, begin(start.request, start.at));
    expect(faultsOf(() => apply(state, last))).toEqual(faults);
  });
});
