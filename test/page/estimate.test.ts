import fc from 'fast-check';
import { isBillingError, quote } from 'reckoner';
import { describe, expect, it } from 'vitest';
import { estimate, findBreakEven } from '../../page/estimate.js';
import { money, quantityText } from '../../page/money.js';
import { openOffer } from '../../page/offers.js';
import { bundledPlans } from '../../page/plans.js';
import { compareRequest, quoteRequest, spanFor } from '../../page/requests.js';
import { initialState, readHash, writeHash, type EstimatorState } from '../../page/state.js';
import { usageFields } from '../../page/usage-fields.js';

const texts = fc.string({ unit: 'binary', maxLength: 12 });
const states: fc.Arbitrary<EstimatorState> = fc.record({
  plan: texts,
  other: texts,
  own: texts,
  start: texts,
  periods: texts,
  shown: texts,
  coupon: texts,
  off: texts,
  months: texts,
  credits: texts,
  cost: texts,
  unit: texts,
  expires: texts,
  quantities: byKey(texts),
  rows: byKey(fc.array(fc.array(texts, { maxLength: 3 }), { maxLength: 3 })),
  growth: byKey(fc.record({ kind: texts, by: texts, factors: texts })),
  fixed: byKey(texts),
});

function byKey<T>(values: fc.Arbitrary<T>): fc.Arbitrary<ReadonlyMap<string, T>> {
  const keys = fc.oneof(texts, fc.constant('__proto__'));
  return fc.array(fc.tuple(keys, values), { maxLength: 4 }).map((pairs) => new Map(pairs));
}

function valueOf<T>(outcome: { readonly value: T } | { readonly error: Error } | null): T {
  if (outcome === null || 'error' in outcome) throw outcome?.error ?? new Error('nothing was asked');
  return outcome.value;
}

describe('the address of an estimate', () => {
  it('brings back every state, whatever was typed', () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(readHash(`#${writeHash(state)}`)).toEqual(state);
      }),
      { numRuns: 200 },
    );
  });

  it('begins anew where it holds nothing, and ignores what it does not know', () => {
    expect(readHash('')).toEqual(initialState);
    expect(readHash('#rows.a={oops&rows.b=[[1]]&grow.c=7').rows.size).toBe(0);
    expect(readHash('#plan=team&colour=red&use.calls=7')).toEqual({
      ...initialState,
      plan: 'team',
      quantities: new Map([['calls', '7']]),
    });
  });
});

describe('a form', () => {
  const state: EstimatorState = { ...initialState, periods: '3', quantities: new Map([['calls', '12000']]) };

  it('asks for a quote of the usage as it was typed, of the metrics of the plan alone', () => {
    expect(quoteRequest(state, openOffer('payg', state))).toEqual({
      customer: { id: 'visitor', currency: 'USD', timezone: 'UTC' },
      plan: bundledPlans[0],
      start_date: '2026-01-01',
      periods: 3,
      usage: { calls: { quantity: '12000' }, storage: { quantity: '1000' } },
    });
  });

  it('compares two plans over the usage of both, and asks where they cost the same', () => {
    const request = compareRequest(state, [openOffer('payg', state), openOffer('scale', state)]);
    expect(request.offers.map(({ id }) => id)).toEqual(['payg', 'scale']);
    expect(request.break_even).toEqual({ usage: 'calls', to: '100000' });
    expect(Object.keys(request.usage ?? {})).toEqual(['calls', 'storage']);
  });

  it('finds usage in wrapped prices and fetched metrics, once for each metric, and none in what is no plan', () => {
    const wrapped = { price: { name: 'Calls', billable_metric: { id: 'm' } } };
    const plan = { prices: [wrapped, { billable_metric_id: 'm', name: 'Again' }, { name: 'Fee' }, null, 3] };
    expect(usageFields(plan).map(({ key, label }) => [key, label])).toEqual([['m', 'Calls']]);
    for (const nothing of [null, 7, [], {}, { prices: 'x' }]) expect(usageFields(nothing)).toEqual([]);
  });

  it('reaches to a power of ten that holds the quantity', () => {
    const spans = ['0', '1000', '1000.5', '1001', '25000', '100000', '0000200', 'x', '-3', ''].map(spanFor);
    const expected = ['1000', '1000', '10000', '10000', '100000', '100000', '1000', '1000', '1000', '1000'];
    expect(spans).toEqual(expected);
  });
});

describe('an estimate', () => {
  it('is what the plans come to', () => {
    // Calls: 10,000 × 0.010 + 15,000 × 0.007 = 205; storage: 200 × 0.12 = 24.
    const { quote: quoted, comparison, question, curve } = estimate(initialState);
    expect(valueOf(quoted).totals.recognized).toBe('229.00');
    // Team: 49 + 3 × 9 + 15,000 × 0.004 + 2 × 8 = 152.
    expect(valueOf(comparison).total.amounts.map(({ amount }) => amount)).toEqual(['229.00', '152.00']);
    // Up to 10,000 calls: 24 + 0.01 q = 49 + 27 + 16, where q = 6,800.
    expect(valueOf(findBreakEven(question!)).break_even?.points.map(({ quantity }) => quantity)).toEqual(['6800']);
    expect(valueOf(curve).curve.segments.map(({ to }) => to)).toEqual(['10000', '50000', '100000']);
  });

  it.each(bundledPlans.map(({ id }) => id))('of the bundled plan %s is one', (plan) => {
    const other = plan === 'team' ? 'scale' : 'team';
    const { quote: quoted, comparison, curve } = estimate({ ...initialState, plan, other });
    expect(valueOf(quoted).invoices.length).toBeGreaterThan(0);
    const items = new Set(['calls', 'fee', 'seats', 'storage', ...(plan === 'cloud' ? ['compute', 'payments'] : [])]);
    expect(new Set(valueOf(comparison).items.map(({ item_id }) => item_id))).toEqual(items);
    expect(valueOf(curve).picture).toContain('<svg');
  });

  it('is refused in the words of the library', () => {
    const price = { id: 'x', name: 'X', model_type: 'unit', unit_config: { unit_amount: '1e5' } } as const;
    const { quote: quoted, comparison } = estimate({
      ...initialState,
      plan: 'own',
      own: JSON.stringify({ prices: [price] }),
    });
    const refusal = refusalOf(() =>
      quote({
        customer: { id: 'a', currency: 'USD' },
        plan: { prices: [price] },
        start_date: '2026-01-01',
        periods: 1,
      }),
    );
    expect('error' in quoted && quoted.error.message).toBe(refusal);
    expect(comparison && 'error' in comparison && comparison.error.code).toBe('invalid_decimal');
  });

  it.each([
    ['{oops', 'invalid_type'],
    ['null', 'missing_field'],
    ['{"prices":[null]}', 'missing_field'],
  ])('of %s is a typed refusal', (own, code) => {
    const { quote: quoted } = estimate({ ...initialState, plan: 'own', own });
    expect('error' in quoted && isBillingError(quoted.error) && quoted.error.code).toBe(code);
  });

  it.each(['', 'x', '-1', '1.5', '1e9'])('of %j periods is a typed refusal', (periods) => {
    const { quote: quoted } = estimate({ ...initialState, periods });
    expect('error' in quoted && quoted.error.issues[0]?.path).toBe('periods');
  });
});

describe('amounts', () => {
  it('keep every digit', () => {
    expect(money('1234567.50', 'USD')).toBe('$1,234,567.50');
    expect(money('-12345678901234567890.01', 'EUR')).toBe('−12,345,678,901,234,567,890.01 EUR');
    expect(quantityText('1000.12345')).toBe('1,000.12345');
  });
});

function refusalOf(ask: () => unknown): string {
  try {
    ask();
  } catch (error) {
    if (isBillingError(error)) return error.message;
    throw error;
  }
  throw new Error('was not refused');
}
