import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellAt } from '../../src/cycles/index.js';
import { toNumber } from '../../src/decimal/index.js';
import { shareOf, type ProrationBasis } from '../../src/proration/index.js';
import { instantOfMillis, type Period } from '../../src/time/index.js';
import { anyGrid, anyInstant } from '../cycles/arbitraries.js';

const basis = fc.constantFrom<ProrationBasis>('day', 'second');
const parts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 });
const cell = fc
  .record({ grid: anyGrid, at: anyInstant })
  .map(({ grid, at }) => ({ zone: grid.zone, full: cellAt(grid, at) }));

/** Cuts a period at the given fractions of its length, which may coincide. */
function cutAt(full: Period, at: readonly number[]): readonly Period[] {
  const cuts = at.map((part) => instantOfMillis(Math.floor(full.start + (full.end - full.start) * part)));
  const bounds = [full.start, ...cuts.sort((a, b) => a - b), full.end];
  return bounds.slice(1).map((end, index) => ({ start: bounds[index]!, end }));
}

describe('shares', () => {
  it('L30 and L31: each lies in 0..1, a whole is 1, and the parts of any cut add up exactly', () => {
    fc.assert(
      fc.property(cell, parts, basis, ({ zone, full }, cuts, measured) => {
        const share = (service_period: Period): { numerator: number; denominator: number } => {
          const { numerator, denominator } = shareOf({ service_period, full_period: full, zone, basis: measured });
          return { numerator: toNumber(numerator), denominator: toNumber(denominator) };
        };
        const whole = share(full);
        expect(whole.numerator).toBe(whole.denominator);
        const shares = cutAt(full, cuts).map(share);
        for (const { numerator, denominator } of shares) {
          expect(denominator).toBe(whole.denominator);
          expect(numerator).toBeGreaterThanOrEqual(0);
        }
        expect(shares.reduce((sum, { numerator }) => sum + numerator, 0)).toBe(whole.denominator);
      }),
      { numRuns: 1000 },
    );
  });
});
