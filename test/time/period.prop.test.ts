import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  contains,
  duration,
  encloses,
  instantOfMillis,
  intersect,
  isEmpty,
  join,
  overlaps,
  period,
  type Instant,
  type Period,
} from '../../src/time/index.js';
import { anyPeriod } from './arbitraries.js';
import { refusal } from '../support/refusal.js';

// Periods are held against sets: the integers 0 to 12 are all the instants there are, so every law is tried in full.
const instants = Array.from({ length: 13 }, (_, millis) => instantOfMillis(millis));
const within = (span: Period): ReadonlySet<Instant> =>
  new Set(instants.filter((at) => at >= span.start && at < span.end));
const both = (a: Period, b: Period): ReadonlySet<Instant> => new Set([...within(a)].filter((at) => within(b).has(at)));
const either = (a: Period, b: Period): ReadonlySet<Instant> => new Set([...within(a), ...within(b)]);
const sorted = (set: ReadonlySet<Instant>): readonly Instant[] => instants.filter((at) => set.has(at));
const pairs = fc.tuple(anyPeriod, anyPeriod);
const runs = { numRuns: 2000 };

describe('periods', () => {
  it('hold their start and not their end', () => {
    fc.assert(
      fc.property(anyPeriod, (span) => {
        expect(instants.filter((at) => contains(span, at))).toEqual(sorted(within(span)));
        expect(contains(span, span.end)).toBe(false);
        expect(contains(span, span.start)).toBe(!isEmpty(span));
      }),
      runs,
    );
  });

  it('are empty when they hold nothing, and as long as what they hold', () => {
    fc.assert(
      fc.property(anyPeriod, (span) => {
        expect(isEmpty(span)).toBe(within(span).size === 0);
        expect(duration(span)).toBe(within(span).size);
      }),
      runs,
    );
  });

  it('intersect as sets do', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const shared = intersect(a, b);
        expect(sorted(shared ? within(shared) : new Set())).toEqual(sorted(both(a, b)));
        expect(shared === undefined).toBe(both(a, b).size === 0);
        expect(shared).toEqual(intersect(b, a));
        expect(overlaps(a, b)).toBe(shared !== undefined);
      }),
      runs,
    );
  });

  it('join where no instant lies between them', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const whole = join(a, b);
        const held = sorted(either(a, b));
        const hasGap = held.some((at, index) => index > 0 && at !== held[index - 1]! + 1);
        expect(whole === undefined).toBe(hasGap);
        if (whole) expect(sorted(within(whole))).toEqual(held);
      }),
      runs,
    );
  });

  it('enclose as sets do', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        expect(encloses(a, b)).toBe([...within(b)].every((at) => within(a).has(at)));
      }),
      runs,
    );
  });

  it('that touch partition the instants of both (L20)', () => {
    const ends = fc.tuple(anyPeriod, fc.nat(12));
    fc.assert(
      fc.property(ends, ([whole, millis]) => {
        const cut = instantOfMillis(Math.min(Math.max(millis, whole.start), whole.end));
        const [first, second] = [period(whole.start, cut), period(cut, whole.end)];
        for (const at of within(whole)) expect(contains(first, at)).not.toBe(contains(second, at));
        expect(intersect(first, second)).toBeUndefined();
      }),
      runs,
    );
  });

  it('never end before they start', () => {
    expect(period(instantOfMillis(5), instantOfMillis(5))).toEqual({ start: 5, end: 5 });
    const { code, detail, issues } = refusal(() => period(instantOfMillis(1000), instantOfMillis(0), 'interval'));
    expect(code).toBe('invalid_interval');
    expect(detail).toContain('ends at 1970-01-01T00:00:00+00:00, before its start 1970-01-01T00:00:01+00:00');
    expect(issues[0]?.path).toBe('interval');
  });
});
