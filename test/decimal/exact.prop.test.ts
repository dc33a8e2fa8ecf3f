import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvariantError } from '../../src/errors/index.js';
import {
  addExact,
  compareExact,
  denominatorOf,
  divideExact,
  formatDecimal,
  formatExact,
  integer,
  isZeroExact,
  maximumExact,
  minimumExact,
  multiplyExact,
  negateExact,
  numeratorOf,
  parseDecimal,
  ratio,
  roundExact,
  signExact,
  subtractExact,
  sumExact,
  zero,
  type Exact,
} from '../../src/decimal/index.js';
import { decimalText, plainText } from '../support/decimal-arbitraries.js';

/** The oracle: a fraction of two big integers, compared by crossing, never reduced. */
type Fraction = { readonly over: bigint; readonly under: bigint };
type Pair = { readonly ours: Exact; readonly theirs: Fraction };

function fractionOf(text: string): Fraction {
  const [whole = '', fraction = ''] = text.split('.');
  return { over: BigInt(whole + fraction), under: 10n ** BigInt(fraction.length) };
}

function over(a: Fraction, b: Fraction): Fraction {
  const flip = b.over < 0n ? -1n : 1n;
  return { over: a.over * b.under * flip, under: a.under * b.over * flip };
}

function plus(a: Fraction, b: Fraction): Fraction {
  return { over: a.over * b.under + b.over * a.under, under: a.under * b.under };
}

function times(a: Fraction, b: Fraction): Fraction {
  return { over: a.over * b.over, under: a.under * b.under };
}

function minus(a: Fraction): Fraction {
  return { over: -a.over, under: a.under };
}

function order(a: Fraction, b: Fraction): number {
  const difference = a.over * b.under - b.over * a.under;
  return Number(difference > 0n) - Number(difference < 0n);
}

function isSame(ours: Exact, theirs: Fraction): boolean {
  const found = over(fractionOf(formatDecimal(numeratorOf(ours))), fractionOf(formatDecimal(denominatorOf(ours))));
  return order(found, theirs) === 0 && compareExact(ours, ours) === 0 && formatDecimal(denominatorOf(ours))[0] !== '-';
}

const nonzeroText = decimalText().filter((text) => /[1-9]/.test(text));
const exact: fc.Arbitrary<Pair> = fc.oneof(
  decimalText().map((text) => ({ ours: parseDecimal(text), theirs: fractionOf(text) })),
  fc.tuple(decimalText(), nonzeroText).map(([above, below]) => ({
    ours: ratio(parseDecimal(above), parseDecimal(below)),
    theirs: over(fractionOf(above), fractionOf(below)),
  })),
  // As shares of a period and of a total are: small, and many over one denominator.
  fc
    .tuple(fc.integer({ min: -100_000, max: 100_000 }), fc.constantFrom(28, 29, 30, 31, 365, 7, 3))
    .map(([above, below]) => ({
      ours: ratio(integer(above), integer(below)),
      theirs: { over: BigInt(above), under: BigInt(below) },
    })),
);

describe('exact rationals against fractions of big integers', () => {
  it('add, subtract, multiply, divide and compare alike', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(exact, exact, (a, b) => {
        expect(isSame(addExact(a.ours, b.ours), plus(a.theirs, b.theirs))).toBe(true);
        expect(isSame(subtractExact(a.ours, b.ours), plus(a.theirs, minus(b.theirs)))).toBe(true);
        expect(isSame(multiplyExact(a.ours, b.ours), times(a.theirs, b.theirs))).toBe(true);
        expect(isSame(negateExact(a.ours), minus(a.theirs))).toBe(true);
        expect(compareExact(a.ours, b.ours)).toBe(order(a.theirs, b.theirs));
        expect(isSame(minimumExact(a.ours, b.ours), order(b.theirs, a.theirs) < 0 ? b.theirs : a.theirs)).toBe(true);
        expect(isSame(maximumExact(a.ours, b.ours), order(b.theirs, a.theirs) > 0 ? b.theirs : a.theirs)).toBe(true);
        expect(signExact(a.ours)).toBe(order(a.theirs, { over: 0n, under: 1n }));
        expect(isZeroExact(a.ours)).toBe(a.theirs.over === 0n);
        if (b.theirs.over !== 0n) expect(isSame(divideExact(a.ours, b.ours), over(a.theirs, b.theirs))).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });

  it('sum to the same in any order, and to zero for nothing', () => {
    fc.assert(
      fc.property(fc.array(exact, { maxLength: 12 }), (pairs) => {
        const theirs = pairs.reduce<Fraction>((sum, { theirs: next }) => plus(sum, next), { over: 0n, under: 1n });
        const ours = pairs.map((pair) => pair.ours);
        expect(isSame(sumExact(ours), theirs)).toBe(true);
        expect(isSame(sumExact([...ours].reverse()), theirs)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('round toward −∞ and toward zero as integer division does', () => {
    fc.assert(
      fc.property(exact, fc.nat(8), ({ ours, theirs }, places) => {
        const [above, below] = [theirs.over * 10n ** BigInt(places), theirs.under];
        const cut = above / below;
        const floor = above < 0n && cut * below !== above ? cut - 1n : cut;
        const down = formatDecimal(parseDecimal(plainText(cut, places), { integer_digits: 999 }));
        expect(formatDecimal(roundExact(ours, places, 'down'))).toBe(down);
        const lower = formatDecimal(parseDecimal(plainText(floor, places), { integer_digits: 999 }));
        expect(formatDecimal(roundExact(ours, places, 'floor'))).toBe(lower);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('ratios', () => {
  it('that are whole become decimals again, so that shares add up to their total', () => {
    const weights = [3, 5, 7, 11, 13];
    const whole = integer(weights.reduce((sum, weight) => sum + weight, 0));
    const shares = weights.map((weight) => ratio(integer(weight * 1999), whole));
    const sum = sumExact(shares);
    expect(denominatorOf(sum)).toBe(denominatorOf(zero));
    expect(formatExact(sum)).toBe('1999');
  });

  it('keep the denominator they are given, so that sums over it never cross', () => {
    const whole = integer(31);
    const sum = addExact(ratio(integer(3), whole), ratio(integer(4), whole));
    expect(formatDecimal(denominatorOf(sum))).toBe('31');
    expect(formatDecimal(numeratorOf(sum))).toBe('7');
  });

  it('keep it beyond the fast lane and beside a decimal, and are whole there too', () => {
    const whole = integer(31);
    const large = ratio(parseDecimal('9007199254740993'), whole);
    expect(formatDecimal(denominatorOf(large))).toBe('31');
    expect(formatDecimal(denominatorOf(addExact(integer(5), large)))).toBe('31');
    // A share's share is over a multiple of the whole, and adds up to over no more than that: 2/31 + 4/(31 · 7).
    const share = divideExact(ratio(integer(4), whole), integer(7));
    expect(formatDecimal(denominatorOf(addExact(share, ratio(integer(2), whole))))).toBe('217');
    // 31 · 9007199254740993 / 31, and 3 shares to 4 shares: 0.75.
    expect(formatExact(multiplyExact(large, whole))).toBe('9007199254740993');
    expect(denominatorOf(ratio(parseDecimal('279223176896970783'), whole))).toBe(denominatorOf(zero));
    expect(formatExact(divideExact(ratio(integer(3), whole), ratio(integer(4), whole)))).toBe('0.75');
  });

  it('stay small over a long fold of unlike denominators', () => {
    // 1/28 + 1/29 + 1/30 + 1/31, a thousand times over: the least common denominator is 377,580.
    const terms = Array.from({ length: 4000 }, (_, index) => ratio(integer(1), integer(28 + (index % 4))));
    const sum = sumExact(terms);
    // 1000 × (13485 + 13020 + 12586 + 12180) / 377580
    expect(compareExact(sum, ratio(integer(51_271_000), integer(377_580)))).toBe(0);
    expect(formatDecimal(denominatorOf(sum)).length).toBeLessThan(17);
  });

  it('have a positive denominator, never zero', () => {
    expect(formatExact(ratio(integer(2), integer(-3)), 3)).toBe('-0.666');
    expect(formatDecimal(denominatorOf(ratio(integer(2), integer(-3))))).toBe('3');
    expect(() => ratio(integer(1), zero)).toThrow(InvariantError);
    expect(() => divideExact(ratio(integer(1), integer(3)), zero)).toThrow(InvariantError);
  });

  it.each([
    // All digits where they end, whatever the cut.
    [1, 8, 2, '0.125'],
    [3, 12, 2, '0.25'],
    [-7, 20, 0, '-0.35'],
    [1, 2 ** 24, 20, '0.000000059604644775390625'],
    [14, 35, 20, '0.4'],
    // Else cut toward zero.
    [2, 3, 4, '0.6666'],
    [-2, 3, 4, '-0.6666'],
    [-1, 3000, 2, '0'],
    [22, 7, 20, '3.14285714285714285714'],
  ])('%i/%i prints at %i places as %s', (above, below, places, text) => {
    expect(formatExact(ratio(integer(above), integer(below)), places)).toBe(text);
  });

  it('print at twenty places unless told otherwise (§1.1, F1)', () => {
    expect(formatExact(ratio(integer(1), integer(3)))).toBe(`0.${'3'.repeat(20)}`);
    expect(formatExact(parseDecimal('1.500'))).toBe('1.5');
  });
});
