import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spreadOverDays } from '../../src/credits/index.js';
import { currencyOf } from '../../src/currency/index.js';
import { add, formatDecimal, integer, multiply, ofUnits, parseDecimal, zero } from '../../src/decimal/index.js';

const usd = currencyOf('USD');
const spread = (cumulative: readonly string[], amount: string, minimum_part = '0') =>
  spreadOverDays({
    currency: usd,
    amount: parseDecimal(amount),
    minimum_part: parseDecimal(minimum_part),
    days: cumulative.length,
    cumulative: (day) => parseDecimal(cumulative[day] ?? '0'),
  }).map(formatDecimal);

describe('§8.2 a line over its days', () => {
  it('10, 11 and 12 units at 0.0333 are 0.33, 0.37 and 0.40: each day the difference of rounded cumulative amounts', () => {
    // 0.333 → 0.33; 0.6993 → 0.70; 1.0989 → 1.10
    expect(spread(['0.333', '0.6993', '1.0989'], '1.0989')).toEqual(['0.33', '0.37', '0.4']);
  });
  it('a discount is spread with the usage', () => expect(spread(['40', '100'], '50')).toEqual(['20', '30']));
  it('what a minimum adds falls on the last day', () => expect(spread(['40', '50'], '80', '30')).toEqual(['40', '40']));
  it('usage that falls again makes no day negative', () =>
    expect(spread(['60', '20', '50'], '50')).toEqual(['50', '0', '0']));
  it('a line of nothing or less charges nothing', () => expect(spread(['0', '0'], '-3')).toEqual(['0', '0']));
  it('a price that cannot be cut by days is charged on the last', () => {
    const line = { currency: usd, amount: parseDecimal('9.99'), minimum_part: zero, days: 3, cumulative: null };
    expect(spreadOverDays(line).map(formatDecimal)).toEqual(['0', '0', '9.99']);
  });

  it('always adds up to the line, and no day is negative', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 999 }), { minLength: 1, maxLength: 31 }),
        fc.integer({ min: 1, max: 99_999 }),
        (usage, cents) => {
          let sum = 0;
          const cumulative = usage.map((units) => (sum += units));
          const rate = parseDecimal('0.0371');
          const days = spreadOverDays({
            currency: usd,
            amount: ofUnits(cents, 2),
            minimum_part: zero,
            days: usage.length,
            cumulative: (day) => multiply(integer(cumulative[day] ?? 0), rate),
          });
          expect(formatDecimal(days.reduce(add, zero))).toBe(formatDecimal(ofUnits(cents, 2)));
          expect(days.every((day) => !formatDecimal(day).startsWith('-'))).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});
