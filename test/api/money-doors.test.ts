import {
  allocate,
  draftInvoice,
  roundAmount,
  type AllocateInput,
  type PoliciesInput,
  type RoundAmountInput,
} from 'reckoner';
import { describe, expect, it } from 'vitest';
import { quickestOf } from '../support/quickest.js';
import { refusal } from '../support/refusal.js';

const megabyte = '9'.repeat(1_000_000);
const ten = { amount: '10.00', currency: 'USD', weights: [1, 2] };

type Refused = readonly [name: string, code: string, path: string, input: unknown];

const allocations: readonly Refused[] = [
  ['nothing', 'missing_field', '', undefined],
  ['a list', 'invalid_type', '', [ten]],
  ['no amount', 'missing_field', 'amount', { ...ten, amount: undefined }],
  ['an amount of a megabyte', 'invalid_decimal', 'amount', { ...ten, amount: megabyte }],
  ['an amount beyond doubles', 'invalid_decimal', 'amount', { ...ten, amount: JSON.parse('1e400') }],
  ['an amount that is an object', 'invalid_type', 'amount', { ...ten, amount: {} }],
  ['an amount finer than a cent', 'unrounded_amount', 'amount', { ...ten, amount: '10.001' }],
  ['an amount finer than a yen', 'unrounded_amount', 'amount', { ...ten, currency: 'JPY', amount: '10.5' }],
  ['no currency', 'missing_field', 'currency', { ...ten, currency: null }],
  ['a currency in small letters', 'unknown_currency', 'currency', { ...ten, currency: 'usd' }],
  ['a virtual currency', 'unknown_currency', 'currency', { ...ten, currency: 'credits' }],
  ['a withdrawn currency', 'unknown_currency', 'currency', { ...ten, currency: 'DEM' }],
  ['a currency of a megabyte', 'unknown_currency', 'currency', { ...ten, currency: megabyte }],
  ['a currency __proto__', 'unknown_currency', 'currency', { ...ten, currency: '__proto__' }],
  ['a currency that is a number', 'invalid_type', 'currency', { ...ten, currency: 840 }],
  ['no weights', 'missing_field', 'weights', { ...ten, weights: undefined }],
  ['weights that are an object', 'invalid_type', 'weights', { ...ten, weights: { 0: 1 } }],
  ['weights with a hole', 'missing_field', 'weights[0]', { ...ten, weights: withHole() }],
  ['a weight that is NaN', 'invalid_decimal', 'weights[1]', { ...ten, weights: [1, Number.NaN] }],
  ['a negative weight', 'invalid_weights', 'weights[1]', { ...ten, weights: [1, '-0.1'] }],
  ['no weight for an amount', 'invalid_weights', 'weights', { ...ten, weights: [] }],
  ['no weight for a negative amount', 'invalid_weights', 'weights', { ...ten, amount: '-10.00', weights: [] }],
  ['a misspelt key', 'invalid_type', 'weight', { ...ten, weight: [1] }],
  ['an unknown policy', 'unknown_policy', 'policies.round', { ...ten, policies: { round: 'up' } }],
];

const roundings: readonly Refused[] = [
  ['nothing', 'missing_field', '', null],
  ['no amount', 'missing_field', 'amount', { currency: 'USD' }],
  ['no currency', 'missing_field', 'currency', { amount: '1' }],
  ['a virtual currency', 'unknown_currency', 'currency', { amount: '1', currency: 'credits' }],
  ['an unknown mode', 'invalid_type', 'mode', { amount: '1', currency: 'USD', mode: 'ceiling' }],
  [
    'a policy for a mode',
    'unknown_policy',
    'policies.rounding',
    { amount: '1', currency: 'USD', policies: { rounding: 'up' } },
  ],
];

describe.each([
  ['allocate', allocations, (input: unknown) => allocate(input as AllocateInput)],
  ['roundAmount', roundings, (input: unknown) => roundAmount(input as RoundAmountInput)],
] as const)('%s refuses, at once and with a code', (_door, refused, call) => {
  it.each(refused)('%s: %s', (_name, code, path, input) => {
    const error = refusal(() => call(input));
    expect({ code: error.code, path: error.issues[0]?.path }).toEqual({ code, path });
    expect(quickestOf(3, () => refusal(() => call(input)))).toBeLessThan(50);
  });
});

describe('what may be left out', () => {
  it('null is absent', () => {
    const nothing = { mode: null, policies: null } as object;
    expect(roundAmount({ amount: 2.345, currency: 'USD', ...nothing })).toBe('2.35');
  });

  it('numbers, texts and decimal objects are one', () => {
    const third = { toFixed: () => '1.5' };
    expect(allocate({ amount: 3, currency: 'USD', weights: [third, '1.5'] })).toEqual(['1.50', '1.50']);
  });
});

function withHole(): unknown[] {
  const list: unknown[] = [];
  list[1] = 1;
  return list;
}

describe('faulty policies', () => {
  const money = { amount: '1.00', currency: 'USD' };
  const faulty = [
    { minor_units: null },
    { minor_units: 7 },
    { rounding: 'up' },
    { rounding: null },
  ] as unknown as PoliciesInput[];
  const customer = { id: 'acme', currency: 'USD', balance: '0.005' };
  const period = { start_date: '2026-01-01', end_date: '2026-02-01' };

  it.each(faulty)('%j are refused as such, whichever function is given them', (policies) => {
    const calls = [
      () => roundAmount({ ...money, policies }),
      () => allocate({ ...money, weights: [1], policies }),
      () => draftInvoice({ customer, prices: [], period, policies }),
    ];
    for (const call of calls) expect(refusal(call).code).toBe('unknown_policy');
  });
});
