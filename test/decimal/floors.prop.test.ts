import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareExact,
  floorsOf,
  formatDecimal,
  integer,
  parseDecimal,
  ratio,
  type Exact,
} from '../../src/decimal/index.js';
import { decimalText } from '../support/decimal-arbitraries.js';
import { difference, floor, order, printScaled, rationalOf } from '../support/rational.js';

const share = fc
  .tuple(fc.integer({ min: -100_000, max: 100_000 }), fc.constantFrom(28, 29, 30, 31, 365, 7, 3))
  .map(([above, below]) => ratio(integer(above), integer(below)));
const amount = fc.oneof(
  decimalText().map((text): Exact => parseDecimal(text)),
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map((cents): Exact => parseDecimal(printScaled(BigInt(cents), 4))),
  share,
);

// Few, as an invoice has lines, and sometimes more than are compared each with each.
const amounts = fc.oneof(
  { weight: 9, arbitrary: fc.array(amount, { maxLength: 6 }) },
  { weight: 1, arbitrary: fc.array(share, { minLength: 17, maxLength: 20 }) },
);

describe('floors', () => {
  it('are those of integer division, and what was cut off is in the order of the exact rests', () => {
    fc.assert(
      fc.property(amounts, fc.nat(6), (values, places) => {
        const { floors, rests } = floorsOf(values, places);
        const scale = 10n ** BigInt(places);
        const exact = values.map((value) => {
          const { over, under } = rationalOf(value);
          const whole = floor({ over: over * scale, under });
          return { whole, rest: difference({ over, under }, { over: whole, under: scale }) };
        });
        expect(floors.map(formatDecimal)).toEqual(
          exact.map(({ whole }) => formatDecimal(parseDecimal(printScaled(whole, places), { integer_digits: 999 }))),
        );
        for (const [a, left] of exact.entries()) {
          for (const [b, right] of exact.entries()) {
            const [x = 0, y = 0] = [rests[a], rests[b]];
            expect(Number(x > y) - Number(x < y)).toBe(order(left.rest, right.rest));
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    // −0.005 is cut down to −0.01, 0.5 of a cent being left; 4,503,599,627,370,496.5 needs no more than its 17 digits.
    [
      ['-0.005', '0.019'],
      ['-0.01', '0.01'],
    ],
    [
      ['4503599627370496.5', '0.001'],
      ['4503599627370496.5', '0'],
    ],
  ])('of %j to the cent are %j', (texts, floors) => {
    expect(floorsOf(texts.map((text) => parseDecimal(text)), 2).floors.map(formatDecimal)).toEqual(floors); // prettier-ignore
  });

  it('compare what was cut off a third and off a decimal', () => {
    const [third, decimal] = [ratio(integer(1), integer(3)), parseDecimal('0.333')];
    const { rests } = floorsOf([third, decimal], 2);
    expect([compareExact(third, decimal), (rests[0] ?? 0) > (rests[1] ?? 0)]).toEqual([1, true]);
  });
});
