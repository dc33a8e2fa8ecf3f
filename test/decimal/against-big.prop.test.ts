import { Big } from 'big.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  absolute,
  add,
  compare,
  divide,
  equals,
  formatDecimal,
  integer,
  isInteger,
  isNegative,
  isZero,
  maximum,
  minimum,
  multiply,
  negate,
  parseDecimal,
  remainder,
  scaleOf,
  sign,
  subtract,
  toNumber,
  type Decimal,
} from '../../src/decimal/index.js';
import { decimalPair, decimalText } from '../support/decimal-arbitraries.js';

// The oracle prints "-0" for a negative zero; there is one zero here.
function plain(value: Big): string {
  return value.eq(0) ? '0' : value.toFixed();
}

/** The lane must follow from the value alone: the big lane is for what no safe coefficient can express. */
function isInItsLane(value: Decimal, oracle: Big): boolean {
  const digits = BigInt(oracle.c.join('')) * 10n ** BigInt(Math.max(0, oracle.e + 1 - oracle.c.length));
  return (value.big === null) === digits <= BigInt(Number.MAX_SAFE_INTEGER) && !Object.is(value.coefficient, -0);
}

function differences(left: string, right: string): readonly string[] {
  const [a, b] = [parseDecimal(left), parseDecimal(right)];
  const [x, y] = [new Big(left), new Big(right)];
  const results: readonly (readonly [string, Decimal, Big])[] = [
    ['add', add(a, b), x.plus(y)],
    ['subtract', subtract(a, b), x.minus(y)],
    ['multiply', multiply(a, b), x.times(y)],
    ['minimum', minimum(a, b), x.lt(y) ? x : y],
    ['maximum', maximum(a, b), x.gt(y) ? x : y],
  ];
  const wrong = results.filter(
    ([, ours, theirs]) => formatDecimal(ours) !== plain(theirs) || !isInItsLane(ours, theirs),
  );
  const isOrdered = compare(a, b) === x.cmp(y) && equals(a, b) === x.eq(y);
  return [...wrong.map(([name]) => name), ...(isOrdered ? [] : ['compare'])];
}

describe('decimals against big.js', () => {
  it('add, subtract, multiply and compare alike over 100,000 pairs', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(decimalPair(), ([left, right]) => differences(left, right).length === 0),
      { numRuns: 100_000 },
    );
  });

  it('leave the same remainder, with the sign of the dividend', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(decimalPair(), ([left, right]) => {
        fc.pre(!new Big(right).eq(0));
        return formatDecimal(remainder(parseDecimal(left), parseDecimal(right))) === plain(new Big(left).mod(right));
      }),
      { numRuns: 10_000 },
    );
  });

  it('answer the same questions about one value', () => {
    fc.assert(
      fc.property(decimalText(), (text) => {
        const [value, oracle] = [parseDecimal(text), new Big(text)];
        expect(formatDecimal(negate(value))).toBe(plain(oracle.times(-1)));
        expect(formatDecimal(absolute(value))).toBe(plain(oracle.abs()));
        expect(sign(value)).toBe(oracle.cmp(0));
        expect(isZero(value)).toBe(oracle.eq(0));
        expect(isNegative(value)).toBe(oracle.lt(0));
        expect(isInteger(value)).toBe(oracle.round(0, 0).eq(oracle));
        expect(scaleOf(value)).toBe(Math.max(0, oracle.c.length - 1 - oracle.e));
        expect(toNumber(value)).toBe(Number(plain(oracle)));
      }),
      { numRuns: 5_000 },
    );
  });

  it('do not notice what a host does to the shared constructor', () => {
    const { DP, RM, NE, PE, strict } = Big;
    Object.assign(Big, { DP: 0, RM: 3, NE: 0, PE: 0, strict: true });
    try {
      const [a, b] = [parseDecimal('9007199254740993.5'), parseDecimal('0.000000000001')];
      // The digits by hand: the point of 9007199254740993.5 moves twelve places, or a 1 joins twelve places on.
      expect(formatDecimal(add(a, b))).toBe('9007199254740993.500000000001');
      expect(formatDecimal(multiply(a, b))).toBe('9007.1992547409935');
      expect(formatDecimal(divide(a, integer(3), 1, 'half_even'))).toBe('3002399751580331.2');
      expect(compare(negate(a), b)).toBe(-1);
    } finally {
      Object.assign(Big, { DP, RM, NE, PE, strict });
    }
  });

  it.each([
    // Two aligned operands beyond the safe range whose rounded difference looks safe: 9007199254740993 and …992 share a double.
    ['9007199254740993', '9007199254740992'],
    ['9007199254740991', '0.1'],
    ['9007199254740991', '1'],
    ['-9007199254740991', '-1'],
    ['94906265.62425156', '94906265.62425156'],
    ['0', '-9007199254740992.000000000000000000000000000001'],
    ['-0.00', '0'],
    ['100000000000000000000', '0.00000000000000000001'],
    ['0.000000000000000000000000000001', '99999999999999999999999999999999999999'],
  ])('hold at the edge: %s and %s', (left, right) => {
    expect(differences(left, right)).toEqual([]);
    expect(differences(right, left)).toEqual([]);
  });
});
