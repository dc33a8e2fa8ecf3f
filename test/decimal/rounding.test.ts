import { describe, expect, it } from 'vitest';
import { InvariantError } from '../../src/errors/index.js';
import {
  divide,
  formatDecimal,
  integer,
  mulDiv,
  parseDecimal,
  remainder,
  round,
  zero,
  type RoundingMode,
} from '../../src/decimal/index.js';
import cases from '../cases/decimal/rounding.json' with { type: 'json' };

const modes: readonly RoundingMode[] = ['half_up', 'half_even', 'half_down', 'up', 'down', 'ceiling', 'floor'];

describe('rounding', () => {
  describe.each(cases)('$name: $value to $places places', (given) => {
    it.each(modes)('%s', (mode) => {
      const value = parseDecimal(given.value);
      expect(formatDecimal(round(value, given.places, mode))).toBe(given[mode]);
      // A division by one, and one that doubles both sides, must land on the same neighbour.
      expect(formatDecimal(divide(value, integer(1), given.places, mode))).toBe(given[mode]);
      expect(formatDecimal(mulDiv(value, integer(2), integer(2), given.places, mode))).toBe(given[mode]);
      expect(formatDecimal(mulDiv(value, integer(-3), integer(-3), given.places, mode))).toBe(given[mode]);
    });
  });

  it('multiplies first, so that a third of three is one', () => {
    expect(formatDecimal(mulDiv(integer(3), integer(1), integer(3), 0, 'down'))).toBe('1');
  });

  it('refuses to divide by zero, as a bug of the caller', () => {
    expect(() => divide(integer(1), zero, 2, 'half_up')).toThrow(InvariantError);
    expect(() => mulDiv(integer(1), integer(1), parseDecimal('0.00'), 2, 'half_up')).toThrow(InvariantError);
    expect(() => remainder(integer(1), zero)).toThrow(InvariantError);
  });
});
