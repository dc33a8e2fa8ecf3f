import { allocate, roundAmount } from 'reckoner';
import { describe, expect, it } from 'vitest';
import { printMoney, realCurrencyOf, settle } from '../../src/currency/index.js';
import { parseDecimal, ratio } from '../../src/decimal/index.js';
import { frozen } from '../support/frozen.js';
import allocations from '../cases/currency/allocate.json' with { type: 'json' };
import roundings from '../cases/currency/rounding.json' with { type: 'json' };
import settlements from '../cases/currency/settle.json' with { type: 'json' };

describe('§1.1 round', () => {
  it.each(roundings)('$name: $amount $currency; $arithmetic', ({ amount, currency, half_up, half_even }) => {
    expect(roundAmount({ amount, currency })).toBe(half_up);
    expect(roundAmount({ amount, currency, mode: 'half_even' })).toBe(half_even);
    expect(roundAmount({ amount, currency, policies: { rounding: 'half_even' } })).toBe(half_even);
    expect(roundAmount({ amount, currency, mode: 'half_up', policies: { rounding: 'half_even' } })).toBe(half_up);
  });
});

describe('§1.1 allocate', () => {
  it.each(allocations)('$name: $amount $currency; $arithmetic', (entry) => {
    const { amount, currency, weights, parts } = frozen(entry);
    const policies = 'policies' in entry ? entry.policies : undefined;
    expect(allocate({ amount, currency, weights, policies } as Parameters<typeof allocate>[0])).toEqual(parts);
  });
});

describe('§1.1 settle', () => {
  it.each(settlements)('$name: $total $currency; $arithmetic', ({ total, currency, parts, settled }) => {
    const money = realCurrencyOf(currency, 'currency');
    const exact = parts.map((part) => {
      const [over = '', under = '1'] = part.split('/');
      return ratio(parseDecimal(over), parseDecimal(under));
    });
    expect(settle(parseDecimal(total), exact, money).map((part) => printMoney(part, money))).toEqual(settled);
  });
});
