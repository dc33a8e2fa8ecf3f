import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addLater,
  compareLater,
  divideLater,
  floorsOf,
  formatDecimal,
  formatExact,
  integer,
  isZeroExact,
  multiplyLater,
  negateLater,
  parseDecimal,
  ratio,
  roundLater,
  signLater,
  subtractLater,
  sumLater,
  zero,
  type Exact,
} from '../../src/decimal/index.js';
import { decimalText } from '../support/decimal-arbitraries.js';
import * as rationals from '../support/rational.js';
import type { Rational } from '../support/rational.js';

/** A value of ours beside a quotient of big integers that was computed without it. */
type Pair = { readonly ours: Exact; readonly theirs: Rational };

function pair(text: string): Pair {
  return { ours: parseDecimal(text), theirs: rationals.rational(text) };
}

const money = fc
  .integer({ min: -9_999_999, max: 9_999_999 })
  .map((cents) => pair(rationals.printScaled(BigInt(cents), 2)));
const quotient = fc
  .tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.constantFrom(3, 7, 31, 365, 999_983))
  .map(([above, below]): Pair => ({
    ours: ratio(integer(above), integer(below)),
    theirs: { over: BigInt(above), under: BigInt(below) },
  }));
const leaf = fc.oneof({ weight: 4, arbitrary: money }, { weight: 2, arbitrary: quotient }, decimalText().map(pair));

const operations: readonly ((a: Pair, b: Pair) => Pair)[] = [
  (a, b) => ({ ours: addLater(a.ours, b.ours), theirs: rationals.sum([a.theirs, b.theirs]) }),
  (a, b) => ({ ours: subtractLater(a.ours, b.ours), theirs: rationals.difference(a.theirs, b.theirs) }),
  (a, b) => ({ ours: multiplyLater(a.ours, b.ours), theirs: rationals.product(a.theirs, b.theirs) }),
  (a, b) =>
    isZeroExact(b.ours)
      ? { ours: negateLater(a.ours), theirs: rationals.negative(a.theirs) }
      : { ours: divideLater(a.ours, b.ours), theirs: rationals.quotient(a.theirs, b.theirs) },
  (a, b) => ({ ours: sumLater([a.ours, b.ours, a.ours]), theirs: rationals.sum([a.theirs, b.theirs, a.theirs]) }),
];

/** Values that were computed one from another, in some order of operations. */
const computed = fc
  .tuple(
    fc.array(leaf, { minLength: 2, maxLength: 4 }),
    fc.array(fc.tuple(fc.nat(4), fc.nat(9), fc.nat(9)), { maxLength: 6 }),
  )
  .map(([leaves, steps]) => {
    const values = [...leaves];
    for (const [operation, left, right] of steps) {
      const [a, b] = [values[left % values.length], values[right % values.length]];
      if (a !== undefined && b !== undefined) values.push(operations[operation]?.(a, b) ?? a);
    }
    return values;
  });

function rounded({ over, under }: Rational, places: number): string {
  const doubled = (over < 0n ? -over : over) * 10n ** BigInt(places) * 2n;
  // Half away from zero.
  const units = (doubled + under) / (under * 2n);
  return formatDecimal(
    parseDecimal(rationals.printScaled(over < 0n ? -units : units, places), { integer_digits: 999 }),
  );
}

describe('values that wait', () => {
  it('are rounded, signed and compared as the exact quotients are', () => {
    fc.assert(
      fc.property(computed, fc.constantFrom(0, 2, 3, 20), (values, places) => {
        for (const { ours, theirs } of values) {
          expect(formatDecimal(roundLater(ours, places, 'half_up'))).toBe(rounded(theirs, places));
          expect(signLater(ours)).toBe(rationals.order(theirs, rationals.nothing));
          expect(isZeroExact(ours)).toBe(theirs.over === 0n);
          for (const other of values)
            expect(compareLater(ours, other.ours)).toBe(rationals.order(theirs, other.theirs));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('are cut down as the exact quotients are, with what is cut off in their order', () => {
    fc.assert(
      fc.property(computed, fc.constantFrom(0, 2, 3), (values, places) => {
        const { floors, rests } = floorsOf(values.map(({ ours }) => ours), places); // prettier-ignore
        const scale = 10n ** BigInt(places);
        const exact = values.map(({ theirs }) => {
          const whole = rationals.floor({ over: theirs.over * scale, under: theirs.under });
          return { whole, rest: rationals.difference(theirs, { over: whole, under: scale }) };
        });
        const texts = exact.map(({ whole }) => rationals.printScaled(whole, places));
        expect(floors.map(formatDecimal)).toEqual(
          texts.map((text) => formatDecimal(parseDecimal(text, { integer_digits: 999 }))),
        );
        for (const [a, left] of exact.entries()) {
          for (const [b, right] of exact.entries()) {
            const [x = 0, y = 0] = [rests[a], rests[b]];
            expect(Number(x > y) - Number(x < y)).toBe(rationals.order(left.rest, right.rest));
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('have the digits of the exact quotients once they are asked for', () => {
    fc.assert(
      fc.property(computed, (values) => {
        for (const { ours, theirs } of values) expect(rationals.order(rationals.rationalOf(ours), theirs)).toBe(0);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a value next to a tie', () => {
  const third = ratio(integer(1), integer(3));
  // 0.005 and a little: far less of it than a double next to 1 can show.
  const little = parseDecimal('0.000000000000000000001');
  /** 0.005 + k · 10^-21, by way of thirds that wait. */
  const near = (k: number) =>
    addLater(
      addLater(multiplyLater(third, parseDecimal('12345678.9')), parseDecimal('-4115226.295')),
      multiplyLater(little, integer(k)),
    );

  it.each([
    // 12345678.9 / 3 = 4115226.3, and 4115226.3 − 4115226.295 = 0.005.
    [-1, '0', -1],
    [0, '0.01', 0],
    [1, '0.01', 1],
  ])('is told from it by its digits: 0.005 and %i of a little', (k, cents, order) => {
    expect(formatDecimal(roundLater(near(k), 2, 'half_up'))).toBe(cents);
    expect(compareLater(near(k), parseDecimal('0.005'))).toBe(order);
    expect(signLater(subtractLater(near(k), parseDecimal('0.005')))).toBe(order);
    expect(formatDecimal(roundLater(near(k), 2, 'half_even'))).toBe(k > 0 ? '0.01' : '0');
    expect(formatDecimal(roundLater(near(k), 2, 'up'))).toBe('0.01');
  });

  it.each([-1, 0, 1])(
    'has its own sign after all else has cancelled out: n times 1/n, less 1, and %i of a little',
    (k) => {
      for (let n = 3; n < 60; n += 1) {
        const parts = Array.from({ length: n }, () => ratio(integer(1), integer(n)));
        expect(signLater(sumLater([...parts, integer(-1), multiplyLater(little, integer(k))]))).toBe(k);
      }
    },
  );

  it('is cut down by its digits where it lies next to a whole unit', () => {
    const whole = (k: number) => subtractLater(near(k), parseDecimal('-0.005'));
    const { floors, rests } = floorsOf([whole(-1), whole(0), whole(1)], 2);
    // 0.01 less a little is cut down to 0, and all but a little of a cent is cut off.
    expect(floors.map(formatDecimal)).toEqual(['0', '0.01', '0.01']);
    expect([(rests[0] ?? 0) > (rests[2] ?? 0), (rests[2] ?? 0) > (rests[1] ?? 0)]).toEqual([true, true]);
  });

  it('ties with its equal', () => {
    const { rests } = floorsOf([near(1), near(1), multiplyLater(third, parseDecimal('0.02'))], 2);
    expect(rests[0] === rests[1]).toBe(true);
  });
});

describe('doubles that do not tell', () => {
  const enormous = parseDecimal('9'.repeat(400), { integer_digits: 400 });

  it('leave it to the digits beyond their range', () => {
    const small = divideLater(ratio(integer(1), integer(3)), enormous);
    expect(signLater(small)).toBe(1);
    expect(compareLater(small, zero)).toBe(1);
    expect(formatExact(multiplyLater(multiplyLater(small, enormous), integer(3)))).toBe('1');
    expect(formatDecimal(roundLater(addLater(small, parseDecimal('0.5')), 0, 'half_even'))).toBe('1');
  });

  it('leave it to the digits where a divisor is beyond their range and the quotient is not', () => {
    // 7.77… · 10^299 over 9.99… · 10^309 is 7.77… · 10^-11.
    const above = parseDecimal(`${'7'.repeat(299)}9`, { integer_digits: 400 });
    const below = parseDecimal(`${'9'.repeat(309)}7`, { integer_digits: 400 });
    expect(compareLater(ratio(above, below), parseDecimal('0.00000000001'))).toBe(1);
  });

  it('never pile up: a long chain of values that wait is worked out on the way', () => {
    // 1/3 taken 20,000 times from 10,000 leaves 10,000/3.
    let left: Exact = integer(10_000);
    for (let step = 0; step < 20_000; step += 1) left = subtractLater(left, ratio(integer(1), integer(3)));
    expect(formatExact(multiplyLater(left, integer(3)))).toBe('10000');
    const many = Array.from({ length: 20_000 }, () =>
      multiplyLater(ratio(integer(900_001), integer(999_983)), parseDecimal('10000000000.5')),
    );
    // 20,000 · 900,001 · 10,000,000,000.5 / 999,983, times the divisor.
    expect(formatExact(multiplyLater(sumLater(many), integer(999_983)))).toBe('180000200009000010000');
  });
});
