import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  billingPeriodAt,
  billingPeriods,
  boundary,
  cellAt,
  indexAt,
  isStub,
  type Grid,
  type Interval,
} from '../../src/cycles/index.js';
import { instantOfMillis, type Instant, type Period } from '../../src/time/index.js';
import { anyGrid, anyInstant } from './arbitraries.js';
import { boundaryByTrying } from './oracle.js';

const day = 86_400_000;
const unlimited = 1_000_000;
const runs = { numRuns: 400 };
const step = fc.integer({ min: -400, max: 400 });

/** A stretch of time that holds at most some sixty cells, so that listing them is quick. */
function stretch(from: Instant, { length }: Grid, cells: number): Period {
  const days = length.unit === 'day' ? length.count : length.count * 30;
  return { start: from, end: instantOfMillis(from + Math.ceil(cells * days * day)) };
}

const window = fc.double({ min: 0, max: 30, noNaN: true });
const schedule = fc
  .record({ grid: anyGrid, start: anyInstant, cells: window, isOpen: fc.boolean() })
  .map(({ grid, start, cells, isOpen }) => {
    const interval: Interval = { start, end: isOpen ? null : stretch(start, grid, cells).end };
    return { grid, interval };
  });

describe('boundaries', () => {
  it('L26 are the n-th step from the origin, at local midnight, as luxon and Intl find them', () => {
    fc.assert(
      fc.property(anyGrid, step, (grid, k) => {
        const reach = grid.length.unit === 'day' ? 60 : Math.ceil(600 / grid.length.count);
        fc.pre(Math.abs(k) <= reach);
        expect(boundary(grid, k)).toBe(boundaryByTrying(grid, k));
      }),
      { numRuns: 600 },
    );
  });

  it('hold every instant in exactly one cell, whose number is found without walking', () => {
    fc.assert(
      fc.property(anyGrid, anyInstant, (grid, at) => {
        const k = indexAt(grid, at);
        expect(boundary(grid, k)).toBeLessThanOrEqual(at);
        expect(boundary(grid, k + 1)).toBeGreaterThan(at);
        expect(cellAt(grid, at)).toEqual({ start: boundary(grid, k), end: boundary(grid, k + 1) });
      }),
      { numRuns: 1500 },
    );
  });
});

describe('billing periods', () => {
  it('L25 tile the interval: no gap, no overlap, none empty', () => {
    fc.assert(
      fc.property(schedule, window, ({ grid, interval }, cells) => {
        const span = stretch(interval.start, grid, cells);
        const periods = billingPeriods({ grid, interval }, span, unlimited);
        for (const [index, { start, end, full_period }] of periods.entries()) {
          expect(end).toBeGreaterThan(start);
          expect(start).toBe(index === 0 ? interval.start : periods[index - 1]!.end);
          expect(full_period.start).toBeLessThanOrEqual(start);
          expect(full_period.end).toBeGreaterThanOrEqual(end);
        }
        const last = periods.at(-1);
        const until = interval.end === null ? span.end : Math.min(span.end, interval.end);
        if (until > interval.start) expect(last!.end).toBeGreaterThanOrEqual(until);
        else expect(periods).toEqual([]);
        if (last !== undefined) expect(last.start).toBeLessThan(until);
      }),
      runs,
    );
  });

  it('at an instant are the one of the list that holds it', () => {
    fc.assert(
      fc.property(schedule, fc.double({ min: -0.1, max: 1.1, noNaN: true }), (given, part) => {
        const span = stretch(given.interval.start, given.grid, 12);
        const at = instantOfMillis(Math.floor(span.start + (span.end - span.start) * part));
        const around = { start: instantOfMillis(Math.min(at, span.start)), end: instantOfMillis(at + 1) };
        const listed = billingPeriods(given, around, unlimited).filter(({ start, end }) => start <= at && at < end);
        expect([billingPeriodAt(given, at)].filter((period) => period !== null)).toEqual(listed);
      }),
      runs,
    );
  });

  it('L29 of a later horizon only append', () => {
    fc.assert(
      fc.property(schedule, window, window, (given, a, b) => {
        const [sooner, later] = [Math.min(a, b), Math.max(a, b)].map((cells) =>
          billingPeriods(given, stretch(given.interval.start, given.grid, cells), unlimited),
        );
        expect(later!.slice(0, sooner!.length)).toEqual(sooner);
      }),
      runs,
    );
  });

  it('L28 from boundary to boundary are whole, whatever the clocks do in between', () => {
    fc.assert(
      fc.property(anyGrid, fc.integer({ min: -20, max: 20 }), fc.integer({ min: 1, max: 12 }), (grid, k, count) => {
        const [start, end] = [boundary(grid, k), boundary(grid, k + count)];
        // Equal only where the one cell is a date that a zone skipped.
        fc.pre(end > start);
        const periods = billingPeriods({ grid, interval: { start, end } }, { start, end }, unlimited);
        const bounds = new Set(Array.from({ length: count + 1 }, (_, index) => boundary(grid, k + index)));
        expect(new Set([start, ...periods.map((period) => period.end)])).toEqual(bounds);
        for (const period of periods) expect(isStub(period)).toBe(false);
        // Cut a millisecond short, the last one is a stub of the same cell.
        const short = { start, end: instantOfMillis(end - 1) };
        expect(billingPeriods({ grid, interval: short }, short, unlimited).map(isStub).at(-1)).toBe(true);
      }),
      runs,
    );
  });
});
