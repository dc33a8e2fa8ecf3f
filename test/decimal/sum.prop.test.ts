import { Big } from 'big.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBillingError } from '../../src/errors/index.js';
import { createSum, formatDecimal, parseDecimal, sumNumbers } from '../../src/decimal/index.js';
import { amountText, decimalText, documentNumber } from '../support/decimal-arbitraries.js';

type Addend = { readonly text: string } | { readonly decimal: string } | { readonly number: number };

const addend: fc.Arbitrary<Addend> = fc.oneof(
  fc.oneof(decimalText(), amountText()).map((text) => ({ text })),
  decimalText().map((decimal) => ({ decimal })),
  documentNumber().map((number) => ({ number })),
);

function ourSum(addends: readonly Addend[]): string {
  const sum = createSum();
  for (const given of addends) {
    if ('text' in given) sum.addText(given.text);
    else if ('decimal' in given) sum.add(parseDecimal(given.decimal));
    else sum.addNumber(given.number);
  }
  return formatDecimal(sum.total());
}

function bigSum(addends: readonly Addend[]): string {
  const values = addends.map((given) =>
    'text' in given ? given.text : 'decimal' in given ? given.decimal : given.number,
  );
  const sum = values.reduce((total: Big, value) => total.plus(value), new Big(0));
  return sum.eq(0) ? '0' : sum.toFixed();
}

describe('running sums', () => {
  it('equal the big.js sum of texts, decimals and numbers', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.array(addend, { maxLength: 20 }), (addends) => {
        expect(ourSum(addends)).toBe(bigSum(addends));
      }),
      { numRuns: 5_000 },
    );
  });

  it('do not depend on the order of additions', () => {
    fc.assert(
      fc.property(fc.array(addend, { maxLength: 20 }), fc.nat(19), (addends, cut) => {
        const turned = [...addends.slice(cut), ...addends.slice(0, cut)].reverse();
        expect(ourSum(turned)).toBe(ourSum(addends));
      }),
      { numRuns: 2_000 },
    );
  });

  it('spill over and come back', () => {
    const largest = '9007199254740991';
    expect(ourSum([{ text: largest }, { text: '1' }])).toBe('9007199254740992');
    expect(ourSum([{ text: largest }, { text: largest }, { text: `-${largest}` }])).toBe(largest);
    expect(ourSum([{ text: largest }, { text: '0.01' }, { number: -0.01 }])).toBe(largest);
    expect(ourSum([{ text: '0.000000000000000000000000000001' }, { number: 0.1 }, { number: 12 }])).toBe(
      '12.100000000000000000000000000001',
    );
    expect(ourSum([{ number: -0 }, { text: '-0.00' }])).toBe('0');
    expect(ourSum([])).toBe('0');
  });

  it.each([
    '',
    '-',
    '.',
    '-.',
    '.5',
    '5.',
    '-.5',
    '1.2.3',
    '1..2',
    '+1',
    '1e3',
    ' 1',
    '1 ',
    '--1',
    '1-',
    '٣',
    '1,5',
    'NaN',
    '0x10',
    '1_000',
  ])('refuse the text %j and stay as they were', (text) => {
    const sum = createSum();
    sum.addText('1.5');
    expect(() => sum.addText(text)).toThrow(expect.objectContaining({ code: 'invalid_decimal' }));
    expect(formatDecimal(sum.total())).toBe('1.5');
  });

  it.each([Number.NaN, Infinity, -Infinity, 1e38, 1e-31, 5e-324])(
    'refuse the number %s and stay as they were',
    (number) => {
      const sum = createSum();
      sum.addText('1.5');
      let caught: unknown;
      try {
        sum.addNumber(number);
      } catch (error) {
        caught = error;
      }
      expect(isBillingError(caught) && caught.code).toBe('invalid_decimal');
      expect(formatDecimal(sum.total())).toBe('1.5');
    },
  );
});

describe('sums of lists of numbers', () => {
  // Some fine, some large, over more than one turn of the loop inside.
  const numbers = fc
    .tuple(fc.array(documentNumber(), { maxLength: 40 }), fc.nat(60))
    .map(([some, times]) => Array.from({ length: times }, () => some).flat());

  it('equal the big.js sum', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(numbers, (list) => {
        const expected = list.reduce((total, value) => total.plus(value), new Big(0));
        expect(formatDecimal(sumNumbers(list))).toBe(expected.eq(0) ? '0' : expected.toFixed());
      }),
      { numRuns: 200 },
    );
  });

  it('leave the safe range and come back', () => {
    const large = Array.from({ length: 600 }, () => 999_999_999_999_999);
    expect(formatDecimal(sumNumbers(large))).toBe('599999999999999400');
    expect(formatDecimal(sumNumbers([...large, ...large.map((value) => -value), 0.01, -0]))).toBe('0.01');
    expect(formatDecimal(sumNumbers([]))).toBe('0');
  });

  it.each([Number.NaN, Infinity, -Infinity, 1e38, 1e-31])('refuse a list with %s', (number) => {
    const list = [...Array.from({ length: 700 }, () => 0.25), number];
    expect(() => sumNumbers(list)).toThrow(expect.objectContaining({ code: 'invalid_decimal' }));
  });
});
