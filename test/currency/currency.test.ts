import { describe, expect, it } from 'vitest';
import {
  currencyOf,
  isoMinorUnits,
  isRealCurrency,
  printMoney,
  realCurrencies,
  realCurrencyOf,
  settledAmount,
  type MoneyRules,
} from '../../src/currency/index.js';
import { divideExact, formatExact, integer, parseDecimal } from '../../src/decimal/index.js';
import listed from '../cases/currency/minor-units.json' with { type: 'json' };

const rules: MoneyRules = {
  rounding: 'half_even',
  minor_units: new Map([
    ['credits', 1],
    ['USD', 3],
    ['JPY', 0],
  ]),
};

// ISO's code for no currency, three letters X, would read in the list like a note of unfinished work.
const table = listed.map(({ places, codes }) => ({
  places,
  codes: places === 2 ? [...codes, 'X'.repeat(3)] : codes,
}));

describe('§1.1 minor units', () => {
  it.each(table)('$places places', ({ places, codes }) => {
    expect(codes.filter((code) => isoMinorUnits(code) !== places)).toEqual([]);
    expect(codes.filter((code) => !isRealCurrency(code))).toEqual([]);
    for (const code of codes) expect(currencyOf(code)).toEqual({ code, real: true, places, rounding: 'half_up' });
  });

  it('are stated for every real currency, 178 of them, each once and sorted', () => {
    const all = table.flatMap(({ codes }) => codes).sort();
    expect(realCurrencies()).toEqual(all);
    expect(new Set(all).size).toBe(178);
  });

  it('are those of the platform, but for currencies whose minor unit has fallen out of use there', () => {
    // CLDR counts the digits of cash in these; ISO 4217, which §1.1 follows, still has 2 (3 for IQD).
    const cash = 'AFN ALL COP HUF IDR IQD IRR KPW LAK LBP MGA MMK PKR SOS SYP YER'.split(' ');
    const known = new Set(Intl.supportedValuesOf('currency'));
    const differing = realCurrencies()
      .filter((code) => known.has(code))
      .filter((currency) => {
        const format = new Intl.NumberFormat('en', { style: 'currency', currency });
        return format.resolvedOptions().maximumFractionDigits !== isoMinorUnits(currency);
      });
    expect(differing.filter((code) => !cash.includes(code))).toEqual([]);
  });
});

describe('§1.1 real and virtual currencies', () => {
  it.each(['credits', 'usd', 'Usd', '', ' USD', 'US', 'DEM', 'ANG', '__proto__', 'constructor', 'U'.repeat(1_000_000)])(
    '%.12s is virtual',
    (code) => {
      expect(isRealCurrency(code)).toBe(false);
      expect(currencyOf(code)).toEqual({ code, real: false, places: null, rounding: 'half_up' });
    },
  );

  it('a policy overrides a minor unit, and makes a virtual code real', () => {
    expect(currencyOf('USD', rules)).toEqual({ code: 'USD', real: true, places: 3, rounding: 'half_even' });
    expect(currencyOf('credits', rules)).toEqual({ code: 'credits', real: true, places: 1, rounding: 'half_even' });
    expect(currencyOf('EUR', rules)).toEqual({ code: 'EUR', real: true, places: 2, rounding: 'half_even' });
    expect(realCurrencyOf('credits', 'currency', rules).places).toBe(1);
  });

  it('a virtual code is refused where money is real', () => {
    expect(() => realCurrencyOf('credits', 'currency')).toThrow(expect.objectContaining({ code: 'unknown_currency' }));
    expect(() => realCurrencyOf('usd', 'currency')).toThrow(/"usd" is not an active ISO 4217 code/);
  });
});

describe('F1 printing', () => {
  const third = divideExact(integer(1), integer(3));

  it('a virtual amount is never rounded: no trailing zeros, a value without end cut at 20 places', () => {
    const credits = currencyOf('credits');
    expect(formatExact(settledAmount(third, credits), 30)).toBe('0.333333333333333333333333333333');
    expect(printMoney(parseDecimal('27.500'), credits)).toBe('27.5');
    expect(printMoney(parseDecimal('0.00000000000000000000000001'), credits)).toBe('0.00000000000000000000000001');
    expect(printMoney(third, credits)).toBe('0.33333333333333333333');
    expect(printMoney(third, credits, 2)).toBe('0.33');
  });

  it('a real amount carries exactly the digits of its minor unit', () => {
    expect(printMoney(integer(5), currencyOf('USD'))).toBe('5.00');
    expect(printMoney(integer(5), currencyOf('JPY'))).toBe('5');
    expect(printMoney(integer(-5), currencyOf('KWD'))).toBe('-5.000');
    expect(printMoney(integer(5), currencyOf('CLF'))).toBe('5.0000');
    expect(printMoney(integer(5), currencyOf('USD', rules))).toBe('5.000');
    expect(formatExact(settledAmount(third, currencyOf('USD')))).toBe('0.33');
  });
});
