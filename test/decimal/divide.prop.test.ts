import { Big, type BigConstructor } from 'big.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divide, formatDecimal, mulDiv, parseDecimal, round, type RoundingMode } from '../../src/decimal/index.js';
import { decimalPair, decimalText } from '../support/decimal-arbitraries.js';

const modes: readonly RoundingMode[] = ['half_up', 'half_even', 'half_down', 'up', 'down', 'ceiling', 'floor'];
const anyMode = fc.constantFrom(...modes);
const places = fc.integer({ min: 0, max: 24 });

// Constructors of our own, made once: their places and mode are settings, and each new one slows all others down.
const oracles: readonly BigConstructor[] = [0, 1, 2, 3].map((mode) => Object.assign(Big(), { RM: mode }));

/** big.js rounds by four modes; the other three are stated in terms of those by their definitions. */
function quotient(dividend: Big, divisor: Big, digits: number, mode: RoundingMode): Big {
  const by = (rounding: 0 | 1 | 2 | 3): Big => {
    const Oracle = oracles[rounding] ?? Big;
    Oracle.DP = digits;
    return new Oracle(dividend).div(divisor);
  };
  const [down, halfUp, halfEven, up] = [0, 1, 2, 3] as const;
  const isNegative = dividend.s * divisor.s < 0;
  // A tie is a rest of exactly half a unit of the last place.
  const rest = dividend.minus(by(down).times(divisor)).abs();
  const isTie = rest.times(2).eq(divisor.abs().times(`1e-${digits}`));
  const directions: Record<RoundingMode, 0 | 1 | 2 | 3> = {
    half_up: halfUp,
    half_even: halfEven,
    half_down: isTie ? down : halfUp,
    up,
    down,
    ceiling: isNegative ? down : up,
    floor: isNegative ? up : down,
  };
  return by(directions[mode]);
}

function plain(value: Big): string {
  return value.eq(0) ? '0' : value.toFixed();
}

describe('division against big.js', () => {
  it('rounds a quotient once, by every mode', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(decimalPair(), places, anyMode, ([left, right], digits, mode) => {
        fc.pre(!new Big(right).eq(0));
        const ours = divide(parseDecimal(left), parseDecimal(right), digits, mode);
        expect(formatDecimal(ours)).toBe(plain(quotient(new Big(left), new Big(right), digits, mode)));
      }),
      { numRuns: 20_000 },
    );
  });

  it('multiplies first and divides once', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(decimalText(), decimalPair(), places, anyMode, (text, [above, below], digits, mode) => {
        fc.pre(!new Big(below).eq(0));
        const ours = mulDiv(parseDecimal(text), parseDecimal(above), parseDecimal(below), digits, mode);
        expect(formatDecimal(ours)).toBe(plain(quotient(new Big(text).times(above), new Big(below), digits, mode)));
      }),
      { numRuns: 20_000 },
    );
  });

  it('rounds a value like a division by one', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(decimalText(), places, anyMode, (text, digits, mode) => {
        const ours = round(parseDecimal(text), digits, mode);
        expect(formatDecimal(ours)).toBe(plain(quotient(new Big(text), new Big(1), digits, mode)));
      }),
      { numRuns: 20_000 },
    );
  });

  it('finds the tie it is given', () => {
    // Built as a tie: (2n + 1) / 2 units of the last place, scaled by any divisor.
    const tie = fc.tuple(
      fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.integer({ min: 0, max: 12 }),
    );
    fc.assert(
      fc.property(tie, anyMode, ([units, divisor, digits], mode) => {
        const dividend = new Big((2n * units + 1n).toString()).times(divisor).times(`1e-${digits}`);
        const by = new Big(2).times(divisor);
        const ours = divide(parseDecimal(dividend.toFixed()), parseDecimal(by.toFixed()), digits, mode);
        expect(formatDecimal(ours)).toBe(plain(quotient(dividend, by, digits, mode)));
      }),
      { numRuns: 5_000 },
    );
  });
});
