import { describe, expect, it } from 'vitest';
import { isBillingError, type Issue } from '../../src/errors/index.js';
import {
  formatInstant,
  instantOfMillis,
  parseInstant,
  parseLocalDateTime,
  readInstant,
  shiftInstant,
} from '../../src/time/index.js';
import cases from '../cases/time/instants.json' with { type: 'json' };
import { refusal } from '../support/refusal.js';

describe('parseInstant', () => {
  it.each(cases.accepted)('reads $text', ({ text, millis, printed }) => {
    expect(parseInstant(text)).toBe(millis);
    expect(formatInstant(parseInstant(text))).toBe(printed);
    // Date.parse is looser but agrees wherever it knows the grammar.
    expect(Date.parse(text)).toBe(millis);
  });

  it.each(cases.refused)('refuses $text', ({ text, because }) => {
    const { code, detail, issues } = refusal(() => parseInstant(text, 'timeframe_start'));
    expect(code).toBe('invalid_instant');
    expect(detail).toContain(because);
    expect(issues[0]?.path).toBe('timeframe_start');
  });

  it('refuses a megabyte of anything in under a millisecond', () => {
    const hostile = ['2'.repeat(1e6), `2026-01-01T00:00:00.${'1'.repeat(1e6)}Z`, `2026-01-01${' '.repeat(1e6)}`];
    for (const text of hostile) {
      const took = fastest(() => refusal(() => parseInstant(text)));
      expect(took).toBeLessThan(1);
      expect(refusal(() => parseInstant(text)).detail.length).toBeLessThan(300);
    }
  });
});

describe('readInstant', () => {
  it('answers the instant and leaves the issues alone', () => {
    const issues: Issue[] = [];
    expect(readInstant('1970-01-01T00:00:01Z', 'at', issues)).toBe(1000);
    expect(issues).toEqual([]);
  });

  it.each([
    [undefined, 'missing_field'],
    [null, 'missing_field'],
    [0, 'invalid_type'],
    [{}, 'invalid_type'],
    [new Date(0), 'invalid_type'],
    ['2026-01-01', 'invalid_instant'],
  ])('collects one issue for %s', (value, code) => {
    const issues: Issue[] = [];
    expect(readInstant(value, 'at', issues)).toBeUndefined();
    expect(issues).toMatchObject([{ path: 'at', code, severity: 'error' }]);
  });
});

describe('instantOfMillis and shiftInstant', () => {
  it('take whole milliseconds of the years 0001 to 9999 only', () => {
    expect(instantOfMillis(-62_135_596_800_000)).toBe(-62_135_596_800_000);
    expect(instantOfMillis(253_402_300_799_999)).toBe(253_402_300_799_999);
    for (const millis of [0.5, Number.NaN, Number.POSITIVE_INFINITY, -62_135_596_800_001, 253_402_300_800_000]) {
      expect(refusal(() => instantOfMillis(millis)).code).toBe('invalid_instant');
    }
  });

  it('know no negative zero', () => {
    expect(Object.is(instantOfMillis(-0), 0)).toBe(true);
    expect(Object.is(shiftInstant(instantOfMillis(5), -5), 0)).toBe(true);
    expect(Object.is(parseInstant('1970-01-01T00:00:00-00:00'), 0)).toBe(true);
  });

  it('never leave the years', () => {
    expect(shiftInstant(instantOfMillis(0), 1000)).toBe(1000);
    expect(refusal(() => shiftInstant(instantOfMillis(253_402_300_799_999), 1)).code).toBe('invalid_instant');
  });
});

describe('parseLocalDateTime', () => {
  it.each([
    ['2023-11-16 18:17:03.9799600', 1_700_158_623_979],
    ['2023-11-16T18:17:03', 1_700_158_623_000],
    ['1969-12-31 23:59:59.9', -100],
  ])('reads %s', (text, millis) => {
    expect(parseLocalDateTime(text)).toBe(millis);
  });

  it.each([
    ['2023-11-16 18:17:03Z', 'leave out the offset'],
    ['2023-11-16 18:17:03+00:00', 'leave out the offset'],
    ['2023-11-16', 'write it as'],
    ['2023-11-31 00:00:00', 'no day 31'],
    ['2023-11-16 18:17', 'seconds are missing'],
    ['2023-11-16_18:17:03', 'write it as'],
    ['2023-11-16 18:17:60', 'leap seconds'],
  ])('refuses %s', (text, because) => {
    const { code, detail } = refusal(() => parseLocalDateTime(text, 'timestamp'));
    expect(code).toBe('invalid_instant');
    expect(detail).toContain(because);
  });
});

/** The fastest of several runs, because a busy machine may interrupt any one of them. */
function fastest(run: () => unknown): number {
  const times = Array.from({ length: 20 }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return Math.min(...times);
}

it('a refusal is a BillingError', () => {
  expect(isBillingError(refusal(() => parseInstant('x')))).toBe(true);
});
